"""A cluster's workers that do not see what the command sees: told at once, with what to do, and nothing is stored."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from clusters import started
from command_line import run

from archiver.errors import ArchiveError
from archiver.ingesting import _shared_disk
from archiver.ingesting.mapping import MapJob, map_slice
from archiver.lake import Lake
from archiver.sources.item import Options
from archiver.sources.limits import DEFAULT_LIMITS
from archiver.sources.slices import Handful

BLIND = """
import pathlib
exists = pathlib.Path.exists
pathlib.Path.exists = lambda path, **how: "/here-only/" not in f"{path}/" and exists(path, **how)
"""


@pytest.mark.parametrize("unseen", ["archive", "inputs"])
def test_a_worker_that_does_not_see_the_archive_or_an_input_is_named(
    tmp_path: Path, unseen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "sitecustomize.py").write_text(BLIND)
    folders = {"archive": tmp_path / "archive", "inputs": tmp_path / "inputs"}
    folders[unseen] = tmp_path / "here-only"
    folders["inputs"].mkdir()
    pages = folders["inputs"] / "pages.jsonl"
    pages.write_text(json.dumps({"text": "The ferry is late.\n\nSo the pilot said.", "site": "s"}))
    with ExitStack() as held:
        with monkeypatch.context() as patch:
            patch.setenv("PYTHONPATH", str(tmp_path))
            address, _ = held.enter_context(started(tmp_path))
        done = run("-a", folders["archive"], "ingest", "--scheduler", address, pages)
    assert done.code == 1
    assert str(folders[unseen]) in done.err
    assert "the Dask worker at tcp://127.0.0.1" in done.err
    assert "on a shared disk" in done.err
    archive = Lake.open(folders["archive"])
    assert not archive.quarantined(), "an input that only a worker does not see is no bad input"
    assert not list((folders["archive"] / "derived" / "spool").iterdir())


def test_a_worker_that_comes_later_and_does_not_see_the_spool_says_so(tmp_path: Path) -> None:
    part = Handful(())
    job = MapJob(tmp_path, tmp_path / "derived" / "spool" / "run", 0, part, Options(), DEFAULT_LIMITS, 60.0)
    with pytest.raises(ArchiveError, match=r"does not see it; a cluster's workers need .* on a shared disk"):
        map_slice(job)


def test_where_an_archive_is_in_a_store_the_folder_that_is_to_be_shared_is_named(tmp_path: Path) -> None:
    (tmp_path / ".home").write_text("s3://bucket/news")
    assert "s3://bucket/news is worked on in $XDG_CACHE_HOME" in _shared_disk(tmp_path)
    assert "XDG" not in _shared_disk(tmp_path / "elsewhere")
