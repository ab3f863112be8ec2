"""Dates of the Solar Hijri calendar, of Iran and Afghanistan, as days of the Gregorian one.

Leap years are those of the 33-year cycle, which are the calendar's own from 1178 to 1633 (K. M. Borkowski, "The Persian
calendar for 3000 years", Earth, Moon, and Planets 74, 1996); 1 Farvardin 1300 is 21 March 1921.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from archiver.common.data_files import files

_LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_CYCLE, _CYCLE_DAYS = 33, 33 * 365 + len(_LEAP)
_EPOCH = date(1921, 3, 21), 1300
YEARS = range(1200, 1600)
"""Years that are read as such; beyond them the cycle is not surely the calendar's."""
_SAME = str.maketrans("يك", "یک")


def gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day; None where there is no such day, or the year is not of YEARS."""
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= _days(year, month):
        return None
    start, first = _EPOCH
    cycles, years = divmod(year - first, _CYCLE)
    days = cycles * _CYCLE_DAYS + sum(365 + _is_leap(first + n) for n in range(years))
    return start + timedelta(days=days + 31 * min(month - 1, 6) + 30 * max(0, month - 7) + day - 1)


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP


def _days(year: int, month: int) -> int:
    return 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29


def month_of(name: str) -> int | None:
    """The number of a month, 1-12; None where it has another name."""
    return _months().get(name.translate(_SAME))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for line in files(__package__).joinpath("solar_months.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            number, *names = line.split("\t")
            months.update((name.translate(_SAME), int(number)) for name in names)
    return months


@lru_cache(maxsize=1)
def patterns() -> tuple[str, ...]:
    """Regular expressions of such dates, with the groups sday, smonth (a name) or sm (a number), and syear.

    By figures alone only those are read that are written with Persian digits: others may be of another calendar.
    """
    names = "|".join(sorted((re.sub("[یک]", _either, name) for name in _months()), key=len, reverse=True))
    month, day, year = rf"(?P<smonth>{names})(?!\w)", r"(?P<sday>\d{1,2})", r"(?P<syear>1[2-5]\d\d|[۱١][۲-۵٢-٥]\d\d)"
    return (
        rf"(?<!\d){day}\s*(?:ام\s|م\s)?\s*{month}(?:\s*[،,]?\s*(?:ماه|سال))?\s*[،,]?\s*{year}",
        rf"(?<!\w)(?:د\s)?{year}\s?(?:کال\s|ل\.?\s)?د\s{month}(?:\sد|\sپه)?\s{day}(?:\s?(?:مه|نېټه))?",
        r"(?<!\d)(?P<syear>۱[۳۴]\d\d)[/.-](?P<sm>[۰-۹]{1,2})[/.-](?P<sday>[۰-۹]{1,2})(?!\d)",
    )


def _either(found: re.Match[str]) -> str:
    return "[یي]" if found[0] == "ی" else "[کك]"
