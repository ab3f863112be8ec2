"""A stream of which the last bytes can be read again: how a reader finds what lies behind damage in a WARC file.

Positions count from the stream's beginning.
"""

from __future__ import annotations

import io
import re
from abc import ABC, abstractmethod
from collections import deque

from zlib_ng import zlib_ng as zlib

KEPT = 1 << 20
"""Bytes behind the reader's position that can be read again: decompressors and parsers read ahead by 64 KiB, and
the record behind a damaged one begins in what they have read."""

_BEGINNING = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/[01]\.")
_HEAD = 512
_END = (b"\r\n\r\n", b"\n\n")
_LENGTH = re.compile(rb"(?im)^content-length:\s*(\d{1,15})\s*$")
_STEP, _MOST_STEPS = 1 << 20, 256


def window_of(stream: io.BufferedReader) -> Window:
    """A window on a stream, from where it stands."""
    return _OnFile(stream) if stream.seekable() else _OnPipe(stream)


class Window(ABC):
    """What a parser has read of a stream, and where it goes on. is_packed: gzip, record by record."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.is_packed = stream.peek(1)[:1] == b"\x1f"

    @property
    @abstractmethod
    def source(self) -> object:
        """What a parser reads from: it has `read(size)` and `tell()`."""

    @abstractmethod
    def go_to(self, position: int) -> None:
        """Let the parser read on from a position that is still remembered (or from the first that is)."""

    @abstractmethod
    def is_at_end(self) -> bool:
        """Whether the parser has read all."""

    @abstractmethod
    def _seen(self) -> tuple[int, int]:
        """From where on, and up to where, the stream is remembered."""

    @abstractmethod
    def _remembered(self, position: int) -> bytes:
        """What is remembered from a position on."""

    @abstractmethod
    def _look_on(self) -> bool:
        """Remember more of the stream; False at its end."""

    def behind(self, position: int) -> bytes | None:
        """What has been read behind the record at a position; None where that record is not whole.

        Of a record that is remembered no more it is not known: taken for whole."""
        if position < self._seen()[0]:
            return b""
        data = self._remembered(position)
        if data.startswith(b"\x1f\x8b"):
            return _behind_member(data)
        return _behind_block(data) if data.startswith(b"WARC/") else b""

    @abstractmethod
    def between(self, start: int, end: int | None) -> bytes | None:
        """The bytes from one position to another, or to the end of what was read; None where they are not at hand."""

    def next_beginning(self, after: int) -> int | None:
        """Where, behind a position, a record begins again; None where none does."""
        start, end = self._seen()
        at = max(after + 1, start)
        while True:
            data = self._remembered(at - 1 if at > start else at)
            first = end - len(data)
            for found in _BEGINNING.finditer(data):
                if first + found.start() >= at and is_record(data[found.start() :][:_HEAD]):
                    return first + found.start()
            at = max(at, end - _HEAD)
            if not self._look_on():
                return None
            start, end = self._seen()
            at = max(at, start)


class _OnFile(Window):
    """On a file: what was read is looked up where it lies, and the parser reads the file itself."""

    def __init__(self, stream: io.BufferedReader) -> None:
        super().__init__(stream)
        self._begin, self._end = stream.tell(), 0

    @property
    def source(self) -> object:
        return self._stream

    def go_to(self, position: int) -> None:
        start, end = self._seen()
        self._stream.seek(self._begin + min(max(position, start), end))

    def is_at_end(self) -> bool:
        return not self._stream.peek(1)

    def _seen(self) -> tuple[int, int]:
        self._end = max(self._end, self._stream.tell() - self._begin)
        return max(0, self._end - KEPT), self._end

    def _remembered(self, position: int) -> bytes:
        return self.between(position, None)

    def between(self, start: int, end: int | None) -> bytes:
        end, here = self._seen()[1] if end is None else end, self._stream.tell()
        self._stream.seek(self._begin + start)
        data = self._stream.read(end - start)
        self._stream.seek(here)
        return data

    def _look_on(self) -> bool:
        self._stream.seek(self._begin + self._seen()[1])
        return bool(self._stream.read(KEPT))


class _OnPipe(Window):
    """On what cannot go back: the last bytes are kept in memory, and the parser reads the window."""

    def __init__(self, stream: io.BufferedReader) -> None:
        super().__init__(stream)
        self._chunks: deque[bytes] = deque()
        self._start = self._end = self._at = 0

    @property
    def source(self) -> object:
        return self

    def read(self, size: int = -1) -> bytes:
        """At least one byte and at most `size`, except at the end."""
        if self._at == self._end:
            data = self._more(size)
        else:
            data = self._remembered(self._at)
            data = data[:size] if size > 0 else data
        self._at += len(data)
        return data

    def tell(self) -> int:
        """The position of the next byte to be read."""
        return self._at

    def between(self, start: int, end: int | None) -> bytes | None:
        if start < self._start:
            return None
        found, at = [], self._start
        end = self._end if end is None else end
        for chunk in self._chunks:
            if at < end and at + len(chunk) > start:
                found.append(memoryview(chunk)[max(0, start - at) : end - at])
            at += len(chunk)
        return b"".join(found)

    def go_to(self, position: int) -> None:
        self._at = min(max(position, self._start), self._end)

    def is_at_end(self) -> bool:
        return self._at == self._end and not self._more(1)

    def _more(self, size: int) -> bytes:
        data = self._stream.read1(size)
        self._end += len(data)
        self._chunks.append(data)
        while self._end - self._start - len(self._chunks[0]) > KEPT:
            self._start += len(self._chunks.popleft())
        return data

    def _seen(self) -> tuple[int, int]:
        return self._start, self._end

    def _remembered(self, position: int) -> bytes:
        return b"".join(self._chunks)[position - self._start :]

    def _look_on(self) -> bool:
        return bool(self._more(KEPT))


def is_record(head: bytes) -> bool:
    """Whether bytes that begin like a gzip member, or a plain record, are a WARC record's."""
    if not head.startswith(b"\x1f\x8b"):
        return True
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:  # type: ignore[misc]  # its stubs have no class
        return False


def _behind_member(data: bytes) -> bytes | None:
    """What follows the gzip member at the beginning of `data`, if it is a whole record."""
    unpacker, end, rest = zlib.decompressobj(31), b"", data
    try:
        for _ in range(_MOST_STEPS):
            end = (end + unpacker.decompress(rest, _STEP))[-4:]
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return unpacker.unused_data if end.endswith(_END) else None
            if not rest:
                return None
    except zlib.error:  # type: ignore[misc]  # its stubs have no class
        return None
    return None


def _behind_block(data: bytes) -> bytes | None:
    """What follows the uncompressed record at the beginning of `data`, if it is whole."""
    head, found, block = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if not found or not length:
        return None
    rest = block[int(length[1]) :]
    ending = next((e for e in _END if rest.startswith(e)), None)
    return rest[len(ending) :] if ending else None
