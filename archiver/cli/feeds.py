"""`archiver follow`, `poll` and `feeds`: subscriptions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json, print_json_lines
from archiver.cli.fetch import politeness, politeness_options, store_batches

if TYPE_CHECKING:
    from archiver.sources.feeds.subscriptions import Subscription, Subscriptions
    from archiver.sources.fetch.session import Session


@contextmanager
def _opened(
    context: Context, polite: dict[str, Any], kinds: frozenset[Any]
) -> Iterator[tuple[Session, Subscriptions]]:
    from archiver.sources.feeds.subscriptions import Subscriptions
    from archiver.sources.fetch.session import Session

    session = Session(context.archive, politeness(**polite), kinds)
    subscriptions = Subscriptions(context.archive / "feeds.sqlite", allow_private=polite["allow_private"])
    try:
        yield session, subscriptions
    finally:
        subscriptions.close()
        session.close()


@click.command("follow")
@click.argument("addresses", nargs=-1, required=True, metavar="URL|OPML...")
@politeness_options
@common_options
@pass_context
def follow(context: Context, /, addresses: tuple[str, ...], **polite: Any) -> int:
    """Follow feeds: give a feed's address, a site's (its feed is looked for), or an OPML file.

    Nothing is stored yet; `archiver poll` fetches what is new.
    """
    from archiver.errors import InputError
    from archiver.sources.feeds.poll import follow as look_for
    from archiver.sources.fetch.frontier import FOLLOW

    files = [Path(one) for one in addresses if "://" not in one and Path(one).is_file()]
    urls = [one if "://" in one else f"https://{one}" for one in addresses if Path(one) not in files]
    failed = 0
    with _opened(context, polite, FOLLOW) as (session, subscriptions):
        for file in files:
            _tell(context, _from_opml(subscriptions, file))
        for found in look_for(session, subscriptions, urls) if urls else ():
            if isinstance(found, InputError):
                failed += 1
                click.echo(f"archiver: {found}", err=True)
            else:
                _tell(context, [found])
    return 1 if failed else 0


def _from_opml(subscriptions: Subscriptions, file: Path) -> list[str]:
    try:
        return subscriptions.from_opml(file.read_bytes())
    except ValueError as error:
        raise click.BadParameter(f"{file}: {error}") from error


def _tell(context: Context, urls: list[str]) -> None:
    for url in urls:
        print_json({"followed": url}) if context.json else click.echo(f"following {url}")


@click.command("poll")
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option("--now", is_flag=True, help="All feeds, also those that are not due yet.")
@click.option(
    "--every", metavar="15m", callback=lambda c, p, v: seconds(v), help="Again and again, so often."
)
@politeness_options
@common_options
@pass_context
def poll(context: Context, /, feeds: tuple[str, ...], now: bool, every: float | None, **polite: Any) -> int:
    """Fetch what is new in the followed feeds (all that are due, or the FEEDs named) and store it.

    An entry that carries its whole text is stored from the feed; for the others their page is fetched.
    A changed entry becomes a new version of its article.
    """
    from archiver.sources.feeds.poll import poll as one_round
    from archiver.sources.fetch.frontier import POLL

    while True:
        with _opened(context, polite, POLL) as (session, subscriptions):
            due = subscriptions.named(feeds) if feeds else subscriptions.due(now=now)
            code = store_batches(context, "poll", one_round(session, subscriptions, due))
        if every is None:
            return code
        time.sleep(every)


def seconds(text: str | None) -> float | None:
    """ "90s", "15m", "2h" as seconds."""
    if text is None:
        return None
    number, unit = (text[:-1], text[-1]) if text[-1:] in "smh" else (text, "s")
    try:
        return max(float(number) * {"s": 1, "m": 60, "h": 3600}[unit], 1.0)
    except ValueError:
        raise click.BadParameter("not a time like 90s, 15m or 2h") from None


@click.command("feeds")
@click.option("--opml", is_flag=True, help="Print the list as OPML, for other feed readers.")
@click.option("--unfollow", metavar="FEED", help="Follow this feed no more; what is archived stays.")
@common_options
@pass_context
def feeds(context: Context, opml: bool, unfollow: str | None) -> int:
    """List the followed feeds: when each was last read, when it is due, and what went wrong."""
    from archiver.sources.feeds.subscriptions import Subscriptions

    subscriptions = Subscriptions(context.archive / "feeds.sqlite")
    try:
        if unfollow and not subscriptions.unfollow(unfollow):
            raise click.UsageError(f"{unfollow} is not followed.")
        if opml:
            click.echo(subscriptions.to_opml().decode("utf-8"))
        elif context.json:
            print_json_lines(subscriptions.all())
        else:
            _show(list(subscriptions.all()))
    finally:
        subscriptions.close()
    return 0


def _show(listed: list[Subscription]) -> None:
    from rich.table import Table

    if not listed:
        click.echo("No feed is followed. Follow one: archiver follow URL")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("feed", "entries", "last read (UTC)", "due (UTC)", "state"):
        table.add_column(heading, overflow="fold")
    for one in listed:
        name = f"{one.title}\n{one.url}" if one.title else one.url
        table.add_row(name, f"{one.entries:,}", _time(one.last_success), _time(one.due), one.error or "good")
    console().print(table)


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "-"


COMMANDS = (follow, poll, feeds)
