"""Writing so that a crash leaves the old state or the new one, and one process at a time writes."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.errors import ArchiveError, ConflictError

UNFINISHED = ".unfinished-"
"""How folders' names begin that are of use to their process only; `compact` deletes those of killed ones."""

LOCK_TIMEOUT = 600.0
"""Seconds to wait for another process to finish its batch."""

LOCK_PAUSE = 0.02
"""Seconds between two looks at a lock that another process has."""


def is_writable(folder: Path) -> bool:
    """Whether this process may write there: not on a read-only disk, for one."""
    return os.access(folder, os.W_OK)


def sync_folder(folder: Path) -> None:
    """Make names created, renamed or removed in a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write a file that is either absent (or as before) or complete, and durable when this returns."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ArchiveError(f"{path}: cannot be written: {error.strerror}") from error
    sync_folder(path.parent)


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the archive's write lock; wait up to `timeout` seconds for another process.

    The kernel lets go of the lock when its holder dies, so a killed run leaves none behind.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError(f"{path.parent}: the archive cannot be written: {error.strerror}") from error
    try:
        _acquire(descriptor, path, timeout)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                message = f"{path.parent}: another process has been writing for {timeout:.0f} s; try again"
                raise ConflictError(message) from None
            time.sleep(LOCK_PAUSE)


@contextmanager
def pinned(archive: Path) -> Iterator[None]:
    """For as long as this lasts, no process deletes a part, however old its version. Where nothing can be written,
    nobody deletes either."""
    descriptor = _readers(archive)
    if descriptor is None:
        yield
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def unpinned(archive: Path) -> Iterator[bool]:
    """Whether parts of old versions may be deleted now: no process has them pinned, nor gets to until this ends."""
    descriptor = _readers(archive)
    if descriptor is None:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        free = False
    else:
        free = True
    try:
        yield free
    finally:
        os.close(descriptor)


def _readers(archive: Path) -> int | None:
    try:
        return os.open(archive / ".readers", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        return None
