"""Work in a thread that no signal reaches, as a task's on a Dask worker is, interrupted when its CPU time is used up.

A second thread looks at those that work, and has Python raise in one that is late. It ends when nothing is to be
looked at.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PERIOD = 0.2
"""Seconds between two looks."""


@dataclass(slots=True)
class _Work:
    """What a thread is at. clock: of its CPU time, and where that is to end. told: that it is late."""

    clock: int
    end: float
    error: type[BaseException]
    told: bool = False


_lock = threading.Lock()
_running: dict[int, _Work] = {}
_looking: threading.Thread | None = None


@contextmanager
def interrupted_after(seconds: float, error: type[BaseException]) -> Iterator[None]:
    """Raise `error` in this thread after so much of its CPU time. C code is not interrupted; it is raised behind it.

    Without effect where the system has no clocks of other threads.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        yield
        return
    me = threading.get_ident()
    work = _Work(time.pthread_getcpuclockid(me), time.thread_time() + seconds, error)
    with _lock:
        _running[me] = work
        _look_on()
    try:
        yield
    finally:
        with _lock:
            _running.pop(me, None)
            if work.told:
                _raise_in(me, None)  # it came too late, or is raised already


def _look_on() -> None:
    global _looking
    if _looking is None:
        _looking = threading.Thread(target=_look, daemon=True)
        _looking.start()


def _look() -> None:
    global _looking
    while True:
        time.sleep(PERIOD)
        with _lock:
            for thread, work in _running.items():
                if not work.told and time.clock_gettime(work.clock) > work.end:
                    work.told = True
                    _raise_in(thread, work.error)
            if not _running:
                _looking = None
                return


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise it at its next step in Python; None takes back what it has not raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error and ctypes.py_object(error))
