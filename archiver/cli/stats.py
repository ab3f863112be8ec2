"""`archiver stats`: what the archive holds, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json, say

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from archiver.explore.statistics import Statistics

Row = dict[str, Any]

HEIGHT = 5
"""Lines of the plot over time."""
BAR = 16
"""Columns of the longest bar of a list."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_PARTS = " ▏▎▍▌▋▊▉█"


@click.command("stats", short_help="Show the archive in figures.")
@click.option("--top", "-n", default=10, show_default=True, type=click.IntRange(1, 1000), help="Values of each list.")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw it: a .svg, .png or .pdf file.")
@common_options
@pass_context
def stats(context: Context, top: int, plot: Path | None) -> None:
    """Show how many articles there are: over time, by source, topic and language; who is named most; and how much of
    each site's pages was furniture.

    \b
    archiver stats
    archiver stats --plot archive.svg
    """
    from archiver.explore.statistics import statistics

    found = statistics(context.archive, top=top)
    if plot is not None:
        from archiver.explore.plotting import plot as draw

        missing = draw(found, plot, context.archive.resolve().name)
        if missing:
            say(
                f"No font here has {missing[:20]}: boxes stand for them (Debian: fonts-noto-core, fonts-noto-cjk).",
                err=True,
            )
        say(f"Drawn: {plot}", err=True)
    if context.json:
        print_json(found)
    elif plot is None:
        _print(found, console())


def _print(found: Statistics, out: Console) -> None:
    from rich.text import Text

    out.print(Text(" · ".join(_numbers(found)), "bold"))
    if found.articles:
        _print_time(found, out)
        _print_lists(found, out)


def _numbers(found: Statistics) -> list[str]:
    counts = (
        ("article", found.articles),
        ("word", found.words),
        ("publisher", found.distinct["sources"]),
        ("site", found.sites),
        ("language", found.distinct["languages"]),
    )
    several = (f"{n:,} {name}{'s' if n != 1 else ''}" for name, n in counts)
    return [*several, f"{found.distinct['people']:,} people named"]


def _print_time(found: Statistics, out: Console) -> None:
    from rich.text import Text

    from archiver.explore.statistics import by_time

    counts = by_time(found.months)
    if len(counts) > 1:
        most, label = max(counts.values()), next(iter(counts))
        span = "month" if "-" in label else "decade" if label.endswith("s") else "year"
        out.print(Text(f"\nArticles by {span}, at most {most:,}", "bold"))
        width = max(1, min(4, (out.width - 1) // len(counts)))
        for line in columns(list(counts.values()), width):
            out.print(Text(line, "cyan"))
        first, last = next(iter(counts)), list(counts)[-1]
        out.print(Text(f"{first}{last:>{max(1, width * len(counts) - len(first))}}", "dim"))
    if found.undated:
        out.print(Text(f"{found.undated:,} without a date", "dim"))


def columns(values: Sequence[int], width: int, height: int = HEIGHT) -> list[str]:
    """A column for each value, `height` lines high at most; what is not 0 can be seen. Top line first."""
    most = max(values, default=0) or 1
    eighths = [max(1, round(8 * height * value / most)) if value else 0 for value in values]
    gap = 1 if width > 1 else 0
    lines = []
    for level in reversed(range(height)):
        cells = (_EIGHTHS[min(8, max(0, n - 8 * level))] * (width - gap) + " " * gap for n in eighths)
        lines.append("".join(cells).rstrip())
    return lines


def bar(share: float, width: int = BAR) -> str:
    """A bar of a share (0-1) of `width` columns, exact to an eighth of one."""
    eighths = max(1, round(8 * width * share)) if share else 0
    full, part = divmod(eighths, 8)
    return _PARTS[8] * full + (_PARTS[part] if part else "")


def _print_lists(found: Statistics, out: Console) -> None:
    from rich.columns import Columns

    lists: list[RenderableType] = [
        _list(name, rows, found.articles)
        for name, rows in (
            ("Publishers", found.sources),
            ("Most named", found.people),
            ("Topics", found.topics),
            ("Languages", found.languages),
        )
        if rows
    ]
    lists.append(_furniture(found))
    out.print()
    out.print(Columns(lists, padding=(1, 4), equal=False))


def _list(name: str, rows: Sequence[Row], articles: int) -> Table:
    most = max(row["articles"] for row in rows)
    return _bars(name, [(str(r["label"]), f"{r['articles']:,}", r["articles"] / most) for r in rows])


def _furniture(found: Statistics) -> Table:
    rows = [(f.site or "(no site)", f"{f.share:.0%}", f.share) for f in found.furniture]
    return _bars("Furniture, share of the text", rows)


def _bars(name: str, rows: Sequence[tuple[str, str, float]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False, title=name, title_justify="left", title_style="bold")
    table.add_column(max_width=26, overflow="ellipsis", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="cyan", no_wrap=True)
    for label, amount, share in rows:
        table.add_row(Text(label), amount, bar(share))
    return table


COMMANDS = (stats,)
