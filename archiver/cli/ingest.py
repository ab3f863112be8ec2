"""`archiver ingest`: inputs in, a summary out."""

from __future__ import annotations

import gc
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import click

from archiver.cli.context import Context, common_options, complain, pass_context, print_json, say, workers_option
from archiver.cli.progress import Pace, progress, relearning
from archiver.cli.runs import noted
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from archiver.ingesting import Summary
    from archiver.sources import Progress

WHAT = ("language", "topics", "people", "keyphrases")


def left_out(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
    """Words of WHAT, given one an option or several with commas between them."""
    known = click.Choice(WHAT)
    words = (word.strip() for one in given for word in one.split(","))
    return frozenset(known.convert(word, option, context) for word in words)


without_option = click.option(
    "--without",
    multiple=True,
    metavar="WHAT,...",
    callback=left_out,
    help=f"Do not look for these, of {', '.join(WHAT)}: with commas between several, or an option for each.",
)


def fetched_time(
    _: click.Context, __: click.Parameter, value: str | None
) -> datetime | Literal["mtime"] | None:
    if value is None:
        return None
    if value == "mtime":
        return "mtime"
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("neither 'mtime' nor an ISO 8601 time like 2024-05-03T10:00Z") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def field_names(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """{"text": "story"} of "text=story"."""
    from archiver.sources.field_names import FIELDS

    names: dict[str, str] = {}
    for one in given:
        field, sign, name = (part.strip() for part in one.partition("="))
        if not sign or not name:
            raise click.BadParameter(f'"{one}" is not FIELD=NAME, as text=story', context, option)
        names[click.Choice(FIELDS).convert(field, option, context)] = name
    return names


field_option = click.option(
    "--field",
    "names",
    multiple=True,
    metavar="FIELD=NAME",
    callback=field_names,
    help="What a JSON key or a column is called, where we do not know its name: text=story. Repeatable.",
)


@click.command("ingest", short_help="Store the articles of files, folders and WARC files.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--site", help="Name of the site that the pages are from, where they have no address.")
@click.option(
    "--folders-are-sites",
    is_flag=True,
    help="Each folder holds the pages of one site, and is called after it.",
)
@click.option(
    "--separator", help="The line that stands between articles in a text dump (default: found out)."
)
@click.option(
    "--fetched-at",
    callback=fetched_time,
    metavar="TIME|mtime",
    help="When the pages left their server, where the input does not say; mtime: the file's time.",
)
@field_option
@workers_option()
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that does the work: tcp://host:8786.")
@without_option
@common_options
@pass_context
def ingest(
    context: Context,
    inputs: tuple[str, ...],
    site: str | None,
    folders_are_sites: bool,
    separator: str | None,
    fetched_at: datetime | Literal["mtime"] | None,
    names: dict[str, str],
    jobs: int | None,
    scheduler: str | None,
    without: frozenset[str],
) -> int:
    """Store the articles of files, folders, globs and archives; "-" is standard input.

    Reads text dumps (.txt: one article a file, or many with a line between them), HTML, JSON lines, CSV, Parquet,
    mailboxes and WARC, plain or in .gz, .zst, .bz2, .xz, .zip and .tar. What is there already is left as it is, so the
    same command can be run again at any time. What cannot be read is named, noted in the quarantine, and makes the
    exit code 1.

    A JSON line, or a row of a Parquet, CSV or TSV file whose first row names the columns, has url, html (base64) or
    text, and, as far as they are known, id, site, title, authors, date. Names that other corpora give them are
    understood; --field says which is which of others. Pages without an address are of the site that --site or the line
    names, of a folder's that is called after a host, or of the publisher that they name themselves. What came in
    without a site, and comes again with one, moves there.

    \b
    archiver ingest my-dumps/ pages.jsonl.gz crawl.warc.gz
    zcat pages.jsonl.gz | archiver ingest -
    archiver ingest 'crawls/**/*.parquet' --field text=story --field url=link_to_it
    """
    from archiver.ingesting import Summary, ingest_inputs
    from archiver.sources import measure

    size = measure(inputs) if sys.stderr.isatty() else None
    total = size and 2 * size  # each byte is read once and stored once, and one takes about as long as the other
    summary, pace = Summary(), Pace()
    with noted(context, "ingest", summary), progress("Ingesting", total, counted=False) as advance:

        def show(step: Progress) -> None:
            at = step.read + step.stored
            if step.anew:
                relearning(advance, at)(*step.anew)
            else:
                now = time.monotonic()
                pace.step(step.captures, now)
                advance(at, f"{step.captures:,} pages read{pace.rate(now)}, {step.errors:,} unreadable")

        ingest_inputs(
            inputs,
            context.archive,
            site=site,
            folders_are_sites=folders_are_sites,
            separator=separator,
            fetched_at=fetched_at,
            names=names,
            stdin=sys.stdin.buffer,
            jobs=jobs,
            scheduler=scheduler,
            looks_for=frozenset(WHAT) - without,
            progress=show,
            summary=summary,
        )
    report(context, summary)
    gc.freeze()  # the process ends: nobody need look for cycles once more among all that it has remembered
    return 1 if summary.errors or summary.lacking else 0


def report(context: Context, summary: Summary) -> None:
    """What a run did: one line for people, one object for machines; errors on stderr, a line each."""
    for error in summary.errors[:20]:
        complain(error, "quarantined")
    if len(summary.errors) > 20:
        say(f"... and {summary.quarantined - 20:,} more: archiver quarantine", err=True)
    for error in summary.lacking[:20]:
        complain(error, "lacking")
    if context.json:
        print_json(summary.counts())
        return
    counts = summary.counts()
    recleaned = counts.pop("recleaned")
    say(", ".join(f"{n:,} {name}" for name, n in counts.items()) + f"; in {context.place}")
    if recleaned:
        say(f"{counted(recleaned, 'page')} stored earlier cleaned again: more is known of the sites now")
    if summary.alone > 1:
        say(
            f"{summary.alone:,} pages name no site, so each was cleaned by itself. Ingest those of one again with"
            " --site NAME (or a folder of folders with --folders-are-sites): they move there, and each site's"
            " furniture is learned from all of its pages."
        )


COMMANDS = (ingest,)
