"""Dates as people write them at the head of an article, in some fifty languages.

Month names are those of Unicode CLDR (dump_months.tsv). A date that can be read in two ways
(03/04/2024) is not read at all: nothing is invented.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from archiver.records import Moment

_MONTH = r"(?P<month>[^\s\d,./|()–-]{3,})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_NTH = r"(?:st|nd|rd|th|\.|er|º|ª|:a|:e)?"
_DATES = (
    rf"{_YEAR}-(?P<m>\d\d?)-{_DAY}",
    rf"{_YEAR}[/.](?P<m>\d\d?)[/.]{_DAY}",
    rf"{_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?{_DAY}\s?[日일]",
    rf"{_DAY}\.\s?(?P<m>\d\d?)\.\s?{_YEAR}",
    rf"(?P<a>\d\d?)[/-](?P<b>\d\d?)[/-]{_YEAR}",
    rf"{_DAY}{_NTH}[\s-]*(?:de\s|of\s|d’|d')?\s*{_MONTH},?[\s-]*(?:de\s|del\s)?{_YEAR}",
    rf"{_MONTH}\s+{_DAY}{_NTH},?\s+{_YEAR}",
)
_TIME = (
    r"(?:[T,\s]*(?:at|kl\.?|um|à|às|las|om|–|-|\||klo)?\s*(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:uhr|h)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_PATTERNS = tuple(re.compile(rf"(?:{date}){_TIME}", re.IGNORECASE) for date in _DATES)
# At most three words may stand before the date ("Published on Monday,") and a share bar's after it.
_BEFORE = re.compile(r"(?:[^\W\d]+[.:,|]?\s+){0,3}[^\W\d]*[.:,|]?\s*")
_AFTER = re.compile(r"[\s.,|)]*(?:share:?)?\s*", re.IGNORECASE)
_LONGEST = 80


def date_line(line: str) -> Moment | None:
    """The date of a line that holds a date and hardly anything else; None where it holds more or none."""
    found = _date(line)
    return _moment(found) if found else None


def date_in(text: str) -> Moment | None:
    """The first date anywhere in a short text that is known to tell one ("Published 10:02 AM EST Nov 19, 2019")."""
    if len(text) > 2 * _LONGEST or not any(c.isdigit() for c in text):
        return None
    found = [m for pattern in _PATTERNS for m in pattern.finditer(text) if _day_and_month(m.groupdict())]
    first = min(found, key=lambda m: (m.start(), -m.end()), default=None)
    return _moment(first) if first else None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and hardly anything else, even one that can be read in two ways."""
    return _date(line) is not None


def _date(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST or not any(c.isdigit() for c in line):
        return None
    for pattern in _PATTERNS:
        found = pattern.search(line)
        if found and _BEFORE.fullmatch(line[: found.start()]) and _AFTER.fullmatch(line[found.end() :]):
            if found.groupdict().get("month") and not _day_and_month(found.groupdict()):
                continue
            return found
    return None


def _moment(found: re.Match[str]) -> Moment | None:
    parts = found.groupdict()
    day_month = _day_and_month(parts)
    if day_month is None or not 1800 <= int(parts["year"]) <= 2200:
        return None
    day, month = day_month
    offset = _offset(parts["zone"]) if parts["hour"] else None
    try:
        local = datetime(int(parts["year"]), month, day, *_clock(parts), tzinfo=UTC)
    except ValueError:
        return None
    return Moment(local - timedelta(minutes=offset or 0), _precision(parts), offset)


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int] | None:
    if parts.get("a") and parts.get("b"):
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first > 12 or first == second:
            return first, second
        return (second, first) if second > 12 else None
    month = int(parts["m"] or 0) if parts.get("m") else _months().get(_folded(parts["month"] or ""))
    return (int(parts["day"] or 0), month) if month else None


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(parts["minute"] or 0), int(parts["second"] or 0)


def _precision(parts: dict[str, str | None]) -> Literal["second", "minute", "day"]:
    if parts["hour"] is None:
        return "day"
    return "second" if parts["second"] else "minute"


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return -minutes if zone[0] == "-" else minutes


def _folded(name: str) -> str:
    return name.casefold().rstrip(".")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for line in files(__package__).joinpath("dump_months.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            number, *names = line.split("\t")
            months.update((name, int(number)) for name in names)
    return months
