"""What a full disk, a crash or a loss of power leaves undone costs nothing that was acknowledged, and is made good."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lake_rows import row

from archiver.cli.welcome import welcome
from archiver.errors import ArchiveError, ConflictError
from archiver.lake import Lake
from archiver.lake.files.json_lines import append, read_lines
from archiver.lake.fixity import Fixity
from archiver.lake.raw.files import RawWriter
from archiver.records import Capture, Origin
from archiver.verifying import verify


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """No file gets larger than so many bytes: writing more is an error, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def commit(lake: Lake, *numbers: int) -> None:
    with lake.writing() as writer:
        writer.commit([row(number) for number in numbers])


def ids(lake: Lake) -> list[str]:
    lake.refresh()
    return sorted(row["row_id"] for row in lake.scan(["row_id"]))


def old(path: Path) -> Path:
    os.utime(path, (1, 1))
    return path


# ── an archive that was begun ─────────────────────────────────────────────────────────────────


def test_an_archive_that_a_full_disk_left_without_a_table_is_begun_again(tmp_path: Path) -> None:
    """Delta had made the folder of its log, and nothing in it."""
    with full_disk(), pytest.raises(ArchiveError, match=r"articles: the table cannot be made: .*: File too large"):
        Lake.open(tmp_path, create=True)
    assert (tmp_path / "articles" / "_delta_log").is_dir()
    with pytest.raises(ArchiveError, match="no archive here"):
        Lake.open(tmp_path)
    assert "There is no archive" in str(welcome(tmp_path))
    commit(lake := Lake.open(tmp_path, create=True), 1)
    assert ids(lake) == [row(1)["row_id"]]


def test_a_log_that_lost_its_entries_is_not_begun_anew_beside_its_parts(tmp_path: Path) -> None:
    commit(Lake.open(tmp_path, create=True), 1)
    for entry in (tmp_path / "articles" / "_delta_log").iterdir():
        entry.unlink()
    with pytest.raises(ArchiveError, match="not a readable Delta table"):
        Lake.open(tmp_path, create=True)


def test_a_commit_that_the_disk_refuses_says_so_and_is_no_conflict(tmp_path: Path) -> None:
    """Who is told of a conflict decides anew and tries again, which helps nobody here."""
    commit(lake := Lake.open(tmp_path, create=True), 1)
    lake.refresh()
    parts = list(lake.table.write_rows([row(2)], lambda row: ()))
    with full_disk(), pytest.raises(ArchiveError, match=r"the commit failed: .*: File too large") as told:
        lake.table.commit(parts, [])
    assert not isinstance(told.value, ConflictError)
    assert str(told.value).isprintable()
    assert ids(lake) == [row(1)["row_id"]]
    lake.table.commit(parts, [])
    assert ids(lake) == sorted(row(n)["row_id"] for n in (1, 2))


def test_an_error_of_the_disk_tells_the_file(tmp_path: Path) -> None:
    """Python names no file where it is not opened but written."""
    (tmp_path / "raw").mkdir()
    lines, raw = tmp_path / "inputs.jsonl", RawWriter(tmp_path / "raw")
    with full_disk(), pytest.raises(OSError, match=r"File too large: .*inputs\.jsonl"):
        append(lines, [{"id": "1"}])
    raw.write(Capture("text", "Page", Origin("1.txt")))
    with full_disk(), pytest.raises(OSError, match=r"File too large: .*captures-000001\.warc\.gz"):
        raw.close()
    append(lines, [{"id": "2"}])
    assert read_lines(lines) == [{"id": "2"}]


# ── what a killed writer left ─────────────────────────────────────────────────────────────────


def test_parts_that_were_never_committed_are_deleted_and_no_others(tmp_path: Path) -> None:
    lake, articles = Lake.open(tmp_path, create=True), tmp_path / "articles"
    commit(lake, 1, 2)
    (replaced,) = lake.table.files()
    with lake.writing() as writer:
        writer.commit([row(3)], deletes=[row(1)["row_id"]])
    lake.refresh()
    left, young = (next(iter(lake.table.write_rows([row(n)], lambda row: ()))).name for n in (7, 8))
    old(articles / left)
    old(articles / replaced)  # a version of today names it
    halves = [articles / ".part-9.parquet.17.partial", tmp_path / "raw" / "..end.17.partial"]
    for half in halves:
        half.write_bytes(b"PAR1")
        old(half)
    (articles / "notes.txt").write_text("mine")
    old(articles / "notes.txt")
    before = ids(lake)
    assert lake.compact(keep_hours=1)["deleted"] == 1 + len(halves)
    assert not any(half.exists() for half in halves)
    assert {path.name for path in articles.glob("part-*")} >= {young, replaced}
    assert not (articles / left).exists()
    assert (articles / "notes.txt").exists()
    assert ids(lake) == before
    assert lake.compact(keep_hours=0)["deleted"] >= 1
    assert {path.name for path in articles.glob("part-*")} == set(Lake.open(tmp_path).table.files())
    assert ids(lake) == before


def test_raw_bytes_whose_digest_was_not_noted_get_it_from_the_next_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that one appends to another file."""
    lake = Lake.open(tmp_path, create=True)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="full"):
        broken.setattr(Fixity, "note", full)
        store(lake, 1)
    (tmp_path / "raw" / ".end").unlink()
    store(lake, 2)
    noted = Fixity(tmp_path).raw_notes.read_text()
    assert "captures-000001.warc.gz" in noted
    assert "captures-000002.warc.gz" in noted
    assert ids(lake) == sorted(row(n, raw=None)["row_id"] for n in (1, 2))
    first = tmp_path / "raw" / "captures-000001.warc.gz"
    content = bytearray(first.read_bytes())
    content[20] ^= 1  # in the record that the file begins with: no page's bytes
    first.write_bytes(content)
    assert [str(damage.path) for damage in verify(tmp_path).damages] == [str(first)]


def full(*_: object) -> None:
    raise OSError(28, "the disk is full")


def store(lake: Lake, number: int) -> None:
    with lake.writing() as writer:
        with lake.raw_writer() as raw:
            place = raw.write(Capture("text", f"Page {number}", Origin(f"{number}.txt")))
        writer.commit([row(number, raw=place)])


# ── a loss of power ───────────────────────────────────────────────────────────────────────────


def test_every_file_of_the_log_is_on_the_disk_before_anybody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Delta leaves its files to the system: the table's first entry, those of `compact`, checkpoints."""
    synced: set[str] = set()
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        synced.add(f"{path.name} {path.stat().st_size if path.is_file() else ''}")
        fsync(descriptor)

    def unsynced() -> set[str]:
        files = (tmp_path / "articles" / "_delta_log").iterdir()
        return {f"{path.name} {path.stat().st_size}" for path in files} - synced

    monkeypatch.setattr(os, "fsync", noted)
    lake = Lake.open(tmp_path, create=True)
    assert not unsynced()
    commit(lake, 1)
    commit(lake, 2)
    assert not unsynced()
    assert lake.compact(keep_hours=0)["deleted"]
    assert not unsynced()
    commit(lake := Lake.open(tmp_path), 1)
    here, there = (next(iter(lake.table.write_rows([row(n)], lambda row: ()))) for n in (1, 2))
    for _ in range(100):
        lake.table.commit([here], [there.name])
        here, there = there, here
    assert list((tmp_path / "articles" / "_delta_log").glob("*.checkpoint.parquet"))
    assert not unsynced()
