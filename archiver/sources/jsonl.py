"""JSON pages, one a line: {id?, url?, site?, html (base64) or text, fetched_at?, title?, ...}.

Other names that corpora use for the same fields are understood (news-please, C4, CC-News, our own
export). Fields that we do not know are passed over.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import pybase64
from msgspec.json import decode as parse

from archiver.errors import InputError, LimitError
from archiver.moments import instant, moment
from archiver.records import Capture, Evidence, Metadata, Origin
from archiver.sources.charset import clean, decode
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.streams import BUFFER

# In the order in which they are asked for: our own name first.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("input_id", "id", "_id", "uuid"),
    "url": ("url", "link", "canonical_url", "uri"),
    "site": ("site", "domain", "source_domain", "host"),
    "html": ("html", "html_base64", "raw_html"),
    "text": ("text", "maintext", "body", "content", "article"),
    "fetched_at": ("fetched_at", "date_download", "crawl_date", "timestamp"),
    "title": ("title", "headline"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date_published", "date_publish", "publish_date", "published_at", "date"),
    "modified": ("modified", "date_modified", "date_modify", "updated_at", "updated"),
    "description": ("description", "summary", "abstract"),
    "section": ("section", "category"),
    "keywords": ("keywords", "tags"),
    "source": ("source", "publisher", "source_name"),
    "language": ("language", "lang"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_BROKEN_IN_A_ROW = 1000
_PAGE, _OPENING = b'"html"', re.compile(rb'\s*:\s*"')
_BEFORE = 2000
"""Bytes of a line within which its page begins."""


def read_jsonl(item: Item) -> Iterator[Outcome]:
    """One capture or error a line; the record's number is the line's. Blank lines are passed over."""
    limit = item.meter.limits.line_bytes
    broken = 0
    for number, line in enumerate(_lines(item.stream, limit + 1), 1):
        item.meter.records = number
        if len(line) > limit:
            raise too_large(item.origin(number), limit, " (one JSON line)")
        if not line.endswith(b"\n"):
            item.check()
        if line.isspace():
            continue
        outcome = read_object(item, line, item.origin(number))
        broken = broken + 1 if isinstance(outcome, InputError) else 0
        yield outcome
        if broken >= _BROKEN_IN_A_ROW:
            raise InputError(item.origin(), "not-jsonl", f"{broken:,} broken lines in a row; the rest is not read")
    item.check()


def _lines(stream: BufferedReader, most: int) -> Iterator[bytes]:
    """The lines of a stream, each with its end. One of more than `most` bytes is cut there, and the last.

    As `readline` gives them, which looks at each byte of what it has to read first; and pages are long lines.
    """
    held, at = b"", 0
    while True:
        if end := held.find(b"\n", at, at + most) + 1:
            yield held[at:end]
            at = end
            continue
        parts, left = [held[at : at + most]], most - (len(held) - at)
        end = 0
        while left > 0 and not end and (held := stream.read1(BUFFER)):
            end = held.find(b"\n", 0, left) + 1
            parts.append(held[: end or left])
            left -= len(held)
        if line := b"".join(parts):
            yield line
        if not end:
            return
        at = end


def read_json(item: Item) -> Iterator[Outcome]:
    """A file that is one JSON value: a page, or a list of pages."""
    value = _parsed(item.whole(), item.origin())
    if isinstance(value, InputError):
        yield value
    elif isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield _captured(item, entry, item.origin(number))
    else:
        yield _captured(item, value, item.origin())


def read_object(item: Item, line: bytes, origin: Origin) -> Outcome:
    value = _with_page(line) or _parsed(line, origin)
    return value if isinstance(value, InputError) else _captured(item, value, origin)


def _with_page(line: bytes) -> dict[str, Any] | None:
    """What a line of JSON says, its page decoded from where it stands: a parser would copy and look at all of its
    base64 twice. None where anything is not as in nearly all lines: then it has to be looked at closely."""
    named = line.find(_PAGE, 0, _BEFORE)
    opening = _OPENING.match(line, named + len(_PAGE)) if named >= 0 else None
    if opening is None or not line[:named].lstrip().startswith(b"{") or line.count(b"{", 0, named) > 1:
        return None  # of an object in it, it may be the page
    start = opening.end()
    end = line.find(b'"', start)
    if end <= start:
        return None
    rest = line[:start] + line[end:]
    if not rest.isascii():
        return None
    try:
        page = pybase64.b64decode(memoryview(line)[start:end], validate=True)
        value: dict[str, Any] = parse(rest)
    except (ValueError, RecursionError):
        return None
    if value.get("html") != "":  # said twice, or the end of another name
        return None
    value["html"] = page
    return value


def _parsed(body: bytes, origin: Origin) -> Any:
    import json

    if body.isascii():  # pages in base64: nothing to decode or to mend
        try:
            return parse(body)
        except (ValueError, RecursionError):
            pass  # json reads more (NaN, lone surrogates), and says what is wrong
    decoded = decode(body.removeprefix(b"\xef\xbb\xbf"))
    if decoded is None:
        return InputError(origin, "not-text", "is not JSON but binary data", body)
    try:
        return json.loads(decoded.text)
    except json.JSONDecodeError as error:
        what = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        return InputError(origin, "bad-json", f"is not JSON: {what}", body)
    except (ValueError, RecursionError) as error:
        return InputError(origin, "bad-json", f"is not JSON that can be read: {error}", body)


class _BadField(Exception):
    """A field of a record has a value of the wrong kind."""


def _captured(item: Item, value: Any, origin: Origin) -> Outcome:
    if not isinstance(value, dict):
        return InputError(origin, "bad-json", f"is a JSON {type(value).__name__}, not an object with html or text")
    try:
        return _capture(item, _Fields(value), origin)
    except LimitError as error:
        return error
    except _BadField as error:
        return InputError(origin, "bad-field", str(error))


class _Fields:
    """The fields of a JSON page, by our names."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value
        self._there = {_FIELDS[name] for name in value if name in _FIELDS}  # few: a line is asked for fifteen fields

    def get(self, field: str) -> Any:
        if field not in self._there:
            return None
        for name in _NAMES[field]:
            value = self._value.get(name)
            if value == value and value not in (None, "", [], {}):  # NaN is what pandas writes for nothing
                return value
        return None

    def text(self, field: str) -> str | None:
        """A field's clean text; a number is taken as written; an object by its "name"."""
        stated = self.get(field)
        if isinstance(stated, dict):
            stated = stated.get("name") or stated.get("rendered")
        if stated is None:
            return None
        if isinstance(stated, bool) or not isinstance(stated, str | int | float):
            raise _BadField(f'field "{field}" is a {type(stated).__name__}, not text')
        decoded = clean(str(stated))
        if decoded is None:
            raise _BadField(f'field "{field}" is binary data, not text')
        return decoded.text.strip() or None

    def texts(self, field: str) -> tuple[str, ...]:
        """A field that is a list of texts or of {"name": ...}, or one text (keywords by commas)."""
        stated = self.get(field)
        if stated is None:
            return ()
        if not isinstance(stated, list):
            one = self.text(field)
            parts = one.split(",") if one and field == "keywords" else [one or ""]
        else:
            parts = [str(p.get("name") or "") if isinstance(p, dict) else str(p) for p in stated]
        cleaned = (clean(part) for part in parts)
        return tuple(dict.fromkeys(c.text.strip() for c in cleaned if c and c.text.strip()))


