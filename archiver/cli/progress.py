"""Progress on a terminal's stderr: how far, and how long still; silent everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Advance = Callable[[int, str], None]
"""advance(done, words): `done` units so far, and a few words beside the bar."""

LEAST_SECONDS, LEAST_SHARE = 10.0, 0.05
"""What must have been seen of a run before its end is foretold: the first tasks say little of the others."""


@dataclass
class Pace:
    """How fast a run goes, from its first step on: starting up is no part of it."""

    begun: float | None = None
    before: int = 0
    done: int = 0

    def step(self, done: int, now: float) -> None:
        """Note that `done` units are done at `now` (seconds of any clock)."""
        if self.begun is None:
            self.begun, self.before = now, done
        self.done = done

    def left(self, total: int | None, now: float) -> float | None:
        """Seconds that the rest will take at the pace of the whole; None while too little was seen to say."""
        if self.begun is None or not total:
            return None
        seconds, units = now - self.begun, self.done - self.before
        if seconds < LEAST_SECONDS or units < LEAST_SHARE * total:
            return None
        return seconds * max(total - self.done, 0) / units

    def rate(self, now: float) -> str:
        """How many units a second, in words behind their number; "" while too little was seen to say."""
        seconds = now - self.begun if self.begun is not None else 0.0
        if seconds < LEAST_SECONDS:
            return ""
        a_second = (self.done - self.before) / seconds
        return f" ({a_second:,.0f} a second)" if a_second >= 10 else f" ({a_second:.1f} a second)"


def in_words(seconds: float | None) -> str:
    """How long that is, no more exactly than it can be known: "about 3 min left"."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"about {max(10, round(seconds, -1)):.0f} s left"
    return f"about {seconds / 60:.0f} min left" if seconds < 5400 else f"about {seconds / 3600:.1f} h left"


def relearning(advance: Advance, at: int = 0) -> Callable[[int, int], None]:
    """Tells that an archive's sites are learned anew, which comes first where the rules are others. at: where the bar
    stands meanwhile."""
    return lambda done, total: advance(at, f"new rules: sites are learned anew, {done:,} of {total:,} pages")


@contextmanager
def progress(label: str, total: int | None, *, counted: bool = True) -> Iterator[Advance]:
    """A progress bar while the block runs. total: units in all; None where nobody knows. counted: whether
    the units are told beside the bar; else only the share that is done."""
    if not sys.stderr.isatty():
        yield lambda done, words: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
    )
    from rich.text import Text

    pace = Pace()

    class Left(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(in_words(pace.left(total, time.monotonic())), "cyan")

    amount = MofNCompleteColumn() if counted else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), amount, TextColumn("{task.fields[words]}"), Left())
    with Progress(*columns, console=_stderr(), transient=True) as bar:
        task = bar.add_task(label, total=total, words="")

        def advance(done: int, words: str) -> None:
            pace.step(done, time.monotonic())
            bar.update(task, completed=done, words=words)

        yield advance


def _stderr() -> Console:
    from archiver.cli.context import console

    return console(stderr=True)
