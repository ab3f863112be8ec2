"""Times as data carries them: ISO 8601, RFC 2822, seconds since 1970. What is no such time is None."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from msgspec import Struct

from archiver.common.expressions import expression


class Moment(Struct, frozen=True):
    """A point in time as exact as its source states it.

    at: aware, UTC; the start of the stated minute, day, month or year.
    precision: what the source states; "2024-05" has precision "month".
    offset: minutes east of UTC as written; None where no zone was written (`at` then takes the
        written time as UTC).
    """

    at: datetime
    precision: Literal["second", "minute", "day", "month", "year"]
    offset: int | None = None

    def isoformat(self) -> str:
        """ISO 8601, no more exact than the source: "2024-05", "2024-05-03", "2024-05-03T10:00+02:00"."""
        local = self.at + timedelta(minutes=self.offset) if self.offset else self.at
        match self.precision:
            case "year":
                return f"{local.year}"
            case "month":
                return f"{local.year}-{local.month:02}"
            case "day":
                return f"{local.year}-{local.month:02}-{local.day:02}"
            case precision:
                text = local.replace(tzinfo=None, microsecond=0)
                stamp = text.isoformat(timespec="minutes" if precision == "minute" else "seconds")
                return stamp if self.offset is None else stamp + _zone(self.offset)


def stated_day(row: Mapping[str, Any], name: str = "published") -> date | None:
    """The day of a record's time `name` where it was written: 23:30 -05:00 is of its own day, and not of the next one,
    which had begun in UTC. Of a month or year its first; None where the record has no such time.

    explore/sql.py has the same in SQL, as `published_day`.
    """
    at: datetime | None = row[name]
    return (at + timedelta(minutes=row[f"{name}_offset"] or 0)).date() if at else None


def _zone(minutes: int) -> str:
    """An offset from UTC as it is written: "+02:00"."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


_ISO = expression(
    r"(\d{4}) (?:-? (\d\d) (?:-? (\d\d)"
    r"(?:[T\ ]\s? (\d\d) :? (\d\d) (?::? (\d\d) (?:[.,]\d+)?)? \s* (Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)? )? )? )?",
    re.IGNORECASE | re.VERBOSE,
)
_PRECISIONS: tuple[Literal["year", "month", "day", "day", "minute", "second"], ...] = (
    "year", "month", "day", "day", "minute", "second",
)  # fmt: skip


def moment(stated: object) -> Moment | None:
    """A stated time as a Moment, no more exact than stated; None where it is none."""
    if isinstance(stated, bool) or stated is None:
        return None
    if isinstance(stated, int | float):
        return _since_1970(stated)
    text = str(stated).strip()
    if found := _ISO.fullmatch(text):
        return _iso(found)
    return _rfc_2822(text)


def instant(stated: object) -> datetime | None:
    """A stated time as an aware datetime in UTC (a time without a zone is taken as UTC)."""
    found = moment(stated)
    return found.at if found else None


def _iso(found: re.Match[str]) -> Moment | None:
    numbers = [int(part) for part in found.groups()[:6] if part is not None]
    offset = _offset(found[7])
    precision = _PRECISIONS[len(numbers) - 1]
    try:
        year, month, day, hour, minute, second = numbers + [1, 1, 1, 0, 0, 0][len(numbers) :]
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return Moment(local - timedelta(minutes=offset or 0), precision, offset)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> int | None:
    """Minutes east of UTC: "+02:00" -> 120, "Z" -> 0, no zone -> None."""
    if zone is None:
        return None
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == "-" else minutes


def _since_1970(seconds: float) -> Moment | None:
    # Milliseconds, as JavaScript counts them, would lie in the year 5138 and later.
    if seconds > 100_000_000_000:
        seconds /= 1000
    try:
        return Moment(datetime.fromtimestamp(seconds, UTC), "second", 0)
    except (ValueError, OverflowError, OSError):
        return None


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_RFC_2822 = expression(
    rf"(?:[a-z]{{3,9}}, )?(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d):(\d\d)(?::(\d\d))?"
    r"(?: (GMT|UTC|UT|Z|[+-]\d{4}))?",
    re.IGNORECASE | re.ASCII,
)
"""Dates of mail as nearly all are written: with the month in three letters, and a zone in figures or UTC."""


def _rfc_2822(text: str) -> Moment | None:
    if found := _RFC_2822.fullmatch(text):
        if found[7] != "-0000":
            return _of_mail(found)
    elif not re.search(r"\d{1,2} [A-Za-z]{3,9} \d{4} \d\d:\d\d", text):
        return None
    from email.utils import parsedate_to_datetime  # brings sockets along

    try:
        at = parsedate_to_datetime(text)
        if at.tzinfo is None:
            return Moment(at.replace(tzinfo=UTC), "second", None)
        offset = at.utcoffset() or timedelta()
        return Moment(at.astimezone(UTC), "second", int(offset.total_seconds() // 60))
    except (ValueError, TypeError, IndexError, OverflowError):  # a zone of twenty digits; the year 10,000 in UTC
        return None


def _of_mail(found: re.Match[str]) -> Moment | None:
    offset = _offset(found[7])
    try:
        day, year, hour, minute = (int(found[n]) for n in (1, 3, 4, 5))
        month = _MONTHS.index(found[2].lower()) + 1
        local = datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=UTC)
        if offset is not None and abs(offset) >= 24 * 60:
            return None
        return Moment(local - timedelta(minutes=offset or 0), "second", offset)
    except (ValueError, OverflowError):
        return None
