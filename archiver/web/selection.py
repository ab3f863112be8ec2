"""What a visitor asks for, as the address says it: one frozen value for pages, feeds, exports and the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from archiver.errors import QueryError

SORTS = ("relevance", "newest", "oldest")
LONGEST = 400
"""Characters of one value."""
PAGES = 10_000
LIMIT = 200
"""Articles in one answer of the API."""
EXPORTED = 5_000
"""Articles in one file to download. `archiver export` has no such limit."""


class BadRequest(QueryError):
    """A value in the address that cannot be understood; the message says which, and what would be."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles, in what order. Empty: not restricted by that.

    words: full-text query. source, site, language, topic (id), person (name): exactly these.
    since, until: publication day, both included. sort: "" means relevance with words, else newest. copies: "1" where
    articles of nearly the same text are listed one by one.
    """

    words: str = ""
    source: str = ""
    site: str = ""
    language: str = ""
    topic: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = ""
    copies: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Selection:
        """Read from an address's parameters (`q`, `from` and `to` for words, since, until). Raises BadRequest."""
        sort = parameters.get("sort", "")
        if sort and sort not in SORTS:
            raise BadRequest(f"sort={sort}: there are {', '.join(SORTS)}")
        since, until = day(parameters, "from"), day(parameters, "to", end=True)
        if since and until and since > until:
            raise BadRequest(f"from {since} to {until}: the first day comes after the last")
        texts = {name: _text(parameters, name) for name in EXACT}
        copies = parameters.get("copies", "")
        if copies not in ("", "1"):
            raise BadRequest(f"copies={copies[:40]}: 1 lists articles of nearly the same text one by one")
        return cls(words=_text(parameters, "q"), since=since, until=until, sort=sort, copies=copies, **texts)

    def parameters(self) -> dict[str, str]:
        """The address's parameters that say this; those of an unrestricted field are left out."""
        values = {NAMES.get(f.name, f.name): getattr(self, f.name) for f in fields(self)}
        return {name: str(value) for name, value in values.items() if value}

    def query(self, **more: object) -> str:
        """As the query of an address, "" where nothing is restricted: "?q=harbour&language=en"."""
        both = {**self.parameters(), **{k: str(v) for k, v in more.items() if v not in (None, "")}}
        return f"?{urlencode(both)}" if both else ""

    def but(self, **changed: Any) -> Selection:
        return replace(self, **changed)

    @property
    def exact(self) -> dict[str, str]:
        """The fields that must have exactly a value."""
        return {name: value for name in EXACT if (value := getattr(self, name))}

    @property
    def filters(self) -> dict[str, str]:
        """What restricts it beside the words: field to value, dates as ISO days."""
        names = (*EXACT, "since", "until")
        return {name: str(value) for name in names if (value := getattr(self, name))}

    def conditions(self) -> tuple[str, list[Any]]:
        """The SQL condition over the catalogue's table `article`, without the words, and its values."""
        terms, values = ["true"], list[Any]()
        for name in ("source", "site", "language"):
            if value := getattr(self, name):
                terms.append(f"{name} = ?")
                values.append(value)
        for name, table, column in (("topic", "subject", "id"), ("person", "name", "name")):
            if value := getattr(self, name):
                terms.append(f"n IN (SELECT unnest(numbers) FROM {table} WHERE {table}.{column} = ?)")
                values.append(value)
        if self.since:
            terms.append("published_day >= ?")
            values.append(self.since)
        if self.until:
            terms.append("published_day <= ?")
            values.append(self.until)
        return " AND ".join(terms), values


EXACT = ("source", "site", "language", "topic", "person")
NAMES = {"words": "q", "since": "from", "until": "to"}
"""Field of the selection to parameter of the address, where they differ."""


def day(parameters: Mapping[str, str], name: str, *, end: bool = False) -> date | None:
    """A day, or the first (`end`: last) of a stated month or year. Raises BadRequest."""
    text = _text(parameters, name)
    if not text:
        return None
    try:
        parts = [int(p) for p in text.split("-")]
        if len(parts) > 3 or not text.isascii() or not 1 <= parts[0] < 9999:
            raise ValueError
        first = date(parts[0], *[*parts[1:], 1, 1][:2])
        return _last(first, len(parts)) if end else first
    except (ValueError, OverflowError):
        raise BadRequest(f"{name}={text}: not a day; write 2024-05-03, 2024-05 or 2024") from None


def _last(first: date, parts: int) -> date:
    if parts == 1:
        return date(first.year, 12, 31)
    if parts == 2:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return following - timedelta(days=1)
    return first


def _text(parameters: Mapping[str, str], name: str) -> str:
    value = parameters.get(name, "")
    if len(value) > LONGEST:
        raise BadRequest(f"{name}: longer than {LONGEST} characters")
    if any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in value):
        raise BadRequest(f"{name}: has a control character in it")
    return value.strip()


def number(parameters: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number within bounds. Raises BadRequest."""
    if name not in parameters:
        return default
    text = parameters[name]
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise BadRequest(f"{name}={text[:40]}: a number from {least:,} to {most:,}, please")
    return int(text)
