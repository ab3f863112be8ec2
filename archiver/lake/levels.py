"""The index's two great tables, of two levels each: which pages of a site have a key, and what is known of a key.

Keys are hashes: new ones fall all over a big tree, and each costs a page of the disk. So postings and
statistics have two tables each: fresh ones take what is new, and are settled into the big ones, in order,
when they have grown to a share of them (the first two levels of a log-structured merge tree, O'Neil 1996). What is
such a share by itself goes into the big ones at once, in order.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from archiver.database import EACH, ITEM, ITEMS, beside, column, each, items

FRESH = 100_000
"""A fresh table is settled when it has so many entries, and SHARE of those that are settled."""

SHARE = 1 / 8

STEP = 50_000
"""Entries that are objects of Python at once, and the parameters of one statement."""

POSTINGS = ("postings", "fresh_postings")
STATISTICS = ("statistics", "fresh_statistics")

TABLES = """
CREATE TABLE postings (site INTEGER, key INTEGER, row INTEGER, PRIMARY KEY (site, key, row)) WITHOUT ROWID;
CREATE TABLE fresh_postings (site INTEGER, key INTEGER, row INTEGER,
                             PRIMARY KEY (site, key, row)) WITHOUT ROWID;
CREATE TABLE statistics (site INTEGER, key INTEGER, value BLOB NOT NULL,
                         PRIMARY KEY (site, key)) WITHOUT ROWID;
CREATE TABLE fresh_statistics (site INTEGER, key INTEGER, value BLOB NOT NULL,
                               PRIMARY KEY (site, key)) WITHOUT ROWID;
"""
"""Besides a table `meta (name, value)`, where it is counted how many entries each of them has."""

Posting = tuple[int, int, "array[int]"]
"""Of a row: its site's number, its own, and its keys (signed 64 bit)."""

_ROWS = " UNION ".join(f"SELECT row FROM {table} WHERE site = :site AND key IN (SELECT value FROM json_each(:keys))"
                       for table in POSTINGS)  # fmt: skip


