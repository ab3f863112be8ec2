"""Tables of very many entries by site and key, as runs of columns: what an entry costs SQLite is paid for each segment.

Keys are hashes, a hundred or more a page, and a row of SQLite's own for each of them cost a microsecond and a place all
over a big tree. So what a site gets with a commit is a run: its entries in order of their keys, packed as columns of
bytes, cut into segments. A run that is not much smaller than the one before it is merged with that (a log-structured
merge tree, O'Neil 1996), so that a site has a handful of them, and an entry is moved a handful of times.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archiver.common.database import EACH, each

SEGMENT = 128
"""Entries in a segment, one or two pages of the file: what a look-up of one key reads of each run. All entries of one
key are in one segment."""

RATIO = 2
"""A run is merged with the one before it that has at most so many times its entries..."""

LARGE = 500_000
"""... and at most so many: what is merged is held in memory, some 50 bytes an entry."""

TABLES = """
CREATE TABLE runs (part TEXT, site INTEGER, run INTEGER, entries INTEGER NOT NULL, segments INTEGER NOT NULL,
                   PRIMARY KEY (part, site, run)) WITHOUT ROWID;
CREATE TABLE postings (segment INTEGER PRIMARY KEY, site INTEGER, run INTEGER, first INTEGER, keys BLOB NOT NULL,
                       numbers BLOB NOT NULL, contents BLOB NOT NULL);
CREATE UNIQUE INDEX segments_of_postings ON postings (site, run, first);
CREATE TABLE statistics (segment INTEGER PRIMARY KEY, site INTEGER, run INTEGER, first INTEGER, keys BLOB NOT NULL,
                         numbers BLOB NOT NULL, contents BLOB NOT NULL);
