"""Pages as a browser saved them: .html with a note of where from, and .mhtml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message

from archiver.errors import InputError
from archiver.moments import instant
from archiver.records import Capture
from archiver.sources.item import Item, Outcome

# Browsers since Internet Explorer write the first, SingleFile the second, HTTrack the third.
_SAVED_FROM = (
    re.compile(rb"<!--\s*saved from url=\(\d+\)\s*(https?://[^\s>]+)"),
    re.compile(rb"Page saved with SingleFile\s+url:\s*(https?://\S+)"),
    re.compile(rb"<!-- Mirrored from (\S+) by HTTrack"),
)
_SAVED_AT = re.compile(rb"saved date:\s*\w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")
_HEAD = 4096


def read_html(item: Item) -> Iterator[Outcome]:
    """One capture: the page's bytes, and the URL that the browser noted when it saved them."""
    body = item.whole()
    if not body.strip():
        yield InputError(item.origin(), "empty", "is empty")
        return
    item.check_html(body, item.origin())
    url = _saved_from(body[:_HEAD])
    yield Capture(
        kind="html",
        body=body,
        origin=item.origin(),
        url=url,
        site=item.options.site or (None if url else item.site),
        fetched_at=_saved_at(body[:_HEAD]) or item.fetched_at,
    )


def _saved_from(head: bytes) -> str | None:
    for pattern in _SAVED_FROM:
        if found := pattern.search(head):
            url = found[1].decode("utf-8", errors="replace")
            return url if "://" in url else f"http://{url}"
    return None


def _saved_at(head: bytes) -> datetime | None:
    found = _SAVED_AT.search(head)
    if not found:
        return None
    month, day, year, time, zone = (part.decode("ascii") for part in found.groups())
    return instant(f"{day} {month} {year} {time} {zone}")


def read_mhtml(item: Item) -> Iterator[Outcome]:
    """One capture: the first HTML part of a MIME archive (RFC 2557), at the address that it states."""
    message = message_from_bytes(item.whole())
    part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        yield InputError(item.origin(), "no-page", "is a MIME archive without an HTML page")
        return
    item.check_html(body, item.origin())
    url = _address(part) or _address(message)
    yield Capture(
        kind="html",
        body=body,
        origin=item.origin(),
        url=url,
        site=item.options.site or (None if url else item.site),
        charset=part.get_content_charset(),
        fetched_at=instant(message.get("Date")) or item.fetched_at,
    )


def _address(part: Message) -> str | None:
    for header in ("Snapshot-Content-Location", "Content-Location"):
        stated = str(part.get(header) or "").strip()
        if stated.startswith(("http://", "https://")):
            return stated
    return None
