"""ARC files, which the Internet Archive and Common Crawl wrote before there was WARC: their pages.

warcio reads them (fastwarc does not) and shows each record as the WARC record that it would be. Version 1 and 2;
plain, or gzipped record by record. Reading ends at the first damage: ARC files are old and whole, or not worth more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archiver.errors import InputError
from archiver.moments import instant
from archiver.records import Capture
from archiver.sources.content import page_of
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.sniff import form_of
from archiver.sources.streams import read_at_most

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_STATUS = re.compile(r"\d{3}\b")
_HEAD = 1 << 16


def read_arc(item: Item) -> Iterator[Outcome]:
    """One capture for each record that is an HTML page; the record's number counts all records of the file."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(item.stream, arc2warc=True), 1):
            if record.rec_type == "response" and (outcome := _outcome(item, record, number)) is not None:
                yield outcome
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        item.check()
        raise InputError(item.origin(number + 1), "damaged-arc", f"is damaged: {error}") from error
    item.check()


def _outcome(item: Item, record: Any, number: int) -> Outcome | None:
    http = record.http_headers
    status = (http.get_statuscode() if http else "") or ""
    kind = (http.get_header("Content-Type") if http else None) or ""
    media = kind.partition(";")[0].strip().lower()
    origin = item.origin(number)
    if not _STATUS.match(status):
        return InputError(origin, "damaged-http", "it does not begin with a whole HTTP head; not read")
    if (media and media not in _HTML) or not status.startswith("2"):
        return None
    try:
        body = _body(item, record, number)
        if not media and form_of("", body[:_HEAD]) != "html":
            return None
        item.check_html(body, origin)
    except InputError as error:
        return error
    except ValueError as error:
        return InputError(origin, "damaged-content", f"cannot be unpacked: {error}")
    return _capture(item, record, number, body, kind) if body.strip() else None


def _body(item: Item, record: Any, number: int) -> bytes:
    limit, http = item.meter.limits.page_bytes, record.http_headers
    body = read_at_most(record.raw_stream, limit + 1)
    if len(body) <= limit and getattr(record.raw_stream, "limit", False):
        raise InputError(item.origin(number), "truncated-arc", "the record's end is missing; copied halfway?")
    if len(body) <= limit:
        body = page_of(body, http.get_header("Transfer-Encoding"), http.get_header("Content-Encoding"), limit + 1)
    if len(body) > limit:
        raise too_large(item.origin(number), limit)
    return body


def _capture(item: Item, record: Any, number: int, body: bytes, kind: str) -> Capture:
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return Capture(
        kind="html",
        body=body,
        origin=item.origin(number),
        url=record.rec_headers.get_header("WARC-Target-URI"),
        site=item.options.site,
        charset=charset or None,
        fetched_at=instant(record.rec_headers.get_header("WARC-Date")) or item.fetched_at,
    )
