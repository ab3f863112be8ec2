"""--since and --until: the days of publication that a command looks at, both included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
Read = TypeVar("Read")

SINCE = "Published on this day (2024-05-03, 2024-05 or 2024) or later."
UNTIL = "Published on this day or before; of a month or year, its last."


def period_options(command: F) -> F:
    """Both options, as instants for a filter: articles published from `since` on and before `until`."""
    for name, read, text in (("--until", _behind, UNTIL), ("--since", _first, SINCE)):
        command = click.option(name, metavar="DAY", callback=reading(read), help=text)(command)
    return command


def first_day(text: str) -> str:
    """The first day of a day, month or year as a person writes it: "2024-05" is 2024-05-01. Raises QueryError."""
    return _first(text).date().isoformat()


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


def _first(text: str) -> datetime:
    """When its first day begins, UTC."""
    from archiver.explore.search.question import days_of

    return datetime.combine(days_of(text)[0], time.min, UTC)


def _behind(text: str) -> datetime:
    """When its last day is over, UTC."""
    from archiver.explore.search.question import days_of

    return datetime.combine(days_of(text)[1] + timedelta(days=1), time.min, UTC)
