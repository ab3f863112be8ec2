"""The index of near-duplicates: a SQLite file in derived/ that knows every current text by its sketch.

Derived: it names the table's files whose rows it holds, and follows the table by files, as the search index does. What
a sketch means is not known here (duplicates/sketch.py): it is bytes, with the keys under which it is to be found.
Articles whose clean text is the same share one entry of `texts`, so that a thousand copies cost one comparison.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np

from archiver.common import database
from archiver.common.database import EACH, ITEM, ITEMS, beside, column, each, items
from archiver.lake.sketches.lookup import Numbers, SketchLookup
from archiver.lake.sketches.tables import FORMAT, NOWHEN, TABLES, Current, Mark, Sketch

CACHE = 48 << 10
"""KiB of the file that are held in memory at most."""

AT_ONCE = 100_000
"""Keys that are Python's numbers, of five times their size, at a time."""

Keys = Callable[[Sequence[bytes]], Numbers]
"""The keys under which sketches are to be found: a row for each, of which no key is there twice."""


class SketchIndex(SketchLookup):
    """The open index. Each writing method must be called inside `transaction`."""

    def __init__(self, path: Path, made_by: str, keys: Keys) -> None:
        """Open it; one that is damaged, or of another format or maker, is begun anew."""
        self._keys, self.path = keys, path
        path.parent.mkdir(exist_ok=True)
        maker = f"{FORMAT}: {made_by}"
        try:
            db = _opened(path, maker)
        except sqlite3.DatabaseError as error:
            if not database.is_damaged(error):
                raise
            database.remove(path)
            db = _opened(path, maker)
        super().__init__(db)

    def close(self) -> None:
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All of the changes made inside, or none."""
        return database.transaction(self._db)

    def _part(self, name: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO parts (name) VALUES (?)", (name,))
        return int(self._db.execute("SELECT part FROM parts WHERE name = ?", (name,)).fetchone()[0])

    def put(self, part: str, rows: Sequence[Current]) -> list[int]:
        """Note the current rows of a file. Gives the positions of those whose text must be sketched: it is new here.

        Of a row that says what is noted of its article already, as most of a file that was written anew do, only the
        file is noted.
        """
        number = self._part(part)
        known = self._known(row.id for row in rows)
        moved = [row.id for row in rows if row.id in known and known[row.id][1] == row]
        self._db.execute(f"UPDATE articles SET part = ? WHERE id IN {EACH}", (number, *each(moved)))
        same = set(moved)
        new = {i: row for i, row in enumerate(rows) if row.id not in same}
        texts = self._texts(new.values())
        self._db.executemany(
            """INSERT INTO articles (id, text, part, moment, marked, similarity) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET text = excluded.text, part = excluded.part, moment = excluded.moment,
            marked = excluded.marked, similarity = excluded.similarity""",
            [(r.id, texts[r.digest][0], number, r.moment, r.marked, r.similarity) for r in new.values()],
        )
        now = {texts[row.digest][0] for row in new.values()}
        self._settle(now | {known[row.id][0] for row in new.values() if row.id in known})
        self._note("unmarked", now)
        return [i for i, row in new.items() if texts[row.digest][1]]

    def _known(self, ids: Iterable[str]) -> dict[str, tuple[int, Current]]:
        """The number of its text, and what is noted of each of these articles, as far as they are known."""
        sql = f"""SELECT text, id, articles.moment, digest, marked, articles.similarity
            FROM articles JOIN texts USING (text) WHERE id IN {EACH}"""
        return {row[1]: (row[0], Current(*row[1:])) for row in self._db.execute(sql, each(ids))}

    def _texts(self, rows: Iterable[Current]) -> dict[int, tuple[int, bool]]:
        """The number of each digest's text, which is noted where it is new, and whether it is."""
        sql = f"SELECT digest, text FROM texts WHERE digest IN {EACH}"
        known = dict(self._db.execute(sql, each({row.digest for row in rows})))
        new = {row.digest: row for row in rows if row.digest not in known}
        first = int(self._db.execute("SELECT coalesce(max(text), 0) + 1 FROM texts").fetchone()[0])
        numbers = {digest: number for number, digest in enumerate(new, first)}
        self._db.executemany(
            "INSERT INTO texts (text, digest, moment, first) VALUES (?, ?, ?, '')",
            [(number, digest, NOWHEN) for digest, number in numbers.items()],
        )
        return {d: (n, False) for d, n in known.items()} | {d: (n, True) for d, n in numbers.items()}

    def _settle(self, texts: Collection[int]) -> None:
        """Give each text its first article again; forget those that have none. What moved is noted as changed."""
        sql = f"""SELECT t.text, t.moment, t.first, a.moment, a.id FROM texts t LEFT JOIN articles a USING (text)
            WHERE t.text IN {EACH} ORDER BY t.text, a.moment, a.id"""
        moved: dict[int, tuple[int | None, str | None]] = {}
        seen: set[int] = set()
        for text, moment, first, earliest, article in self._db.execute(sql, each(texts)):
            if text not in seen and (moment, first) != (earliest, article):
                moved[text] = (earliest, article)
            seen.add(text)
        there = [(moment, first, text) for text, (moment, first) in moved.items() if first is not None]
        self._db.executemany("UPDATE texts SET moment = ?, first = ? WHERE text = ?", there)
        self._note("changed", (text for _, _, text in there))
        self._forget([text for text, (_, first) in moved.items() if first is None])

    def _forget(self, texts: Sequence[int]) -> None:
        """Texts that no article has any more. Those whose head one was look for another."""
        self._note("changed", self._array(f"SELECT text FROM texts WHERE head IN {EACH}", texts).tolist())
        self._db.execute(f"UPDATE texts SET head = NULL, similarity = NULL WHERE head IN {EACH}", each(texts))
        for keys, of in self._bands(self.sketches(texts)):
            self._db.executemany("DELETE FROM bands WHERE key = ? AND text = ?", zip(keys, of, strict=True))
        for table in ("texts", "bitmaps", "changed", "unmarked"):
            self._db.execute(f"DELETE FROM {table} WHERE text IN {EACH}", each(texts))

    def put_sketches(self, sketches: Mapping[int, Sketch | None]) -> None:
        """By digest, the sketches of texts that `put` said are new; None for texts that are not to be compared."""
        sql = f"SELECT digest, text FROM texts WHERE digest IN {EACH}"
        numbers = dict(self._db.execute(sql, each(sketches)))
        there = {numbers[d]: s for d, s in sketches.items() if s is not None}
        places = {text: found[0] for text, found in there.items()}
        self._db.executemany("UPDATE texts SET sketch = ? WHERE text = ?", [(s, text) for text, s in places.items()])
        bitmaps = sorted((text, size, bits) for text, (_, size, bits) in there.items())
        self._db.executemany("INSERT OR REPLACE INTO bitmaps VALUES (?, ?, ?)", bitmaps)
        for keys, of in self._bands(places):
            insert = f"INSERT OR IGNORE INTO bands SELECT {ITEM}, {beside(2)} FROM {ITEMS}"
            self._db.execute(insert, (items(keys), column(of)))

    def _bands(self, sketches: Mapping[int, bytes]) -> Iterator[tuple[list[int], list[int]]]:
        """Keys and texts of all bands of some texts' sketches, ordered by key: the order of the table's pages."""
        keys = self._keys(list(sketches.values()))
        texts = np.repeat(np.fromiter(sketches, np.int64, len(sketches)), keys.shape[1])
        order = keys.ravel().argsort()
        for some in np.array_split(order, len(order) // AT_ONCE + 1):
            yield keys.ravel()[some].tolist(), texts[some].tolist()

    def drop_parts(self, names: Collection[str]) -> None:
        """Forget files, with the rows that are still noted in them."""
        where = f"WHERE part IN (SELECT part FROM parts WHERE name IN {EACH})"
        texts = [text for (text,) in self._db.execute(f"SELECT DISTINCT text FROM articles {where}", each(names))]
        self._db.execute(f"DELETE FROM articles {where}", each(names))
        self._db.execute(f"DELETE FROM parts WHERE name IN {EACH}", each(names))
        self._settle(texts)

    # ── looking for heads ─────────────────────────────────────────────────────────────────────

    def changed(self) -> Numbers:
        """Texts of which the head must be looked for among all: those that changed, and those whose head did."""
        self._db.execute(
            "INSERT OR IGNORE INTO changed SELECT text FROM texts WHERE head IN (SELECT text FROM changed)"
        )
        return self._array("SELECT text FROM changed ORDER BY text")

    def set_heads(self, heads: Sequence[tuple[int, int | None, float | None]]) -> None:
        """(text, head, similarity) of texts whose head was looked for among all."""
        sql = """UPDATE texts SET head = ?2, similarity = ?3
            WHERE text = ?1 AND (head IS NOT ?2 OR similarity IS NOT ?3)"""
        self._set(sql, heads)

    def set_earlier_heads(self, heads: Sequence[tuple[int, int, float]]) -> None:
        """Likewise of texts for which changed ones alone were looked at: where they have no earlier head."""
        sql = """UPDATE texts SET head = ?2, similarity = ?3 WHERE text = ?1 AND NOT EXISTS (
            SELECT 1 FROM texts old, texts new WHERE old.text = texts.head AND new.text = ?2
            AND (old.moment, old.first) <= (new.moment, new.first))"""
        self._set(sql, heads)

    def _set(self, sql: str, heads: Sequence[tuple[int, int | None, float | None]]) -> None:
        self._db.executemany(sql, heads)
        self._note("unmarked", (text for text, _, _ in heads))

    def looked_for(self) -> None:
        """Every changed text was looked at: none is noted as changed any more."""
        for concerned in ("text", "head"):
            sql = f"SELECT text FROM texts WHERE {concerned} IN (SELECT text FROM changed)"
            self._db.execute(f"INSERT OR IGNORE INTO unmarked {sql}")
        self._db.execute("DELETE FROM changed")

    # ── marks ─────────────────────────────────────────────────────────────────────────────────

    def marked(self, marks: Iterable[Mark], renamed: Iterable[tuple[str, str]]) -> None:
        """The table says so now. renamed: files, and what took the place of each with the same rows."""
        done = [(m.near_duplicate_of, m.similarity, m.id) for m in marks]
        self._db.executemany("UPDATE articles SET marked = ?, similarity = ? WHERE id = ?", done)
        self._db.executemany("UPDATE parts SET name = ? WHERE name = ?", [(new, old) for old, new in renamed])

    def all_marked(self) -> None:
        """Every row says what it must."""
        self._db.execute("DELETE FROM unmarked")

    def _note(self, table: str, texts: Iterable[int]) -> None:
        self._db.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", ((text,) for text in texts))


def _opened(path: Path, maker: str) -> sqlite3.Connection:
    """The file of a maker's index; one that another made is begun anew."""
    db = database.opened(path, cache=CACHE)
    try:
        if _maker(db) != maker:
            with database.transaction(db):
                database.begin_anew(db, TABLES)
                db.execute("INSERT INTO meta VALUES ('made by', ?)", (maker,))
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _maker(db: sqlite3.Connection) -> str | None:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    return str(db.execute("SELECT value FROM meta WHERE name = 'made by'").fetchone()[0])
