"""`archiver diff`: what changed between two versions of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json
from archiver.common.plurals import counted
from archiver.errors import ArchiveError

if TYPE_CHECKING:
    from rich.text import Text

    from archiver.explore.differences import ChangedLine, Difference

Row = dict[str, Any]

AROUND = 1
"""Unchanged lines that are shown before and after a change."""


@click.command("diff", short_help="Show what changed from one version to the next.")
@click.argument("article")
@click.argument("old", required=False, type=click.IntRange(min=1))
@click.argument("new", required=False, type=click.IntRange(min=1))
@common_options
@pass_context
def diff(context: Context, article: str, old: int | None, new: int | None) -> None:
    """Show what changed in an ARTICLE (id, the beginning of one, or its address), word by word.

    OLD and NEW are numbers of versions; without them: the last two. Furniture that came or went is told apart
    from the edits. Off a terminal, [-words-] went and {+words+} came.

    \b
    archiver diff 3f9a
    archiver diff https://example.org/news/ferry 1 3 --json
    """
    from archiver.cli.show import find, versions_of
    from archiver.explore.differences import difference
    from archiver.lake import Lake

    versions = versions_of(find(Lake.open(context.archive), article))
    before, after = chosen(versions, old, new)
    found = difference(before, after)
    if context.json:
        print_json(_plain(before, after, found))
    else:
        _print(before, after, found)


def chosen(versions: dict[int, Row], old: int | None, new: int | None) -> tuple[Row, Row]:
    """The two rows to compare. Raises ArchiveError where there is no such version."""
    if len(versions) < 2:
        raise ArchiveError("there is one version of this article only; `archiver show ID` shows it")
    last = max(versions)
    new = new or last
    old = old or max((number for number in versions if number < new), default=new)
    for number in (old, new):
        if number not in versions:
            raise ArchiveError(f"there is no version {number}; the versions are {', '.join(map(str, versions))}")
    return versions[old], versions[new]


def _plain(before: Row, after: Row, found: Difference) -> Row:
    names = ("version", "title", "fetched_at", "modified", "words")
    return {
        "id": after["id"],
        "old": {name: before[name] for name in names},
        "new": {name: after[name] for name in names},
        "title": found.title,
        "edits": found.edits,
        "furniture": found.furniture,
    }


def _print(before: Row, after: Row, found: Difference) -> None:
    from rich.text import Text

    from archiver.cli.show import stated_time

    out = console()
    out.print(Text(after["title"] or "(no title stated)", "bold"))
    for sign, row in (("-", before), ("+", after)):
        at = f"{row['fetched_at']:%Y-%m-%d %H:%M} UTC" if row["fetched_at"] else "time unknown"
        stated = stated_time(row["modified"], row["modified_offset"], row["modified_precision"])
        says = f", says it was changed {stated}" if stated else ""
        heading = f"{sign} version {row['version']}, first fetched {at}{says}, {counted(row['words'], 'word')}"
        out.print(Text(heading, "dim"))
    out.print()
    for line in found.title:
        out.print(Text("title ", "dim") + marked(line, out.is_terminal))
    for text in shown(found.text, out.is_terminal) if found.edits else [Text("The text is the same.", "dim")]:
        out.print(text)
    if found.furniture:
        out.print(Text("\nRound it, not part of the text:", "dim"))
        for changed in found.furniture:
            out.print(marked(changed, out.is_terminal))


def shown(lines: Iterable[ChangedLine], coloured: bool) -> Iterator[Text]:
    """Changed lines with those beside them; how many of the others are left out."""
    from rich.text import Text

    listed = list(lines)
    near = [
        any(other.change != "same" for other in listed[max(0, i - AROUND) : i + AROUND + 1])
        for i in range(len(listed))
    ]
    for seen, group in groupby(zip(near, listed, strict=True), key=lambda pair: pair[0]):
        some = [line for _, line in group]
        if seen:
            yield from (marked(line, coloured) for line in some)
        else:
            yield Text(f"  … {len(some):,} line{'s' if len(some) != 1 else ''} unchanged", "dim")


_STYLES = {"same": "", "added": "green", "removed": "red strike"}
_SIGNS = {"same": ("", ""), "added": ("{+", "+}"), "removed": ("[-", "-]")}


def marked(line: ChangedLine, coloured: bool) -> Text:
    """A line with what changed in it: in colours, or in the signs of wdiff."""
    from rich.text import Text

    sign = {"same": " ", "added": "+", "removed": "-", "changed": "~"}[line.change]
    text = Text(f"{sign} ", _STYLES.get(line.change, ""))
    for span in line.spans:
        before, after = ("", "") if coloured else _SIGNS[span.change]
        text.append(f"{before}{span.text}{after}", _STYLES[span.change])
    return text


COMMANDS = (diff,)
