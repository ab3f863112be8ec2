"""A page may hang its parser, eat the memory or end the process: it costs its limit, and is named.

Two things find it. A page that runs too long is interrupted in Python; where C code does not let it, the kernel ends
the worker. And each task notes in a journal what it is at, so that the next attempt knows at what the others ended:
where three ended at the same page, it is that page's doing, and it is passed over. (One end proves nothing, for the
machine's memory killer, or a person, may have chosen this worker; and neither do two: workers that are killed as soon
as they are warm are at the same page when they are.) `Watch` is both, for one page after another.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from archiver.errors import ArchiverError, InputError, LimitError
from archiver.ingesting.interrupting import interrupted_after
from archiver.lake.files.durable import named
from archiver.records import Origin

SECONDS = 60.0
"""CPU time for one page. The slowest of 205 news pages takes 0.2 s; 64 MiB of text about 20 s."""

ENDS = 3
"""Attempts that must have ended at a page."""

GRACE = 2.0
"""How many times as long until the kernel ends a worker that does not let itself be interrupted."""

_PLACE = struct.Struct("<q")


class TooSlow(BaseException):
    """A page has used up its time. Not an Exception: the page's own handlers must not catch it."""


class TimeLimit:
    """In a `with`: raises TooSlow after so much CPU time, in a thread that gets no signals too. In a worker's process
    the kernel ends it after GRACE times as much. One can be used for page after page, by the thread that made it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._in_main = threading.current_thread() is threading.main_thread()
        self._is_worker = _is_worker()
        self._interrupting: AbstractContextManager[None] | None = None
        if self._in_main:
            _handle_once()

    def __enter__(self) -> None:
        if self._is_worker:
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
        if self._is_worker:
            signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def _handle_once() -> None:
    """Have the timer's signal handled from now on: to put the handler there, or to ask whether it is, costs as much as
    all else of a page's limit. Forked processes have both, it and that this was called."""
    signal.signal(signal.SIGVTALRM, _interrupt)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise TooSlow


def _is_worker() -> bool:
    """Whether others started this process and go on when it ends: one of ours, or a Dask worker with a nanny."""
    return multiprocessing.parent_process() is not None


class Journal:
    """What the attempts at one task were at, last. A place is any number that means the same in each attempt."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        ended = [place for (place,) in _PLACE.iter_unpack(os.pread(self._file, _PLACE.size * 1000, 0))]
        self._offset = len(ended) * _PLACE.size
        self._deadly = frozenset(place for place, times in Counter(ended).items() if times >= ENDS)

    def at(self, place: int) -> None:
        with named(self._path):
            os.pwrite(self._file, _PLACE.pack(place), self._offset)

    def is_deadly(self, place: int) -> bool:
        """Whether so many attempts have ended there that it is to be left alone."""
        return place in self._deadly

    def done(self) -> None:
        os.close(self._file)
        self._path.unlink(missing_ok=True)


class Harm(NamedTuple):
    """What kept a page from being worked on: a reason for machines, and words."""

    reason: str
    words: str

    def error(self, origin: Origin, then: str = "left alone") -> InputError:
        """For the quarantine. then: what was done with the page."""
        kind = LimitError if self.reason == "too-slow" else InputError
        return kind(origin, self.reason, f"{self.words}; {then}")


LOST = Harm("process-lost", "it ended the process that worked on it, again and again")

NOWHERE = -1
"""The place of a task between two pages."""


class Watch:
    """Work on one page after another, any of which may harm. seconds: of CPU time for each. journal: of a task that is
    done again where its process ends; None where it is not."""

    def __init__(self, seconds: float, journal: Journal | None = None) -> None:
        self._limit = TimeLimit(seconds)
        self._journal = journal

    def harm(self, place: int, work: Callable[[], object]) -> Harm | None:
        """Do the work on the page at a place; what it did instead, if it is harmful. Raises ArchiverError."""
        journal = self._journal
        if journal is not None:
            if journal.is_deadly(place):
                return LOST
            journal.at(place)
        try:
            with self._limit:
                work()
        except TooSlow:
            return Harm("too-slow", f"takes more than {self._limit.seconds:.0f} s of CPU time")
        except MemoryError:
            return Harm("out-of-memory", "takes more memory than a page may")
        except ArchiverError:
            raise
        except Exception as error:
            return Harm("internal-error", f"internal error, please report it: {type(error).__name__}: {error}")
        finally:
            if journal is not None:
                journal.at(NOWHERE)
        return None
