"""`archiver explain`: a page with kept and removed blocks, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json
from archiver.errors import ArchiveError, InputError
from archiver.records import JudgedDocument


@click.command("explain", short_help="Show what was kept and removed of a page, and why.")
@click.argument("target", metavar="ID|URL|FILE")
@click.option("--full", is_flag=True, help="Whole texts, and the evidence of kept blocks too.")
@common_options
@pass_context
def explain(context: Context, target: str, full: bool) -> None:
    """Show each block of a page, kept or removed, with the rule, the evidence and the score behind it.

    An article of the archive by its id (or the beginning of one) or address; or a file that was never
    ingested, which is judged with what the archive knows of its site.

    \b
    archiver explain 00e7fd4b
    archiver explain --full saved-page.html
    """
    pages = (
        _from_file(context, target) if Path(target).exists() or target == "-" else [_stored(context, target)]
    )
    for judged, head, why in pages:
        if context.json:
            from archiver.cli.explaining import as_json

            print_json({**head, "source_evidence": why, **as_json(judged)})
            continue
        from archiver.cli.explaining import print_page

        source = {"source": f"{head['source']}  ({why})"} if why else {}
        print_page(judged, console(), head=head | source, full=full)


Page = tuple[JudgedDocument, dict[str, str | None], str | None]
"""A judged page, what is known of it (None: nothing), and what its source was found by."""


def _stored(context: Context, target: str) -> Page:
    from archiver.cli.show import find
    from archiver.ingesting import explained
    from archiver.lake import Lake

    if "/" in target and not target.startswith(("http:", "https:")):
        raise ArchiveError(f"{target}: no such file, and not an address")
    lake = Lake.open(context.archive)
    row = next(r for r in find(lake, target) if r["is_current"])
    why = next((e["origin"] for e in row["evidence"] if e["field"] == "source"), None)
    return explained(lake, row), _head(row), why if row["source"] else None


def _head(row: dict[str, Any]) -> dict[str, str | None]:
    from archiver.cli.show import day

    return {
        "article": row["id"],
        "title": row["title"],
        "source": row["source"],
        "published": day(row) or None,
        "language": row["language"],
        "input": row["input_path"],
    }


def _from_file(context: Context, target: str) -> list[Page]:
    import sys

    from archiver.ingesting import cleaned_with_archive
    from archiver.sources import read

    pages = []
    for capture in read([target], stdin=sys.stdin.buffer):
        if isinstance(capture, InputError):
            raise capture
        result = cleaned_with_archive(capture, context.archive)
        source, why = result.source or (None, None)
        title = result.judged.document.metadata.title
        pages.append((result.judged, {"file": str(capture.origin), "title": title, "source": source}, why))
    return pages


COMMANDS = (explain,)
