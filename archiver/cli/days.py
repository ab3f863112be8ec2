"""--since and --until: the days of publication that a command looks at, both included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
Read = TypeVar("Read")

SINCE = "Published on this day (2024-05-03, 2024-05 or 2024), as the article states it, or later."
UNTIL = "Published on this day or before; of a month or year, its last."


def period_options(command: F) -> F:
    """Both options, as first and last day for a filter: of publication, where it was written."""
    for name, read, text in (("--until", _last, UNTIL), ("--since", _first, SINCE)):
        command = click.option(name, metavar="DAY", callback=reading(read), help=text)(command)
    return command


def first_day(text: str) -> str:
    """The first day of a day, month or year as a person writes it: "2024-05" is 2024-05-01. Raises QueryError."""
    return _first(text).isoformat()


def reading(
    read: Callable[[str], Read],
) -> Callable[[click.Context, click.Parameter, str | None], Read | None]:
    """The callback of an option that is a day, month or year."""

    def callback(context: click.Context, parameter: click.Parameter, value: str | None) -> Read | None:
        from archiver.errors import QueryError

        try:
            return None if value is None else read(value)
        except QueryError as error:
            raise click.BadParameter(str(error)) from error

    return callback


def _first(text: str) -> date:
    from archiver.explore.search.question import days_of

    return days_of(text)[0]


def _last(text: str) -> date:
    from archiver.explore.search.question import days_of

    return days_of(text)[1]
