"""The versions of an article, and the captures of a page text: the same whatever came first.

Every function is a function of a set: rows or captures may come in any order and more than once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

Row = Mapping[str, Any]

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
"""Stands for "nobody knows when": before every known time."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place among the rows of its article; the fields are those of the table."""

    version: int
    is_version: bool
    is_current: bool


def number_versions(rows: Iterable[Row]) -> dict[str, Place]:
    """The place of each row, by row_id, from all rows of ONE article.

    A version is a distinct clean text: rows that differ in furniture alone share it. Versions are
    numbered by when their text was first fetched (unknown first, then by digest). is_version: the first
    row of a version. is_current: the row that was fetched last; unknown counts as before all.
    """
    unique = {str(row["row_id"]): row for row in rows}
    if not unique:
        return {}
    ordered = sorted(unique.values(), key=lambda r: (_time(r["fetched_at"]), _digest(r["text"]), r["row_id"]))
    first = {row["text"]: row["row_id"] for row in reversed(ordered)}
    number = {text: n for n, text in enumerate(dict.fromkeys(row["text"] for row in ordered), start=1)}
    current = max(ordered, key=lambda r: (_time(r["last_fetched_at"]), number[r["text"]], r["row_id"]))[
        "row_id"
    ]
    return {
        row_id: Place(number[row["text"]], first[row["text"]] == row_id, row_id == current)
        for row_id, row in unique.items()
    }


def _time(value: datetime | None) -> datetime:
    return BEFORE_ALL if value is None else value


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def first_capture(captures: Sequence[Row]) -> Row:
    """The capture whose metadata the row carries: the earliest; unknown times first, then by digest."""
    return min(captures, key=lambda c: (_time(c["fetched_at"]), c["digest"]))
