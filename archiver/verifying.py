"""Fixity: every file and record against its digests (`archiver verify`)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archiver.duplicates.versions import Place, number_versions
from archiver.errors import ArchiveError
from archiver.lake.raw import read_raw
from archiver.lake.rows import judged_of, raw_location, row_id
from archiver.lake.schema import Row
from archiver.records import page_text

if TYPE_CHECKING:
    from archiver.lake.store import Lake


@dataclass
class Report:
    """What was checked, and what is wrong with it, a sentence each, naming file or record."""

    files: int = 0
    rows: int = 0
    raw_records: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def __str__(self) -> str:
        checked = f"{self.files:,} files, {self.rows:,} records, {self.raw_records:,} raw records"
        if self.ok:
            return f"Sound: {checked} are as they were stored."
        return "\n".join([*self.problems, f"{len(self.problems):,} problems in {checked}."])


def verify(lake: Lake) -> Report:
    """Check all of an archive. Damage is reported, never raised.

    A file's name is the SHA-256 of its bytes; kept and removed blocks make the page text that the row's id
    is the digest of; kept blocks make the clean text; the versions of an article are numbered as their
    rows say; raw bytes have the SHA-256 that the row names; the index has the table's rows.
    """
    report = Report()
    places: dict[str, list[Row]] = defaultdict(list)
    for name in sorted(lake.table.files()):
        report.files += 1
        for row in _rows_of(lake, name, report):
            report.rows += 1
            report.problems += _row_problems(row)
            report.problems += _raw_problems(lake, row, report)
            places[row["id"]].append(_placed(row))
    for article_id, rows in places.items():
        report.problems += _version_problems(article_id, rows)
    report.problems += _index_problems(lake, report.rows)
    return report


def _rows_of(lake: Lake, name: str, report: Report) -> Iterator[Row]:
    path = lake.table.path / name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if name.startswith("part-") and name != f"part-{digest}.parquet":
            report.problems.append(f"{path}: the bytes are not those that were stored")
            return
        yield from lake.table.read(name).to_pylist()
    except (OSError, ArchiveError) as error:
        report.problems.append(f"{path}: {error}")


def _row_problems(row: Row) -> Iterator[str]:
    judged = judged_of(row)
    if row_id(row["id"], page_text(judged.blocks)) != row["row_id"]:
        yield f"article {row['id']}: kept and removed blocks are not the page text of record {row['row_id']}"
    if judged.text != row["text"]:
        yield f"article {row['id']}: the text of record {row['row_id']} is not that of its kept blocks"


def _raw_problems(lake: Lake, row: Row, report: Report) -> Iterator[str]:
    for capture in row["captures"]:
        location = raw_location(capture)
        if location is None:
            continue
        report.raw_records += 1
        try:
            read_raw(lake.path / "raw", location)
        except ArchiveError as error:
            yield f"article {row['id']}: {error}"


_PLACE = ("row_id", "text", "fetched_at", "last_fetched_at", "version", "is_version", "is_current")


def _placed(row: Row) -> Row:
    """What versions are numbered by, without the blocks: the text by its digest alone would change the
    order, so it is kept only where an article has to be compared."""
    return {name: row[name] for name in _PLACE}


def _version_problems(article_id: str, rows: list[Row]) -> Iterator[str]:
    right = number_versions(rows)
    for row in rows:
        if right[row["row_id"]] != Place(row["version"], row["is_version"], row["is_current"]):
            yield f"article {article_id}: record {row['row_id']} is not the version that it says it is"


def _index_problems(lake: Lake, rows: int) -> Iterator[str]:
    with lake.reading() as reader:
        indexed = reader.row_count()
    if indexed != rows:
        yield f"{lake.path}: the index has {indexed:,} records, the table {rows:,}; delete derived/"
