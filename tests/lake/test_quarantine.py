"""The quarantine: each error once, durable, a torn line does no harm."""

from __future__ import annotations

from pathlib import Path

from archiver.errors import InputError
from archiver.lake import Lake
from archiver.lake.quarantine import Quarantine, entry
from archiver.records import Origin


def error(record: int) -> InputError:
    return InputError(Origin("a.jsonl", record), "invalid-json", "not JSON: line ends in a string")


def test_an_error_is_noted_once(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path, create=True)
    for _ in range(2):
        with lake.writing() as writer:
            writer.commit([], quarantine=[entry(error(1)), entry(error(2)), entry(error(1))])
    found = lake.quarantined()
    assert [(e["file"], e["record"], e["error"], e["kind"]) for e in found] == [
        ("a.jsonl", 1, "invalid-json", "InputError"),
        ("a.jsonl", 2, "invalid-json", "InputError"),
    ]


def test_a_torn_line_is_not_read_and_cut_by_the_next(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    quarantine.add([entry(error(1))])
    with quarantine.path.open("ab") as out:
        out.write(b'{"id": "torn')
    assert len(quarantine.entries()) == 1
    quarantine.add([entry(error(2))])
    assert [e["record"] for e in quarantine.entries()] == [1, 2]


def test_line_breaks_in_what_is_quoted(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    quarantine.add([entry(InputError(Origin("a\u2028b\nc", 1), "x", "first\nsecond\u2028third"))])
    quarantine.add([entry(error(2))])
    assert len(quarantine.entries()) == 2
    assert quarantine.entries()[0]["file"] == "a\u2028b\nc"
