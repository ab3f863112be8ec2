"""What the index of near-duplicates holds: its tables, and the rows that go in and come out."""

from __future__ import annotations

from dataclasses import dataclass

FORMAT = 3
"""Rises when the tables change."""

NOWHEN = 2**62
"""The moment of an article of which nobody knows it. They are ordered by moment, microseconds since 1970, then id."""

Sketch = tuple[bytes, int, bytes]
"""Of a text: the bytes that keys are made of; its size and its bitmap, by which it is compared with others."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE parts (part INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE texts (text INTEGER PRIMARY KEY, digest INTEGER NOT NULL UNIQUE, sketch BLOB, moment INTEGER NOT NULL,
                    first TEXT NOT NULL, head INTEGER, similarity REAL);
CREATE INDEX texts_of_head ON texts (head) WHERE head IS NOT NULL;
CREATE TABLE articles (article INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text INTEGER NOT NULL,
                       part INTEGER NOT NULL, moment INTEGER NOT NULL, marked TEXT, similarity REAL);
CREATE INDEX articles_of_text ON articles (text);
CREATE INDEX articles_of_part ON articles (part);
CREATE TABLE bitmaps (text INTEGER PRIMARY KEY, size INTEGER NOT NULL, bits BLOB NOT NULL);
CREATE TABLE bands (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE met (key INTEGER PRIMARY KEY);
CREATE TRIGGER meet BEFORE INSERT ON bands WHEN EXISTS (SELECT 1 FROM bands WHERE key = new.key)
    BEGIN INSERT OR IGNORE INTO met VALUES (new.key); END;
CREATE TABLE changed (text INTEGER PRIMARY KEY);
CREATE TABLE unmarked (text INTEGER PRIMARY KEY);
"""
# bitmaps: apart from texts, so that those are small where only their times are asked for.
# met: keys that more than one text has, or had: few, so that texts that meet nobody cost no look into `bands`.
# changed: texts that are new, gone or begin elsewhere in time since heads were last looked for.
# unmarked: texts whose articles' marks were not compared with the table's since.

CONTENTS = {
    "articles": """SELECT id, digest, name, articles.moment, marked, articles.similarity
        FROM articles JOIN texts USING (text) JOIN parts USING (part) ORDER BY id""",
    "texts": """SELECT t.digest, t.sketch, size, bits, t.moment, t.first, h.digest, t.similarity
        FROM texts t LEFT JOIN bitmaps USING (text) LEFT JOIN texts h ON t.head = h.text ORDER BY t.digest""",
    "bands": "SELECT key, digest FROM bands JOIN texts USING (text) ORDER BY key, digest",
    "meetings": "SELECT key FROM bands WHERE key IN (SELECT key FROM met) GROUP BY key HAVING count(*) > 1",
}
"""What the index knows, by name: the same for every index of the same articles, however it came about."""

WRONG = """
SELECT id, name, head, similarity FROM (
    SELECT a.id, p.name, nullif(coalesce(h.first, t.first), a.id) AS head,
           CASE WHEN h.text IS NOT NULL THEN t.similarity WHEN t.first != a.id THEN 1.0 END AS similarity,
           a.marked, a.similarity AS was
    FROM unmarked JOIN texts t USING (text) JOIN articles a USING (text) JOIN parts p USING (part)
    LEFT JOIN texts h ON t.head = h.text WHERE t.sketch IS NOT NULL
    UNION ALL
    SELECT a.id, p.name, NULL, NULL, a.marked, a.similarity
    FROM unmarked JOIN texts t USING (text) JOIN articles a USING (text) JOIN parts p USING (part)
    WHERE t.sketch IS NULL)
WHERE head IS NOT marked OR similarity IS NOT was"""
"""What articles' rows must say that say something else, among those that may."""


@dataclass(frozen=True, slots=True)
class Current:
    """What is noted of the current row of an article. digest: 64 bits of its text.

    marked, similarity: `near_duplicate_of` and `similarity` as the table has them.
    """

    id: str
    moment: int
    digest: int
    marked: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What an article's row must say. part: the file that holds it."""

    id: str
    part: str
    near_duplicate_of: str | None
    similarity: float | None
