"""--since and --until: the days of publication that a command looks at, both included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

SINCE = "Published on this day (2024-05-03, 2024-05 or 2024), as the article states it, or later."
UNTIL = "Published on this day or before; of a month or year, its last."


def period_options(command: F) -> F:
    """Both options, as first and last day for a filter: of publication, where it was written."""
    for name, which, text in (("--until", 1, UNTIL), ("--since", 0, SINCE)):
        command = click.option(name, metavar="DAY", callback=_reading(which), help=text)(command)
    return command


def _reading(which: int) -> Callable[[click.Context, click.Parameter, str | None], date | None]:
    def callback(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
        from archiver.errors import QueryError
        from archiver.explore.search.question import days_of

        try:
            return None if value is None else days_of(value)[which]
        except QueryError as error:
            raise click.BadParameter(str(error)) from error

    return callback
