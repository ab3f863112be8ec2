"""What `compact` writes anew: parts that are not full, and those of sites whose rows lie in too many of them.

A commit's rows are sorted by site, so a site has rows in as many parts as commits brought some, and reading the site
opens each. Written anew, site by site, its rows lie in one part or in neighbours. A site may lie in twice as many parts
as its rows take, and two more, before that is done again: so a row is written some few times and not by each `compact`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

import pyarrow as pa

from archiver.errors import ArchiveError
from archiver.lake.parts import FILE_ROWS, Part, PartFiles

AT_ONCE = 16 * FILE_ROWS
"""Rows in memory: about 64 MB."""

Site = str | None
Spread = Mapping[Site, Mapping[str, int]]
"""How many rows of a site each part has."""


def spread_of(files: PartFiles, names: Collection[str]) -> Spread:
    """Of all sites in these parts; only one column is read."""
    found: dict[Site, dict[str, int]] = defaultdict(dict)
    for name in names:
        for count in files.read(name, ["site"])["site"].value_counts().to_pylist():
            found[count["values"]][name] = count["counts"]
    return found


def to_rewrite(spread: Spread, rows: Mapping[str, int]) -> set[str]:
    """The parts to be written anew. rows: in each part."""
    loose = {name for name, count in rows.items() if count < FILE_ROWS // 2}
    chosen = loose if len(loose) > 1 else set()
    for parts in spread.values():
        needed = -(-sum(parts.values()) // FILE_ROWS)
        if len(parts) > 2 * needed + 2:
            chosen |= parts.keys()
    return chosen


def groups(spread: Spread, parts: Collection[str]) -> Iterator[list[Site]]:
    """The sites of these parts in order, as many at a time as have AT_ONCE rows there; one may have more."""
    group: list[Site] = []
    held = 0
    for site in sorted(spread, key=lambda site: (site is None, site)):
        count = sum(n for name, n in spread[site].items() if name in parts)
        if group and held + count > AT_ONCE:
            yield group
            group, held = [], 0
        if count:
            group.append(site)
            held += count
    if group:
        yield group


def clustered(files: PartFiles, spread: Spread, parts: Collection[str]) -> Iterator[Part]:
    """The rows of these parts as new ones, site by site; `moved` is left out. Raises ArchiveError if any were lost."""
    written = 0
    for sites in groups(spread, parts):
        for table in _tables(files, sites, sorted({name for site in sites for name in spread[site]} & set(parts))):
            written += table.num_rows
            for part in files.write(table, {}):
                yield replace(part, moved=())
    expected = sum(n for of_site in spread.values() for name, n in of_site.items() if name in parts)
    if written != expected:
        raise ArchiveError(f"{files.path}: {expected:,} rows would have become {written:,}; nothing was changed")


def _tables(files: PartFiles, sites: list[Site], names: list[str]) -> Iterator[pa.Table]:
    held: list[pa.Table] = []
    rows = 0
    for name in names:
        for table in files.scan(name, None, {"site": sites}):
            if rows + table.num_rows > AT_ONCE:
                yield pa.concat_tables(held)
                held, rows = [], 0
            held.append(table)
            rows += table.num_rows
    if held:
        yield pa.concat_tables(held)
