"""Texts of two or four bytes a character as UTF-8, so that their lines are lines of bytes."""

from __future__ import annotations

import codecs
import io
from typing import cast

from archiver.sources.charset import wide_charset
from archiver.sources.item import Item


def narrowed(item: Item) -> tuple[io.BufferedReader, str | None]:
    """The item's stream, from UTF-16 or UTF-32 to UTF-8 where need be, and the charset that it was in then."""
    wide = wide_charset(item.stream.peek(1 << 16))
    if wide is None:
        return item.stream, None
    reader = codecs.getreader(wide)(item.stream, "replace")
    return io.BufferedReader(cast(io.FileIO, _Recoded(reader)), 1 << 16), wide


class _Recoded(io.RawIOBase):
    """A stream of text as a stream of UTF-8."""

    def __init__(self, reader: codecs.StreamReader) -> None:
        self._reader, self._ready = reader, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            text = self._reader.read(1 << 16, 1 << 14)
            if not text:
                return 0
            self._ready = text.lstrip("\ufeff").encode("utf-8", errors="replace")
        amount = min(len(buffer), len(self._ready))
        buffer[:amount], self._ready = self._ready[:amount], self._ready[amount:]
        return amount
