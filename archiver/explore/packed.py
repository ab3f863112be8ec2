"""Text files that are written packed, as their endings say."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

STDOUT = Path("-")
"""The target that stands for standard output."""


@contextmanager
def opened_to_write(path: Path, encoding: str, newline: str | None = None) -> Iterator[TextIO]:
    """A file to write text to, packed as its ending says: the same rows give the same bytes."""
    if path == STDOUT:
        with open(sys.stdout.fileno(), "w", encoding=encoding, newline=newline, closefd=False) as out:
            yield out
        return
    with ExitStack() as opened:
        file: Any = opened.enter_context(path.open("wb"))
        if pack := PACKED.get(path.suffix.lower()):
            file = opened.enter_context(pack(file))
        yield opened.enter_context(io.TextIOWrapper(file, encoding=encoding, newline=newline))


def _gzip(file: BinaryIO) -> Any:
    from gzip import GzipFile

    return GzipFile(filename="", mode="wb", fileobj=file, mtime=0)


def _zstd(file: BinaryIO) -> Any:
    from importlib import import_module

    module = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    return module.ZstdFile(file, "wb")


PACKED: dict[str, Callable[[BinaryIO], Any]] = {".gz": _gzip, ".zst": _zstd}
