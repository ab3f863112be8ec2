"""The index: a SQLite file that says where things are and what has been learned of each site.

It is derived: it names the files of the table version it mirrors, and `sync` brings it to any other
version by looking at the files that differ, which for an empty index is all of them. It is written
after the table. A crash between the two leaves it behind, and the next writer finds and mends that.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

from archiver.common import database
from archiver.common.database import EACH, each
from archiver.errors import ArchiveError
from archiver.lake.index import sorted_runs
from archiver.lake.index.keys import Posting
from archiver.lake.index.lookup import Lookup, name_key, site_name
from archiver.lake.index.sorted_runs import Run
from archiver.lake.index.tables import FORMAT, TABLES
from archiver.lake.table.entries import Entry

CACHE = 64 << 10
"""KiB of the file that are held in memory at most."""

POSTED = 20_000
"""Rows whose keys go into the index at once: in order, and a hundred keys of each are 50 MB meanwhile."""


class DamagedIndex(ArchiveError):
    """It is not as it was written, or of another format; it can be built anew."""


class Index(Lookup):
    """The open index. Each writing method must be called inside `transaction`.

    path: None for one in memory. frozen: only to be read, from a disk that cannot be written.
    """

    def __init__(self, path: Path | None, *, frozen: bool = False) -> None:
        try:
            db = database.opened_to_read(path) if path and frozen else database.opened(path, cache=CACHE)
        except sqlite3.DatabaseError as error:
            raise _told(path, error) from error
        super().__init__(db)
        try:
            self._prepare(frozen)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise _told(path, error) from error

    def _prepare(self, frozen: bool) -> None:
        if self._db.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
            return
        if frozen:
            raise sqlite3.DatabaseError("it is of another format")
        with self.transaction():
            self._create()

    def _create(self) -> None:
        database.begin_anew(self._db, TABLES + sorted_runs.TABLES)
        self._db.execute(f"PRAGMA user_version = {FORMAT}")
        self._db.execute("INSERT INTO meta VALUES ('version', -1), ('next row', 1)")

    def close(self) -> None:
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All of the changes made inside, or none."""
        return database.transaction(self._db)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the index for all that is asked inside, whatever another process writes meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def set_version(self, version: int) -> None:
        self._db.execute("UPDATE meta SET value = ? WHERE name = 'version'", (version,))

    def file_number(self, name: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO files (name) VALUES (?)", (name,))
        return int(self._db.execute("SELECT file FROM files WHERE name = ?", (name,)).fetchone()[0])

    def _site_number(self, site: str | None) -> int:
        """A site's number, under which it is noted where it is not known."""
        if number := self._known_number(site):
            return number
        return self._db.execute("INSERT INTO sites (name) VALUES (?)", (site_name(site),)).lastrowid or 0

    def move(self, name: str, row_ids: Iterable[str]) -> None:
        """Note that rows, themselves unchanged, are in this file now."""
        sql = f"UPDATE rows SET file = ? WHERE row_id IN {EACH}"
        self._db.execute(sql, (self.file_number(name), *each(row_ids)))

    def rename(self, name: str, to: str) -> None:
        """Note that what is left of a file is in this one now."""
        self._db.execute("UPDATE files SET name = ? WHERE name = ?", (to, name))

    def put(self, files: Iterable[tuple[str, Sequence[Entry]]]) -> None:
        """Note rows that are new, or replaced, in files. No row may be in two of them."""
        waiting: list[Posting] = []
        for name, entries in files:
            waiting += self._put(name, entries)
            if len(waiting) >= POSTED:
                self._postings.post(waiting)
                waiting = []
        self._postings.post(waiting)

    def _put(self, name: str, entries: Sequence[Entry]) -> Iterator[Posting]:
        """Note rows in a file; gives what is to be posted of them."""
        file = self.file_number(name)
        sites = {site: self._site_number(site) for site in {e.site for e in entries}}
        posted = self._posted_alike(entries, sites)
        self.drop([e.row_id for e in entries])
        fresh = count(self._numbers(len(entries) - len(posted)))
        numbered = [(posted.get(e.row_id) or next(fresh), e) for e in entries]
        rows = [(n, e.row_id, e.id, sites[e.site], file) for n, e in numbered]
        self._db.executemany("INSERT INTO rows (row, row_id, id, site, file) VALUES (?, ?, ?, ?, ?)", rows)
        self._db.executemany("INSERT INTO keys VALUES (?, ?)", [(n, e.keys.tobytes()) for n, e in numbered])
        captures = [(digest, n) for n, e in numbered for digest in e.captures]
        self._db.executemany("INSERT OR REPLACE INTO captures VALUES (?, ?)", captures)
        names = sorted({(name_key(name), n) for n, e in numbered for name in e.names})
        self._db.executemany("INSERT INTO names VALUES (?, ?)", names)
        return ((sites[e.site], n, e.keys) for n, e in numbered if e.row_id not in posted)

    def _posted_alike(self, entries: Sequence[Entry], sites: Mapping[str | None, int]) -> dict[str, int]:
        """By row id, the numbers of those that are noted under the same keys of the same site: pages that were judged
        again. They keep them, and with them their postings."""
        noted = {e.row_id: (sites[e.site], e.keys.tobytes()) for e in entries}
        sql = f"SELECT row, row_id, site, keys FROM rows JOIN keys USING (row) WHERE row_id IN {EACH}"
        found = self._db.execute(sql, each(noted))
        return {row_id: number for number, row_id, site, keys in found if noted[row_id] == (site, keys)}

    def _numbers(self, many: int) -> int:
        """The first of so many numbers for rows that no row ever had: postings of those that are gone stay."""
        sql = "UPDATE meta SET value = value + ? WHERE name = 'next row' RETURNING value"
        return int(self._db.execute(sql, (many,)).fetchone()[0]) - many

    def drop(self, row_ids: Iterable[str]) -> None:
        """Forget rows, with what leads to them."""
        numbers = self._db.execute(f"SELECT row FROM rows WHERE row_id IN {EACH}", each(row_ids)).fetchall()
        for table in ("rows", "keys", "captures", "names") if numbers else ():
            self._db.executemany(f"DELETE FROM {table} WHERE row = ?", numbers)

    def set_keys(self, keys: Mapping[str, array[int]]) -> None:
        """Note other keys of rows that are noted, by row id."""
        sql = f"SELECT row, row_id, site, keys FROM rows JOIN keys USING (row) WHERE row_id IN {EACH}"
        posted: list[Posting] = []
        for number, row_id, site, old in self._db.execute(sql, each(keys)).fetchall():
            new = keys[row_id]
            if new.tobytes() != old:
                other = self._numbers(1)
                for table in ("rows", "keys", "captures", "names"):
                    self._db.execute(f"UPDATE {table} SET row = ? WHERE row = ?", (other, number))
                self._db.execute("UPDATE keys SET keys = ? WHERE row = ?", (new.tobytes(), other))
                posted.append((site, other, new))
        self._postings.post(posted)

    def drop_files(self, names: Collection[str]) -> None:
        """Forget files, with the rows that are still noted in them."""
        self.drop([i for ids in self.locate("file", names).values() for i in ids])
        self._db.execute(f"DELETE FROM files WHERE name IN {EACH}", each(names))

    def note_captures(self, digests: Iterable[str]) -> None:
        """Note captures that have no row."""
        self._db.executemany("INSERT OR IGNORE INTO captures VALUES (?, NULL)", [(d,) for d in digests])

    def set_statistics(self, values: Mapping[str | None, Run]) -> None:
        """Replace the statistics of these keys of sites; empty bytes forget a key."""
        self._statistics.add({self._site_number(site): of_site for site, of_site in values.items()})

    def set_pages(self, site: str | None, pages: int) -> None:
        self._db.execute("UPDATE sites SET pages = ? WHERE site = ?", (pages, self._site_number(site)))

    def forget_learned(self, site: str) -> None:
        """Forget what is known of a site that is stale."""
        self._statistics.forget(self._site_number(site))
        self.set_pages(site, 0)

    def set_learned(self, site: str, pages: int) -> None:
        """Note that all of a site's statistics are set; it is not stale any more."""
        self._db.execute("UPDATE sites SET pages = ?, stale = 0 WHERE site = ?", (pages, self._site_number(site)))

    def set_rules(self, rules: str) -> None:
        """Note by which rules statistics are made from now on; those that are there are stale."""
        self._db.execute("UPDATE sites SET stale = 1 WHERE site IN (SELECT site FROM rows)")
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", (rules,))

    def mark_stale(self, *, files: Collection[str]) -> None:
        """Mark the sites of articles that have rows in these files: their statistics must be learned anew."""
        articles = f"SELECT id FROM rows JOIN files USING (file) WHERE files.name IN {EACH}"
        sites = f"SELECT DISTINCT site FROM rows WHERE id IN ({articles})"
        self._db.execute(f"UPDATE sites SET stale = 1 WHERE site IN ({sites})", each(files))


def _told(path: Path | None, error: sqlite3.DatabaseError) -> ArchiveError:
    if database.is_damaged(error):
        return DamagedIndex(f"{path}: damaged index ({error}); it will be rebuilt")
    return ArchiveError(f"{path}: {database.trouble(error)}")
