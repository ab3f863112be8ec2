"""`archiver fetch`: pages, sitemaps and WordPress sites; stopped at any time, it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, pass_context, say
from archiver.cli.days import first_day, reading
from archiver.cli.runs import noted
from archiver.cli.watching import watching
from archiver.common.plurals import counted

if TYPE_CHECKING:
    from archiver.errors import InputError
    from archiver.ingesting import Summary
    from archiver.records import Capture
    from archiver.sources.fetch.asked import Waiting
    from archiver.sources.fetch.policy import Politeness
    from archiver.sources.fetch.targets import How


def politeness_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of all commands that ask other people's servers for something."""
    options = [
        click.option("--contact", envvar="ARCHIVER_CONTACT", show_envvar=True, metavar="ADDRESS",
                     help="Mailbox or page of whoever answers for this; told to each site."),
        click.option("--delay", type=click.FloatRange(0), default=1.0, show_default=True, metavar="SECONDS",
                     help="Least time between two requests to one host."),
        click.option("--hosts", type=click.IntRange(1, 200), default=16, show_default=True,
                     help="How many hosts are asked at the same time."),
        click.option("--allow-private", is_flag=True,
                     help="Also ask private and loopback addresses: for a site of your own."),
        click.option("--quiet", "-q", is_flag=True, help="No progress, and no log line for each address."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def politeness(contact: str | None, delay: float, hosts: int, allow_private: bool) -> Politeness:
    from archiver.sources.fetch.policy import Politeness

    return Politeness(contact=contact, delay=delay, hosts=hosts, allow_private=allow_private)


def with_scheme(address: str) -> str:
    """An address as people write it, "example.org/news", with its https://."""
    return address if "://" in address else f"https://{address}"


@click.command("fetch", short_help="Fetch pages, or all pages of a site.")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of addresses, one a line.",
)
@click.option(
    "--sitemap", is_flag=True, help="The URLs are sitemaps, or sites: fetch all pages that they list."
)
@click.option(
    "--wordpress", is_flag=True, help="The URLs are WordPress sites: take their posts from the API."
)
@click.option(
    "--since", callback=reading(first_day), metavar="DAY", help="Nothing older than this (2024-05-03, 2024-05 or 2024)."
)
@click.option(
    "--again", is_flag=True, help="Ask again for what was fetched before, to see whether it changed."
)
@politeness_options
@common_options
@pass_context
def fetch(
    context: Context,
    /,
    urls: tuple[str, ...],
    lists: tuple[Path, ...],
    sitemap: bool,
    wordpress: bool,
    since: str | None,
    again: bool,
    quiet: bool,
    **polite: Any,
) -> int:
    """Fetch pages, or all pages of a site, and store their articles.

    Keeps to robots.txt, asks one host for one thing at a time, waits where it is told to. Every answer is
    kept as WARC before anything is made of it. Stop it at any time: the next run goes on where this one
    was; without a URL, `archiver fetch` does only that.

    \b
    archiver fetch https://example.org/2024/05/story.html
    archiver fetch --sitemap https://example.org --since 2024-01-01
    """
    from archiver.lake.storage.fetch_queues import Queues
    from archiver.sources.fetch.asked import FETCH
    from archiver.sources.fetch.session import Session
    from archiver.sources.fetch.targets import queue, take_over

    if sitemap and wordpress:
        raise click.UsageError("--sitemap and --wordpress are two ways; choose one.")
    how: How = "sitemap" if sitemap else "wordpress" if wordpress else "page"
    asked = [with_scheme(one) for one in (*urls, *chain.from_iterable(map(_listed, lists)))]
    if not asked and not context.archive.is_dir():
        raise click.UsageError(f"Give the URL of a page or a site: {context.place} has no earlier run to go on with.")
    with (
        watching(context, quiet=quiet) as told,
        Queues(context.archive).held() as queues,
        closing(Session(context.archive, politeness(**polite), FETCH, told, queues)) as session,
    ):
        refused = queue(session, asked, how, since=since, again=again)
        total = store_batches(context, "fetch", chain([tuple(refused)], take_over(session)))
        waiting = session.frontier.waiting()
    return reported(context, total, waiting)


def _listed(file: Path) -> list[str]:
    """The addresses of a file, in whatever charset an editor or a spreadsheet wrote it."""
    from archiver.sources.charset import decode

    text = decode(file.read_bytes())
    if text is None:
        raise click.BadParameter(f"{file} is no text: write addresses, one a line")
    return [line.strip() for line in text.text.splitlines() if line.strip()]


def store_batches(
    context: Context, command: str, batches: Iterable[tuple[Capture | InputError, ...]]
) -> Summary:
    """Store batch by batch, so that each is acknowledged as soon as it is safe, and note the run in the
    archive."""
    from archiver.ingesting import Summary, ingest
    from archiver.marking import finish_marks

    total = Summary()
    with noted(context, command) as run:
        for batch in filter(None, batches):
            total.add(ingest(batch, context.archive))
            run.summary(total)
            run.so_far()
        finish_marks(context.archive)
        run.summary(total)
    return total


def waiting_of(context: Context) -> list[Waiting]:
    """What is to be asked again in an archive, where anything was ever asked for."""
    import sqlite3

    from archiver.lake.files.durable import is_writable
    from archiver.sources.fetch.asked import POLL
    from archiver.sources.fetch.frontier import QUEUE, Frontier

    if not (context.archive / QUEUE).exists() or not is_writable(context.archive):
        return []
    try:
        with closing(Frontier(context.archive / QUEUE, POLL)) as frontier:
            return frontier.waiting()
    except sqlite3.Error:  # damaged, or read-only: what is known of the feeds is shown all the same
        return []


def reported(context: Context, total: Summary, waiting: Sequence[Waiting] = ()) -> int:
    """Tell what was done, and what is to be asked again; the exit code."""
    from archiver.cli.ingest import report
    from archiver.sources.fetch.addresses import masked

    report(context, total)
    if waiting:
        first, reasons = waiting[0], ", ".join(sorted({one.reason for one in waiting}))
        at = datetime.fromtimestamp(first.at, UTC)
        say(
            f"{counted(len(waiting), 'request')} without an answer so far ({reasons}):"
            f" a run after {at:%Y-%m-%d %H:%M} UTC asks again, first {masked(first.url)}",
            err=True,
        )
    return 1 if total.quarantined else 0


COMMANDS = (fetch,)
