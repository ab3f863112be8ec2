"""What is computed from the rest: whether a new one would be the same."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archiver.errors import ArchiveError
from archiver.lake.durable import is_writable, sqlite_uri
from archiver.lake.index import CONTENTS, Index
from archiver.verifying.report import Report

if TYPE_CHECKING:
    from archiver.lake import Lake


def check_derived(lake: Lake, report: Report) -> None:
    """The index beside one that is built from the table now; the files of search by their own checksums."""
    if not report.ok:
        return  # what it would be compared with is not sound
    path = lake.path / "derived" / "index.sqlite"
    if path.exists():  # else it is built when it is asked for
        report.files += 1
        for fault in _index_faults(lake, path):
            report.add(path, fault, "derived")
    for file in sorted((lake.path / "derived" / "search").glob("*")):
        report.files += 1
        if wrong := _search_fault(file):
            report.add(file, wrong, "derived")


def _index_faults(lake: Lake, path: Path) -> Iterator[str]:
    """What the index answers otherwise than a new one does. One that is behind is no fault: it catches up."""
    try:
        with closing(sqlite3.connect(sqlite_uri(path), uri=True)) as db:
            answer = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            yield f"is damaged: {answer}"
            return
        frozen = not is_writable(path.parent)
        with closing(Index(path, frozen=frozen)) as index, TemporaryDirectory(prefix="archiver-") as folder:
            if index.version != lake.version:
                return
            with closing(Index(Path(folder) / "index.sqlite")) as fresh:
                lake.build(fresh)
                for what in CONTENTS if lake.learns else set(CONTENTS) - LEARNED:
                    if any(a != b for a, b in _pairs(index, fresh, what)):
                        yield f"its {what} are not those of the table"
    except (sqlite3.Error, ArchiveError, ValueError, TypeError) as error:
        yield f"cannot be read: {error}"


LEARNED = {"keys", "postings", "statistics", "pages"}
"""What only a lake with a learner can make anew."""


def _pairs(index: Index, fresh: Index, what: str) -> Iterator[tuple[object, object]]:
    from itertools import zip_longest

    yield from zip_longest(index.content(what), fresh.content(what))


TANTIVY_MAGIC = 1337


def _search_fault(path: Path) -> str | None:
    """A segment's file ends in {"version": ..., "crc": CRC-32 of what is before}, its length and a magic number."""
    content = path.read_bytes()
    if path.suffix in ("", ".lock", ".json"):
        return _json_fault(content) if path.suffix == ".json" else None
    size, magic = int.from_bytes(content[-8:-4], "little"), int.from_bytes(content[-4:], "little")
    if magic != TANTIVY_MAGIC or size > len(content) - 8:
        return "has no end"
    body, footer = content[: -8 - size], content[-8 - size : -8]
    try:
        right = json.loads(footer)["crc"]
    except (ValueError, KeyError, TypeError):
        return "its end cannot be read"
    return None if zlib.crc32(body) == right else "the bytes are not those that were written"


def _json_fault(content: bytes) -> str | None:
    try:
        json.loads(content)
    except ValueError as error:
        return f"cannot be read: {error}"
    return None
