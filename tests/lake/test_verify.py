"""Damage of every kind is found and named; a sound archive is called sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from lake_rows import row

from archiver.errors import ConflictError
from archiver.lake import Lake
from archiver.lake.files.locks import locked
from archiver.records import Capture, Origin
from archiver.verifying import Report, verify
from archiver.verifying.beside import sure
from archiver.verifying.records import row_faults


def archive(path: Path, *changes: dict[str, Any]) -> Lake:
    """Three pages with their bytes; `changes` replace fields of the first."""
    lake = Lake.open(path, create=True)
    with lake.writing() as writer:
        with lake.raw_writer() as raw:
            places = [raw.write(Capture("html", b"<p>" * 100, Origin(f"{n}"))) for n in range(3)]
        rows = [row(n, raw=places[n]) for n in range(3)]
        for change in changes:
            rows[0] = {**rows[0], **change}
        writer.commit(rows)
    return lake


def problem(report: Report) -> str:
    assert not report.ok
    problems = "1 problem" if len(report.problems) == 1 else f"{len(report.problems)} problems"
    assert str(report).endswith(f"{problems} in {report.files} files, {report.rows} records, "
                                f"{report.raw_records} raw records.")  # fmt: skip
    return "\n".join(report.problems)


def test_a_sound_archive(tmp_path: Path) -> None:
    report = verify(archive(tmp_path))
    assert report.ok
    assert str(report) == f"Sound: {report.files} files, 3 records, 3 raw records are as they were stored."
    assert report.files == len([p for p in tmp_path.rglob("*") if p.is_file() and p.name not in (".lock", ".readers")])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "another text"}, "not that of its kept blocks"),
        ({"version": 2}, "not the version that it says"),
        ({"is_current": False}, "not the version that it says"),
        ({"blocks": row(0)["blocks"][:2]}, "not the page text"),
    ],
)
def test_a_row_that_contradicts_itself(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    found = problem(verify(archive(tmp_path, change)))
    assert words in found
    assert row(0)["id"] in found


def test_a_file_that_rotted(tmp_path: Path) -> None:
    lake = archive(tmp_path)
    (path,) = lake.table.paths()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert path.name in problem(verify(lake))


def test_raw_bytes_that_rotted(tmp_path: Path) -> None:
    lake = archive(tmp_path)
    (path,) = (tmp_path / "raw").glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-20])
    assert "captures-000001.warc.gz" in problem(verify(lake))


def test_what_others_commit_and_compact_meanwhile_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two records that are looked at, another adds one, and a third joins the parts and keeps no old ones."""
    lake = archive(tmp_path)
    for n in range(3, 6):
        with lake.writing() as writer:
            writer.commit([row(n)])
    number = count(6)

    def beside(record: Any) -> Iterator[str]:
        other = Lake.open(tmp_path)
        with other.writing() as writer:
            writer.commit([row(next(number))])
        other.compact(keep_hours=0)
        yield from row_faults(record)

    monkeypatch.setattr("archiver.verifying.records.row_faults", beside)
    assert verify(Lake.open(tmp_path)).problems == []
    monkeypatch.undo()
    assert verify(Lake.open(tmp_path)).rows == next(number)
    assert Lake.open(tmp_path).compact(keep_hours=0)["deleted"], "what was kept for it"


def test_what_seems_damaged_counts_when_nobody_writes(tmp_path: Path) -> None:
    archive(tmp_path)
    looks = []

    def once() -> list[str]:
        looks.append(is_locked(tmp_path))
        return ["half a line"] if len(looks) == 1 else []

    assert sure(tmp_path, once) == [] and looks == [False, True]
    assert sure(tmp_path, lambda: ["half a line"]) == ["half a line"]
    assert not is_locked(tmp_path)


def is_locked(archive: Path) -> bool:
    try:
        with locked(archive / ".lock", 0):
            return False
    except ConflictError:
        return True
