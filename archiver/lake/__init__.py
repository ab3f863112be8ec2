"""The lake: the Delta table of articles, the raw bytes as WARC, and what can be rebuilt from them.

The archive folder as the rest of the program sees it:

    lake           `Lake`: opened, read, asked for a writer, compacted
    reading        `Reader`: what the index answers, and the rows that it leads to
    writing        `Writer`: batches committed, by who holds the lock
    relearning     sites of which what was learned is stale, learned anew

What it is made of; each package imports only those below it in this list:

    index/         where rows are, what was learned of sites: SQLite, can be rebuilt
    sketches/      which texts are nearly the same: SQLite, can be rebuilt
    table/         commits to Delta, of parts: immutable Parquet files
    raw/           the bytes as they came, WARC 1.1
    parquet/       how rows lie in a Parquet file
    rows/          the schema; values to a row and back
    storage/       where an archive is kept for good: in its folder, or in an object store
    files/         durable writes, sealed JSON lines, locks

What is kept beside the table:

    quarantine     what could not be read
    runs           what was done, and when
    fixity         digests of the log and of the WARC files
    bag            the archive as a BagIt bag

And fields writes docs/fields.md from the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.lake.lake import Lake as Lake

__all__ = ["Lake"]


def __getattr__(name: str) -> Any:
    """Import the store, and with it Arrow and Delta, only when it is asked for."""
    if name == "Lake":
        from archiver.lake.lake import Lake

        return Lake
    raise AttributeError(name)
