"""One step of a command made to fail: the k-th thing that it does to the disk raises, or ends the process.

Steps are seen where Python itself tells of them (audit hooks: opening to write, renaming, removing, making a folder,
cutting off), at fsync, and before and after what Delta and SQLite do beyond Python's sight: a commit to the table, a
transaction.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.truncate"}


@dataclass
class Fault:
    """folder: where steps are counted. at: which step fails, from 1 on (0: none does). counted: file to which the
    number of steps is written; it lies elsewhere."""

    folder: str
    at: int
    how: Literal["raises", "exits"]
    counted: str | None = None
    steps: int = field(default=0)

    def __call__(self) -> None:
        """In the command's process, before it begins."""
        from archiver.common import database
        from archiver.lake.table.delta import ArticleTable

        sys.addaudithook(self._seen)
        self._sync, self._descriptors = os.fsync, Path("/proc/self/fd")
        os.fsync = self._fsync
        commit, transaction = ArticleTable.commit, database.transaction
        ArticleTable.commit = self._around(commit)  # type: ignore[method-assign]

        @contextmanager
        def stepwise(db: sqlite3.Connection) -> Iterator[None]:
            with transaction(db):
                yield
                self.step("before the end of a transaction")
            self.step("after a transaction")

        database.transaction = stepwise

    def step(self, what: str) -> None:
        self.steps += 1
        if self.counted:
            self.counted, path = None, self.counted
            Path(path).write_text(f"{self.steps} {what}")
            self.counted = path
        if self.steps == self.at:
            if self.how == "exits":
                os._exit(77)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), what)

    def _seen(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING and self._ours(path):
                self.step(f"open {path}")
        elif event in EVENTS and self._ours(arguments[0]):
            self.step(f"{event} {arguments[0]}")

    def _ours(self, path: object) -> bool:
        return isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(self.folder)

    def _fsync(self, descriptor: int) -> None:
        self.step(f"fsync {(self._descriptors / str(descriptor)).readlink()}")
        self._sync(descriptor)

    def _around(self, commit: Callable[..., int]) -> Callable[..., int]:
        def committing(*arguments: Any, **named: Any) -> int:
            self.step("before the commit")
            version = commit(*arguments, **named)
            self.step("after the commit")
            return version

        return committing