def _capture(item: Item, fields: _Fields, origin: Origin) -> Outcome:
    html, text = fields.get("html"), fields.get("text")
    body: bytes | str | None = _html_bytes(html) if html is not None else fields.text("text")
    if body is None:
        missing = "holds no page: neither html nor text" if text is None else "its text is empty"
        return InputError(origin, "no-page", missing)
    if len(body) > item.meter.limits.page_bytes:
        return too_large(origin, item.meter.limits.page_bytes)
    if isinstance(body, bytes):
        item.check_html(body, origin)
    url = fields.text("url")
    return Capture(
        kind="text" if isinstance(body, str) else "html",
        body=body,
        origin=origin,
        url=url,
        site=fields.text("site") or item.options.site or (None if url else item.site),
        input_id=fields.text("id"),
        charset="utf-8" if isinstance(html, str) and "<" in html else None,
        fetched_at=instant(fields.get("fetched_at")) or item.fetched_at,
        stated=_stated(fields),
    )


def _html_bytes(stated: Any) -> bytes:
    """HTML comes in base64, or plainly: a tag's "<" tells, for base64 has none. Bytes are decoded already."""
    if isinstance(stated, bytes):
        return stated
    if not isinstance(stated, str):
        raise _BadField(f'field "html" is a {type(stated).__name__}, not text')
    if "<" in stated:
        return stated.encode("utf-8", errors="replace")
    try:
        return pybase64.b64decode(stated, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _BadField(f'field "html" is neither HTML nor base64: {error}') from error


def _stated(fields: _Fields) -> Metadata:
    values: dict[str, Any] = {name: fields.text(name) for name in ("title", "description", "section", "source")}
    values["language"] = fields.text("language")
    values["authors"] = fields.texts("authors")
    values["keywords"] = fields.texts("keywords")
    values["published"] = moment(fields.get("published"))
    values["modified"] = moment(fields.get("modified"))
    evidence = tuple(Evidence(name, f'input field "{name}"') for name, value in values.items() if value)
    return Metadata(**values, evidence=evidence)
