"""The table: every part against its name, every record against itself, its versions and its raw bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.duplicates.versions import Place, number_texts, number_versions
from archiver.errors import ArchiveError
from archiver.lake.fixity import digest_of
from archiver.lake.raw.files import read_raw
from archiver.lake.rows.captures import raw_location
from archiver.lake.rows.row import judged_of, row_id
from archiver.lake.rows.schema import Row
from archiver.records import page_text
from archiver.verifying.report import Report

if TYPE_CHECKING:
    from archiver.lake import Lake


TRIES = 3
"""How often the records are looked at where parts go away meanwhile."""


def check_records(lake: Lake, report: Report) -> None:
    """Parts that the newest version names, with their records; parts that older ones name, by their bytes.

    Of a version of which parts were replaced and deleted meanwhile (by a repair, since who verifies has the archive
    pinned), nothing is told: the next one counts.
    """
    for _ in range(TRIES):
        found = Report()
        _look(lake, found)
        lake.refresh()
        if not any(_was_deleted(lake, damage.path) for damage in found.damages):
            break
    report.include(found)


def _was_deleted(lake: Lake, path: Path) -> bool:
    return not path.exists() and path.name not in lake.table.files()


def _look(lake: Lake, report: Report) -> None:
    places: dict[str, list[Row]] = defaultdict(list)
    current = set(lake.table.files())
    for path in sorted({*lake.table.paths(), *lake.table.path.glob("part-*.parquet")}):
        report.files += 1
        for row in _rows_of(lake, path, path.name in current, report):
            report.rows += 1
            _check_row(lake, path, row, report)
            places[row["id"]].append(_placed(row))
    for article_id, rows in places.items():
        for fault in _version_faults(article_id, rows):
            report.add(lake.table.path, fault)


def is_whole(path: Path) -> bool:
    """Whether a part's bytes are those that its name is the digest of. (Parts of other names are not ours.)"""
    return not path.name.startswith("part-") or path.name == f"part-{digest_of(path)}.parquet"


def _rows_of(lake: Lake, path: Path, current: bool, report: Report) -> Iterator[Row]:
    try:
        if not is_whole(path):
            report.add(path, "the bytes are not those that were stored", "part" if current else "derived")
        elif current:
            for table in lake.table.scan(path.name, None, {}):
                yield from table.to_pylist()
    except (OSError, ArchiveError) as error:
        report.add(path, f"cannot be read: {error}", "part")


def _check_row(lake: Lake, path: Path, row: Row, report: Report) -> None:
    for fault in row_faults(row):
        report.add(path, fault)
    for capture in row["captures"]:
        location = raw_location(capture)
        if location is not None:
            report.raw_records += 1
            try:
                read_raw(lake.path / "raw", location)
            except ArchiveError as error:
                report.add(lake.path / "raw" / location.file, f"article {row['id']}: {error}")


def row_faults(row: Row) -> Iterator[str]:
    """What a record says of itself that is not so."""
    judged = judged_of(row)
    if row_id(row["id"], page_text(judged.blocks).encode()) != row["row_id"]:
        yield f"article {row['id']}: kept and removed blocks are not the page text of record {row['row_id']}"
    if judged.text != row["text"]:
        yield f"article {row['id']}: the text of record {row['row_id']} is not that of its kept blocks"


_PLACE = ("version", "is_version", "is_current")
_NUMBERED_BY = ("row_id", "text", "title", "evidence", "fetched_at", "last_fetched_at")


def _placed(row: Row) -> Row:
    """What versions are numbered by, without the blocks: the text by its digest alone would change the
    order, so it is kept only where an article has to be compared."""
    return {name: row[name] for name in (*_NUMBERED_BY, *_PLACE)}


def _version_faults(article_id: str, rows: list[Row]) -> Iterator[str]:
    stored = {row["row_id"]: Place(*(row[name] for name in _PLACE)) for row in rows}
    right = number_versions(rows)
    if stored == number_texts(rows):  # an earlier version of archiver numbered them, and was right by its own rule
        return
    for row in rows:
        if right[row["row_id"]] != stored[row["row_id"]]:
            yield f"article {article_id}: record {row['row_id']} is not the version that it says it is"
