"""The index's two great tables, of two levels each: which pages of a site have a key, and what is known of a key.

Keys are hashes: new ones fall all over a big tree, and each costs a page of the disk. So postings and
statistics have two tables each: fresh ones take what is new, and are settled into the big ones, in order,
when they have grown to a share of them (the first two levels of a log-structured merge tree, O'Neil 1996).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from archiver.database import EACH, each

FRESH = 100_000
"""A fresh table is settled when it has so many entries, and SHARE of those that are settled."""

SHARE = 1 / 8

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

Posting = tuple[int, int, int]
"""A site's number, a key (signed 64 bit), a row's number."""

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

    def post(self, postings: Iterable[Posting]) -> None:
        """Note keys of rows; none may be noted already."""
        new = sorted(postings)
        self._db.executemany("INSERT INTO fresh_postings VALUES (?, ?, ?)", new)
        self._grown("postings", len(new))

    def withdraw(self, postings: Iterable[Posting]) -> None:
        """Forget keys of rows."""
        old = list(postings)
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

    def set_statistics(self, site: int, values: Mapping[int, bytes]) -> None:
        """Replace what is known of these keys; empty bytes forget a key."""
        new = [(site, key, value) for key, value in values.items()]
        self._db.executemany("INSERT OR REPLACE INTO fresh_statistics VALUES (?, ?, ?)", new)
        self._grown("statistics", len(new))

    def forget_statistics(self, site: int) -> None:
        """Forget all that is known of a site."""
        for table in STATISTICS:
            self._db.execute(f"DELETE FROM {table} WHERE site = ?", (site,))

    # ── levels ────────────────────────────────────────────────────────────────────────────────

    def _grown(self, table: str, by: int) -> None:
        """Count new entries of a fresh table, and move them into the big one if they are many enough."""
        self._count(f"fresh_{table}", by)
        meta = dict(self._db.execute("SELECT name, value FROM meta"))
        fresh = meta[f"fresh_{table}"]
        if fresh < max(FRESH, meta[table] * SHARE):
            return
        self._db.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM fresh_{table}")
        self._db.execute(f"DELETE FROM fresh_{table}")
        if table == "statistics":
            self._db.execute("DELETE FROM statistics WHERE length(value) = 0")
        self._count(table, fresh)
        self._count(f"fresh_{table}", -fresh)

    def _count(self, table: str, change: int) -> None:
        """Keep count of entries: about, since some are replaced or go; it only says when to settle."""
        self._db.execute("UPDATE meta SET value = value + ? WHERE name = ?", (change, table))
