"""What the index holds: its tables, and how all that they know is read, whatever numbers it goes by inside."""

from __future__ import annotations

FORMAT = 17
"""Rises when the tables below change, or the keys of a text; an index of another format is built anew."""

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

ANSWERS = {
    "rows": """SELECT row_id, id, sites.name, files.name FROM rows JOIN sites USING (site) JOIN files USING (file)
        ORDER BY row_id""",
    "names": "SELECT key, row_id FROM names JOIN rows USING (row) ORDER BY key, row_id",
    "captures": "SELECT digest, row_id FROM captures JOIN rows USING (row) ORDER BY digest",
    "keys": "SELECT row_id, keys FROM keys JOIN rows USING (row) ORDER BY row_id",
    "pages": "SELECT name, pages FROM sites WHERE pages > 0 ORDER BY name",
}
"""What the tables above say, each as SQL."""

CONTENTS = (*ANSWERS, "postings", "statistics")
"""What the index knows, by name: the same for every index of the same rows, however it came about."""
