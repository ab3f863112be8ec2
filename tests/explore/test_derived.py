"""An archive that cannot be written is searched all the same: its index is in the user's cache folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import archiver
from archiver.errors import ArchiveError
from archiver.explore.search import Search
from archiver.explore.statistics import statistics
from archiver.lake.files import derived

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """An archive in which nothing can be made, also by root: where derived/ would be, there is a file."""
    archiver.ingest(SEEDS, tmp_path / "archive", jobs=1, looks_for=frozenset())
    shutil.rmtree(tmp_path / "archive" / "derived")
    (tmp_path / "archive" / "derived").touch()
    return tmp_path / "archive"


def test_indexes_go_to_the_cache_folder(locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert Search(locked).find("ferry")[0]
    assert statistics(locked).articles
    (folder,) = (tmp_path / "cache" / "archiver").iterdir()
    assert folder == derived.cached(locked)
    assert {"search", "furniture.json"} <= {path.name for path in folder.iterdir()}


def test_where_nothing_can_be_written_it_says_so(locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(ArchiveError, match="XDG_CACHE_HOME"):
        Search(locked)


def test_an_index_on_a_read_only_disk_is_verified_from_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tantivy locks what it reads: an archive on a read-only medium is no damaged one."""
    from archiver.explore.search.index import FORMAT
    from archiver.lake import Lake
    from archiver.verifying import searching

    path = tmp_path / "archive"
    archiver.ingest(SEEDS, path, jobs=1)
    Search(path)
    folder = path / "derived" / "search"
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    monkeypatch.setattr(searching, "is_writable", lambda _: False)
    held = dict(searching.search_faults(Lake.open(path)))
    assert held[folder / "state.json"] is None
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before
    (folder / "state.json").write_text(f'{{"format": {FORMAT}, "parts": []}}')
    assert dict(searching.search_faults(Lake.open(path)))[folder / "state.json"]
