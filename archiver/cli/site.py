"""`archiver site`: what has been learned of a site; `archiver pin`: what a person decides of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json, say
from archiver.errors import ArchiveError


@click.command("site")
@click.argument("name", required=False)
@click.option("--limit", "-n", default=40, show_default=True, help="Pieces of furniture to show.")
@common_options
@pass_context
def site(context: Context, name: str | None, limit: int) -> None:
    """Show what has been learned of the site NAME: its furniture, since when, on how many pages.

    Without NAME: the sites of the archive.

    \b
    archiver site
    archiver site lakeside.example -n 100
    """
    from archiver.lake import Lake
    from archiver.recleaning import learned_of, sites

    lake = Lake.open(context.archive)
    if name is None:
        _sites(context, sites(lake))
        return
    learned = learned_of(lake, name)
    if not learned.pages:
        known = ", ".join(row["site"] for row in sites(lake)[:5])
        raise ArchiveError(f"no pages of a site {name!r} here; there are: {known or 'none'}")
    if context.json:
        print_json(learned)
        return
    from rich.text import Text

    out = console()
    counts = f"  {learned.pages:,} pages, {len(learned.furniture):,} pieces of furniture\n"
    out.print(Text.assemble((name, "bold"), counts))
    out.print(_furniture_table(learned.furniture[:limit]))
    if len(learned.furniture) > limit:
        out.print(f"\n{limit} of {len(learned.furniture):,} are shown (--limit)", style="dim")


def _sites(context: Context, rows: list[dict[str, Any]]) -> None:
    if context.json:
        print_json(rows)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("site")
    table.add_column("pages", justify="right")
    for row in rows:
        table.add_row(row["site"], f"{row['pages']:,}")
    console().print(table)


def _furniture_table(furniture: Sequence[Any]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("pages", justify="right", no_wrap=True)
    table.add_column("since", no_wrap=True)
    table.add_column("text", ratio=3, overflow="ellipsis", max_width=60)
    table.add_column("why", ratio=2, overflow="fold", style="dim")
    for piece in furniture:
        since = f"{piece.since:%Y-%m-%d}" if piece.since else ""
        table.add_row(f"{piece.pages:,}", since, Text(piece.text[:160]), piece.evidence)
    return table


@click.command("pin")
@click.argument("name", metavar="SITE")
@click.argument("text")
@click.option("--as", "kind", type=click.Choice(["content", "furniture"]), required=True, help="What it is.")
@common_options
@pass_context
def pin(context: Context, name: str, text: str, kind: str) -> None:
    """Decide that the block TEXT of SITE is content, or furniture. It wins over all that was learned.

    Written into the archive's archiver.toml, and applied at once to what is stored.

    \b
    archiver pin lakeside.example "Comments are closed." --as furniture
    """
    from archiver.lake import Lake
    from archiver.recleaning import reclean
    from archiver.settings import pin as write

    lake = Lake.open(context.archive)
    write(lake.path, name, text, kind)
    result = reclean(context.archive, site=name, apply=True, keep=0)
    if context.json:
        print_json({"changed": result.changed})
        return
    say(f"Pinned as {kind}; {result.changed:,} pages of {name} were cleaned again.")


COMMANDS = (site, pin)
