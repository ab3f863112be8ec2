"""The index: a SQLite file that says where things are and what has been learned of each site.

It is derived: it names the files of the table version it mirrors, and `sync` brings it to any other
version by looking at the files that differ, which for an empty index is all of them. It is written
after the table. A crash between the two leaves it behind, and the next writer finds and mends that.
"""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from archiver import database
from archiver.database import EACH, each
from archiver.errors import ArchiveError
from archiver.lake import levels
from archiver.lake.levels import Levels, Posting
from archiver.lake.parts import Entry

Row = dict[str, Any]

FORMAT = 13
"""Rises when the tables below change, or the keys of a text; an index of another format is built anew."""

CACHE = 64 << 10
"""KiB of the file that are held in memory at most."""

POSTED = 20_000
"""Rows whose keys go into the index at once: in order, and a hundred keys of each are 50 MB meanwhile."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE files (file INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE sites (site INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, pages INTEGER NOT NULL DEFAULT 0,
                    stale INTEGER NOT NULL DEFAULT 0);
CREATE TABLE rows (row INTEGER PRIMARY KEY, row_id TEXT NOT NULL UNIQUE, id TEXT NOT NULL,
                   site INTEGER NOT NULL, file INTEGER NOT NULL);
CREATE INDEX rows_of_article ON rows (id);
CREATE INDEX rows_of_file ON rows (file);
CREATE INDEX rows_of_site ON rows (site);
CREATE TABLE captures (digest TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID;
CREATE INDEX captures_of_row ON captures (row);
CREATE TABLE names (key INTEGER, row INTEGER, PRIMARY KEY (key, row)) WITHOUT ROWID;
CREATE INDEX names_of_row ON names (row);
CREATE TABLE keys (row INTEGER PRIMARY KEY, keys BLOB NOT NULL);
"""

CONTENTS = {
    "rows": """SELECT row_id, id, sites.name, files.name FROM rows JOIN sites USING (site) JOIN files USING (file)
        ORDER BY row_id""",
    "names": "SELECT key, row_id FROM names JOIN rows USING (row) ORDER BY key, row_id",
    "captures": "SELECT digest, row_id FROM captures JOIN rows USING (row) ORDER BY digest",
    "keys": "SELECT row_id, keys FROM keys JOIN rows USING (row) ORDER BY row_id",
    "postings": """SELECT name, key, row_id FROM (SELECT * FROM postings UNION SELECT * FROM fresh_postings)
        JOIN sites USING (site) JOIN rows USING (row) ORDER BY name, key, row_id""",
    "statistics": """SELECT name, key, value FROM (
            SELECT * FROM fresh_statistics UNION ALL
            SELECT * FROM statistics AS s WHERE NOT EXISTS (
                SELECT 1 FROM fresh_statistics AS f WHERE f.site = s.site AND f.key = s.key))
        JOIN sites USING (site) WHERE length(value) > 0 ORDER BY name, key""",
    "pages": "SELECT name, pages FROM sites WHERE pages > 0 ORDER BY name",
}
"""What the index knows, by name: the same for every index of the same rows, however it came about."""


class Learner(Protocol):
    """What the lake must know of learning to rebuild a site's statistics, whose bytes it never reads."""

    def keys(self, row: Row) -> Iterable[int]:
        """The keys (signed 64 bit) under which a stored page is to be found again."""

    def learn(self, site: str, rows: Iterable[Row]) -> tuple[int, Mapping[int, bytes]]:
        """From all rows of the articles that a site has a row of: the pages that count, and each key's statistics."""


def fingerprints(row: Row) -> set[int]:
    """The keys of a page where no learner is given: its blocks' fingerprints."""
    return {b["fingerprint"] for b in row["blocks"]}


def site_name(site: str | None) -> str:
    """The index's name of a site; pages without one are together under ""."""
    return site or ""


class DamagedIndex(ArchiveError):
    """It is not as it was written, or of another format; it can be built anew."""


