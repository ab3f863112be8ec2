"""What a feed, a sitemap or an API says of a page, as `Metadata`; and as JSON for the frontier."""

from __future__ import annotations

import calendar
import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from archiver.moments import Moment
from archiver.records import Evidence, Metadata

_MOMENTS = ("published", "modified")
_LISTS = ("authors", "keywords")
_W3C = re.compile(
    r"(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?$"
)

Precision = Literal["second", "minute", "day", "month", "year"]


def moment(text: str | None) -> Moment | None:
    """A date as feeds and sitemaps write it: W3C date-time, as exact as it is, or RFC 822.

    None for what is neither, or no possible date. An hour without a zone is taken as UTC, offset None.
    """
    text = (text or "").strip()
    found = _W3C.match(text)
    try:
        return _from_w3c(found) if found else _from_rfc822(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_w3c(found: re.Match[str]) -> Moment:
    numbers = [int(part) for part in found.groups()[:6] if part is not None]
    precisions: dict[int, Precision] = {1: "year", 2: "month", 3: "day", 5: "minute", 6: "second"}
    precision = precisions[len(numbers)]
    year, month, day, hour, minute, second = numbers + [1, 1, 1, 0, 0, 0][len(numbers) :]
    offset = _minutes(found[7])
    naive = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return Moment(_shifted(naive, offset), precision, offset)


def _from_rfc822(text: str) -> Moment:
    parsed = parsedate_to_datetime(text)
    zone = parsed.utcoffset()
    offset = None if zone is None or text.endswith("-0000") else int(zone.total_seconds() // 60)
    at = parsed.astimezone(UTC) if zone is not None else parsed.replace(tzinfo=UTC)
    return Moment(at, "second", offset)


def _minutes(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    return (-1 if zone[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:]))


def _shifted(naive: datetime, offset: int | None) -> datetime:
    return datetime.fromtimestamp(naive.timestamp() - 60 * (offset or 0), UTC)


def moment_of_parsed(parsed: Any) -> Moment | None:
    """feedparser's reading of a date that is written in no standard way: UTC, its zone unknown."""
    if not parsed:
        return None
    try:
        return Moment(datetime.fromtimestamp(calendar.timegm(parsed), UTC), "second", None)
    except (ValueError, OverflowError):
        return None


def with_evidence(said_by: str, **fields: Any) -> Metadata:
    """Metadata of the fields that say something, each with the evidence `said_by`."""
    said = {name: value for name, value in fields.items() if value}
    return Metadata(**said, evidence=tuple(Evidence(name, said_by) for name in said))


def to_hint(metadata: Metadata) -> str:
    """Metadata as one line of JSON; `from_hint` gives it back."""
    plain: dict[str, Any] = {}
    for name in Metadata.__struct_fields__:
        value = getattr(metadata, name)
        if name in _MOMENTS and value:
            value = [value.at.timestamp(), value.precision, value.offset]
        elif name == "evidence":
            value = [[e.field, e.origin] for e in value]
        if value:
            plain[name] = value
    return json.dumps(plain, ensure_ascii=False)


def from_hint(hint: str | None) -> Metadata:
    """The metadata of a hint; empty for None."""
    plain: dict[str, Any] = json.loads(hint) if hint else {}
    for name in _MOMENTS:
        if name in plain:
            seconds, precision, offset = plain[name]
            plain[name] = Moment(datetime.fromtimestamp(seconds, UTC), precision, offset)
    for name in _LISTS:
        plain[name] = tuple(plain.get(name, ()))
    plain["evidence"] = tuple(Evidence(*pair) for pair in plain.get("evidence", ()))
    return Metadata(**plain)
