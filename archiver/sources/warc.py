"""WARC files: the pages among their records (ISO 28500), and the texts of WET files.

Kept: successful responses and resources that are HTML or plain text, and `conversion` records of
text. Other records (requests, images, redirects, revisits that say "as before") hold no page; they
are passed over, as is every record of a crawl that a reader of articles has no use for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archiver.errors import InputError
from archiver.moments import instant
from archiver.records import Capture, Evidence, Metadata, Origin
from archiver.sources.charset import decode
from archiver.sources.content import decode_content
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.streams import failed, read_at_most, tail_of

_PAGES = frozenset({"response", "resource", "conversion"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(item: Item) -> Iterator[Outcome]:
    """One capture for each record that is a page; the record's number counts all records of the file.

    Of a file that was cut short, the pages before the cut are read and the cut is reported.
    """
    last: Outcome | None = None
    number = 0
    try:
        for number, record in _records(item):
            # The last record may be half of one: it is given out when the next has begun.
            if last is not None:
                yield last
            last = _outcome(item, record, number)
    except (OSError, ValueError, EOFError) as error:
        item.check()
        if last is not None:
            yield last
        raise InputError(item.origin(number + 1), "damaged-warc", f"is damaged: {error}") from error
    if number == 0:
        item.check()
        raise InputError(item.origin(), "damaged-warc", "holds no whole WARC record")
    if (cut := failed(item.stream)) is not None or not tail_of(item.stream).endswith((b"\n\r\n", b"\n\n")):
        why = cut.message if cut else "the record's end is missing; copied halfway?"
        raise InputError(item.origin(number), cut.reason if cut else "truncated-warc", why)
    if last is not None:
        yield last


def _records(item: Item) -> Iterator[tuple[int, Any]]:
    """All records that say what they are, numbered."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    # Content codings are undone here, within limits; fastwarc loses its place in a body left half unpacked.
    records = ArchiveIterator(
        item.stream, record_types=WarcRecordType.any_type, auto_decode="transfer", parse_http=True
    )
    return enumerate((r for r in records if r.headers.get("WARC-Type")), 1)


def _outcome(item: Item, record: Any, number: int) -> Outcome | None:
    if record.headers.get("WARC-Type") not in _PAGES:
        return None
    status = record.http_headers.status_code if record.http_headers else 200
    media = _media_type(record)
    if not (200 <= (status or 200) < 300) or not (media in _HTML or media == "text/plain"):
        return None
    origin = item.origin(number)
    try:
        body = _body(item, record, origin)
        if media in _HTML:
            item.check_html(body, origin)
    except InputError as error:
        return error
    if record.headers.get("WARC-Truncated"):
        return InputError(origin, "truncated-record", "the crawler cut this page short", body)
    return _capture(item, record, number, media, body) if body.strip() else None


def _body(item: Item, record: Any, origin: Origin) -> bytes:
    """A record's payload, unpacked. Raises InputError where it is damaged or larger than a page may be."""
    limit = item.meter.limits.page_bytes
    body = read_at_most(record.reader, limit + 1)
    codings = record.http_headers.get("Content-Encoding") if record.http_headers else None
    # Some crawlers store the page unpacked and leave the header as it was.
    if codings and len(body) <= limit and not body.lstrip().startswith(b"<"):
        try:
            body = decode_content(body, codings, limit + 1)
        except ValueError as error:
            raise InputError(origin, "damaged-content", f"cannot be unpacked: {error}", body) from error
    if len(body) > limit:
        while record.reader.read(1 << 20):
            pass  # the iterator finds the next record only behind the whole of this one
        raise too_large(origin, limit)
    return body


def _media_type(record: Any) -> str:
    stated = record.http_content_type if record.http_headers else record.headers.get("Content-Type")
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
