"""Mail: newsletters in a mailbox (.mbox, RFC 4155) or one in a file (.eml), each a page.

A letter's HTML is taken, of one without any its text. Its subject is the title, its sender the source, its date the
day of publication, as far as the page says nothing of them that outranks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from archiver.errors import InputError
from archiver.moments import moment
from archiver.records import Capture, Evidence, Metadata, Origin
from archiver.sources.charset import clean, decode
from archiver.sources.item import Item, Outcome, too_large

_QUOTED = re.compile(rb"(?m)^>(?=>*From )")


def read_mail(item: Item) -> Iterator[Outcome]:
    """One capture: the letter."""
    yield _letter(item, item.whole(), item.origin())


def read_mbox(item: Item) -> Iterator[Outcome]:
    """One capture or error for each letter; the record's number is the letter's."""
    limit = item.meter.limits.page_bytes
    number, held, size, blank = 0, list[bytes](), 0, True
    for line in _lines(item, limit):
        if blank and line.startswith(b"From "):
            if number:
                yield _letter(item, _QUOTED.sub(b"", b"".join(held)), item.origin(number))
            number, held, size = number + 1, [], 0
        elif number:
            held.append(line)
            size += len(line)
        elif line.strip():
            raise InputError(item.origin(), "bad-mbox", 'is no mailbox: its first line does not begin with "From "')
        blank = not line.strip()
        if size > limit:
            raise too_large(item.origin(number), limit)
    if number:
        yield _letter(item, _QUOTED.sub(b"", b"".join(held)), item.origin(number))
    item.check()


def _lines(item: Item, limit: int) -> Iterator[bytes]:
    while line := item.stream.readline(limit):
        yield line


def _letter(item: Item, content: bytes, origin: Origin) -> Outcome:
    message = message_from_bytes(content)
    part = _part(message, "text/html") or _part(message, "text/plain")
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        return InputError(origin, "no-page", "is a letter without HTML or text", content)
    html = part.get_content_type() == "text/html"
    try:
        if html:
            item.check_html(body, origin)
    except InputError as error:
        return error
    text = None if html else decode(body, part.get_content_charset())
    if not html and text is None:
        return InputError(origin, "not-text", "says it is plain text but is binary data", body)
    return Capture(
        kind="text" if text else "html",
        body=text.text if text else body,
        origin=origin,
        site=item.site or _sender(message)[1],
        input_id=_header(message, "Message-ID"),
        charset=None if text else part.get_content_charset(),
        fetched_at=item.fetched_at,
        stated=_stated(message, text.notes if text else ()),
    )


def _part(message: Message, kind: str) -> Message | None:
    return next((p for p in message.walk() if p.get_content_type() == kind and not p.get_filename()), None)


def _stated(message: Message, notes: tuple[Evidence, ...]) -> Metadata:
    title, published, source = _header(message, "Subject"), moment(_header(message, "Date")), _sender(message)[0]
    named = (("title", title, "Subject"), ("published", published, "Date"), ("source", source, "From"))
    evidence = tuple(Evidence(field, f"the letter's {header}") for field, value, header in named if value)
    return Metadata(title=title, published=published, source=source, evidence=notes + evidence)


def _sender(message: Message) -> tuple[str | None, str | None]:
    """Whoever sent it, as it calls itself; and the host of its address."""
    name, address = parseaddr(_header(message, "From") or "")
    return name or None, address.rpartition("@")[2].lower() or None


def _header(message: Message, name: str) -> str | None:
    """A header's text in one line, decoded (RFC 2047)."""
    stated = message.get(name)
    if stated is None:
        return None
    try:
        text = str(make_header(decode_header(str(stated))))
    except (LookupError, ValueError):
        text = str(stated)
    cleaned = clean(" ".join(text.split()))
    return (cleaned.text if cleaned else None) or None
