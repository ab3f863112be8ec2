"""Those who read have the files that they read until they are done, also beside a `compact` that keeps no old ones."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import archiver
from archiver.errors import ArchiveError
from archiver.explore.export import export
from archiver.explore.sql import connected, query
from archiver.lake import Lake
from archiver.records import Capture, Origin


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    from archiver.ingesting import ingest

    path = tmp_path / "archive"
    for n in range(3):
        ingest([Capture("text", f"The harbour log of day {n}.", Origin(f"{n}.txt"))], path, jobs=1)
    return path


def test_a_connection_keeps_its_files(archive: Path) -> None:
    with connected(archive) as connection:
        done = Lake.open(archive).compact(keep_hours=0)
        assert done["pinned"] == 1 and done["deleted"] == 0 and done["after"] < done["before"]
        assert len(connection.sql("SELECT text FROM articles").to_arrow_table()) == 3
    assert Lake.open(archive).compact(keep_hours=0)["deleted"] == 3


def test_a_notebook_keeps_its_files_until_it_lets_its_connection_go(archive: Path) -> None:
    connection = archiver.open_archive(archive).connect()
    assert Lake.open(archive).compact(keep_hours=0)["pinned"] == 1
    assert len(connection.sql("SELECT text FROM articles").to_arrow_table()) == 3
    del connection
    assert Lake.open(archive).compact(keep_hours=0)["deleted"] == 3


@pytest.mark.parametrize(
    "opened",
    [
        lambda connection: connection.view("articles"),
        lambda connection: connection.view("articles").filter("words > 0"),
        lambda connection: connection.execute("FROM articles"),
    ],
    ids=["view", "filter", "result"],
)
def test_what_a_connection_without_a_name_gave_keeps_its_files(archive: Path, opened: Callable[[Any], Any]) -> None:
    held = opened(archiver.open_archive(archive).connect())
    gc.collect()
    done = Lake.open(archive).compact(keep_hours=0)
    assert done["pinned"] == 1 and done["deleted"] == 0
    assert len(held.fetchall()) == 3
    del held
    gc.collect()
    assert Lake.open(archive).compact(keep_hours=0)["deleted"] == 3


def test_an_export_keeps_its_files(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compacted = []

    def slowly(batches: Iterator[pa.RecordBatch], target: Path, _: object) -> int:
        first = next(batches)
        compacted.append(Lake.open(archive).compact(keep_hours=0))
        target.write_text("done")
        return len(first) + sum(map(len, batches))

    monkeypatch.setitem(archiver.explore.export._WRITERS, "jsonl", slowly)  # type: ignore[attr-defined]
    assert export(archive, tmp_path / "all.jsonl") == 3
    assert compacted[0]["pinned"] == 1 and compacted[0]["deleted"] == 0


def test_where_there_is_no_archive_nothing_is_left(tmp_path: Path) -> None:
    found: list[Any] = []
    with pytest.raises(ArchiveError, match="no archive here"):
        found.append(query(tmp_path, "SELECT 1"))
    assert list(tmp_path.iterdir()) == found == []
