"""WARC files: the pages among their records (ISO 28500), and the texts of WET files.

Kept: successful responses and resources that are HTML or plain text, and `conversion` records of
text. Other records (requests, images, redirects, revisits that say "as before") hold no page; they
are passed over, as is every record of a crawl that a reader of articles has no use for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archiver.errors import InputError
from archiver.records import Capture, Evidence, Metadata
from archiver.sources.charset import decode
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.moments import instant

_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(item: Item) -> Iterator[Outcome]:
    """One capture for each record that is a page; the record's number counts all records of the file."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0

    def counted(_record: Any) -> bool:
        nonlocal number
        number += 1
        return True

    try:
        records = ArchiveIterator(
            item.stream,
            record_types=WarcRecordType.any_type,
            func_filter=counted,
            auto_decode="all",
            parse_http=True,
        )
        for record in records:
            if record.record_type & kinds and (outcome := _outcome(item, record, number)) is not None:
                yield outcome
    except (OSError, ValueError, EOFError) as error:
        raise InputError(
            item.origin(number + 1), "damaged-warc", f"the WARC record is damaged: {error}"
        ) from error
    if number == 0:
        raise InputError(item.origin(), "damaged-warc", "holds no whole WARC record")


def _outcome(item: Item, record: Any, number: int) -> Outcome | None:
    status = record.http_headers.status_code if record.http_headers else 200
    media = _media_type(record)
    if not (200 <= (status or 200) < 300) or not (media in _HTML or media == "text/plain"):
        return None
    limit = item.meter.limits.page_bytes
    body = record.reader.read(limit + 1)
    origin = item.origin(number)
    if len(body) > limit:
        return too_large(origin, limit)
    if record.headers.get("WARC-Truncated"):
        return InputError(origin, "truncated-record", "the crawler cut this page short", body)
    return _capture(item, record, number, media, body) if body.strip() else None


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
