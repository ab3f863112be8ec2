"""`archiver follow`, `poll` and `feeds`: subscriptions."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import (
    Context,
    common_options,
    complain,
    console,
    pass_context,
    print_json,
    print_json_lines,
    say,
)
from archiver.cli.fetch import politeness, politeness_options, reported, store_batches, waiting_of, with_scheme
from archiver.cli.watching import watching
from archiver.errors import ArchiveError

if TYPE_CHECKING:
    from archiver.errors import InputError
    from archiver.sources.feeds.subscriptions import Subscription, Subscriptions
    from archiver.sources.fetch.session import Session


@contextmanager
def _opened(
    context: Context, polite: dict[str, Any], kinds: frozenset[Any], *, quiet: bool, interval: float | None = None
) -> Iterator[tuple[Session, Subscriptions]]:
    from archiver.lake.storage.fetch_queues import Queues
    from archiver.sources.fetch.session import Session

    with (
        watching(context, quiet=quiet) as told,
        Queues(context.archive).held() as queues,
        closing(Session(context.archive, politeness(**polite), kinds, told, queues)) as session,
        closing(_subscriptions(context, interval, polite["allow_private"])) as subscriptions,
    ):
        yield session, subscriptions


def _subscriptions(context: Context, interval: float | None, allow_private: bool) -> Subscriptions:
    from archiver.sources.feeds.subscriptions import Subscriptions

    return Subscriptions(context.archive / "feeds.sqlite", allow_private=allow_private, every=interval)


@contextmanager
def _listed(context: Context) -> Iterator[Subscriptions]:
    """The subscriptions as they are now, to be looked at: where there are none, no file is made for them, and where
    nothing may be written (SQLite does, to read) a copy is looked at."""
    from archiver.common import database
    from archiver.lake.files.durable import is_writable
    from archiver.lake.storage.fetch_queues import Queues
    from archiver.sources.feeds.subscriptions import Subscriptions

    Queues(context.archive).look()
    file = context.archive / "feeds.sqlite"
    with ExitStack() as stack:
        if file.exists() and not is_writable(context.archive):
            copy = Path(stack.enter_context(TemporaryDirectory())) / file.name
            database.copy(file, copy)
            file = copy
        yield stack.enter_context(closing(Subscriptions(file if file.exists() else Path(":memory:"))))


@click.command("follow", short_help="Follow the feeds of sites.")
@click.argument("addresses", nargs=-1, required=True, metavar="URL|OPML...")
@politeness_options
@common_options
@pass_context
def follow(context: Context, /, addresses: tuple[str, ...], quiet: bool, **polite: Any) -> int:
    """Follow feeds: give a feed's address, a site's (its feed is looked for), or an OPML file.

    Nothing is stored yet; `archiver poll` fetches what is new.

    \b
    archiver follow https://example.org
    archiver follow subscriptions.opml
    """
    from archiver.errors import InputError
    from archiver.sources.feeds.poll import follow as look_for
    from archiver.sources.fetch.asked import FOLLOW

    files = [Path(one) for one in addresses if "://" not in one and Path(one).is_file()]
    urls = [with_scheme(one) for one in addresses if Path(one) not in files]
    found: list[str | InputError] = []
    with _opened(context, polite, FOLLOW, quiet=quiet) as (session, subscriptions):
        for file in files:
            found += _from_opml(subscriptions, file)
        found += look_for(session, subscriptions, urls) if urls else ()
    for one in found:
        _tell(context, one)
    return 1 if any(isinstance(one, InputError) for one in found) else 0


def _from_opml(subscriptions: Subscriptions, file: Path) -> list[str | InputError]:
    try:
        return subscriptions.from_opml(file.read_bytes())
    except ValueError as error:
        raise click.BadParameter(f"{file}: {error}") from error


def _tell(context: Context, found: str | InputError) -> None:
    if not isinstance(found, str):
        complain(found)
    elif context.json:
        print_json({"followed": found})
    else:
        say(f"following {found}")


@click.command("poll", short_help="Fetch what is new in the followed feeds.")
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option("--now", is_flag=True, help="All feeds, also those that are not due yet.")
@click.option(
    "--every", metavar="15m", callback=lambda c, p, v: seconds(v), help="Again and again, so often."
)
@click.option(
    "--revisit", metavar="14d", callback=lambda c, p, v: seconds(v),
    help="Ask again for pages of entries that came within so long, after 1, 2, 4, 8 ... hours.",
)  # fmt: skip
@politeness_options
@common_options
@pass_context
def poll(
    context: Context,
    /,
    feeds: tuple[str, ...],
    now: bool,
    every: float | None,
    revisit: float | None,
    quiet: bool,
    **polite: Any,
) -> int:
    """Fetch what is new in the followed feeds (all that are due, or the FEEDs named) and store it.

    An entry that carries its whole text is stored from the feed; for the others their page is fetched.
    A changed entry becomes a new version of its article. A page that is corrected without a word in the feed is noticed
    with --revisit only, and one that is taken down then too. With --every, goes on until Ctrl-C (or SIGTERM), whatever
    goes wrong with one round.

    \b
    archiver poll
    archiver poll --revisit 14d
    archiver poll --every 15m --contact archive@example.org
    """
    from archiver.sources.feeds.poll import poll as one_round
    from archiver.sources.fetch.asked import POLL

    def polled() -> int:
        if not _follows_any(context):
            nothing = f"no feed is followed in {context.place}; `archiver follow URL` follows one"
            if not context.archive.is_dir():
                raise ArchiveError(nothing)
            say(nothing, err=True)
        with _opened(context, polite, POLL, quiet=quiet, interval=every) as (session, subscriptions):
            due = subscriptions.named(feeds) if feeds else subscriptions.due(now=now)
            total = store_batches(context, "poll", one_round(session, subscriptions, due, _tell_beside, revisit))
            waiting = session.frontier.waiting()
        return reported(context, total, waiting)

    return polled() if every is None else _again_and_again(polled, every)


def _tell_beside(words: str) -> None:
    say(words, err=True)


def _follows_any(context: Context) -> bool:
    with _listed(context) as subscriptions:
        return any(True for _ in subscriptions.all())


def _again_and_again(polled: Callable[[], int], every: float) -> int:
    """Rounds that begin `every` seconds apart, until the person stops it; an error ends its round only."""
    import sqlite3

    from reader.exceptions import StorageError

    from archiver.errors import ArchiverError

    try:
        while True:
            began = time.monotonic()
            try:
                polled()
            except (ArchiverError, OSError, sqlite3.OperationalError, StorageError) as error:  # a disk may be full
                complain(f"{error}; the next round is in {every:,.0f} s")
            time.sleep(max(every - (time.monotonic() - began), 0.0))
    except KeyboardInterrupt:
        say("Stopped. What was acknowledged is stored; the next poll goes on from there.", err=True)
        return 0


def seconds(text: str | None) -> float | None:
    """ "90s", "15m", "2h", "14d" as seconds."""
    if text is None:
        return None
    number, unit = (text[:-1], text[-1]) if text[-1:] in "smhd" else (text, "s")
    try:
        return max(float(number) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[unit], 1.0)
    except ValueError:
        raise click.BadParameter("not a time like 90s, 15m, 2h or 14d") from None


@click.command("feeds", short_help="List the followed feeds.")
@click.option("--opml", is_flag=True, help="Print the list as OPML, for other feed readers.")
@click.option("--unfollow", metavar="FEED", help="Follow this feed no more; what is archived stays.")
@common_options
@pass_context
def feeds(context: Context, opml: bool, unfollow: str | None) -> int:
    """List the followed feeds: when each was last read, when it is due, and what went wrong.

    \b
    archiver feeds
    archiver feeds --opml > subscriptions.opml
    """
    from archiver.lake.storage.fetch_queues import Queues

    with (
        Queues(context.archive).held() if unfollow else nullcontext(),
        _listed(context) as subscriptions,
    ):
        if unfollow and not subscriptions.unfollow(unfollow):
            raise click.UsageError(f"{unfollow} is not followed.")
        if opml:
            say(subscriptions.to_opml().decode("utf-8"))
        elif context.json:
            print_json_lines(_all(context, subscriptions))
        else:
            _show(list(_all(context, subscriptions)))
    return 0


def _all(context: Context, subscriptions: Subscriptions) -> Iterator[Subscription]:
    """The subscriptions; of a feed that gave no answer, when it is asked again."""
    waiting = {one.url: one for one in waiting_of(context)}
    for one in subscriptions.all():
        again = waiting.get(one.url)
        yield replace(one, waits=again.reason, due=datetime.fromtimestamp(again.at, UTC)) if again else one


def _show(listed: list[Subscription]) -> None:
    from rich.table import Table

    if not listed:
        say("No feed is followed. Follow one: archiver follow URL")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("feed", "entries", "last read (UTC)", "due (UTC)", "state"):
        table.add_column(heading, overflow="fold")
    for one in listed:
        name = f"{one.title}\n{one.url}" if one.title else one.url
        good = "good" if one.last_success else "not read yet"
        state = f"no answer ({one.waits}), asked again when due" if one.waits else one.error or good
        table.add_row(name, f"{one.entries:,}", _time(one.last_success), _time(one.due), state)
    console().print(table)
    if any(one.error and re.search(r"\b(404|410)$", one.error) for one in listed):
        gone = "`archiver follow SITE` looks for another, `archiver feeds --unfollow FEED` ends this one"
        say(f"A feed that is gone (404, 410) may have a new address: {gone}.")


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "-"


COMMANDS = (follow, poll, feeds)
