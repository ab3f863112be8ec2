"""The versions of an article, and the captures of a page text: the same whatever came first.

Every function is a function of a set: rows or captures may come in any order and more than once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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

    A version is a distinct clean text under its headline: rows that differ in furniture alone share it. Headlines are
    compared where they come from the same place (a feed's is often another one than its page's). Versions are
    numbered by when they were first fetched (unknown first, then by digest). is_version: the first
    row of a version. is_current: the row that was fetched last; unknown counts as before all.
    """
    return _placed(rows, _numbers)


def number_texts(rows: Iterable[Row]) -> dict[str, Place]:
    """As `number_versions` did until November 2026, by the texts alone: so articles are numbered that nothing has been
    added to since."""
    return _placed(rows, _numbers_of_texts)


def _placed(rows: Iterable[Row], numbers: Callable[[Sequence[Row]], dict[str, int]]) -> dict[str, Place]:
    unique = {str(row["row_id"]): row for row in rows}
    if not unique:
        return {}
    ordered = sorted(unique.values(), key=lambda r: (_time(r["fetched_at"]), _digest(r["text"]), r["row_id"]))
    number = numbers(ordered)
    first = {number[row["row_id"]]: row["row_id"] for row in reversed(ordered)}
    current = max(ordered, key=lambda r: (_time(r["last_fetched_at"]), number[r["row_id"]], r["row_id"]))["row_id"]
    return {row_id: Place(n, first[n] == row_id, row_id == current) for row_id, n in number.items()}


def _numbers(ordered: Sequence[Row]) -> dict[str, int]:
    """Of each row's version, by row_id. A text that comes back under a headline that it had is that version again."""
    found: dict[str, int] = {}
    of_text: dict[str, list[tuple[int, dict[str, str | None]]]] = {}  # versions, each with its headlines by origin
    for row in ordered:
        versions, (title, origin) = of_text.setdefault(row["text"], []), headline(row)
        known = [version for version in versions if version[1].get(origin, title) == title]
        if not known:
            versions.append((1 + max(found.values(), default=0), {}))
        number, titles = max(known or versions[-1:], key=lambda version: (title in version[1].values(), version[0]))
        titles[origin] = title
        found[row["row_id"]] = number
    return found


def headline(row: Row) -> tuple[str | None, str]:
    """The title of a row, and where it was found."""
    return row["title"], next((said["origin"] for said in row["evidence"] or () if said["field"] == "title"), "")


def _numbers_of_texts(ordered: Sequence[Row]) -> dict[str, int]:
    number = {text: n for n, text in enumerate(dict.fromkeys(row["text"] for row in ordered), start=1)}
    return {row["row_id"]: number[row["text"]] for row in ordered}


def _time(value: datetime | None) -> datetime:
    return BEFORE_ALL if value is None else value


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def by_version(rows: Iterable[Row]) -> dict[int, dict[str, Any]]:
    """A row for each version of an article, by its number: the current one where it is of that version, else its first.

    Its `fetched_at` and `last_fetched_at` are the version's: a page whose furniture changed since is a row of its own.
    """
    of_version: dict[int, list[Row]] = {}
    for row in sorted(rows, key=lambda r: (r["version"], r["is_version"], r["is_current"])):
        of_version.setdefault(row["version"], []).append(row)
    return {number: {**some[-1], **_times(some)} for number, some in of_version.items()}


def _times(rows: Sequence[Row]) -> dict[str, datetime | None]:
    first, last = min(_time(r["fetched_at"]) for r in rows), max(_time(r["last_fetched_at"]) for r in rows)
    return {
        "fetched_at": None if first == BEFORE_ALL else first,
        "last_fetched_at": None if last == BEFORE_ALL else last,
    }


def first_capture(captures: Sequence[Row]) -> Row:
    """The capture whose metadata the row carries: the earliest; unknown times first, then by digest."""
    return min(captures, key=lambda c: (_time(c["fetched_at"]), c["digest"]))
