"""The lake: the Delta table of articles, the raw bytes as WARC, and what can be rebuilt from them.

    store            `Lake`: the archive folder as the rest of the program sees it
    reading          ... for who reads: what the index answers, and the rows that it leads to
    writing          ... for who holds the lock
    durable          locks, and writes of which a crash leaves the old state or the new one

The table:

    schema           all fields, with their meaning; fields writes docs/fields.md from it
    rows             values to a row and back; blocks, captures: the two fields with entries of their own
    table            commits to Delta: files in, files out
    parts            its Parquet files; packing, row_groups, ordering: how rows lie in one
    splicing         a part with other values in two columns; thrift: Parquet's footer
    compacting       which parts `compact` writes anew

What else is kept:

    raw              the bytes as they came, WARC 1.1; raw_again: captures out of them
    quarantine       what could not be read
    runs             what was done, and when
    lines            sealed JSON lines, which those two are
    fixity           digests of log and WARC files
    bag              the archive as a BagIt bag

What can be rebuilt, in derived/ (derived.py says where that is):

    index            SQLite: where rows are, what was learned of sites; index_tables, keyed, sorted_runs: how it is kept
    lookup, known    what it answers
    stale            sites that must be learned again
    sketches         the index of near-duplicates; sketch_tables: how it is kept

An archive in an object store:

    home             where an archive is kept for good
    bucket           a folder here as the working copy of one there; object_store: how it is reached
    lease            one writer at a time, of several machines
    queues           the queues of fetching, checked out and in
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.lake.store import Lake as Lake

__all__ = ["Lake"]


def __getattr__(name: str) -> Any:
    """Import the store, and with it Arrow and Delta, only when it is asked for."""
    if name == "Lake":
        from archiver.lake.store import Lake

        return Lake
    raise AttributeError(name)
