"""WARC files: the pages among their records (ISO 28500), and the texts of WET files.

Kept: successful responses and resources that are HTML or plain text, and `conversion` records of
text. Other records (requests, images, redirects, empty answers, revisits that say "as before") hold no page;
they are passed over, as is every record of a crawl that a reader of articles has no use for. What may be a page
and cannot be read as one is an error: a response whose HTTP head is broken, a segment of a divided record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from archiver.errors import InputError
from archiver.moments import instant
from archiver.records import Capture, Evidence, Metadata, Origin, PackedRecord
from archiver.sources.charset import decode
from archiver.sources.content import page_of
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.sniff import form_of
from archiver.sources.streams import read_at_most
from archiver.sources.warc_records import Damage, Member, records

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PAGES = _HTML | {"text/plain"}
_HEAD = 1 << 16
_HTTP = re.compile(rb"\s*(?:HTTP/\d|ICY \d)")


def read_warc(item: Item) -> Iterator[Outcome]:
    """One capture for each record that is a page; the record's number counts all records of the file.

    Damage costs the records that it lies in: each is reported, and those behind it are read.
    """
    held = _Held(0, None)
    for one in records(item, _PAGES):
        number = one[0]
        # Whether a record is whole shows when the next one is asked for: it is given out then.
        if held.outcome is not None and number != held.number:
            yield held.given()
        if isinstance(one, Damage):
            held = _Held(number, InputError(item.origin(number), one.reason, one.message))
        else:
            _, record, member = one
            outcome, before = _outcome(item, record, number)
            held = _Held(number, outcome, member, before)
    if held.outcome is not None:
        yield held.given()
    item.check()


class _Held(Struct):
    """What a record gave, until it is known to be whole. member: that it lies in. before: see `_before_body`."""

    number: int
    outcome: Outcome | None
    member: Member | None = None
    before: int | None = None

    def given(self) -> Outcome:
        """The outcome, with its record where that can be kept as it is."""
        assert self.outcome is not None
        if self.before is None or self.member is None or not isinstance(self.outcome, Capture):
            return self.outcome
        content, block = self.member.content, self.before + len(self.outcome.body)
        if content is None or not _is_one_member(content, block):
            return self.outcome
        return replace(self.outcome, packed=PackedRecord(content, self.before))


def _before_body(record: Any, body: bytes) -> int | None:
    """Bytes of a response's block before the page's body, which is all of the rest as it stands there; else None."""
    if not record.is_http or not _is_response(record):
        return None
    if record.http_headers.get("Content-Encoding") or record.http_headers.get("Transfer-Encoding"):
        return None  # whoever reads the record again believes them
    stated = record.headers.get("Content-Length") or ""
    before = int(stated) - len(body) if stated.isdecimal() else -1
    return before if 0 < before <= _HEAD else None


def _is_one_member(content: bytes, block: int) -> bool:
    """Whether bytes that were read as a record with such a block (bytes) are one gzip member and nothing else: the size
    at its end (RFC 1952) is that of the block, with the record's head and end."""
    size = int.from_bytes(content[-4:], "little")
    return content.startswith(b"\x1f\x8b\x08") and block < size <= block + _HEAD


def _outcome(item: Item, record: Any, number: int) -> tuple[Outcome | None, int | None]:
    """The page of a record, an error where it is none of use, None where it is something else than a page; and what
    `_before_body` gives of a page that is stored as it came."""
    origin = item.origin(number)
    media = _media_type(record)
    if refused := _refused(record, media, origin):
        return refused, None
    if not _is_page(record, media):
        return None, None
    try:
        stored = read_at_most(record.reader, item.meter.limits.page_bytes + 1)
        body = _body(item, record, stored, origin)
        media = _seen_in(body, media)
        if media in _HTML:
            item.check_html(body, origin)
    except InputError as error:
        return error, None
    except (OSError, EOFError) as error:  # records() finds what is behind it
        return InputError(origin, "damaged-warc", f"is damaged: {error}"), None
    if record.headers.get("WARC-Truncated"):
        return InputError(origin, "truncated-record", "the crawler cut this page short", body), None
    if not body or body.isspace():
        return None, None
    if _is_response(record) and not record.is_http and (not media or _HTTP.match(body)):
        return InputError(origin, "damaged-http", "is an answer that its record does not call HTTP", body), None
    before = _before_body(record, body) if body is stored and media in _HTML else None
    return _capture(item, record, number, media, body) if media else None, before


