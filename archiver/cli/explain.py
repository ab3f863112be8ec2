"""`archiver explain`: a page with kept and removed blocks, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from archiver.cli.context import Context, common_options, complain, console, pass_context, print_json
from archiver.errors import ArchiveError, InputError
from archiver.records import JudgedDocument


@click.command("explain", short_help="Show what was kept and removed of a page, and why.")
@click.argument("target", metavar="ID|URL|FILE")
@click.option("--full", is_flag=True, help="Whole texts, and the evidence of kept blocks too.")
@common_options
@pass_context
def explain(context: Context, target: str, full: bool) -> int:
    """Show each block of a page, kept or removed, with the rule, the evidence and the score behind it.

    An article of the archive by its id (or the beginning of one) or address; or a file that was never
    ingested, each of whose pages is judged with what the archive knows of its site. What of it cannot be read is named
    on stderr, and the exit code is 1.

    \b
    archiver explain 00e7fd4b
    archiver explain --full saved-page.html
    """
    is_file = Path(target).exists() or target == "-"
    failed = False
    for page in _from_file(context, target) if is_file else [_stored(context, target)]:
        if isinstance(page, InputError):
            complain(page)
            failed = True
        else:
            _show(context, page, full)
    return 1 if failed else 0


def _show(context: Context, page: Page, full: bool) -> None:
    judged, head, why = page
    if context.json:
        from archiver.cli.explaining import as_json

        print_json({**head, "source_evidence": why, **as_json(judged)})
        return
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


def _from_file(context: Context, target: str) -> Iterator[Page | InputError]:
    """The pages of a file, and errors where there are none. Raises InputError where one is all that there is."""
    import sys
    from itertools import chain, islice

    from archiver.ingesting import cleaned_with_archive
    from archiver.sources import read

    outcomes = read([target], stdin=sys.stdin.buffer)
    first = list(islice(outcomes, 2))
    if len(first) == 1 and isinstance(first[0], InputError):
        raise first[0]
    for outcome in chain(first, outcomes):
        if isinstance(outcome, InputError):
            yield outcome
            continue
        result = cleaned_with_archive(outcome, context.archive)
        source, why = result.source or (None, None)
        title = result.judged.document.metadata.title
        yield result.judged, {"file": str(outcome.origin), "title": title, "source": source}, why


COMMANDS = (explain,)