CREATE UNIQUE INDEX segments_of_statistics ON statistics (site, run, first);
"""
"""`runs` says of both tables which runs a site has, numbered in the order in which they came."""

Keys = NDArray[np.int64]
Places = NDArray[np.int64]


class Run(NamedTuple):
    """Entries in the order of their keys (signed 64 bit): a number beside each, and contents, whose sizes those are, if
    the table has any.

    Light to send to another process, as a mapping of a hundred keys a page is not.
    """

    keys: Keys
    numbers: NDArray[np.uint32]
    contents: bytes = b""

    def places_of(self, wanted: Keys) -> Places:
        """The places of the entries that have one of these keys, which are in order."""
        first = np.searchsorted(self.keys, wanted)
        many = np.searchsorted(self.keys, wanted, "right") - first
        return np.repeat(first - (np.cumsum(many) - many), many) + np.arange(many.sum())


class Runs(ABC):
    """One of the tables, in an open index. Sites are numbers here. Writing methods must be called in a transaction."""

    table: str

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @abstractmethod
    def _merged(self, runs: list[Run]) -> Run:
        """Runs, the oldest first, as one."""

    @abstractmethod
    def _living(self, site: int, entries: Run) -> Run:
        """All entries of a site without those that say no more than that there is nothing."""

    @abstractmethod
    def _contents(self, entries: Run, cuts: list[int]) -> list[bytes]:
        """The contents of the segments between these places."""

    # ── writing ───────────────────────────────────────────────────────────────────────────────

    def add(self, new: Mapping[int, Run]) -> None:
        """Put a run into each of these sites."""
        before = self._runs(new)
        for site, entries in new.items():
            if len(entries.keys):
                self._add(site, entries, before.get(site, []))

    def _add(self, site: int, entries: Run, before: list[tuple[int, int, int]]) -> None:
        """before: run, entries and segments, the newest first."""
        size, merged = len(entries.keys), list[int]()
        for run, many, _ in before:
            if many > min(LARGE, RATIO * size):
                break
            merged.append(run)
            size += many
        if merged:
            entries = self._merged([*(self._read(site, run) for run in reversed(merged)), entries])
            if len(merged) == len(before):
                entries = self._living(site, entries)
            self._drop(site, merged)
        self._write(site, before[0][0] + 1 if before else 1, entries)

    def _write(self, site: int, run: int, entries: Run) -> None:
        keys, numbers, _ = entries
        cuts = _cuts(keys)
        rows = [
            (site, run, int(keys[start]), keys[start:end].tobytes(), numbers[start:end].tobytes(), contents)
            for (start, end), contents in zip(pairwise(cuts), self._contents(entries, cuts), strict=True)
        ]
        columns = "(site, run, first, keys, numbers, contents)"
        self._db.executemany(f"INSERT INTO {self.table} {columns} VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._db.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?)", (self.table, site, run, len(keys), len(rows)))

    def forget(self, site: int) -> None:
        """Forget all that a site has."""
        self._drop(site, [run for run, _, _ in self._runs([site]).get(site, [])])

    def _drop(self, site: int, runs: list[int]) -> None:
        for sql in (
            f"DELETE FROM {self.table} WHERE site = ? AND run IN {EACH}",
            f"DELETE FROM runs WHERE part = '{self.table}' AND site = ? AND run IN {EACH}",
        ):
            self._db.execute(sql, (site, *each(runs)))

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    def find(self, site: int, keys: Iterable[int]) -> Iterator[tuple[Run, Places]]:
        """Entries of a site, the oldest run's first, and the places in them of those that have one of these keys."""
        wanted = np.unique(np.fromiter(keys, np.int64))
        for run, _, segments in reversed(self._runs([site]).get(site, [])):
            found = self._read(site, run, wanted if len(wanted) < segments else None)
            yield found, found.places_of(wanted)

    def every(self, site: int) -> Iterator[Iterator[Run]]:
        """The segments of each of a site's runs, the oldest first."""
        return (self._segments(site, run) for run, _, _ in reversed(self._runs([site]).get(site, [])))

    def _runs(self, sites: Iterable[int]) -> dict[int, list[tuple[int, int, int]]]:
        """Number, entries and segments of the runs that these sites have, the newest first."""
        sql = f"""SELECT site, run, entries, segments FROM runs WHERE part = '{self.table}' AND site IN {EACH}
            ORDER BY run DESC"""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for site, run, entries, segments in self._db.execute(sql, each(sites)):
            found.setdefault(site, []).append((run, entries, segments))
        return found

    def _read(self, site: int, run: int, wanted: Keys | None = None) -> Run:
        """A run: all of it, or the segments in which the wanted keys would be."""
        if wanted is None:
            columns = self._db.execute(self._selected("site = ? AND run = ?"), (site, run)).fetchall()
        else:
            of_key = f"SELECT segment FROM {self.table} WHERE site = ?1 AND run = ?2 AND first <= value"
            where = f"segment IN (SELECT ({of_key} ORDER BY first DESC LIMIT 1) FROM json_each(?3))"
            columns = self._db.execute(self._selected(where), (site, run, *each(wanted.tolist()))).fetchall()
        return self._unpacked(*(b"".join(column) for column in zip(*columns, strict=True))) if columns else NOTHING

    def _segments(self, site: int, run: int) -> Iterator[Run]:
        return (self._unpacked(*row) for row in self._db.execute(self._selected("site = ? AND run = ?"), (site, run)))

    def _selected(self, where: str) -> str:
        return f"SELECT keys, numbers, contents FROM {self.table} WHERE {where} ORDER BY first"

    def _unpacked(self, keys: bytes, numbers: bytes, contents: bytes) -> Run:
        if len(keys) != 2 * len(numbers) or len(keys) % 8:
            raise sqlite3.DatabaseError(f"{self.table}: {len(keys)} bytes of keys, {len(numbers)} beside them")
        return Run(np.frombuffer(keys, np.int64), np.frombuffer(numbers, np.uint32), contents)


NOTHING = Run(np.zeros(0, np.int64), np.zeros(0, np.uint32))


def _cuts(keys: Keys) -> list[int]:
    """Where to cut keys in order into segments: before the first and behind the last, and in between."""
    wanted = np.arange(0, len(keys), SEGMENT)
    return [*np.unique(np.searchsorted(keys, keys[wanted])).tolist(), len(keys)]
