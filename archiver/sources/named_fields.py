"""A page whose fields have names, as an object of JSON or a row of a table states it, becomes a `Capture`.

Other names that corpora use for the same fields are understood (news-please, C4, CC-News, our own
export: field_names.py). Fields that we do not know are passed over.
"""

from __future__ import annotations

import binascii
import re
from typing import Any

import pybase64

from archiver.errors import InputError
from archiver.moments import instant, moment
from archiver.records import Capture, Evidence, Metadata, Origin
from archiver.sources.charset import clean, decode
from archiver.sources.content import ungzipped
from archiver.sources.field_names import Chosen, brought_up, columns
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.sniff import form_of


class _BadField(Exception):
    """A field of a record has a value of the wrong kind."""


def captured(item: Item, value: dict[str, Any], origin: Origin, notes: tuple[Evidence, ...] = ()) -> Outcome:
    """The page that named values state. notes: how they were decoded, where that had to be guessed."""
    try:
        return _capture(item, _Fields(value, item.options.names), origin, notes)
    except InputError as error:
        return error
    except _BadField as error:
        return InputError(origin, "bad-field", str(error))


class _Fields:
    """The fields of a page, by our names."""

    def __init__(self, value: dict[str, Any], chosen: Chosen) -> None:
        self._value = brought_up(value) if any(isinstance(one, dict) for one in value.values()) else value
        self._columns = columns(tuple(self._value), chosen)

    def has_any(self, fields: frozenset[str]) -> bool:
        """Whether one of these fields is named."""
        return not fields.isdisjoint(self._columns)

    def get(self, field: str) -> Any:
        for name in self._columns.get(field, ()):
            value = self._value[name]
            if value == value and value not in (None, "", [], {}):  # NaN is what pandas writes for nothing
                return value
        return None

    def named(self) -> str:
        """The names that are there, for a message."""
        names = [str(name) for name in self._value]
        return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")

    def text(self, field: str) -> str | None:
        """A field's clean text; a number is taken as written; an object by its "name"."""
        stated = self.get(field)
        if isinstance(stated, dict):
            stated = stated.get("name") or stated.get("rendered")
        if stated is None:
            return None
        if isinstance(stated, bool | list | dict):
            raise _BadField(f'field "{field}" is a {type(stated).__name__}, not text')
        decoded = decode(stated) if isinstance(stated, bytes) else clean(str(stated))
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
    html = fields.get("html")
    body: bytes | str | None = fields.text("text") if html is None else _html_bytes(html, item.meter.limits.page_bytes)
    if body is None:
        return InputError(origin, "no-page", _missing(fields))
    if isinstance(body, str) and form_of("", body[:_LOOKED_AT].encode("utf-8", "replace")) == "html":
        html, body = body, body.encode("utf-8", errors="replace")
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


def _missing(fields: _Fields) -> str:
    if fields.has_any(frozenset({"html", "text"})):
        return "holds no page: its text is empty"
    there = f"it has {fields.named()} (--field text=NAME says which it is)" if fields.named() else "it is empty"
    return f"holds no page: neither html nor text; {there}"


def _html_bytes(stated: Any, limit: int) -> bytes:
    """HTML comes in base64, or plainly: a tag's "<" tells, for base64 has none. Bytes are decoded already. Of more
    than `limit` bytes it is cut off behind them."""
    if isinstance(stated, bytes):
        return _unpacked(stated, limit)
    if not isinstance(stated, str):
        raise _BadField(f'field "html" is a {type(stated).__name__}, not text')
    if "<" in stated:
        return stated.encode("utf-8", errors="replace")
    try:
        return _unpacked(pybase64.b64decode(stated, validate=True), limit)
    except (binascii.Error, ValueError) as error:
        raise _BadField(f'field "html" is neither HTML nor base64: {error}') from error


def _unpacked(page: bytes, limit: int) -> bytes:
    try:
        return ungzipped(page, limit + 1)
    except ValueError as error:
        raise _BadField(f'field "html" cannot be unpacked: {error}') from error


_LOOKED_AT = 4096
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
