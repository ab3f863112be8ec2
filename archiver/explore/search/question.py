"""What a searcher writes, read: words, "phrases", beginn*, one OR other, title:word, date:2024-01..2024, -without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archiver.errors import QueryError
from archiver.explore.search.folding import terms

FIELDS = ("title", "person", "topic", "source", "site", "date")
"""What may stand before a colon."""
OR = "OR"
"""Joins what stands on both sides of it; small, it is a word like others."""
SHORTEST = 2
"""Letters before a *."""

_PART = re.compile(
    r"""(?P<sign>[-+]?)(?:(?P<field>\w+):)?(?:["“”„«](?P<phrase>[^"“”»]*)["“”»]?|(?P<word>[^\s"“”«»]+))"""
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms that stand beside each other. field: "" for title and text. wanted: False: must not be there.

    begins: the last term need only be the beginning of one ("clim*"). days: of the field "date", first and last day of
    publication, both included, None where open; it has no terms. others: clauses of which one is enough in its place.
    """

    terms: tuple[str, ...]
    field: str = ""
    wanted: bool = True
    days: tuple[date | None, date | None] | None = None
    begins: bool = False
    others: tuple[Clause, ...] = ()


def clauses(words: str) -> tuple[Clause, ...]:
    """What must and must not be in an article. Raises QueryError where only what must not is there, or where OR joins
    that to something."""
    found = tuple(_joined(list(_PART.finditer(words))))
    if found and not any(clause.wanted for clause in found):
        raise QueryError(f"{words}: says only what must not be there; add a word that must")
    return found


def _joined(parts: list[re.Match[str]]) -> Iterator[Clause]:
    """The clauses, those with an OR between them as one."""
    alternatives: list[Clause] = []
    joins = False
    for at, part in enumerate(parts):
        if part[0] == OR and alternatives and at + 1 < len(parts):
            joins = True
            continue
        clause = _clause(part)
        if not (clause.terms or clause.days):
            continue
        if alternatives and not joins:
            yield _either(alternatives)
            alternatives = []
        alternatives.append(clause)
        joins = False
    if alternatives:
        yield _either(alternatives)


def _either(clauses: list[Clause]) -> Clause:
    first, *others = clauses
    if others and not all(clause.wanted for clause in clauses):
        raise QueryError("OR joins words of which one must be there; write what must not be there apart: a OR b -c")
    return replace(first, others=tuple(others))


def _clause(match: re.Match[str]) -> Clause:
    field, text = match["field"] or "", match["phrase"] if match["phrase"] is not None else match["word"]
    if field and field.lower() not in FIELDS:  # "12:30", "https://..."
        field, text = "", f"{field} {text}"
    wanted = match["sign"] != "-"
    if field.lower() == "date":
        return Clause((), "date", wanted, period(text))
    found, begins = tuple(terms(text)), text.rstrip(")").endswith("*")
    if begins and len(found) == 1 and len(found[0]) < SHORTEST and found[0].isascii():
        raise QueryError(f"{text}: write at least {SHORTEST} letters before the *")
    return Clause(found, field.lower(), wanted, begins=begins)


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
