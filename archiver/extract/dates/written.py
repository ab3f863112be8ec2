# cython: infer_types=True, annotation_typing=False
"""Dates as people write them at the head of an article, in some seventy languages.

Month names are those of Unicode CLDR (months.tsv). A date that can be read in two ways (03/04/2024) is not read
at all, unless its language tells which comes first (dates/orders.py): nothing is invented. Days of the Solar Hijri
calendar (solar.py) and years of the Buddhist era are given as the Gregorian ones that they are.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from msgspec import Struct

from archiver.common.data_files import files
from archiver.common.expressions import expression
from archiver.extract.dates import solar
from archiver.extract.dates.clock import CLOCK, clock, precision
from archiver.extract.dates.clock import offset as offset_of
from archiver.extract.dates.orders import says_day_first
from archiver.moments import Moment

_MONTH = r"(?P<month>[^\s\d,./|()–-]{3,}+)\.?"  # nothing that may follow begins with part of a name
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_NTH = r"(?:st|nd|rd|th|\.|er|º|ª|:a|:e)?"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""Eras in which Japan and Taiwan count years, and the year before their first."""
_BUDDHIST = 2400
"""The year from which on one beside a Thai month is of the Buddhist era: 543 more than the Gregorian one."""
_DATES = (
    ("-", rf"{_YEAR}-(?P<m>\d\d?)-{_DAY}"),
    ("/.", rf"{_YEAR}[/.]\s?(?P<m>\d\d?)[/.]\s?{_DAY}"),
    ("年년", rf"{_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?{_DAY}\s?[日일]"),
    ("年", rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<eyear>元|\d{{1,3}})年\s?(?P<m>\d\d?)月\s?{_DAY}日"),
    (".", rf"{_DAY}\.\s?(?P<m>\d\d?)\.\s?{_YEAR}"),
    ("/-", rf"(?P<a>\d\d?)[/-](?P<b>\d\d?)[/-]{_YEAR}"),
    *((sign, rf"{_DAY}\s?(?P<month>[ก-๎]{{1,3}}\.[ก-ฮ])\.?\s?{_YEAR}") for sign in "คพย"),
    ("", rf"(?P<day>\d{{1,2}}+){_NTH}[\s-]*+(?:de\s|of\s|d’|d')?\s*+{_MONTH},?[\s-]*(?:de\s|del\s)?{_YEAR}"),
    ("", rf"{_MONTH}\s+{_DAY}{_NTH},?\s+{_YEAR}"),
)
"""Ways of writing a date; one of these signs must be in the text, where there are any."""


class _Form(Struct, frozen=True):
    """A way of writing a date; signs: as in _DATES."""

    date: re.Pattern[str]
    signs: str = ""


class _Written(Struct, frozen=True):
    """A date as a text has it, with its time. parts: by the names of the patterns' groups; a date without a time has
    none of a time's."""

    start: int
    end: int
    text: str
    parts: dict[str, str | None]


_FORMS = tuple(_Form(expression(date, re.IGNORECASE), signs) for signs, date in _DATES)
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
    """Whether there are four digits in a row, or the sign for a year: all dates that are read have one of these."""
    return _has_figures(text, 4) or "年" in text


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


def date_line(line: str, day_first: bool = False) -> Moment | None:
    """The date of a line that holds a date and hardly anything else; None where it holds more or none.

    day_first: whether the line's language puts the day before the month (dates/orders.py)."""
    found = _date(line, day_first)
    return _moment(found) if found else None


def date_in(text: str, day_first: bool = False) -> Moment | None:
    """The first date anywhere in a short text that is known to tell one ("Published 10:02 AM EST Nov 19, 2019")."""
    if len(text) > 3 * _LONGEST or not _may_date(text):
        return None
    found = [date for form in _forms(text) for date in _all(form, text, day_first) if _day_and_month(date.parts)]
    first = min(found, key=_place, default=None)
    return _moment(first) if first else None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and hardly anything else, even one that can be read in two ways."""
    return _date(line) is not None


def _date(line: str, day_first: bool = False) -> _Written | None:
    if len(line) > _LONGEST or not _may_date(line):
        return None
    for form in _forms(line):
        found = _next(form, line, 0, day_first)
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
    return tuple(_Form(expression(date)) for date in solar.patterns())


def _all(form: _Form, text: str, day_first: bool = False) -> list[_Written]:
    """All dates that are written so, one behind the other."""
    found: list[_Written] = []
    while date := _next(form, text, found[-1].end if found else 0, day_first):
        found.append(date)
    return found


def _next(form: _Form, text: str, at: int, day_first: bool) -> _Written | None:
    date = form.date.search(text, at)
    if date is None:
        return None
    parts: dict[str, str | None] = date.groupdict()
    clock = CLOCK.match(text, date.end())
    if clock:
        parts |= clock.groupdict()
    end = clock.end() if clock else date.end()
    if parts.get("a") and (day_first or says_day_first(text[: date.start()], text[date.end() :])):
        parts["order"] = "day"
    return _Written(date.start(), end, text[date.start() : end], parts)


def _moment(found: _Written) -> Moment | None:
    parts = found.parts
    calendar = _solar_day(parts) if parts.get("syear") else _gregorian_day(parts)
    if calendar is None:
        return None
    year, month, day = calendar
    zone = parts.get("zone")
    span = zone and zone[0] == "-" and not found.text[:4].isdigit()  # "3 May 2024, 10:00-12:00"
    offset = None if span else offset_of(zone)
    try:
        local = datetime(year, month, day, *clock(parts), tzinfo=UTC)
    except ValueError:
        return None
    return Moment(local - timedelta(minutes=offset or 0), precision(parts), offset)


def _gregorian_day(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    """Year, month, day; None where they can be read in two ways or are not of our time."""
    day_month, year = _day_and_month(parts), _year(parts)
    return (year, day_month[1], day_month[0]) if day_month and 1800 <= year <= 2200 else None


def _year(parts: dict[str, str | None]) -> int:
    if era := parts.get("era"):
        count = parts["eyear"] or ""
        return _ERAS[era] + (1 if count == "元" else int(count))
    year = int(parts["year"] or 0)
    buddhist = year >= _BUDDHIST and "ก" <= (parts.get("month") or " ")[0] <= "๎"
    return year - 543 if buddhist else year


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
        if second > 12:
            return second, first
        return (first, second) if parts.get("order") else None
    month = int(parts["m"] or 0) if parts.get("m") else _months().get(_folded(parts["month"] or ""))
    return (int(parts["day"] or 0), month) if month else None


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
