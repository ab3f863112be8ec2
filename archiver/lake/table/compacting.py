"""What `compact` writes anew: parts that are not full, and those of sites whose rows lie in too many of them.

A commit's rows are sorted by site, so a site has rows in as many parts as commits brought some, and reading the site
opens each. Parts that are written anew together are sorted together, after which a site lies in as few of them as its
rows take, or in one more. Only so many are taken at a time as others can wait for: the scattered site's emptiest parts
first, so that sites come together in some few steps, as in a merge sort. A site may lie in twice as many parts as its
rows take, and two more, before anything is done: so a row is written some few times and not by each `compact`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from archiver.lake.table.parts import FILE_ROWS, PartFiles

AT_ONCE = 16 * FILE_ROWS
"""Rows that are written anew with one commit: about 64 MB in memory, and the second or two that others wait."""

Site = str | None
Spread = Mapping[str, Mapping[Site, int]]
"""How many rows of each site each part has."""


class Compaction:
    """One run of `compact`: of the parts that were there when it began, and those that it made of them.

    What others commit meanwhile is left to the next run; so this one comes to an end.
    """

    def __init__(self) -> None:
        self.spread: dict[str, dict[Site, int]] = {}
        self._taken: set[frozenset[str]] = set()

    def look(self, files: PartFiles, names: Iterable[str]) -> None:
        """Know these parts too, of which one column is read."""
        for name in names:
            counts = files.read(name, ["site"])["site"].value_counts().to_pylist()
            self.spread[name] = {count["values"]: count["counts"] for count in counts}

    def next(self, there: Collection[str]) -> list[str]:
        """The parts to be written anew with the next commit; none where there is nothing left to do.

        there: the parts that the table has now. A part's name is the digest of what is in it, so the same ones again
        mean that going on would go round.
        """
        self.spread = {name: sites for name, sites in self.spread.items() if name in there}
        names = next_slice(self.spread)
        if frozenset(names) in self._taken:
            return []
        self._taken.add(frozenset(names))
        return names


def next_slice(spread: Spread) -> list[str]:
    """Parts of at most AT_ONCE rows that are better written anew together: small ones, else those of the site that
    lies in the most parts too many."""
    rows = {name: sum(sites.values()) for name, sites in spread.items()}
    loose = sorted(name for name, count in rows.items() if count < FILE_ROWS // 2)
    if len(loose) > 1:
        return _first(loose, rows)
    worst = _most_scattered(spread)
    return _first(worst, rows)


def _most_scattered(spread: Spread) -> list[str]:
    """The parts of the site that lies in the most too many, those first that have the fewest of its rows."""
    parts: dict[Site, dict[str, int]] = defaultdict(dict)
    for name, sites in spread.items():
        for site, count in sites.items():
            parts[site][name] = count
    excess = {site: len(names) - needed(names.values()) for site, names in parts.items()
              if len(names) > 2 * needed(names.values()) + 2}  # fmt: skip
    if not excess:
        return []
    site = min(excess, key=lambda site: (-excess[site], site is None, site))
    return sorted(parts[site], key=lambda name: (parts[site][name], name))


def needed(counts: Iterable[int]) -> int:
    """How many parts a site takes that has so many rows in each of some."""
    return -(-sum(counts) // FILE_ROWS)


def _first(names: list[str], rows: Mapping[str, int]) -> list[str]:
    """As many of the names, in order, as have AT_ONCE rows; at least two."""
    held, count = 0, 0
    for name in names:
        held += rows[name]
        if held > AT_ONCE and count >= 2:
            break
        count += 1
    return names[:count]
