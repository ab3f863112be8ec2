"""Writing a file so that a crash leaves the old state or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.errors import ArchiveError

UNFINISHED = ".unfinished-"
"""How folders' names begin that are of use to their process only; `compact` deletes those of killed ones."""


IN_A_BAG = "is in a BagIt bag, which stays as it is; copy the folder, and write to the copy"


def is_writable(folder: Path) -> bool:
    """Whether this process may write there: not on a read-only disk, for one, nor in a bag."""
    return os.access(folder, os.W_OK) and not is_bagged(folder)


def is_bagged(folder: Path) -> bool:
    """Whether a folder is the payload of a BagIt bag (RFC 8493), or in it: its manifests name what is there, and a file
    more or a byte else makes it invalid."""
    found = folder.absolute()
    return any(one.name == "data" and (one.parent / "bagit.txt").is_file() for one in (found, *found.parents))


def sync_folder(folder: Path) -> None:
    """Make names created, renamed or removed in a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let an error of the disk tell the file: where bytes are written, flushed or synced it does not know its name."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


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
