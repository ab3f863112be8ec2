"""A crawl to look at: on a terminal a line for each group of hosts, elsewhere a log line for each event."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from archiver.cli.context import Context, console, say

if TYPE_CHECKING:
    from rich.table import Table

    from archiver.sources.fetch.events import Event

Told = Callable[["Event"], None]
SHOWN = 12
"""Groups that have a line of their own: those that something happened to last."""


@dataclass
class Group:
    """The hosts of one site: what came of their addresses. last: what happened last; at: when (monotonic)."""

    name: str
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    size: int = 0
    last: str = ""
    at: float = 0.0

    def take(self, event: Event, now: float) -> None:
        """Count an event."""
        self.at, self.last = now, words(event)
        self.size += event.size or 0
        if event.what in ("fetched", "unchanged", "failed"):
            setattr(self, event.what, getattr(self, event.what) + 1)


@dataclass
class Board:
    """All groups of a crawl. left: addresses that wait; None while nobody has counted."""

    groups: dict[str, Group] = field(default_factory=dict)
    left: int | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def take(self, event: Event, now: float) -> None:
        """Count an event (from any thread)."""
        from archiver.duplicates.urls import registrable_site

        name = registrable_site(event.url) or "?"
        with self._lock:
            self.left = self.left if event.left is None else event.left
            self.groups.setdefault(name, Group(name)).take(event, now)

    def latest(self, count: int) -> tuple[list[Group], list[Group]]:
        """The `count` groups that something happened to last, by name; and the others."""
        with self._lock:
            ordered = sorted(self.groups.values(), key=lambda group: -group.at)
        return sorted(ordered[:count], key=lambda group: group.name), ordered[count:]


def words(event: Event) -> str:
    """An event in few words: "200, 12 kB in 0.3 s", "http-429: again in 8 s"."""
    match event.what:
        case "asked":
            return "asking ..."
        case "fetched":
            return f"{event.status}, {(event.size or 0) / 1000:,.0f} kB in {event.seconds or 0:.1f} s"
        case "again":
            return f"{event.reason}: again in {event.seconds or 0:,.0f} s"
        case what:
            return event.reason or what


def log_line(event: Event, at: datetime) -> str:
    """One line: when, what, which address, and how it went."""
    from archiver.sources.fetch.addresses import masked

    return f"{at:%Y-%m-%dT%H:%M:%SZ} {event.what:<9} {masked(event.url)} {words(event)}"


@contextmanager
def watching(context: Context, *, quiet: bool = False) -> Iterator[Told]:
    """Show the events of a crawl while the block runs, on stderr; with `quiet`, nothing."""
    from archiver.sources.fetch.session import is_crawled

    if quiet:
        yield lambda event: None
        return
    if is_crawled(context.archive):
        say(f"another command is fetching for {context.place}; this one goes on when that has ended", err=True)
    if sys.stderr.isatty():
        with _live() as told:
            yield told
    else:
        yield _log


def _log(event: Event) -> None:
    if event.what != "asked":
        say(log_line(event, datetime.now(UTC)), err=True)


@contextmanager
def _live() -> Iterator[Told]:
    from rich.live import Live

    board, began = Board(), time.monotonic()
    show = console(stderr=True)
    with Live(
        get_renderable=lambda: _table(board, time.monotonic() - began), console=show, transient=True,
        refresh_per_second=4, redirect_stdout=False, redirect_stderr=False,
    ):  # fmt: skip
        yield lambda event: board.take(event, time.monotonic())


def _table(board: Board, seconds: float) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("site", no_wrap=True)
    for heading in ("fetched", "unchanged", "failed", "MB"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("now", no_wrap=True, overflow="ellipsis")
    shown, others = board.latest(SHOWN)
    for group in shown:
        table.add_row(*_cells(group, [group]), group.last)
    if others:
        table.add_row(*_cells(Group(f"and {len(others):,} more"), others), "", style="dim")
    every = [*shown, *others]
    rate = sum(g.fetched + g.unchanged for g in every) / max(seconds, 0.1)
    left = "" if board.left is None else f", {board.left:,} to come"
    table.add_row(*_cells(Group("all"), every), f"{rate:,.1f} pages/s{left}", style="bold")
    return table


def _cells(name: Group, groups: list[Group]) -> list[str]:
    counts = (sum(getattr(g, what) for g in groups) for what in ("fetched", "unchanged", "failed"))
    return [name.name, *(f"{count:,}" for count in counts), f"{sum(g.size for g in groups) / 1e6:,.1f}"]
