"""Verifying beside others who write: what looks damaged for an instant, because it is being written, is not.

A version of the table stays whole while the archive is pinned (lake/files/locks.py), so its records can be checked
whatever others commit. What is written in its place, or over several files, is looked at without a lock; where it seems
damaged, it is looked at again while nobody writes, and that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from archiver.lake.files.durable import is_writable
from archiver.lake.files.locks import LOCK_TIMEOUT, locked

Found = TypeVar("Found")


def sure(archive: Path, look: Callable[[], Iterable[Found]], *locks: str) -> list[Found]:
    """What `look` finds wrong; where that is anything, what it finds while the locks (the archive's) are held.

    Raises ConflictError where another process does not let go of one.
    """
    found = list(look())
    if found:
        with undisturbed(archive, *locks):
            found = list(look())
    return found


@contextmanager
def undisturbed(archive: Path, *locks: str) -> Iterator[None]:
    """Nobody writes meanwhile. On a disk that cannot be written, nobody does anyway."""
    with ExitStack() as stack:
        for name in locks or (".lock",):
            if is_writable((archive / name).parent):
                stack.enter_context(locked(archive / name, LOCK_TIMEOUT))
        yield
