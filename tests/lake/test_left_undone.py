"""What a full disk, a crash or a loss of power leaves undone costs nothing that was acknowledged, and is made good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lake_rows import row

from archiver.cli.welcome import welcome
from archiver.errors import ArchiveError
from archiver.lake import Lake
from archiver.lake.fixity import Fixity
from archiver.records import Capture, Origin
from archiver.verifying import verify

OPENED_ON_A_FULL_DISK = """
import resource, signal, sys
from archiver.lake import Lake
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
Lake.open(sys.argv[1], create=True)
"""


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
    made = subprocess.run([sys.executable, "-c", OPENED_ON_A_FULL_DISK, tmp_path], capture_output=True, text=True)
    assert f"ArchiveError: {tmp_path}/articles: the table cannot be made: " in made.stderr
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
    (articles / "notes.txt").write_text("mine")
    old(articles / "notes.txt")
    before = ids(lake)
    assert lake.compact(keep_hours=1)["deleted"] == 1
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
