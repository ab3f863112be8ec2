"""SQLite files, all opened, changed, asked and checked alike: the indexes in derived/ and the queues of fetching."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from json import dumps
from pathlib import Path
from typing import Any

from msgspec import json

PATIENCE = 30
"""Seconds to wait for another process's transaction."""

EACH = "(SELECT value FROM json_each(?))"
"""SQL for the values that `each` makes one parameter of: `... WHERE key IN {EACH}`."""


def each(values: Iterable[Any]) -> tuple[str]:
    """Numbers or words, however many, as the parameter of EACH."""
    return (dumps(list(values)),)


DIGITS = 20
"""Characters of a number in a column: all that 64 bits need."""

ITEMS, ITEM = "json_each(?1)", "value"
"""SQL for the numbers that `items` makes the first parameter of: `INSERT INTO ... SELECT {ITEM}, {beside(2)} FROM
{ITEMS}`. To bind rows one by one takes two to three times as long as the rest of an insertion."""


def items(numbers: list[int]) -> str:
    """Numbers as the parameter of ITEMS."""
    return json.encode(numbers).decode()


def beside(parameter: int) -> str:
    """SQL for the number that stands beside an ITEM in a `column`, which is this parameter of the statement."""
    return f"CAST(substr(?{parameter}, 1 + {DIGITS} * key, {DIGITS}) AS INTEGER)"


def column(numbers: Sequence[int]) -> bytes:
    """As many numbers as there are items."""
    return (b"%20d" * len(numbers)) % tuple(numbers)


def opened(path: Path | None, *, durable: bool = False, cache: int = 2 << 10) -> sqlite3.Connection:
    """A connection that begins no transaction by itself, to a file that readers may read while it is written.

    path: None for one in memory. durable: a transaction that has ended survives a loss of power; without, the last
    ones may be lost, whole. cache: KiB of the file that are held in memory at most. Raises sqlite3.DatabaseError, and
    IsADirectoryError, of which SQLite says no more than that it cannot open it.
    """
    if path is not None and path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    db = _connected("file::memory:" if path is None else path.absolute().as_uri())
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        db.execute(f"PRAGMA cache_size = -{cache}")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def opened_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, also to a file in a folder that cannot be written (and so has no journal)."""
    how = "rw" if os.access(path.parent, os.W_OK) else "ro&immutable=1"  # ro alone leaves an empty journal behind
    db = _connected(f"{path.absolute().as_uri()}?mode={how}")
    db.execute("PRAGMA query_only = ON")
    return db


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, isolation_level=None, timeout=PATIENCE, check_same_thread=False, uri=True)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of the changes made inside, or none. One inside another is a part of it."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # where the disk is full, SQLite has taken it back already
            db.execute("ROLLBACK")
        raise


def begin_anew(db: sqlite3.Connection, tables: str) -> None:
    """Drop all tables and create these. tables: statements that end in ";" at the end of a line."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (name,) in db.execute(names).fetchall():
        db.execute(f'DROP TABLE "{name}"')
    for statement in tables.split(";\n"):
        db.execute(statement)


def remove(path: Path) -> None:
    """Delete a file that nobody has open, with the journal beside it."""
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()


def copy(path: Path, to: Path) -> None:
    """Copy a file as it is between two transactions, whoever writes meanwhile. Raises sqlite3.DatabaseError."""
    with closing(opened_to_read(path)) as db, closing(sqlite3.connect(to)) as target:
        db.backup(target)


NOT_OURS = {
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether an error tells of the file, and not of the disk, of rights or of other processes."""
    return error.sqlite_errorcode & 0xFF not in NOT_OURS if hasattr(error, "sqlite_errorcode") else True


def trouble(error: sqlite3.Error) -> str:
    """What to say of an error that is no damage."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    busy = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    why = "another process holds it; try again" if busy else "is the disk full, or read-only?"
    return f"cannot be read or written: {error}; {why}"


def fault(path: Path) -> str | None:
    """What SQLite itself finds wrong: whether its trees hang together. It has no digests of what is in them."""
    try:
        with closing(opened_to_read(path)) as db:
            (answer,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    return None if answer == "ok" else f"is damaged: {answer}"
