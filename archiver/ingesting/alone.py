"""What a page does to a process that does nothing else.

A process that works on a page may end for many reasons. A fork of it, which does that page and ends, leaves one: what
ended the fork was the page. It is a copy of all that the work needs, however it is made up, and costs no worker. It has
one thread, so no signal goes astray to another; should a lock be missing there that a thread of its parent's held, it
stands still, is ended, and nothing is known.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

STILL = 30.0
"""Seconds in which a fork uses no CPU time until it is given up."""

FROM_OUTSIDE = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
"""Signals that others send, for their own reasons: one proves nothing."""

_PR_SET_PDEATHSIG = 1


def done_alone(work: Callable[[], int]) -> int:
    """How a fork of this process ended that did the work: what that gave (0 to 255); of a signal its number, negative.

    Of the signals of FROM_OUTSIDE it takes two. 0 also where nothing can be known.
    """
    code = _done_by_fork(work)
    return _done_by_fork(work) if -code in FROM_OUTSIDE else code


def _done_by_fork(work: Callable[[], int]) -> int:
    parent = os.getpid()
    with warnings.catch_warnings():  # Python 3.12 warns of threads that a fork has not
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            fork = os.fork()
        except OSError:  # no memory, or no more processes
            return 0
    if fork == 0:
        code = 0
        try:
            _be_last_in_line(parent)
            code = work()
        finally:
            os._exit(code)
    try:
        return _waited_for(fork)
    except BaseException:  # this process is stopped
        _end(fork)
        raise


def _end(fork: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(fork, signal.SIGKILL)
        os.waitpid(fork, 0)


def _be_last_in_line(parent: int) -> None:
    """End with the parent, and be whom the machine's memory killer takes first."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _waited_for(fork: int) -> int:
    used, since, pause = -1.0, time.monotonic(), 0.001
    while True:
        try:
            ended, status = os.waitpid(fork, os.WNOHANG)
        except ChildProcessError:  # somebody else has waited for it
            return 0
        if ended:
            return os.waitstatus_to_exitcode(status)
        if (now := _cpu_time(fork)) > used:
            used, since = now, time.monotonic()
        elif time.monotonic() - since > STILL:
            _end(fork)
            return 0
        time.sleep(pause)
        pause = min(0.1, 2 * pause)


def _cpu_time(process: int) -> float:
    """The CPU time that a process has used; 0 where the system does not tell."""
    with suppress(OSError):
        return time.clock_gettime(~process << 3 | 2)  # as clock_getcpuclockid(3) has it on Linux
    return 0.0
