"""Who may write, and who may delete: locks that the kernel lets go of, whatever ends their holder.

`.lock` is held by the one process that writes, and has its name for people who wait. `.readers` is shared by those who
read one version for long: nobody deletes parts of old versions meanwhile.
"""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archiver.errors import ArchiveError, ConflictError
from archiver.lake.files.durable import IN_A_BAG, is_bagged

LOCK_TIMEOUT = 600.0
"""Seconds to wait for another process to finish its batch."""

LOCK_PAUSE = 0.02
"""Seconds between two looks at a lock that another process has."""

SILENCE = 1.0
"""Seconds that a process waits for another without saying so."""


class Waiting:
    """One wait for another process: until when, and that it is said once (see `say`) when it takes long.

    place: what is written, for people. Clock: time.monotonic.
    """

    def __init__(self, place: object, timeout: float) -> None:
        self._place, self._timeout = place, timeout
        self._begun = time.monotonic()
        self._said = False

    def pause(self, holder: str, seconds: float) -> None:
        """Wait so many seconds more for `holder` ("process 17 on host"). Raises ConflictError when it was too long."""
        waited = time.monotonic() - self._begun
        if waited >= self._timeout:
            raise ConflictError(f"{self._place}: {holder} has been writing for {self._timeout:.0f} s; try again")
        if waited >= SILENCE and not self._said:
            self._said = True
            say(f"{self._place}: {holder} is writing; waiting for it (Ctrl-C stops this)")
        time.sleep(seconds)


def say(words: str) -> None:
    """Tell whoever runs this what nobody asked for: a warning of the logger "archiver", on stderr unless it is set
    up otherwise."""
    import logging  # costs as much as a page, and is seldom needed

    logging.getLogger("archiver").warning(words)


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the archive's write lock; wait up to `timeout` seconds for another process, whose name is in the file.

    The kernel lets go of the lock when its holder dies, so a killed run leaves none behind, only its name. Raises
    ConflictError on time-out, ArchiveError where nothing can be written.
    """
    if is_bagged(path.parent):
        raise ArchiveError(f"{path.parent}: {IN_A_BAG}")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveError(f"{path.parent}: the archive cannot be written: {error.strerror}") from error
    try:
        _acquire(descriptor, Waiting(path.parent, timeout))
        _sign(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n")
        try:
            yield
        finally:
            _sign(descriptor, "")  # an archive at rest, and a copy of it, names no machine
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, waiting: Waiting) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting.pause(_holder(descriptor), LOCK_PAUSE)


def _sign(descriptor: int, holder: str) -> None:
    """Say in the file who holds it. That is for people: a full disk is no reason not to go on."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.encode(), 0)


def _holder(descriptor: int) -> str:
    signed = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
    return signed or "another process"


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
    if is_bagged(archive):
        return None
    try:
        return os.open(archive / ".readers", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        return None
