"""`archiver search`: full-text search on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json_lines
from archiver.cli.days import SINCE, UNTIL
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from archiver.explore.search import Hit

Row = dict[str, Any]


@click.command("search", short_help="Search the full text.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", "-n", default=10, show_default=True, type=click.IntRange(1, 1000), help="Articles to show.")
@click.option("--since", metavar="DAY", help=SINCE)
@click.option("--until", metavar="DAY", help=UNTIL)
@click.option("--all", "unfolded", is_flag=True, help="Show articles of nearly the same text one by one.")
@common_options
@pass_context
def search(
    context: Context, words: tuple[str, ...], limit: int, since: str | None, until: str | None, unfolded: bool
) -> None:
    """Find the articles that have all WORDS, best first (BM25), with the place where they stand.

    "a phrase" in quotation marks; one OR other; clim* for all that begins so; -word: without it; title:, person:,
    topic:, source:, site: before a word; date:2024-01..2024-03. OR joins the two beside it: "storm OR flood* -sport"
    is (storm or flood*) without sport. Of articles of nearly the same text the best is shown.
    The index in the archive's derived/search is brought up to date first.

    \b
    archiver search ferry
    archiver search '"night ferry" person:strom -harbour' --since 2024
    archiver search 'climat* OR Klima* OR "global warming"'
    """
    from archiver.explore.search import Search

    if not any(word.strip(' "') for word in words):
        raise click.UsageError("Search for what? Give at least one word.")
    asked = [*words, f"date:{since or ''}..{until or ''}"] if since or until else words
    total, hits = Search(context.archive, indexing).find(" ".join(asked), limit=limit, fold=not unfolded)
    rows = {r["id"]: r for r in _rows(context.archive, [hit.id for hit in hits])}
    if context.json:
        print_json_lines(
            {**rows[h.id], "score": h.score, "copies": h.copies, "snippet": "".join(m.text for m in h.snippet)}
            for h in hits
        )
        return
    _print(total, [(rows[hit.id], hit) for hit in hits], unfolded)


def indexing(done: int, of: int) -> None:
    """Tell a person at a terminal how far the index is."""
    if sys.stderr.isatty():
        from rich.control import Control

        out = console(stderr=True)
        out.control(Control.move_to_column(0))
        out.print(f"Indexing: {done:,} of {counted(of, 'file')}", end="\n" if done == of else "")


def _rows(archive: Path, ids: list[str]) -> list[Row]:
    from archiver.explore.sql import connected

    columns = "id, title, source, site, published, published_day, published_precision, language, url"
    with connected(archive) as connection:
        found = connection.sql(f"SELECT {columns} FROM articles WHERE list_contains($1, id)", params=[ids])
        rows: list[Row] = found.to_arrow_table().to_pylist()
        return rows


def _print(total: int, found: list[tuple[Row, Hit]], unfolded: bool) -> None:
    from rich.text import Text

    from archiver.cli.show import day

    out = console()
    for row, hit in found:
        out.print(Text.assemble((str(row["title"] or "(no title stated)"), "bold")))
        copies = f"and {hit.copies:,} of nearly the same text" if hit.copies and not unfolded else ""
        about = "  ".join(str(v) for v in (str(row["id"])[:8], day(row), row["source"] or row["site"], copies) if v)
        out.print(Text(about, "dim"))
        text = Text()
        for mark in hit.snippet:
            text.append(mark.text.replace("\n", " "), "bold yellow" if mark.found else "")
        out.print(text, "\n")
    some = f"; the {counted(len(found), 'best one')} {'is' if len(found) == 1 else 'are'} shown (--limit)"
    out.print(counted(total, "article") + (some if 0 < len(found) < total else ""), style="dim")
    if not total:
        out.print(
            "Every word must be there, as it is written: leave some out, write the beginning of one (clim*), or two "
            "with OR between them. "
            "`archiver people` and `archiver topics` list what there is.",
            style="dim",
        )


COMMANDS = (search,)
