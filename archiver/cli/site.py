"""`archiver site`: what has been learned of a site; `archiver pin`: what a person decides of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import (
    Context,
    common_options,
    console,
    limit_option,
    pass_context,
    print_json,
    print_json_lines,
    say,
)
from archiver.cli.runs import noted
from archiver.common.plurals import counted
from archiver.errors import ArchiveError

if TYPE_CHECKING:
    from archiver.learned import Piece
    from archiver.pinning import Pin

SHOWN = 110
"""Characters of a piece of furniture that are shown; more are cut, with a mark."""


@click.command("site", short_help="Show what was learned of a site's furniture.")
@click.argument("name", required=False)
@limit_option(40, "Pieces of furniture to show.")
@common_options
@pass_context
def site(context: Context, name: str | None, limit: int | None) -> None:
    """Show what has been learned of the site NAME: its furniture, since when, from how many pages it was removed.

    Where pages have it in which it was kept, of how many. Without NAME: the sites of the archive.

    \b
    archiver site
    archiver site lakeside.example -n 100
    """
    from archiver.lake import Lake
    from archiver.learned import learned_of, sites
    from archiver.pinning import no_such_site, pins

    lake = Lake.open(context.archive)
    if name is None:
        _sites(context, sites(lake))
        return
    learned = learned_of(lake, name)
    if not learned.pages:
        raise ArchiveError(no_such_site(lake, name))
    decided = pins(lake, name)
    shown = learned.furniture[: context.most(limit, 40)]
    if context.json:
        print_json({**asdict(replace(learned, furniture=shown)), "pins": decided})
        return
    from rich.text import Text

    out = console()
    counts = f"  {counted(learned.pages, 'page')}, {counted(len(learned.furniture), 'piece')} of furniture\n"
    out.print(Text.assemble((name, "bold"), counts))
    out.print(_furniture_table(shown))
    if len(learned.furniture) > len(shown):
        out.print(f"\n{len(shown)} of {len(learned.furniture):,} are shown (--limit)", style="dim")
    if decided:
        out.print("\nPinned:", style="bold")
        out.print(_pins_table(decided))


def _sites(context: Context, rows: list[dict[str, Any]]) -> None:
    if context.json:
        print_json_lines(rows)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("site")
    table.add_column("pages", justify="right")
    for row in rows:
        table.add_row(row["site"], f"{row['pages']:,}")
    console().print(table)


def _furniture_table(furniture: Sequence[Piece]) -> Any:
    from rich.table import Table
    from rich.text import Text

    dated = any(piece.since for piece in furniture)
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("removed", justify="right", no_wrap=True)
    table.add_column("since" if dated else "stored", no_wrap=True)
    table.add_column("text", ratio=3, overflow="fold", max_width=60)
    table.add_column("why", ratio=2, overflow="fold", style="dim")
    for piece in furniture:
        at = piece.since if dated else piece.stored
        since = f"{at:%Y-%m-%d}" if at else ""
        removed = f"{piece.pages:,}" if piece.of == piece.pages else f"{piece.pages:,} of {piece.of:,}"
        table.add_row(removed, since, Text(_cut(piece.text)), piece.evidence.replace(" of this site", "", 1))
    return table


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"


def _pins_table(pins: Sequence[Pin], *, sites: bool = False) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for name in (["site"] if sites else []) + ["as", "pages"]:
        table.add_column(name, justify="right" if name == "pages" else "left", no_wrap=True)
    table.add_column("text", overflow="fold")
    for pin in pins:
        cells = (Text(pin.kind), Text(f"{pin.pages:,}"), Text(pin.text))
        table.add_row(*([Text(pin.site)] if sites else []), *cells)
    return table


@click.command("pin", short_help="Decide that a line is content, or furniture.")
@click.argument("name", metavar="[SITE]", required=False)
@click.argument("text", required=False)
@click.option("--as", "kind", type=click.Choice(["content", "furniture"]), help="What it is.")
@click.option("--remove", is_flag=True, help="Take the pin back.")
@click.option("--ahead", is_flag=True, help="Pin it though no stored page has it.")
@common_options
@pass_context
def pin(context: Context, name: str | None, text: str | None, kind: str | None, remove: bool, ahead: bool) -> None:
    """Decide that the block TEXT of SITE is content, or furniture. It wins over all that was learned.

    TEXT is a whole block as `archiver explain` shows it; numbers in it may vary. Written into the archive's
    archiver.toml, and applied at once to what is stored. Without TEXT: the pins, of all sites or of one.

    \b
    archiver pin lakeside.example "Comments are closed." --as furniture
    archiver pin lakeside.example "Comments are closed." --remove
    archiver pin
    """
    if name is None or text is None:
        if kind or remove:
            raise click.UsageError("Which block? SITE and TEXT are missing.")
        _list_pins(context, name)
        return
    if remove == (kind is not None):
        raise click.UsageError("Say either what it is, with --as content or --as furniture, or --remove.")
    from archiver import pinning
    from archiver.lake import Lake

    lake = Lake.open(context.archive)
    decided = pinning.to_pin(lake, name, text, kind, ahead=ahead) if kind else pinning.to_unpin(lake, name, text)
    with noted(context, "pin") as run:
        changed = (pinning.pin if kind else pinning.unpin)(lake, decided)
        run.counts = {"pages": decided.pages, "changed": changed}
    if context.json:
        print_json({**asdict(decided), "removed": remove, "changed": changed})
        return
    what = "No longer pinned" if remove else f"Pinned as {kind}"
    say(f"{what}. Pages of {name} that have it: {decided.pages:,}; that changed: {changed:,}.")


def _list_pins(context: Context, name: str | None) -> None:
    from archiver.lake import Lake
    from archiver.pinning import pins

    lake = Lake.open(context.archive)
    found = pins(lake, name)
    if context.json:
        print_json_lines(found)
    elif found:
        console().print(_pins_table(found, sites=name is None))
    else:
        say(f"Nothing is pinned{f' of {name}' if name else ''} in {context.place}.")


COMMANDS = (site, pin)
