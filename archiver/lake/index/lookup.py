"""What the index answers: where rows are, and what has been learned of sites."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from archiver.common.database import EACH, each
from archiver.lake.index.keys import KeyStatistics, Postings
from archiver.lake.index.tables import ANSWERS


def site_name(site: str | None) -> str:
    """The index's name of a site; pages without one are together under ""."""
    return site or ""


class Lookup:
    """Questions to an open index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._postings, self._statistics = Postings(db), KeyStatistics(db)

    @property
    def version(self) -> int:
        """The table version that the index mirrors; -1: none yet."""
        return int(self._db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0])

    @property
    def rules(self) -> str | None:
        """The rules by which the statistics were made; None: not known."""
        found = self._db.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
        return str(found[0]) if found else None

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
        return [i for (i,) in self._db.execute(sql, each(map(name_key, names)))]

    def locate_site(self, site: str | None) -> dict[str, list[str]]:
        return self._located(f"WHERE rows.site = {_SITE}", (site_name(site),))

    def places_of_site(self, site: str) -> list[tuple[str, str]]:
        """Article id and row id of all rows of the articles that have one of this site, those of one file together."""
        return self._placed(f"WHERE id IN (SELECT id FROM rows WHERE site = {_SITE})", (site_name(site),))

    def places_of_articles(self, row_ids: Iterable[str]) -> list[tuple[str, str]]:
        """Article id and row id of all rows of the articles that have one of these, those of one file together."""
        return self._placed(f"WHERE id IN (SELECT id FROM rows WHERE row_id IN {EACH})", each(row_ids))

    def places_with_keys(self, site: str | None, keys: Iterable[int]) -> list[tuple[str, str]]:
        """Likewise of the site's rows that have one of these keys."""
        return self._placed(f"WHERE row IN {EACH}", each(self._postings.rows_with(self._known_number(site), keys)))

    def has_rows_of(self, site: str | None) -> bool:
        return self._db.execute(f"SELECT 1 FROM rows WHERE site = {_SITE}", (site_name(site),)).fetchone() is not None

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
        if keys is None:
            return dict(self.every_statistic(site))
        return self._statistics.known(self._known_number(site), keys)

    def every_statistic(self, site: str | None) -> Iterator[tuple[int, bytes]]:
        """All of a site's statistics, each key once."""
        return self._statistics.content(self._known_number(site))

    def pages(self, site: str | None) -> int:
        found = self._db.execute("SELECT pages FROM sites WHERE name = ?", (site_name(site),)).fetchone()
        return int(found[0]) if found else 0

    def sites(self) -> dict[str, int]:
        """Pages counted, by site."""
        return dict(self._db.execute("SELECT name, pages FROM sites ORDER BY name"))

    def stale_sites(self) -> list[str]:
        return [name for (name,) in self._db.execute("SELECT name FROM sites WHERE stale ORDER BY name")]

    def stale_row_count(self) -> int:
        """Rows of the stale sites."""
        return int(self._db.execute("SELECT count(*) FROM rows JOIN sites USING (site) WHERE stale").fetchone()[0])

    def row_count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM rows").fetchone()[0])

    def content(self, what: str) -> Iterator[tuple[Any, ...]]:
        """All that is noted of one of CONTENTS, without the index's own numbers, in an order of its own."""
        if what == "postings":
            return self._by_site(self._posted)
        if what == "statistics":
            return self._by_site(self._statistics.content)
        return iter(self._db.execute(ANSWERS[what]))

    def _by_site(self, content: Callable[[int], Iterable[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
        """What is noted of each site by its number, as content that names it."""
        for number, name in self._db.execute("SELECT site, name FROM sites ORDER BY name").fetchall():
            yield from ((name, *found) for found in content(number))

    def _posted(self, site: int) -> list[tuple[int, str]]:
        """Keys and ids of the rows that have them."""
        ids = dict(self._db.execute("SELECT row, row_id FROM rows WHERE site = ?", (site,)))
        return sorted((key, ids[row]) for key, row in self._postings.content(site) if row in ids)

    def _known_number(self, site: str | None) -> int:
        """A site's number; 0, which none has, where it is not known."""
        found = self._db.execute("SELECT site FROM sites WHERE name = ?", (site_name(site),)).fetchone()
        return int(found[0]) if found else 0


_BEGINS = "digest >= {0} AND digest < {0} || '.'"
"""Of a capture, or of the same one with a given site, whose digest goes on with a hyphen, the character before "."."""

_SITE = "(SELECT site FROM sites WHERE name = ?)"


def name_key(name: str) -> int:
    """The number under which an address or an input id is noted."""
    digest = hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
