"""The records of a WARC file one after the other, and how reading goes on behind a damaged one.

fastwarc reads plain files and files whose records are gzipped one by one (ISO 28500, annex D), and stops at the
first damage. Records are independent, so the next one is looked for behind it: a gzip member that begins with
"WARC/", or a line that does.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from archiver.sources.item import Item
from archiver.sources.streams import BUFFER

KEPT = 1 << 20
"""Bytes behind the reader's position that can be read again: decompressors and parsers read ahead by 64 KiB, and
the record behind a damaged one begins in what they have read."""

_BEGINNING = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/[01]\.")
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_HEAD = 512
_END = (b"\r\n\r\n", b"\n\n")
_LENGTH = re.compile(rb"(?im)^content-length:\s*(\d{1,15})\s*$")
_STEP, _MOST_STEPS = 1 << 20, 256
_UNCOUNTED = 1 << 20


class Damage(NamedTuple):
    """Bytes that are no whole record. number: of the record that they belong to, or would be. reason: a
    stable word, as InputError has it."""

    number: int
    reason: str
    message: str


class _NotIntact(ValueError):
    """The record's bytes have changed; its length may have too, so the next is looked for inside it."""


class Window:
    """A stream of which the last bytes can be read again. Positions count from the stream's beginning.

    In a file they are looked up where they lie; of a stream that cannot go back they are kept in memory, which
    costs a tenth of the speed of uncompressed files.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._file_start = stream.tell() if stream.seekable() else None
        self._chunks: deque[bytes] = deque()
        self._start = self._end = self._at = 0
        self.is_packed = stream.peek(1)[:1] == b"\x1f"

    def read(self, size: int = -1) -> bytes:
        """At least one byte and at most `size`, except at the end."""
        if self._at == self._end:
            data = self._more(size)
        else:
            data = self._remembered(self._at)
            data = data[:size] if size > 0 else data
        self._at += len(data)
        return data

    def _more(self, size: int = KEPT) -> bytes:
        data = self._stream.read1(size)
        self._end += len(data)
        if self._file_start is not None:
            self._start = max(0, self._end - KEPT)
            return data
        self._chunks.append(data)
        while self._end - self._start - len(self._chunks[0]) > KEPT:
            self._start += len(self._chunks.popleft())
        return data

    def _remembered(self, position: int) -> bytes:
        if self._file_start is None:
            return b"".join(self._chunks)[position - self._start :]
        self._stream.seek(self._file_start + position)
        return self._stream.read(self._end - position)

    def tell(self) -> int:
        """The position of the next byte to be read."""
        return self._at

    def go_to(self, position: int) -> None:
        """Read on from a position that is still remembered (or from the first that is)."""
        self._at = min(max(position, self._start), self._end)

    def behind(self, position: int) -> bytes | None:
        """What has been read behind the record at a position; None where that record is not whole.

        Of a record that is remembered no more it is not known: taken for whole."""
        if position < self._start:
            return b""
        data = self._remembered(position)
        if data.startswith(b"\x1f\x8b"):
            return _behind_member(data)
        return _behind_block(data) if data.startswith(b"WARC/") else b""

    def next_beginning(self, after: int) -> int | None:
        """Where, behind a position, a record begins again; None where none does."""
        at = max(after + 1, self._start)
        while True:
            data = self._remembered(at - 1 if at > self._start else at)
            first = self._end - len(data)
            for found in _BEGINNING.finditer(data):
                if first + found.start() >= at and _is_record(data[found.start() :][:_HEAD]):
                    return first + found.start()
            at = max(at, self._end - _HEAD)
            if not self._more():
                return None


def _is_record(head: bytes) -> bool:
    if not head.startswith(b"\x1f\x8b"):
        return True
    try:
        return zlib.decompressobj(31).decompress(head, 5) == b"WARC/"
    except zlib.error:
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
    except zlib.error:
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


def records(item: Item, media_types: Collection[str]) -> Iterator[tuple[int, Any] | Damage]:
    """Each record (a fastwarc.warc.WarcRecord) that may be a page, with its number among all, from 1 on; valid
    until the next is asked for.

    media_types: of HTTP responses only successful ones of these, in lower case. A Damage stands where no record
    could be read, or for the record before it, when that turns out not to be whole; reading goes on with the next
    one. Content codings are left as they are: fastwarc loses its place in a body that is left half unpacked.
    Raises LimitError for what unpacks too large.
    """
    window, at = Window(item.stream), _Place()
    told, looked = -1, -1
    while True:
        error: Exception | None = None
        try:
            yield from _until_damage(item, window, at, media_types)
        except (OSError, ValueError, EOFError) as raised:
            error = raised
        what = _explained(window, at.last, error)
        if what and at.number != told:
            at.number += _is_whole(window, at.last) and not isinstance(error, _NotIntact)
            item.meter.records = at.number
            told = at.number
            yield Damage(told, *what)
        beginning = window.next_beginning(max(at.last, looked)) if error else None
        if beginning is None:
            return
        looked = beginning
        window.go_to(beginning)


@dataclass(slots=True)
class _Place:
    """How far reading has come: the last record's number, and where it begins."""

    number: int = 0
    last: int = -1


