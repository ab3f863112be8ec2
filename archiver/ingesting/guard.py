"""A page may hang its parser, eat the memory or end the process: it costs its limit, and is named.

Two things find it. A page that runs too long is interrupted in Python; where C code does not let it, the kernel ends
the process. And each attempt at a task notes in a journal what it is at, so that the next one knows at what others
ended: such a page is done in a process of its own first, and passed over if that ends too. `Watch` is both, for one
page after another.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, partial
from types import FrameType
from typing import Any, NamedTuple

from archiver.common import processes
from archiver.errors import ArchiverError, InputError, LimitError
from archiver.ingesting.alone import done_alone
from archiver.ingesting.interrupting import interrupted_after
from archiver.ingesting.journal import NOWHERE, Journal
from archiver.records import Origin

SECONDS = 60.0
"""CPU time for one page. The slowest of 205 news pages takes 0.2 s; 64 MiB of text about 20 s."""

ENDS = 8
"""Attempts that ended at a page which ends no process when it is alone there, until it is passed over all the same: the
pages before it, or who looks after a cluster's workers, may have their part in it, and a run has to end."""

GRACE = 2.0
"""How many times as long until the kernel ends a worker that does not let itself be interrupted."""


class TooSlow(BaseException):
    """A page has used up its time. Not an Exception: the page's own handlers must not catch it."""


class TimeLimit:
    """In a `with`: raises TooSlow after so much CPU time, in a thread that gets no signals too. A process that may end
    is ended by the kernel after GRACE times as much. One can be used for page after page, by the thread that made it.
    ends: whether it may; None: if others go on without it, as they do without a worker."""

    def __init__(self, seconds: float, ends: bool | None = None) -> None:
        self.seconds = seconds
        self._in_main = threading.current_thread() is threading.main_thread()
        self._ends = processes.is_worker() if ends is None else ends
        self._interrupting: AbstractContextManager[None] | None = None
        if self._in_main:
            _handle_once()

    def __enter__(self) -> None:
        if self._ends:
            signal.setitimer(signal.ITIMER_PROF, self.seconds * GRACE)  # SIGPROF ends whom it finds unprepared
        if self._in_main:
            signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)
        else:
            self._interrupting = interrupted_after(self.seconds, TooSlow)
            self._interrupting.__enter__()

    def __exit__(self, *raised: Any) -> None:
        if self._interrupting is None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        else:
            self._interrupting.__exit__(*raised)
        if self._ends:
            signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def _handle_once() -> None:
    """Have the timer's signal handled from now on: to put the handler there, or to ask whether it is, costs as much as
    all else of a page's limit. Forked processes have both, it and that this was called."""
    signal.signal(signal.SIGVTALRM, _interrupt)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise TooSlow


class Harm(NamedTuple):
    """What kept a page from being worked on: a reason for machines, and words."""

    reason: str
    words: str

    def error(self, origin: Origin, then: str = "left alone") -> InputError:
        """For the quarantine. then: what was done with the page."""
        kind = LimitError if self.reason == "too-slow" else InputError
        return kind(origin, self.reason, f"{self.words}; {then}")


LOST = Harm("process-lost", "it ended the process that worked on it, again and again")


OUT_OF_MEMORY = Harm("out-of-memory", "takes more memory than a page may")


def _too_slow(seconds: float) -> Harm:
    return Harm("too-slow", f"takes more than {seconds:.0f} s of CPU time")


def _ended_by(number: int) -> Harm:
    """What a page did that was alone in a process which a signal ended."""
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    return Harm("process-lost", f"it ends the process that works on it ({name})")


class Watch:
    """Work on one page after another, any of which may harm. seconds: of CPU time for each. journal: of a task that is
    done again where its process ends; None where it is not. ends: whether this process may end of it."""

    def __init__(self, seconds: float, journal: Journal | None = None, *, ends: bool | None = None) -> None:
        self._limit = TimeLimit(seconds, ends)
        self._journal = journal

    def harm(self, place: int, work: Callable[[], object]) -> Harm | None:
        """Do the work on the page at a place; what it did instead, if it is harmful. Raises ArchiverError."""
        journal = self._journal
        if journal is None:
            return self._harm(work)
        journal.at(place)
        try:
            return self.harm_before(place, work) or self._harm(work)
        finally:
            journal.at(NOWHERE)

    def harm_before(self, place: int, work: Callable[[], object]) -> Harm | None:
        """What the work at a place did to attempts before this one, if that was its doing; what it gives is lost."""
        journal = self._journal
        if journal is None or not (ended := journal.ended_at(place)):
            return None
        harm = self._harm_alone(work) or (LOST if ended >= ENDS else None)
        if harm is not None:
            journal.blame(place)
        return harm

    def _harm_alone(self, work: Callable[[], object]) -> Harm | None:
        code = done_alone(partial(_told, work, self._limit.seconds))
        if code == 1 or -code == signal.SIGPROF:
            return _too_slow(self._limit.seconds)
        if code == 2:
            return OUT_OF_MEMORY
        return _ended_by(-code) if code < 0 else None

    def _harm(self, work: Callable[[], object]) -> Harm | None:
        try:
            with self._limit:
                work()
        except TooSlow:
            return _too_slow(self._limit.seconds)
        except MemoryError:
            return OUT_OF_MEMORY
        except ArchiverError:
            raise
        except Exception as error:
            return Harm("internal-error", f"internal error, please report it: {type(error).__name__}: {error}")
        return None


def _told(work: Callable[[], object], seconds: float) -> int:
    """Do it in a process that may end of it: 1 where it was too slow, 2 where it took too much memory."""
    harm = Watch(seconds, ends=True).harm(NOWHERE, work)
    if harm == OUT_OF_MEMORY:
        return 2
    return 1 if harm == _too_slow(seconds) else 0
