"""What a searcher writes, read: words, "phrases", title:word, person:"a name", date:2024-01..2024-03, -without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from archiver.errors import QueryError
from archiver.explore.search.folding import terms

FIELDS = ("title", "person", "topic", "source", "site", "date")
"""What may stand before a colon."""

_PART = re.compile(
    r"""(?P<sign>[-+]?)(?:(?P<field>\w+):)?(?:["“”„«](?P<phrase>[^"“”»]*)["“”»]?|(?P<word>[^\s"“”«»]+))"""
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms that stand beside each other. field: "" for title and text. wanted: False: must not be there.

    days: of the field "date", first and last day of publication, both included, None where open; it has no terms.
    """

    terms: tuple[str, ...]
    field: str = ""
    wanted: bool = True
    days: tuple[date | None, date | None] | None = None


def clauses(words: str) -> tuple[Clause, ...]:
    """What must and must not be in an article. Raises QueryError where only what must not is there."""
    read = map(_clause, _PART.finditer(words))
    found = tuple(clause for clause in read if clause.terms or clause.days)
    if found and not any(clause.wanted for clause in found):
        raise QueryError(f"{words}: says only what must not be there; add a word that must")
    return found


def _clause(match: re.Match[str]) -> Clause:
    field, text = match["field"] or "", match["phrase"] if match["phrase"] is not None else match["word"]
    if field and field.lower() not in FIELDS:  # "12:30", "https://..."
        field, text = "", f"{field} {text}"
    wanted = match["sign"] != "-"
    if field.lower() == "date":
        return Clause((), "date", wanted, period(text))
    return Clause(tuple(terms(text)), field.lower(), wanted)


def period(text: str) -> tuple[date | None, date | None]:
    """First and last day of "2024", "2024-05", "2024-05-03", and of ranges: "2024-01..2024-03", "2024-05..", "..2023".

    Raises QueryError.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return days_of(text)
    since, until = days_of(first)[0] if first else None, days_of(last)[1] if last else None
    if since and until and since > until:
        raise QueryError(f"date:{text}: the first day comes after the last")
    return since, until


def days_of(text: str) -> tuple[date, date]:
    """First and last day of a year, month or day as ISO 8601 writes it. Raises QueryError."""
    try:
        parts = [int(part) for part in text.split("-")]
        if len(parts) > 3 or not text.isascii() or not 1 <= parts[0] < 9999:
            raise ValueError
        first = date(parts[0], *[*parts[1:], 1, 1][:2])
    except (ValueError, OverflowError):
        raise QueryError(f"{text}: not a day; write 2024-05-03, 2024-05 or 2024") from None
    if len(parts) == 3:
        return first, first
    months = 12 if len(parts) == 1 else 1
    number = first.year * 12 + first.month - 1 + months
    return first, date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
