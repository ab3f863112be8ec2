"""A page whose fields have names, as an object of JSON or a row of a table states it, becomes a `Capture`.

Other names that corpora use for the same fields are understood (news-please, C4, CC-News, our own
export). Fields that we do not know are passed over.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from typing import Any

import pybase64

from archiver.errors import InputError, LimitError
from archiver.moments import instant, moment
from archiver.records import Capture, Evidence, Metadata, Origin
from archiver.sources.charset import clean
from archiver.sources.item import Item, Outcome, too_large

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


def known_fields(names: Iterable[str]) -> set[str]:
    """Which of our fields these names stand for."""
    return {_FIELDS[name] for name in names if name in _FIELDS}


class _BadField(Exception):
    """A field of a record has a value of the wrong kind."""


def captured(item: Item, value: dict[str, Any], origin: Origin, notes: tuple[Evidence, ...] = ()) -> Outcome:
    """The page that named values state. notes: how they were decoded, where that had to be guessed."""
    try:
        return _capture(item, _Fields(value), origin, notes)
    except LimitError as error:
        return error
    except _BadField as error:
        return InputError(origin, "bad-field", str(error))


class _Fields:
    """The fields of a page, by our names."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value
        self._there = known_fields(value)  # few: a line is asked for fifteen fields

    def has_any(self, fields: frozenset[str]) -> bool:
        """Whether one of these fields is named."""
        return not fields.isdisjoint(self._there)

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
        """A field that is a list of texts or of {"name": ...}, or one text with semicolons (keywords: or commas)."""
        stated = self.get(field)
        if stated is None:
            return ()
        if not isinstance(stated, list):
            one = self.text(field)
            parts = re.split("[,;]" if field == "keywords" else ";", one or "")
        else:
            parts = [str(p.get("name") or "") if isinstance(p, dict) else str(p) for p in stated]
        cleaned = (clean(part) for part in parts)
        return tuple(dict.fromkeys(c.text.strip() for c in cleaned if c and c.text.strip()))


def _capture(item: Item, fields: _Fields, origin: Origin, notes: tuple[Evidence, ...]) -> Outcome:
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
        stated=_stated(fields, notes),
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


_BESIDE = frozenset("title description section source language authors keywords published modified".split())


def _stated(fields: _Fields, notes: tuple[Evidence, ...]) -> Metadata:
    if not fields.has_any(_BESIDE):  # as in most dumps
        return Metadata(evidence=notes)
    values: dict[str, Any] = {name: fields.text(name) for name in ("title", "description", "section", "source")}
    values["language"] = fields.text("language")
    values["authors"] = fields.texts("authors")
    values["keywords"] = fields.texts("keywords")
    values["published"] = moment(fields.get("published"))
    values["modified"] = moment(fields.get("modified"))
    evidence = tuple(Evidence(name, f'input field "{name}"') for name, value in values.items() if value)
    return Metadata(**values, evidence=notes + evidence)
