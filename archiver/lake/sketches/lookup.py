"""What the index of near-duplicates answers: which texts meet under a key, which are earlier, whose mark is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archiver.common import database
from archiver.common.database import EACH, each
from archiver.lake.sketches.tables import CONTENTS, WRONG, Mark

LOOKED_THROUGH = 8
"""So many keys are read in a row in the time that looking for one takes."""

Numbers = NDArray[np.int64]


def known_texts(path: Path, digests: Collection[int]) -> set[int]:
    """Those of these texts that the index at a path knows, as far as it can be asked: beside its writer, from any
    process."""
    if not path.exists():
        return set()
    try:
        with closing(database.opened_to_read(path)) as db:
            found = db.execute(f"SELECT digest FROM texts WHERE digest IN {EACH}", each(digests))
            return {digest for (digest,) in found}
    except sqlite3.DatabaseError:
        return set()


class SketchLookup:
    """Questions to an open index. Texts go by the index's numbers."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def parts(self) -> set[str]:
        return {name for (name,) in self._db.execute("SELECT name FROM parts")}

    def sketches(self, texts: Collection[int]) -> dict[int, bytes]:
        """The sketches of texts, as far as they have one."""
        sql = f"SELECT text, sketch FROM texts WHERE sketch IS NOT NULL AND text IN {EACH}"
        return dict(self._db.execute(sql, each(texts)))

    def meetings(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """The texts under each of these keys that have met: keys, and a text of each.

        Where fewer keys have met than are asked for, those are looked through and not the tree for each of these.
        """
        few = len(keys) // LOOKED_THROUGH
        met = np.fromiter(chain.from_iterable(self._db.execute("SELECT key FROM met LIMIT ?", (few + 1,))), np.int64)
        if len(met) <= few:
            keys = keys[np.isin(keys, met)]
        sql = f"SELECT key, text FROM bands WHERE key IN (SELECT key FROM met WHERE key IN {EACH})"
        found = self._array(sql, keys.tolist()).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def in_order(self, texts: Collection[int]) -> tuple[Numbers, Numbers]:
        """These texts and their heads, earliest first; and the head of each, 0 where it has none."""
        heads = self._array(f"SELECT DISTINCT head FROM texts WHERE head IS NOT NULL AND text IN {EACH}", texts)
        sql = f"SELECT text, coalesce(head, 0) FROM texts WHERE text IN {EACH} ORDER BY moment, first"
        found = self._array(sql, {*texts, *heads.tolist()}).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def bitmaps(self, texts: Collection[int]) -> Iterator[tuple[int, int, bytes]]:
        """(text, size, bitmap) of texts, as far as they have one."""
        return iter(self._db.execute(f"SELECT text, size, bits FROM bitmaps WHERE text IN {EACH}", each(texts)))

    def places(self, texts: Collection[int]) -> dict[str, dict[str, int]]:
        """Where texts can be read: by file, the id of an article and the text's number."""
        found: dict[str, dict[str, int]] = {}
        sql = f"""SELECT parts.name, texts.first, texts.text FROM texts JOIN articles ON articles.id = texts.first
            JOIN parts USING (part) WHERE texts.text IN {EACH}"""
        for name, article, text in self._db.execute(sql, each(texts)):
            found.setdefault(name, {})[article] = text
        return found

    def wrong_parts(self) -> list[str]:
        """The files with articles whose row says something else than it must."""
        return sorted(name for (name,) in self._db.execute(f"SELECT DISTINCT name FROM ({WRONG})"))

    def wrong(self, parts: Collection[str] | None = None) -> list[Mark]:
        """Articles whose row says something else than it must, by id; of these files, or of all."""
        of_parts, values = ("", ()) if parts is None else (f"WHERE name IN {EACH}", each(parts))
        return [Mark(*row) for row in self._db.execute(f"SELECT * FROM ({WRONG}) {of_parts} ORDER BY id", values)]

    def content(self, what: str) -> Iterator[tuple[Any, ...]]:
        """All that is noted of one of CONTENTS, without the index's own numbers, in an order of its own."""
        return iter(self._db.execute(CONTENTS[what]))

    def _array(self, sql: str, values: Iterable[int] | None = None) -> Numbers:
        """All numbers of an answer, row by row, of which none is held as an object of Python."""
        rows = self._db.execute(sql, () if values is None else each(values))
        return np.fromiter(chain.from_iterable(rows), np.int64)
