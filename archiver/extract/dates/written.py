# cython: infer_types=True, annotation_typing=False
"""Dates as people write them at the head of an article, in some fifty languages.

Month names are those of Unicode CLDR (months.tsv). A date that can be read in two ways
(03/04/2024) is not read at all: nothing is invented. Days of the Solar Hijri calendar (solar.py) are given as
the Gregorian days that they are.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from archiver.data_files import files
from archiver.expressions import expression
from archiver.extract.dates import solar
from archiver.moments import Moment

_MONTH = r"(?P<month>[^\s\d,./|()–-]{3,}+)\.?"  # nothing that may follow begins with part of a name
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_NTH = r"(?:st|nd|rd|th|\.|er|º|ª|:a|:e)?"
_DATES = (
    ("-", rf"{_YEAR}-(?P<m>\d\d?)-{_DAY}"),
    ("/.", rf"{_YEAR}[/.](?P<m>\d\d?)[/.]{_DAY}"),
    ("年년", rf"{_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?{_DAY}\s?[日일]"),
    (".", rf"{_DAY}\.\s?(?P<m>\d\d?)\.\s?{_YEAR}"),
    ("/-", rf"(?P<a>\d\d?)[/-](?P<b>\d\d?)[/-]{_YEAR}"),
    ("", rf"(?P<day>\d{{1,2}}+){_NTH}[\s-]*+(?:de\s|of\s|d’|d')?\s*+{_MONTH},?[\s-]*(?:de\s|del\s)?{_YEAR}"),
    ("", rf"{_MONTH}\s+{_DAY}{_NTH},?\s+{_YEAR}"),
)
"""Ways of writing a date; one of these signs must be in the text, where there are any."""
_ZONES = {
    "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
"""Hours east of UTC of zones whose names mean one thing: RFC 5322 section 4.3 (C is America's central time), and
those of Europe, Japan, Korea and Australia. IST and BST mean several and are not read."""
_TIME = (
    r"[T,\s]*(?:at|kl\.?|um|à|às|las|om|–|-|\||klo|ساعت)?\s*(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    rf"\s*(?P<half>[ap]\.?m\.?)?\s*(?:uhr|h)?\s*\(?"
    rf"(?P<zone>Z\b|[+-]\d\d:?\d\d|(?:UTC|GMT)\s?[+-]\d\d?(?::?\d\d)?|(?:{'|'.join(_ZONES)})\b)?"
)


class _Form(Struct, frozen=True):
    """A way of writing a date; the time that may follow, looked for where the date ends; signs: as in _DATES."""

    date: re.Pattern[str]
    time: re.Pattern[str]
    signs: str = ""


class _Written(Struct, frozen=True):
    """A date as a text has it, with its time. parts: by the names of the patterns' groups; a date without a time has
    none of a time's."""

    start: int
    end: int
    text: str
    parts: dict[str, str | None]


_CLOCK = expression(_TIME, re.IGNORECASE)
_FORMS = tuple(_Form(expression(date, re.IGNORECASE), _CLOCK, signs) for signs, date in _DATES)
# At most three words may stand before the date ("Published on Monday,") and a share bar's after it.
_BEFORE = expression(r"(?:[^\W\d]+[.:,|]?\s+){0,3}[^\W\d]*[.:,|]?\s*")
_AFTER = expression(r"[\s.,|)]*(?:share:?)?\s*", re.IGNORECASE)
UPDATED = expression(
    r"(?:last )?(?:updated?|modified|edited|revised|aktualisiert|stand|geändert|mis à jour|modifié|actualizado|"
    r"aggiornato|bijgewerkt|oppdatert|opdateret|uppdaterad|uppfært|päivitetty|atualizado|güncelleme|güncellendi|обновлено|изменено|"
    r"수정|更新|به‌روزرسانی|به‌روز شده|تحديث|نوی شوی|تازه شوی)",
    re.IGNORECASE,
    heralds="dat modif edited revised actuali aktuali stand aggiornato bijgewerkt atuali",
)
"""How it is said that a date is of a change."""
_LONGEST = 80


def has_figure(text: str) -> bool:
    """Whether there is a decimal digit in it: without one, no date is."""
    return _has_figures(text, 1)


def _may_date(text: str) -> bool:
    """Whether there are four digits in a row: all dates that are read have the year in four."""
    return _has_figures(text, 4)


def _has_figures(text: str, several: int) -> bool:
    """Whether there are so many decimal digits in a row."""
    row = 0
    for c in text:
        row = row + 1 if c.isdecimal() else 0
        if row == several:
            return True
    return False


def _is_arabic(text: str) -> bool:
    """Whether there is a character of the Arabic script in it, in which solar dates are written."""
    for c in text:
        if "\u0600" <= c <= "\u06ff":
            return True
    return False


def date_line(line: str) -> Moment | None:
    """The date of a line that holds a date and hardly anything else; None where it holds more or none."""
    found = _date(line)
    return _moment(found) if found else None


def date_in(text: str) -> Moment | None:
    """The first date anywhere in a short text that is known to tell one ("Published 10:02 AM EST Nov 19, 2019")."""
    if len(text) > 3 * _LONGEST or not _may_date(text):
        return None
    found = [date for form in _forms(text) for date in _all(form, text) if _day_and_month(date.parts)]
    first = min(found, key=_place, default=None)
    return _moment(first) if first else None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and hardly anything else, even one that can be read in two ways."""
    return _date(line) is not None


def _date(line: str) -> _Written | None:
    if len(line) > _LONGEST or not _may_date(line):
        return None
    for form in _forms(line):
        found = _next(form, line, 0)
        if found and _BEFORE.fullmatch(line[: found.start]) and _AFTER.fullmatch(line[found.end :]):
            if (found.parts.get("month") or found.parts.get("syear")) and not _day_and_month(found.parts):
                continue
            return found
    return None


def dates_in(text: str) -> list[tuple[int, int, Moment]]:
    """All dates of a short text, in order: where each begins and ends, its time with it, and when that is."""
    if len(text) > 3 * _LONGEST or not _may_date(text):
        return []
    found = [date for form in _forms(text) for date in _all(form, text)]
    dates: list[tuple[int, int, Moment]] = []
    for date in sorted(found, key=_place):
        if (not dates or date.start >= dates[-1][1]) and (moment := _moment(date)):
            dates.append((date.start, date.end, moment))
    return dates


def _place(date: _Written) -> tuple[int, int]:
    """The first comes first, of several that begin there the longest."""
    return date.start, -date.end


def _forms(text: str) -> list[_Form]:
    """The ways of writing a date that may be found."""
    found = list(_solar_forms()) if _is_arabic(text) else []
    for form in _FORMS:
        if not form.signs or form.signs[0] in text or form.signs[-1] in text:
            found.append(form)
    return found


@lru_cache(maxsize=1)
def _solar_forms() -> tuple[_Form, ...]:
    clock = expression(_TIME)
    return tuple(_Form(expression(date), clock) for date in solar.patterns())


def _all(form: _Form, text: str) -> list[_Written]:
    """All dates that are written so, one behind the other."""
    found: list[_Written] = []
    while date := _next(form, text, found[-1].end if found else 0):
        found.append(date)
    return found


def _next(form: _Form, text: str, at: int) -> _Written | None:
    date = form.date.search(text, at)
    if date is None:
        return None
    parts: dict[str, str | None] = date.groupdict()
    clock = form.time.match(text, date.end())
    if clock:
        parts |= clock.groupdict()
    end = clock.end() if clock else date.end()
    return _Written(date.start(), end, text[date.start() : end], parts)


def _moment(found: _Written) -> Moment | None:
    parts = found.parts
    calendar = _solar_day(parts) if parts.get("syear") else _gregorian_day(parts)
    if calendar is None:
        return None
    year, month, day = calendar
    zone = parts.get("zone")
    span = zone and zone[0] == "-" and not found.text[:4].isdigit()  # "3 May 2024, 10:00-12:00"
    offset = None if span else _offset(zone)
    try:
        local = datetime(year, month, day, *_clock(parts), tzinfo=UTC)
    except ValueError:
        return None
    return Moment(local - timedelta(minutes=offset or 0), _precision(parts), offset)


def _gregorian_day(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    """Year, month, day; None where they can be read in two ways or are not of our time."""
    day_month, year = _day_and_month(parts), int(parts["year"] or 0)
    return (year, day_month[1], day_month[0]) if day_month and 1800 <= year <= 2200 else None


def _solar_day(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    day_month = _day_and_month(parts)
    found = day_month and solar.gregorian(int(parts["syear"] or 0), day_month[1], day_month[0])
    return (found.year, found.month, found.day) if found else None


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int] | None:
    if parts.get("syear"):
        month = int(parts["sm"] or 0) if parts.get("sm") else solar.month_of(parts["smonth"] or "")
        return (int(parts["sday"] or 0), month) if month else None
    if parts.get("a") and parts.get("b"):
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first > 12 or first == second:
            return first, second
        return (second, first) if second > 12 else None
    month = int(parts["m"] or 0) if parts.get("m") else _months().get(_folded(parts["month"] or ""))
    return (int(parts["day"] or 0), month) if month else None


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)


def _precision(parts: dict[str, str | None]) -> Literal["second", "minute", "day"]:
    if parts.get("hour") is None:
        return "day"
    return "second" if parts["second"] else "minute"


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    sign = max(zone.find("+"), zone.find("-"))
    if sign < 0:
        return 60 * _ZONES.get(zone.upper(), 0)
    hours, _, minutes = zone[sign + 1 :].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    offset = int(hours) * 60 + int(minutes or 0)
    return -offset if zone[sign] == "-" else offset


def _folded(name: str) -> str:
    return name.casefold().rstrip(".")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for line in files(__package__).joinpath("months.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            number, *names = line.split("\t")
            months.update((name, int(number)) for name in names)
    return months