class Levels:
    """Both tables, in an open index. Sites are numbers here. Writing methods must be called inside a transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def begin(self) -> None:
        """Count from nothing, in an index whose tables have just been made."""
        self._db.executemany("INSERT INTO meta VALUES (?, 0)", [(table,) for table in (*POSTINGS, *STATISTICS)])

    # ── postings ──────────────────────────────────────────────────────────────────────────────

    def rows_with(self, site: int, keys: Iterable[int]) -> list[int]:
        """Numbers of the site's rows that have one of these keys."""
        (wanted,) = each(keys)
        return [row for (row,) in self._db.execute(_ROWS, {"site": site, "keys": wanted})]

    def post(self, postings: Sequence[Posting]) -> None:
        """Note keys of rows; none may be noted already."""
        sizes = [len(keys) for _, _, keys in postings]
        if not sum(sizes):
            return
        sites, rows = (np.repeat(np.array([of[i] for of in postings], np.int64), sizes) for i in (0, 1))
        keys = np.concatenate([np.frombuffer(keys, np.int64) for _, _, keys in postings if keys])
        order = np.lexsort((rows, keys, sites))
        table = self._table_for("postings", len(order))
        insert = f"INSERT INTO {table} SELECT {beside(2)}, {ITEM}, {beside(3)} FROM {ITEMS}"
        for start in range(0, len(order), STEP):
            some = order[start : start + STEP]
            beside_keys = column(sites[some].tolist()), column(rows[some].tolist())
            self._db.execute(insert, (items(keys[some].tolist()), *beside_keys))
        self._grown(table, len(order))

    def withdraw(self, posting: Posting) -> None:
        """Forget keys of a row."""
        site, row, keys = posting
        old = [(site, key, row) for key in keys]
        for table in POSTINGS:
            self._db.executemany(f"DELETE FROM {table} WHERE site = ? AND key = ? AND row = ?", old)

    # ── statistics ────────────────────────────────────────────────────────────────────────────

    def statistics(self, site: int, keys: Iterable[int] | None = None) -> dict[int, bytes]:
        """What is known of these keys of a site, as far as anything is, or of all."""
        of_keys, parameters = ("", ()) if keys is None else (f"AND key IN {EACH}", each(keys))
        found: dict[int, bytes] = {}
        for table in STATISTICS:
            sql = f"SELECT key, value FROM {table} WHERE site = ? {of_keys}"
            found.update(self._db.execute(sql, (site, *parameters)))
        return {key: value for key, value in found.items() if value}

    def every_statistic(self, site: int) -> Iterator[tuple[int, bytes]]:
        """All that is known of a site, each key once."""
        settled, fresh = (f"SELECT key, value FROM {table} WHERE site = ?" for table in STATISTICS)
        newer = "(SELECT 1 FROM fresh_statistics AS f WHERE f.site = statistics.site AND f.key = statistics.key)"
        sql = f"{fresh} UNION ALL {settled} AND NOT EXISTS {newer}"
        return (found for found in self._db.execute(sql, (site, site)) if found[1])

    def set_statistics(self, values: Mapping[int, Mapping[int, bytes]]) -> None:
        """Replace what is known of these keys of sites; empty bytes forget a key."""
        sites, keys, packed = _in_order(values)
        table = self._table_for("statistics", len(keys))
        for start in range(0, len(keys), STEP):
            some = slice(start, start + STEP)
            sizes = list(map(len, packed[some]))
            width = max(1, *sizes)  # of no bytes at all SQLite makes a null
            value = f"substr(?4, 1 + {width} * key, {beside(3)})"
            insert = f"INSERT OR REPLACE INTO {table} SELECT {beside(2)}, {ITEM}, {value} FROM {ITEMS}"
            content = b"".join([one.ljust(width) for one in packed[some]])
            self._db.execute(insert, (items(keys[some]), column(sites[some]), column(sizes), content))
        if table == "statistics" and any(b"" in of_site.values() for of_site in values.values()):
            self._forget_empty()
        self._grown(table, len(keys))

    def forget_statistics(self, site: int) -> None:
        """Forget all that is known of a site."""
        for table in STATISTICS:
            self._db.execute(f"DELETE FROM {table} WHERE site = ?", (site,))

    # ── levels ────────────────────────────────────────────────────────────────────────────────

    def _table_for(self, table: str, entries: int) -> str:
        """The big table where so many new entries are its share by themselves; else the fresh one."""
        if not entries or entries < self._counted(table) * SHARE:
            return f"fresh_{table}"
        self._settle(table)  # what is known of a key is newest in the fresh one
        return table

    def _grown(self, table: str, by: int) -> None:
        """Count new entries, and move those of a fresh table into the big one if they are many enough."""
        self._db.execute("UPDATE meta SET value = value + ? WHERE name = ?", (by, table))
        of = table.removeprefix("fresh_")
        if table != of and self._counted(table) >= max(FRESH, self._counted(of) * SHARE):
            self._settle(of)

    def _settle(self, table: str) -> None:
        """Move all of a fresh table into the big one."""
        fresh = self._counted(f"fresh_{table}")
        if not fresh:
            return
        self._db.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM fresh_{table}")
        self._db.execute(f"DELETE FROM fresh_{table}")
        if table == "statistics":
            self._forget_empty()
        self._db.execute("UPDATE meta SET value = value + ? WHERE name = ?", (fresh, table))
        self._db.execute("UPDATE meta SET value = 0 WHERE name = ?", (f"fresh_{table}",))

    def _forget_empty(self) -> None:
        self._db.execute("DELETE FROM statistics WHERE length(value) = 0")

    def _counted(self, table: str) -> int:
        """Entries of a table: about, since some are replaced or go; it only says when to settle."""
        return int(self._db.execute("SELECT value FROM meta WHERE name = ?", (table,)).fetchone()[0])


def _in_order(values: Mapping[int, Mapping[int, bytes]]) -> tuple[list[int], list[int], list[bytes]]:
    """Sites, keys and values, ordered by the first two."""
    sites: list[int] = []
    keys: list[int] = []
    packed: list[bytes] = []
    for site, of_site in sorted(values.items()):
        in_order = sorted(of_site)
        sites += [site] * len(in_order)
        keys += in_order
        packed += map(of_site.__getitem__, in_order)
    return sites, keys, packed