class Index:
    """The open index. Each writing method must be called inside `transaction`.

    path: None for one in memory. frozen: only to be read, from a disk that cannot be written.
    """

    def __init__(self, path: Path | None, *, frozen: bool = False) -> None:
        try:
            self._db = database.opened_to_read(path) if path and frozen else database.opened(path, cache=CACHE)
        except sqlite3.DatabaseError as error:
            raise _told(path, error) from error
        self._levels = Levels(self._db)
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
        database.begin_anew(self._db, TABLES + levels.TABLES)
        self._db.execute(f"PRAGMA user_version = {FORMAT}")
        self._db.execute("INSERT INTO meta VALUES ('version', -1)")
        self._levels.begin()

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

    # ── asking ────────────────────────────────────────────────────────────────────────────────

    @property
    def version(self) -> int:
        """The table version that the index mirrors; -1: none yet."""
        return int(self._db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0])

    def files(self) -> set[str]:
        return {name for (name,) in self._db.execute("SELECT name FROM files")}

    def known(self, digests: Iterable[str]) -> set[str]:
        """Those of these captures that are stored, or gave way to one with a site."""
        sql = f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM captures WHERE {_BEGINS.format('value')})"
        return {d for (d,) in self._db.execute(sql, each(digests))}

    def has(self, digest: str) -> bool:
        sql = f"SELECT 1 FROM captures WHERE {_BEGINS.format('?1')}"
        return self._db.execute(sql, (digest,)).fetchone() is not None

    def locate(self, column: str, values: Iterable[str]) -> dict[str, list[str]]:
        """Row ids by file name, of the rows whose row_id, id or file, or a capture's digest, is one of these values."""
        if column == "capture":
            return self._located(f"WHERE row IN (SELECT row FROM captures WHERE digest IN {EACH})", each(values))
        of = {"row_id": "rows.row_id", "id": "rows.id", "file": "files.name"}[column]
        return self._located(f"WHERE {of} IN {EACH}", each(values))

    def ids_by_prefix(self, prefix: str, limit: int) -> list[str]:
        """The first ids of articles, at most `limit`, that begin with a prefix."""
        sql = "SELECT DISTINCT id FROM rows WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        return [i for (i,) in self._db.execute(sql, (prefix, prefix + "\U0010ffff", limit))]

    def ids_named(self, names: Iterable[str]) -> list[str]:
        """Ids of the articles that came in under one of these addresses or input ids (or, once in 2**64, under one
        with its key)."""
        sql = f"SELECT DISTINCT id FROM rows WHERE row IN (SELECT row FROM names WHERE key IN {EACH}) ORDER BY id"
        return [i for (i,) in self._db.execute(sql, each(map(_name_key, names)))]

    def locate_site(self, site: str | None) -> dict[str, list[str]]:
        return self._located(f"WHERE rows.site = {_SITE}", (site_name(site),))

    def locate_elsewhere(self, site: str) -> dict[str, list[str]]:
        """Row ids by file name, of rows of other sites whose article has a row of this one."""
        where = f"WHERE rows.site != {_SITE} AND rows.id IN (SELECT id FROM rows WHERE site = {_SITE})"
        return self._located(where, (site_name(site),) * 2)

    def places_of_articles(self, row_ids: Iterable[str]) -> list[tuple[str, str]]:
        """Article id and row id of all rows of the articles that have one of these, those of one file together."""
        return self._placed(f"WHERE id IN (SELECT id FROM rows WHERE row_id IN {EACH})", each(row_ids))

    def places_with_keys(self, site: str | None, keys: Iterable[int]) -> list[tuple[str, str]]:
        """Likewise of the site's rows that have one of these keys."""
        return self._placed(f"WHERE row IN {EACH}", each(self._levels.rows_with(self._known_number(site), keys)))

    def _placed(self, where: str, parameters: Sequence[Any]) -> list[tuple[str, str]]:
        sql = f"SELECT id, row_id FROM rows JOIN files USING (file) {where} ORDER BY name, id, row_id"
        return self._db.execute(sql, parameters).fetchall()

    def sites_of(self, article_ids: Iterable[str]) -> dict[str, set[str | None]]:
        """The sites under which these articles have rows, as far as they have any."""
        found: dict[str, set[str | None]] = {}
        sql = f"SELECT rows.id, sites.name FROM rows JOIN sites USING (site) WHERE rows.id IN {EACH}"
        for article_id, name in self._db.execute(sql, each(article_ids)):
            found.setdefault(article_id, set()).add(name or None)
        return found

    def sites_of_captures(self, digests: Iterable[str]) -> dict[str, str | None]:
        """The sites of the rows that have these captures, as far as any has."""
        sql = f"""SELECT digest, sites.name FROM captures JOIN rows USING (row) JOIN sites USING (site)
            WHERE digest IN {EACH}"""
        return {digest: name or None for digest, name in self._db.execute(sql, each(digests))}

    def _located(self, where: str, parameters: Sequence[Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        sql = f"SELECT files.name, rows.row_id FROM rows JOIN files USING (file) {where}"
        for name, row_id in self._db.execute(sql, parameters):
            found.setdefault(name, []).append(row_id)
        return found

    def statistics(self, site: str | None, keys: Iterable[int] | None = None) -> dict[int, bytes]:
        """A site's statistics: of these keys, as far as they are known, or of all."""
        return self._levels.statistics(self._known_number(site), keys)

    def every_statistic(self, site: str | None) -> Iterator[tuple[int, bytes]]:
        """All of a site's statistics, each key once."""
        return self._levels.every_statistic(self._known_number(site))

    def pages(self, site: str | None) -> int:
        found = self._db.execute("SELECT pages FROM sites WHERE name = ?", (site_name(site),)).fetchone()
        return int(found[0]) if found else 0

    def sites(self) -> dict[str, int]:
        """Pages counted, by site."""
        return dict(self._db.execute("SELECT name, pages FROM sites ORDER BY name"))

    def stale_sites(self) -> list[str]:
        return [name for (name,) in self._db.execute("SELECT name FROM sites WHERE stale")]

    def row_count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM rows").fetchone()[0])

    def content(self, what: str) -> Iterator[tuple[Any, ...]]:
        """All that is noted of one of CONTENTS, without the index's own numbers, in an order of its own."""
        return iter(self._db.execute(CONTENTS[what]))

    # ── noting ────────────────────────────────────────────────────────────────────────────────

    def set_version(self, version: int) -> None:
        self._db.execute("UPDATE meta SET value = ? WHERE name = 'version'", (version,))

    def file_number(self, name: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO files (name) VALUES (?)", (name,))
        return int(self._db.execute("SELECT file FROM files WHERE name = ?", (name,)).fetchone()[0])

    def _site_number(self, site: str | None) -> int:
        self._db.execute("INSERT OR IGNORE INTO sites (name) VALUES (?)", (site_name(site),))
        return self._known_number(site)

    def _known_number(self, site: str | None) -> int:
        """A site's number; 0, which none has, where it is not known."""
        found = self._db.execute("SELECT site FROM sites WHERE name = ?", (site_name(site),)).fetchone()
        return int(found[0]) if found else 0

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
                self._levels.post(waiting)
                waiting = []
        self._levels.post(waiting)

    def _put(self, name: str, entries: Sequence[Entry]) -> Iterator[Posting]:
        """Note rows in a file; gives what is to be posted of them."""
        file = self.file_number(name)
        self.drop([e.row_id for e in entries])
        sites = {site: self._site_number(site) for site in {e.site for e in entries}}
        first = int(self._db.execute("SELECT coalesce(max(row), 0) + 1 FROM rows").fetchone()[0])
        numbered = list(enumerate(entries, first))
        rows = [(n, e.row_id, e.id, sites[e.site], file) for n, e in numbered]
        self._db.executemany("INSERT INTO rows (row, row_id, id, site, file) VALUES (?, ?, ?, ?, ?)", rows)
        self._db.executemany("INSERT INTO keys VALUES (?, ?)", [(n, e.keys.tobytes()) for n, e in numbered])
        captures = [(digest, n) for n, e in numbered for digest in e.captures]
        self._db.executemany("INSERT OR REPLACE INTO captures VALUES (?, ?)", captures)
        names = sorted({(_name_key(name), n) for n, e in numbered for name in e.names})
        self._db.executemany("INSERT INTO names VALUES (?, ?)", names)
        return ((sites[e.site], n, e.keys) for n, e in numbered)

    def drop(self, row_ids: Iterable[str]) -> None:
        """Forget rows, with what leads to them."""
        sql = f"SELECT row, site, keys FROM rows JOIN keys USING (row) WHERE row_id IN {EACH}"
        for number, site, keys in self._db.execute(sql, each(row_ids)).fetchall():
            self._levels.withdraw((site, number, array("q", keys)))
            for table in ("rows", "keys", "captures", "names"):
                self._db.execute(f"DELETE FROM {table} WHERE row = ?", (number,))

    def set_keys(self, keys: Mapping[str, array[int]]) -> None:
        """Note other keys of rows that are noted, by row id."""
        sql = f"SELECT row, row_id, site, keys FROM rows JOIN keys USING (row) WHERE row_id IN {EACH}"
        posted: list[Posting] = []
        for number, row_id, site, old in self._db.execute(sql, each(keys)).fetchall():
            new = keys[row_id]
            if new.tobytes() != old:
                self._levels.withdraw((site, number, array("q", old)))
                posted.append((site, number, new))
                self._db.execute("UPDATE keys SET keys = ? WHERE row = ?", (new.tobytes(), number))
        self._levels.post(posted)

    def drop_files(self, names: Collection[str]) -> None:
        """Forget files, with the rows that are still noted in them."""
        self.drop([i for ids in self.locate("file", names).values() for i in ids])
        self._db.execute(f"DELETE FROM files WHERE name IN {EACH}", each(names))

    def note_captures(self, digests: Iterable[str]) -> None:
        """Note captures that have no row."""
        self._db.executemany("INSERT OR IGNORE INTO captures VALUES (?, NULL)", [(d,) for d in digests])

    def set_statistics(self, values: Mapping[str | None, Mapping[int, bytes]]) -> None:
        """Replace the statistics of these keys of sites; empty bytes forget a key."""
        self._levels.set_statistics({self._site_number(site): of_site for site, of_site in values.items()})

    def set_pages(self, site: str | None, pages: int) -> None:
        self._db.execute("UPDATE sites SET pages = ? WHERE site = ?", (pages, self._site_number(site)))

    def set_learned(self, site: str | None, pages: int, values: Mapping[int, bytes]) -> None:
        """Replace all that is known of a site; it is not stale any more."""
        number = self._site_number(site)
        self._levels.forget_statistics(number)
        self._levels.set_statistics({number: values})
        self._db.execute("UPDATE sites SET pages = ?, stale = 0 WHERE site = ?", (pages, number))

    def mark_stale(self, *, files: Collection[str]) -> None:
        """Mark the sites of articles that have rows in these files: their statistics must be learned anew."""
        articles = f"SELECT id FROM rows JOIN files USING (file) WHERE files.name IN {EACH}"
        sites = f"SELECT DISTINCT site FROM rows WHERE id IN ({articles})"
        self._db.execute(f"UPDATE sites SET stale = 1 WHERE site IN ({sites})", each(files))


def _told(path: Path | None, error: sqlite3.DatabaseError) -> ArchiveError:
    if database.is_damaged(error):
        return DamagedIndex(f"{path}: damaged index ({error}); it will be rebuilt")
    return ArchiveError(f"{path}: {database.trouble(error)}")


_BEGINS = "digest >= {0} AND digest < {0} || '.'"
"""Of a capture, or of the same one with a given site, whose digest goes on with a hyphen, the character before "."."""

_SITE = "(SELECT site FROM sites WHERE name = ?)"


def _name_key(name: str) -> int:
    digest = hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
