"""What is in an archive, how large it is, and whether something wants doing (`archiver info`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from archiver.explore.sql import query
from archiver.lake.rows.schema import SCHEMA_VERSION
from archiver.lake.runs import Run, Runs
from archiver.lake.storage.home import home_of

if TYPE_CHECKING:
    from archiver.lake import Lake

COUNTS = """
    SELECT count(*) AS rows, count(*) FILTER (is_version) AS versions, count(*) FILTER (is_current) AS articles,
        count(DISTINCT site) AS sites, count(DISTINCT language) AS languages,
        coalesce(sum(words) FILTER (is_current), 0)::BIGINT AS words,
        count(*) FILTER (near_duplicate_of IS NOT NULL AND is_current) AS near_duplicates,
        min(published_day) AS earliest, max(published_day) AS latest
    FROM stored"""

Sizes = Mapping[tuple[str, ...], int]
"""The archive's files by the parts of their names, with their bytes."""

SMALL = 4
"""Parts of less than half the rows of a full one, above which `compact` is advised."""


@dataclass(frozen=True, slots=True)
class Info:
    """articles: current ones. versions: clean texts of articles. rows: page texts. earliest, latest: days of
    publication, as the articles state them.

    bytes: of each folder, and of all. table_version: commits. schema: that the table was written with.
    advice: what wants doing, a sentence each; empty where nothing does.
    """

    path: str
    articles: int
    versions: int
    rows: int
    sites: int
    languages: int
    words: int
    near_duplicates: int
    earliest: date | None
    latest: date | None
    quarantined: int
    parts: int
    raw_files: int
    bytes: dict[str, int]
    table_version: int
    schema: int
    runs: int
    last_run: Run | None
    advice: tuple[str, ...]


def info(lake: Lake) -> Info:
    """Look at an archive without reading its texts. Raises ArchiveError."""
    (counts,) = query(lake.path, COUNTS).to_pylist()
    runs = Runs(lake.path).all()
    sizes = dict(home_of(lake.path).sizes())
    return Info(
        path=lake.address,
        **counts,
        quarantined=len(lake.quarantined()),
        parts=len(lake.table.files()),
        raw_files=sum(name[0] == "raw" and name[-1].endswith(".warc.gz") for name in sizes),
        bytes=_bytes(sizes),
        table_version=lake.version,
        schema=lake.table.schema_version,
        runs=len(runs),
        last_run=runs[-1] if runs else None,
        advice=tuple(_advice(lake, runs, sizes)),
    )


def _bytes(sizes: Sizes) -> dict[str, int]:
    found = {"all": 0}
    for inside, size in sizes.items():
        name = inside[0] if len(inside) > 1 else "settings and queues"
        found[name] = found.get(name, 0) + size
        found["all"] += size
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _advice(lake: Lake, runs: list[Run], sizes: Sizes) -> Iterator[str]:
    from archiver.lake.table.parts import FILE_ROWS

    small = sum(rows < FILE_ROWS // 2 for rows in lake.table.files().values())
    if small > SMALL:
        yield f"{small:,} parts are small: `archiver compact` joins them"
    parts = sum(name[0] == "articles" and name[-1].startswith("part-") for name in sizes)
    unnamed = parts - len(lake.table.files())
    if unnamed > SMALL:
        yield f"{unnamed:,} parts are of older versions: `archiver compact` deletes them when they are a day old"
    if lake.table.schema_version < SCHEMA_VERSION:
        yield "the table is of an earlier schema: the next command that writes upgrades it"
    if list((lake.path / "damaged").glob("*")):
        yield f"{lake.path / 'damaged'} has what a repair put aside: look at it, and delete it"
    if not any(_checked(run) for run in runs):
        yield "no check is on record: `archiver verify` reads every byte"
    if runs and runs[-1].state == "killed":
        yield f"the last run ({runs[-1].command}) was killed: run it again, and it goes on"


def _checked(run: Run) -> bool:
    return run.command == "verify" and run.state == "done"

