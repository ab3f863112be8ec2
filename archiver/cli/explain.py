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
    for judged, head in pages:
        if context.json:
            from archiver.cli.explaining import as_json

            print_json({**dict(head), **as_json(judged)})
            continue
        from archiver.cli.explaining import print_page

        print_page(judged, console(), head=head, full=full)


def _stored(context: Context, target: str) -> tuple[JudgedDocument, list[tuple[str, str]]]:
    from archiver.cli.show import find
    from archiver.ingesting import explained
    from archiver.lake import Lake

    if "/" in target and not target.startswith(("http:", "https:")):
        raise ArchiveError(f"{target}: no such file, and not an address")
    lake = Lake.open(context.archive)
    row = next(r for r in find(lake, target) if r["is_current"])
    return explained(lake, row), _head(row)


def _head(row: dict[str, Any]) -> list[tuple[str, str]]:
    from archiver.cli.show import day

    why = next((e["origin"] for e in row["evidence"] if e["field"] == "source"), "")
    source = f"{row['source']}  ({why})" if row["source"] and why else row["source"] or ""
    return [
        ("article", row["id"]),
        ("title", row["title"] or ""),
        ("source", source),
        ("published", day(row)),
        ("language", row["language"] or ""),
        ("input", row["input_path"] or ""),
    ]


def _from_file(context: Context, target: str) -> list[tuple[JudgedDocument, list[tuple[str, str]]]]:
    import sys

    from archiver.ingesting import cleaned_with_archive
    from archiver.sources import read

    pages = []
    for capture in read([target], stdin=sys.stdin.buffer):
        if isinstance(capture, InputError):
            raise capture
        result = cleaned_with_archive(capture, context.archive)
        source = f"{result.source[0]}  ({result.source[1]})" if result.source else ""
        title = result.judged.document.metadata.title or ""
        pages.append((result.judged, [("file", str(capture.origin)), ("title", title), ("source", source)]))
    return pages


COMMANDS = (explain,)
