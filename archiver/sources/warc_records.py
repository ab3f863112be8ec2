"""The records of a WARC file one after the other, and how reading goes on behind a damaged one.

fastwarc reads plain files and files whose records are gzipped one by one (ISO 28500, annex D), and stops at the
first damage. Records are independent, so the next one is looked for behind it: a gzip member that begins with
"WARC/", or a line that does.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct

from archiver.sources.item import Item
from archiver.sources.streams import BUFFER
from archiver.sources.window import Window, is_record, window_of

_MEMBER = re.compile(rb"\x1f\x8b\x08")
_HEAD = 512
_UNCOUNTED = 1 << 20


class Damage(NamedTuple):
    """Bytes that are no whole record. number: of the record that they belong to, or would be. reason: a
    stable word, as InputError has it."""

    number: int
    reason: str
    message: str


class Member(Struct):
    """What a record lies in: content: its bytes and those behind it up to the next one's, known when that is asked for;
    None where they are not at hand, or the file is not gzipped record by record."""

    content: bytes | None = None


class _NotIntact(ValueError):
    """The record's bytes have changed; its length may have too, so the next is looked for inside it."""


def records(item: Item, media_types: Collection[str]) -> Iterator[tuple[int, Any, Member] | Damage]:
    """Each record (a fastwarc.warc.WarcRecord) that may be a page, with its number among all, from 1 on, and what it
    lies in; valid until the next is asked for.

    media_types: of HTTP responses only successful ones of these, in lower case. A Damage stands where no record
    could be read, or for the record before it, when that turns out not to be whole; reading goes on with the next
    one. Transfer and content codings are left as they are: fastwarc loses its place in a body that is left half
    unpacked, and chunks are often joined where the head still tells of them.
    Raises LimitError for what unpacks too large.
    """
    window, at = window_of(item.stream), _Place()
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


class _Place(Struct):
    """How far reading has come: the last record's number, and where it begins."""

    number: int = 0
    last: int = -1


def _until_damage(
    item: Item, window: Window, at: _Place, media_types: Collection[str]
) -> Iterator[tuple[int, Any, Member]]:
    from fastwarc.warc import ArchiveIterator, conversion, resource, response

    pages, packed = int(response | resource | conversion), window.is_packed
    number, last, unpacked = at.number, at.last, 0
    # One record object for all, where making them is what costs most; it no longer knows its place at the end.
    found = ArchiveIterator(window.source, parse_http=False, inplace=not packed)  # type: ignore[arg-type, unused-ignore]
    member: Member | None = None
    try:
        for number, record in enumerate(found, at.number + 1):
            if member is not None:
                member.content = window.between(last, record.stream_pos)
                member = None
            last = record.stream_pos
            if packed:
                unpacked += record.content_length
                if unpacked > _UNCOUNTED:
                    item.meter.count_unpacked(unpacked, item.origin(number))
                    unpacked = 0
            # Few questions and cheap ones: most records of most files end here.
            if record.record_type & pages and _may_be_page(record, media_types):
                if not packed and not _is_intact(record, item.meter.limits.page_bytes):
                    raise _NotIntact("its bytes are not those of its digest")
                one = Member()
                member = one if packed else None
                yield number, record, one
        if member is not None:
            member.content = window.between(last, None)
    finally:
        item.meter.records = at.number = number
        at.last = last


def _may_be_page(record: Any, media_types: Collection[str]) -> bool:
    """Whether a response is of these types and successful. What is no HTTP message, names no type, or has a
    head that cannot be read may be a page."""
    if not record.is_http and _is_http_unsaid(record):
        record.is_http = True
    try:
        record.parse_http(auto_decode="none", quirks_mode=True)  # also heads whose lines end in LF alone
    except OSError:  # of more than 64 KiB, or damaged: its reader shows which
        return True
    media = record.http_content_type
    if media is None:
        return True
    if media not in media_types and media.lower() not in media_types:
        return False
    return 200 <= (record.http_headers.status_code or 200) < 300


def _is_http_unsaid(record: Any) -> bool:
    """Some crawlers do not say of a response what it is: what was asked of the web is an answer by HTTP."""
    from fastwarc.warc import response

    asked = (record.headers.get("WARC-Target-URI") or "").strip("<> ").lower()
    is_response = bool(record.record_type & int(response))
    return is_response and not record.headers.get("Content-Type") and asked.startswith(("http:", "https:"))


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
    rest, at_end = window.behind(last), False
    if rest is None:
        at_end, rest = window.is_at_end(), window.behind(last)  # in this order: to look for the end may read on
    if error is not None and not (at_end and isinstance(error, _NotIntact)):
        return "damaged-warc", f"is damaged: {error}"
    if last < 0:
        return "damaged-warc", "holds no whole WARC record"
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
            if is_record(held[found.start() :][:_HEAD]):
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