def _is_page(record: Any, media: str) -> bool:
    return (media in _PAGES or _may_be_unnamed(record, media)) and not _is_of_the_crawler(record)


def _refused(record: Any, media: str, origin: Origin) -> InputError | None:
    """Why a page cannot be had of a record, as its heads tell."""
    if record.is_http and not media and (what := _broken_head(record)):
        return InputError(origin, "damaged-http", f"{what}; not read", _as_stored(record))
    if _is_page(record, media) and record.headers.get("WARC-Segment-Number"):
        return InputError(origin, "segmented-record", "is one segment of a page that was divided; not put together")
    return None


def _seen_in(body: bytes, media: str) -> str:
    """The type of a page; of one that states none "" where it is no page. RFC 9110 (8.3) lets a reader look."""
    if media in _HTML or (media and form_of(".txt", body[:_HEAD]) != "html"):
        return media
    return "text/html" if media or form_of("", body[:_HEAD]) == "html" else ""


def _broken_head(record: Any) -> str | None:
    """What is wrong with the head of an answer that states no media type; None where nothing is."""
    head = record.http_headers
    if head is None:
        return "its HTTP head is damaged or larger than 64 KiB"
    if head.status_code is None or "\n" in (head.status_line or "").strip():
        return "it does not begin with a whole HTTP head"
    return "an interim answer stands where the page's should" if head.status_code in (100, 102, 103) else None


def _as_stored(record: Any) -> bytes:
    """The beginning of an answer whose head was not understood; what was taken for a status line included."""
    line = record.http_headers.status_line if record.http_headers is not None else ""
    try:
        rest = record.reader.read(1024) if record.reader is not None else b""
        return (line or "").encode("utf-8", "replace") + bytes(rest)
    except (OSError, EOFError):
        return b""


def _may_be_unnamed(record: Any, media: str) -> bool:
    """Whether a record that names no media type may be a page: a response does, of what was asked of the web."""
    status = record.http_headers.status_code if record.is_http else 200
    return not media and _is_response(record) and 200 <= status < 300 and (_url(record) or "").startswith("http")


def _is_response(record: Any) -> bool:
    from fastwarc.warc import response

    return bool(record.record_type & int(response))


def _is_of_the_crawler(record: Any) -> bool:
    """Whether a resource is a crawler's own log (Wget writes its to metadata:// addresses)."""
    return not record.is_http and (_url(record) or "").startswith("metadata:")


def _body(item: Item, record: Any, stored: bytes, origin: Origin) -> bytes:
    """A record's payload, unpacked. stored: its bytes as far as a page may be large. Raises InputError where it is
    damaged or larger."""
    limit, body, http = item.meter.limits.page_bytes, stored, record.http_headers
    if len(stored) <= limit:
        transfer, content = (http.get(f"{name}-Encoding") if http else None for name in ("Transfer", "Content"))
        try:
            body = page_of(stored, transfer, content, limit + 1)
        except ValueError as error:
            raise InputError(origin, "damaged-content", f"cannot be unpacked: {error}", body) from error
    if len(body) > limit:
        while record.reader.read(1 << 20):
            pass  # the iterator finds the next record only behind the whole of this one
        raise too_large(origin, limit)
    return body


def _media_type(record: Any) -> str:
    stated = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (stated or "").partition(";")[0].strip().lower()


def _capture(item: Item, record: Any, number: int, media: str, body: bytes) -> Outcome:
    text = decode(body, record.http_charset) if media == "text/plain" else None
    if media == "text/plain" and text is None:
        return InputError(item.origin(number), "not-text", "says it is plain text but is binary data", body)
    notes: tuple[Evidence, ...] = text.notes if text else ()
    return Capture(
        kind="text" if text else "html",
        body=text.text if text else body,
        origin=item.origin(number),
        url=_url(record),
        site=item.options.site,
        input_id=record.record_id,
        charset=record.http_charset if not text else None,
        fetched_at=instant(record.headers.get("WARC-Date")) or item.fetched_at,
        stated=Metadata(evidence=notes),
    )


def _url(record: Any) -> str | None:
    # Some writers put the URI between angle brackets, as WARC/1.0 wrongly showed it.
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
