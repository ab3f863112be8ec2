"""`archiver topics`: what the archive is about, and what it has on one topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from archiver.cli.context import (
    NARROW,
    Context,
    common_options,
    console,
    pass_context,
    print_json,
    print_json_lines,
    say,
)
from archiver.cli.days import period_options
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from archiver.explore.topics import Overview, Profile, Subject

MONTHS = 12
SOURCES = 12
_BARS = " ▁▂▃▄▅▆▇█"


@click.command("topics", short_help="Show what the articles are about.")
@click.argument("topic", required=False)
@period_options
@click.option("--site", help="Only articles of this site.")
@click.option("--depth", "-d", default=2, show_default=True, type=click.IntRange(1), help="Levels of the tree to show.")
@click.option("--limit", "-n", default=10, show_default=True, type=click.IntRange(1), help="Articles of a topic.")
@common_options
@pass_context
def topics(
    context: Context,
    topic: str | None,
    since: date | None,
    until: date | None,
    site: str | None,
    depth: int,
    limit: int,
) -> None:
    """List what the articles are about, as the tree of IPTC Media Topics; with TOPIC (a name or an id), one of them.

    Texts of 26 languages are read for their topics; of an article in another one the publisher's section and
    keywords alone tell, and the list says so. The bars are the share that a topic has in each of the last 12 months
    of the archive.

    \b
    archiver topics --since 2024
    archiver topics "international relations"
    """
    from archiver.explore import topics as exploring

    chosen = exploring.Filter(since, until, site)
    if topic is None:
        found = exploring.overview(context.archive, chosen)
        print_json_lines(found.subjects) if context.json else _list(found, depth)
    else:
        one = exploring.profile(context.archive, topic, chosen, limit=limit)
        print_json(one) if context.json else _one(one)


def _list(found: Overview, depth: int) -> None:
    from archiver.explore.languages import language_name

    shown = [subject for subject in found.subjects if len(subject.above) < depth]
    if shown:
        _table(shown, found.months)
    lacking = "; `archiver enrich` finds topics of what is stored" if found.articles and not found.with_topic else ""
    say(f"\n{counted(found.articles, 'article')}, {found.with_topic:,} of them with a topic{lacking}")
    if found.wordless:
        many = counted(sum(found.wordless.values()), "article")
        names = ", ".join(f"{language_name(code)} {articles:,}" for code, articles in found.wordless.items())
        say(f"{many} in languages whose words for topics are not known ({names}): section and keywords alone tell")


def _table(subjects: Sequence[Subject], months: Mapping[str, int]) -> None:
    from rich.table import Table
    from rich.text import Text

    last = list(months)[-MONTHS:]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("topic")
    table.add_column("articles", justify="right")
    table.add_column(f"{last[0]} to {last[-1]}" if last else "", style="cyan", no_wrap=True)
    out = console()
    if out.width >= NARROW:
        table.add_column("id", style="dim")
    top = min(len(subject.above) for subject in subjects)
    for subject in subjects:
        level = len(subject.above) - top
        name = Text("  " * level + subject.label, "bold" if level == 0 else "")
        cells = (name, f"{subject.articles:,}", trend(subject.months, months), subject.id)
        table.add_row(*cells[: len(table.columns)])
    out.print(table)


def trend(of: Mapping[str, int], all_: Mapping[str, int], months: int = MONTHS) -> str:
    """The share of a topic in each of the last months, as bars; the highest is a full one."""
    shares = [of.get(month, 0) / count for month, count in list(all_.items())[-months:]]
    most = max(shares, default=0.0) or 1.0
    return "".join(_BARS[round(share / most * (len(_BARS) - 1))] for share in shares)


def _one(found: Profile) -> None:
    from rich.text import Text

    from archiver.cli.show import day

    out = console()
    _table([found.subject, *found.below], found.of)
    out.print()
    for source in found.sources[:SOURCES]:
        name, own = source["source"] or "(source unknown)", f"{source['share']:.0%} of its articles"
        out.print(Text.assemble((f"{source['articles']:>8,}  ", ""), name, (f"  {own}", "dim")))
    out.print()
    for article in found.latest:
        about = "  ".join(v for v in (article["id"][:8], day(article), article["source"]) if v)
        out.print(Text(article["title"] or "(no title stated)", "bold"))
        out.print(Text(f"{about}  ({article['score']:.2f}: {article['evidence']})", "dim"))


COMMANDS = (topics,)