def _until_damage(
    item: Item, window: Window, at: _Place, media_types: Collection[str]
) -> Iterator[tuple[int, Any]]:
    from fastwarc.warc import ArchiveIterator, conversion, resource, response

    pages, packed = int(response | resource | conversion), window.is_packed
    number, unpacked, record = at.number, 0, None
    try:
        for record in ArchiveIterator(window, auto_decode="transfer", buffer_size=BUFFER):  # type: ignore[arg-type, unused-ignore]
            number += 1
            if packed:
                unpacked += record.content_length
                if unpacked > _UNCOUNTED:
                    item.meter.count_unpacked(unpacked, item.origin(number))
                    unpacked = 0
            # Few questions and cheap ones: most records of most files end here.
            if record.record_type & pages and _may_be_page(record, media_types):
                if not packed and not _is_intact(record, item.meter.limits.page_bytes):
                    raise _NotIntact("its bytes are not those of its digest")
                yield number, record
    finally:
        if record is not None:
            item.meter.records = at.number = number
            at.last = record.stream_pos


def _may_be_page(record: Any, media_types: Collection[str]) -> bool:
    """Whether a response is of these types and successful; what is no HTTP message may be a page."""
    media = record.http_content_type
    if media is None:
        return not record.is_http
    if media not in media_types and media.lower().strip() not in media_types:
        return False
    return 200 <= (record.http_headers.status_code or 200) < 300


def _is_intact(record: Any, limit: int) -> bool:
    """Whether a payload of at most `limit` bytes is what its digest says. Of chunked ones writers digest now one
    thing, now the other; a digest that is missing or of another kind says nothing."""
    digest = (record.headers.get("WARC-Payload-Digest") or "").lower()
    chunked = record.http_headers and record.http_headers.get("Transfer-Encoding")
    known = digest.startswith(("sha1:", "sha256:"))
    if record.content_length > limit or not record.http_headers or chunked or not known:
        return True
    try:
        return bool(record.verify_payload_digest())
    except ValueError:
        return True


def _explained(window: Window, last: int, error: Exception | None) -> tuple[str, str] | None:
    """Reason and message of what is wrong behind or in the record at `last`; None where it was the last one,
    and whole."""
    at_end = window.behind(last) is None and not window.read(1)
    if error is not None and not (at_end and isinstance(error, _NotIntact)):
        return "damaged-warc", f"is damaged: {error}"
    if last < 0:
        return "damaged-warc", "holds no whole WARC record"
    rest = window.behind(last)
    if rest is None:
        return "truncated-warc", "the record's end is missing; copied halfway?"
    if rest.strip(b"\0\r\n"):
        return "truncated-warc", "no whole record follows the last one; copied halfway?"
    return None


def _is_whole(window: Window, last: int) -> bool:
    return last < 0 or window.behind(last) is not None


def record_behind(file: BinaryIO, position: int) -> int | None:
    """Where, at a position of a file that is gzipped record by record or behind it, the next record begins; None
    where none does."""
    file.seek(position)
    held = b""
    while data := file.read(BUFFER):
        held += data
        for found in _MEMBER.finditer(held, 0, max(0, len(held) - _HEAD) if len(data) == BUFFER else len(held)):
            if _is_record(held[found.start() :][:_HEAD]):
                return position + found.start()
        position += max(0, len(held) - _HEAD)
        held = held[-_HEAD:]
    return None


def is_packed_by_record(head: bytes, name: str) -> bool:
    """Whether a gzip file that begins with `head` is a WARC file of which each record is a member of its own.

    Taken for one unless the first member holds a second record. name: speaks where the head is damaged.
    """
    unpacker = zlib.decompressobj(31)
    try:
        first = unpacker.decompress(head, 1 << 20)
    except zlib.error:
        return ".warc" in name.lower()
    return first.startswith(b"WARC/") and b"\r\n\r\nWARC/" not in first
