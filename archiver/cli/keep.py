"""`archiver verify` and `archiver compact`: keeping an archive sound and small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json, say
from archiver.cli.runs import noted
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from archiver.explore.info import Info


@click.command("verify", short_help="Check every byte against what was stored.")
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt; what is replaced is put aside in damaged/.")
@common_options
@pass_context
def verify(context: Context, repair: bool) -> int:
    """Check everything against its digests and sources. Exit code 1 when something is damaged.

    Each damage is named with its file, and with whether it can be rebuilt: an index is, a damaged log or part of
    the table is from the parts, the index and the raw bytes.

    \b
    archiver verify
    archiver verify --repair
    """
    from archiver.verifying import verify as check
    from archiver.verifying.repairing import Repaired
    from archiver.verifying.repairing import repair as rebuild

    if not repair:
        done = Repaired(left=check(context.archive))
        if done.left.ok:
            _note_check(context)
    else:
        with noted(context, "verify") as run:
            done = rebuild(context.archive)
            run.counts = {"repaired": len(done.done), "damaged": len(done.left.damages)}
    if context.json:
        print_json({"ok": done.left.ok, "repaired": done.done, "problems": done.left.problems, **vars(done.left)})
    else:
        say(str(done))
    return 0 if done.left.ok else 1


def _note_check(context: Context) -> None:
    """Note that all was sound, for `info`; where that cannot be noted, it is sound all the same."""
    from archiver.errors import ArchiveError
    from archiver.lake.files.durable import is_writable

    if is_writable(context.archive):
        with suppress(ArchiveError, OSError), noted(context, "verify") as run:
            run.counts = {"damaged": 0}


@click.command("compact", short_help="Join small files and delete replaced ones.")
@click.option("--keep-hours", default=24, show_default=True, help="Keep replaced files for readers so long.")
@common_options
@pass_context
def compact(context: Context, keep_hours: int) -> None:
    """Join small files, bring each site's rows together, and delete files that no recent version of the table names.

    Other commands may write meanwhile: it commits after each 16,000 rows or so. Nothing is deleted while a
    `verify` or an export as a bag is reading.

    \b
    archiver compact
    archiver compact --keep-hours 168
    """
    from archiver.lake import Lake
    from archiver.marking import finish_marks

    lake = Lake.open(context.archive)
    with noted(context, "compact") as run:
        run.counts = done = lake.compact(keep_hours=keep_hours)
        finish_marks(context.archive)
    if context.json:
        print_json(done)
        return
    deleted = "none deleted while another process reads them" if done["pinned"] else f"{done['deleted']:,} deleted"
    say(f"{counted(done['before'], 'file')} became {done['after']:,}; {deleted}")


@click.command("info", short_help="Show what is in the archive, and how large it is.")
@common_options
@pass_context
def info(context: Context) -> None:
    """Say what is in the archive, how large it is, and whether something wants doing. Reads no text.

    \b
    archiver info
    archiver info --json
    """
    from archiver.enriching import of_older_words
    from archiver.explore.info import info as look
    from archiver.lake import Lake

    lake = Lake.open(context.archive)
    found = look(lake)
    if older := of_older_words(lake):
        words = f"{counted(older, 'page')} of which an older version found topics, people, ...: `archiver enrich`"
        found = replace(found, advice=(*found.advice, words))
    if context.json:
        print_json(found)
        return
    _print_info(found)


def _print_info(found: Info) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", justify="right")
    table.add_column()
    for label, value in _info_lines(found):
        table.add_row(label, value)
    out = console()
    out.print(table)
    for sentence in found.advice:
        out.print(Text.assemble(("! ", "yellow"), sentence))
    if not found.advice:
        out.print(Text("Nothing wants doing.", "green"))


def _info_lines(found: Info) -> Iterator[tuple[str, str]]:
    yield "archive", str(found.path)
    near = counted(found.near_duplicates, "near-duplicate")
    yield "articles", f"{found.articles:,}, {counted(found.words, 'word')}; {near} of others"
    yield "versions", f"{found.versions:,} of their texts, {found.rows:,} of their pages"
    yield "sites", f"{found.sites:,} in {counted(found.languages, 'language')}"
    if found.earliest and found.latest:
        yield "published", f"{found.earliest:%Y-%m-%d} to {found.latest:%Y-%m-%d}"
    yield "quarantine", f"{counted(found.quarantined, 'input')} that could not be read"
    yield "files", f"{counted(found.parts, 'part')}, {counted(found.raw_files, 'WARC file')}"
    folders = ", ".join(f"{name} {_size(size)}" for name, size in found.bytes.items() if name != "all" and size)
    yield "size", f"{_size(found.bytes['all'])}: {folders}"
    yield "table", f"version {found.table_version:,}, schema {found.schema}"
    if found.last_run:
        run = found.last_run
        yield "runs", f"{found.runs:,}; the last: {run.command}, {run.began:%Y-%m-%d %H:%M} UTC, {run.state}"


def _size(size: int) -> str:
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:,.0f} {unit}"
        size = round(size / 1000)
    return f"{size:,} TB"


COMMANDS = (info, verify, compact)
