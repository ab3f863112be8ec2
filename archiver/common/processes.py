"""How a process that works for us alone is set up: a command, or a worker."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import cast

COLLECTOR = (2_000_000, 20, 50)
"""Thresholds of Python's collector of cycles while pages are worked on. They make hardly any, but objects by the
hundred thousand that live for a round; by its own thresholds it looks through those time and again: 8 % of a run."""

_LARGE = 8 << 20
"""Bytes of the largest blocks of memory that are kept to be used again: lines, pages and their texts are smaller."""


def set_up() -> None:
    """Leave out what libraries would load for others. Called before they are imported."""
    _keep_memory()
    if _NoPandas not in sys.meta_path:
        sys.meta_path.insert(0, _NoPandas)
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # Arrow's own one keeps what it had at most, 60 MiB
    if "typing_extensions" not in sys.modules:
        _import_msgspec()


def _keep_memory() -> None:
    """Have the C library keep what a page's texts were in for those of the next one.

    By itself glibc gives blocks from 128 KiB on back to the system as soon as they are freed, and the system clears
    each of their pages when it is touched again: a quarter of the page faults of a run. From when a block was freed
    it keeps those of that size, and twice as much free memory at most (mallopt(3), M_MMAP_THRESHOLD). So one is freed
    here, which nothing was written to. Other C libraries do as they did.
    """
    bytes(_LARGE)


def _import_msgspec() -> None:
    """msgspec asks typing_extensions first for what Python's own typing has since 3.11: with `inspect` and the parser
    that it loads, a tenth of a command's start."""
    modules = cast(dict[str, object], sys.modules)
    modules["typing_extensions"] = None  # counts as not installed
    try:
        import_module("msgspec")
    finally:
        del modules["typing_extensions"]


_is_worker = False


def be_worker() -> None:
    """Others go on when this process ends: a cluster's worker, whoever started it."""
    global _is_worker
    _is_worker = True


def is_worker() -> bool:
    """Whether others have this process work for them, and go on when it ends."""
    multiprocessing = sys.modules.get("multiprocessing")  # who has not imported it was not started by it
    return _is_worker or (multiprocessing is not None and multiprocessing.parent_process() is not None)


class Done(int):
    """An exit code after which the process may end at once: all is written, and what is remembered may stay."""


STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C; what ends a service, or a batch job whose time is up; a terminal that closes."""

_stopped = 0


def heed(number: int) -> None:
    """A signal (one of STOPS) raises KeyboardInterrupt, and is remembered for `go_on`; not one that is ignored.
    One that others send ends the process when it comes again.

    To remember it is needed: where C code asks Python whether a module has a name, as compiled modules do while they
    are imported, what the handler raises is thrown away, and a command went on to its end as if nobody had stopped
    it.
    """
    if signal.getsignal(number) is not signal.SIG_IGN:  # nohup, or a shell's `&`
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    global _stopped
    _stopped = number
    if number != signal.SIGINT:
        signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


def ignore_stops() -> None:
    """What is done is done, or is being told: as Python ends, it would die of them."""
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)


def stopped_code() -> int:
    """The exit code of a command that was stopped, as shells have it: 130 after Ctrl-C."""
    return 128 + (_stopped or signal.SIGINT)


def go_on() -> None:
    """Called between two pieces of work. Raises KeyboardInterrupt where a heeded signal came, even once before."""
    if _stopped:
        raise KeyboardInterrupt


def give_back_memory() -> None:
    """Return to the system what this process has freed: glibc keeps pages between what is still held. 20 ms."""
    import ctypes  # a command that frees little does without

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """With COLLECTOR, in a process that others use too."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTOR)
    try:
        yield
    finally:
        _count_as_old()
        gc.set_threshold(*before)


def limit_memory() -> int | None:
    """Let a page that eats memory fail before the machine does: at 4 GiB, or half of what the machine has.

    Gives the limit of before where it was another one. What is limited is data, not what is only mapped.
    """
    import resource

    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = min(4 << 30, machine // 2)
    if soft != resource.RLIM_INFINITY and soft <= most:
        return None
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    return soft


@contextmanager
def memory_limited() -> Iterator[None]:
    """`limit_memory` in a process that others use too."""
    import resource

    before = limit_memory()
    try:
        yield
    finally:
        if before is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (before, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _count_as_old() -> None:
    """Put all objects among the old ones, unseen: by the thresholds of before, caches and tables of a whole run would
    be looked through at once, as young ones, when the process is about to end (.03 ms for each of 8,000 pages)."""
    gc.freeze()
    gc.unfreeze()


@contextmanager
def starting_others() -> Iterator[None]:
    """Processes that start meanwhile leave Ctrl-C to this one, which hears of it when they have started.

    A process that is stopped while it imports, or whose parent is gone before it has what that sent, ends in a
    traceback on the terminal.
    """
    with unstopped():
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what they start with
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def unstopped() -> Iterator[None]:
    """Ctrl-C is heard when the block is left: what is done in it is done whole."""
    import threading  # a command that has no such block does without

    if threading.current_thread() is not threading.main_thread():  # where Python tells nobody of signals
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    before = {number: signal.getsignal(number) for number in STOPS}
    heard = {number: handler for number, handler in before.items() if callable(handler)}
    for number in heard:
        signal.signal(number, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in heard.items():
            signal.signal(number, handler)
        if came:
            heard[signal.Signals(came[0][0])](*came[0])


class _NoPandas:
    """A finder that has pandas count as not installed. Nothing here uses it, and pyarrow imports it, where it is there,
    as soon as a list becomes an array: 0.2 s and 36 MiB."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}: archiver does without", name=name)
