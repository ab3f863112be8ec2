"""`archiver people`: who is named in the archive, and all that is known of one of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import (
    NARROW,
    Context,
    common_options,
    console,
    limit_option,
    pass_context,
    print_json,
    print_json_lines,
)
from archiver.cli.days import period_options
from archiver.cli.layout import print_fields, print_text
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from rich.console import Console

    from archiver.explore.persons import Filter, Person, Summary

NAME = 32
"""Columns of a name in the list, at most."""
MONTHS = 36
"""With more months than this, a line of the timeline is a year."""


@click.command("people", short_help="List the people named, or show one.")
@click.argument("name", required=False)
@period_options
@click.option("--site", help="Only articles of this site.")
@limit_option(30, "Persons, or articles of one.")
@common_options
@pass_context
def people(
    context: Context,
    name: str | None,
    since: date | None,
    until: date | None,
    site: str | None,
    limit: int | None,
) -> None:
    """List the persons that the articles name; with NAME, show one: roles, timeline, companions, articles.

    Who is who is found anew when articles come in. The file people.toml in the archive's folder merges,
    splits and renames persons, and wins (archiver person): docs/people.md shows its form.

    \b
    archiver people --since 2024-01 --site example.org
    archiver people "Joe Biden"
    """
    from archiver.explore.persons import Filter

    chosen = Filter(since, until, site)
    if name is None:
        _list(context, chosen, limit)
    else:
        _one(context, name, chosen, limit)


def _list(context: Context, chosen: Filter, limit: int | None) -> None:
    from archiver.explore.persons import list_persons

    if context.json:
        print_json_lines(list_persons(context.archive, chosen, limit=limit))
        return
    shown = limit or 30
    found = list_persons(context.archive, chosen, limit=shown + 1)
    _table(found[:shown], console())
    if len(found) > shown:
        console().print(f"\nThe {shown} who are named in most articles; --limit shows more.", style="dim")
    if not found:
        console().print("These articles name nobody.", style="dim")


def _table(found: list[Summary], out: Console) -> None:
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    if not found:
        return
    widest = min(NAME, max(cell_len(person.name) for person in found))  # what one writes to see more is shown whole
    columns: list[tuple[str, dict[str, Any]]] = [
        ("name", {"style": "cyan", "min_width": widest, "overflow": "ellipsis", "no_wrap": True}),
        ("articles", {"justify": "right", "no_wrap": True}),
        ("first", {"no_wrap": True, "min_width": 10}),
        ("last", {"no_wrap": True, "min_width": 10}),
        ("together with", {"ratio": 4, "overflow": "ellipsis", "no_wrap": True}),
        ("also", {"ratio": 3, "overflow": "ellipsis", "no_wrap": True}),
    ]
    columns = columns[: 4 if out.width < NARROW else 6 if any(person.aliases for person in found) else 5]
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for name, options in columns:
        table.add_column(name, **options)
    for person in found:
        together = ", ".join(other.name for other in person.together)
        cells = (person.name, f"{person.articles:,}", _day(person.first_seen), _day(person.last_seen),
                 together, ", ".join(person.aliases))  # fmt: skip
        table.add_row(*map(Text, cells[: len(columns)]))
    out.print(table)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _one(context: Context, name: str, chosen: Filter, limit: int | None) -> None:
    from archiver.explore.persons import show_person

    person = show_person(context.archive, name, chosen)
    if context.json:
        print_json(person)
        return
    out = console()
    _facts(person, out)
    _timeline(person, out)
    _articles(person, limit or 20, out)


def _facts(person: Person, out: Console) -> None:
    from archiver.explore.persons import by_case

    one = person.summary
    seen = " – ".join(dict.fromkeys(d for d in (_day(one.first_seen), _day(one.last_seen)) if d))
    often = f"{counted(one.articles, 'article')}, {counted(one.mentions, 'time')}"
    fields = (
        ("named in", f"{often}, {seen}" if seen else often),
        ("also", ", ".join(one.aliases)),
        ("roles", ", ".join(f"{role} ({count})" for role, count in by_case(dict(person.roles))[:8])),
        ("together", ", ".join(f"{other.name} ({other.articles})" for other in one.together)),
    )
    print_text(out, one.name, "bold")
    print_fields(out, fields)


def _timeline(person: Person, out: Console) -> None:
    from rich.text import Text

    if len(person.timeline) < 2:
        return
    times = Counter(dict(person.timeline))
    if len(times) > MONTHS:
        times = Counter()
        for month, count in person.timeline:
            times[month[:4]] += count
    most = max(times.values())
    out.print()
    for time, count in times.items():
        bar = "█" * max(1, round(40 * count / most))
        out.print(Text.assemble((f"{time:>10}  ", "dim"), (bar, "cyan"), f" {count:,}"))


def _articles(person: Person, limit: int, out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    out.print()
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for heading in ("id", "published"):
        table.add_column(heading, no_wrap=True, min_width=8)
    table.add_column("source", max_width=24, overflow="ellipsis", no_wrap=True)
    table.add_column("title", ratio=4, overflow="ellipsis", no_wrap=True)
    listed = person.appearances[:limit]
    otherwise = any(article.name != person.summary.name for article in listed)
    if otherwise:
        table.add_column("as", ratio=2, overflow="ellipsis", no_wrap=True)
    for article in listed:
        source = article.source or article.site or ""
        cells = (article.id[:8], _day(article.published_day), source, article.title or "", article.name)
        table.add_row(*map(Text, cells if otherwise else cells[:-1]))
    out.print(table)
    if len(person.appearances) > limit:
        out.print(f"\n{limit} of {len(person.appearances):,} articles; --limit shows more.", style="dim")


COMMANDS = (people,)
