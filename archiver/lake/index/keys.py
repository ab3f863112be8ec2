"""What the index has by site and key: which rows have a key, and what is known of it."""

from __future__ import annotations

import heapq
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from archiver.lake.index.sorted_runs import NOTHING, Keys, Places, Run, Runs

Posting = tuple[int, int, "array[int]"]
"""Of a row: its site's number, its own, and its keys (signed 64 bit)."""


class Postings(Runs):
    """Which of a site's rows have a key: rows' numbers beside the keys. What is noted of a row that is gone counts for
    nothing, for its number does not come again."""

    table = "postings"

    def post(self, postings: Sequence[Posting]) -> None:
        """Note keys of rows; none may be noted already."""
        by_site: dict[int, list[Posting]] = {}
        for posting in postings:
            by_site.setdefault(posting[0], []).append(posting)
        self.add({site: _posted(some) for site, some in by_site.items()})

    def rows_with(self, site: int, keys: Iterable[int]) -> list[int]:
        """Numbers of the site's rows that have one of these keys (or had: such rows are gone)."""
        found = [run.numbers[places] for run, places in self.find(site, keys)]
        return [int(row) for row in np.unique(np.concatenate(found))] if found else []

    def content(self, site: int) -> Iterator[tuple[int, int]]:
        """Key and row of all that is noted of a site."""
        for run in self.every(site):
            for segment in run:
                yield from zip(segment.keys.tolist(), segment.numbers.tolist(), strict=True)

    def _merged(self, runs: list[Run]) -> Run:
        return _in_order(np.concatenate([run.keys for run in runs]), np.concatenate([run.numbers for run in runs]))

    def _living(self, site: int, entries: Run) -> Run:
        there = self._db.execute("SELECT row FROM rows WHERE site = ?", (site,))
        kept = np.isin(entries.numbers, np.fromiter((row for (row,) in there), np.uint32))
        return Run(entries.keys[kept], entries.numbers[kept])

    def _contents(self, entries: Run, cuts: list[int]) -> list[bytes]:
        return [b""] * (len(cuts) - 1)


def _posted(postings: Sequence[Posting]) -> Run:
    """The keys of some rows of one site."""
    keys = np.concatenate([np.frombuffer(keys, np.int64) if keys else NOTHING.keys for _, _, keys in postings])
    rows = np.repeat(np.array([row for _, row, _ in postings], np.uint32), [len(keys) for _, _, keys in postings])
    return _in_order(keys, rows)


def _in_order(keys: Keys, numbers: NDArray[np.uint32]) -> Run:
    order = np.argsort(keys, kind="stable")
    return Run(keys[order], numbers[order])


class KeyStatistics(Runs):
    """What is known of a site's keys: contents of so many bytes; none: the key is gone. Of several runs the newest has
    it."""

    table = "statistics"

    def known(self, site: int, keys: Iterable[int]) -> dict[int, bytes]:
        """What is known of these keys of a site, as far as anything is."""
        found: dict[int, bytes] = {}
        for run, places in self.find(site, keys):
            found.update(_items(run, places))
        return {key: value for key, value in found.items() if value}

    def content(self, site: int) -> Iterator[tuple[int, bytes]]:
        """All that is known of a site, each key once, in order; a segment of each run is held at once."""
        runs = [_numbered(-n, run) for n, run in enumerate(self.every(site))]
        for key, found in groupby(heapq.merge(*runs), itemgetter(0)):
            _, _, value = next(found)
            if value:
                yield key, value

    def _merged(self, runs: list[Run]) -> Run:
        keys, numbers = np.concatenate([run.keys for run in runs]), np.concatenate([run.numbers for run in runs])
        every = Run(keys, numbers, b"".join([run.contents for run in runs]))
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        return _taken(every, order[np.append(ordered[:-1] != ordered[1:], True)])

    def _living(self, site: int, entries: Run) -> Run:
        return _taken(entries, np.flatnonzero(entries.numbers))

    def _contents(self, entries: Run, cuts: list[int]) -> list[bytes]:
        return [entries.contents[start:end] for start, end in pairwise(_ends(entries)[cuts].tolist())]

    def _unpacked(self, keys: bytes, numbers: bytes, contents: bytes) -> Run:
        run = super()._unpacked(keys, numbers, contents)
        if len(contents) != run.numbers.sum():
            raise sqlite3.DatabaseError(f"{self.table}: {len(contents)} bytes of contents, not {run.numbers.sum()}")
        return run


def packed(values: Mapping[int, bytes]) -> Run:
    """Statistics by key as `KeyStatistics` takes them."""
    keys = np.fromiter(values, np.int64, len(values))
    order, found = np.argsort(keys), list(values.values())
    contents = [found[place] for place in order.tolist()]
    return Run(keys[order], np.fromiter(map(len, contents), np.uint32, len(contents)), b"".join(contents))


def _ends(run: Run) -> Places:
    """Where the contents of each entry begin, and those of the last one end."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(run.numbers, dtype=np.int64)])


def _items(run: Run, places: Places) -> Iterator[tuple[int, bytes]]:
    ends = _ends(run)
    columns = run.keys[places], ends[places], ends[places + 1]
    for key, start, end in zip(*(column.tolist() for column in columns), strict=True):
        yield key, run.contents[start:end]


def _numbered(number: int, run: Iterator[Run]) -> Iterator[tuple[int, int, bytes]]:
    return ((key, number, value) for one in run for key, value in _items(one, np.arange(len(one.keys))))


def _taken(run: Run, places: Places) -> Run:
    """The entries at these places."""
    sizes = run.numbers[places]
    moved = np.repeat(_ends(run)[places] - (np.cumsum(sizes, dtype=np.int64) - sizes), sizes)
    contents = np.frombuffer(run.contents, np.uint8)[moved + np.arange(len(moved))]
    return Run(run.keys[places], sizes, contents.tobytes())
