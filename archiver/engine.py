"""Where work runs: in this process, on a pool of processes, or on a Dask cluster, with the same result.

Both offer the interface of concurrent.futures, and a task is a function and an item that pickle, so the pipeline does
not know which it is. `start` and `finish` are for tasks that can be done again: one whose process ends is. `map` is
for many small items in order, with a bounded window, so that memory stays flat however long the input is; an item
that ends its process comes back as `Lost`.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from archiver.cluster import Cluster
from archiver.common import processes
from archiver.errors import ArchiveError

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """The item whose work ended its process."""

    item: T


def available_cores() -> int:
    """Cores that this process may use (a container's share, not the machine's)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class Task(Generic[T, R]):
    """Work that was started. future: None where it runs in this process, when its result is asked for."""

    work: Callable[[T], R]
    item: T
    future: Future[R] | None = None


TRIES = 60
"""How often a task is begun again when its process ends, each time further on (see ingesting.guard)."""


TRIES_ALONE = 2
"""... of many small items: one end proves nothing, for others may have chosen that process."""


class Engine:
    """Workers that start when they are first needed, and end with the `with` block.

    jobs: processes; 1 starts none, but for `work_apart`. worth: items below which `map` runs here, since to start
    processes would cost more than it saves. scheduler: address of a Dask scheduler, whose workers are used instead.
    warm: a module that the process imports which workers are forked from; it must start no threads. load: what each
    Dask worker calls instead.
    Raises ArchiveError where the scheduler cannot be reached.
    """

    def __init__(
        self,
        jobs: int | None = None,
        *,
        worth: int = 48,
        scheduler: str | None = None,
        warm: str | None = None,
        load: Callable[[], None] | None = None,
    ) -> None:
        self.worth = worth
        self._warm = warm
        self._executor: Executor | None = None
        self._is_apart = False
        self._cluster = Cluster(scheduler, load) if scheduler else None
        self.jobs = self._cluster.threads if self._cluster else jobs or available_cores()

    def __enter__(self) -> Engine:
        self._collecting = processes.collecting_seldom()
        self._collecting.__enter__()
        if self._warm and self.jobs > 1 and not self._cluster:
            _context(self._warm)  # it gets warm while this process prepares
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._collecting.__exit__(None, None, None)
        if self._executor:
            if kind is not None:
                _end_now(self._executor)
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
        self._executor = None
        if self._cluster:
            self._cluster.close()

    def work_apart(self) -> None:
        """Have tasks done in a process of their own, also where one is enough: this one may not survive them."""
        self._is_apart = True

    def must_see(self, paths: Sequence[Path], remedy: str) -> None:
        """Raises ArchiveError where a cluster's worker does not see one of the paths, and says the remedy."""
        if self._cluster:
            self._cluster.must_see(paths, remedy)

    # ── tasks that can be done again ──────────────────────────────────────────────────────────

    def start(self, work: Callable[[T], R], item: T) -> Task[T, R]:
        """Hand a task to the workers. Raises KeyboardInterrupt where the command was stopped (`processes.go_on`)."""
        processes.go_on()
        if self._cluster:
            return Task(work, item, self._cluster.submit(work, item))
        if self.jobs == 1 and not self._is_apart:
            return Task(work, item)
        return Task(work, item, self._submit(work, item))

    def finish(self, task: Task[T, R]) -> R | Lost[T]:
        """A task's result. Where its process ended, it is done again, by itself; Lost when that does not help.

        Raises what the work raises, and KeyboardInterrupt as `start` does.
        """
        processes.go_on()
        if task.future is None:
            return task.work(task.item)
        for _ in range(TRIES):
            try:
                return self._cluster.result(task.future) if self._cluster else task.future.result()
            except BrokenProcessPool:
                # Every task of the pool ends with the process: alone, only the one whose doing it is ends again.
                return self._alone(task.work, task.item)
            except Exception as error:
                if not self._cluster or not self._cluster.lost(error):
                    raise
                task.future = self._cluster.submit(task.work, task.item)
        return Lost(task.item)

    def result(self, task: Task[T, R], what: str) -> R:
        """Likewise of a task without which nothing can go on. what: is done in it. Raises ArchiveError."""
        result = self.finish(task)
        if isinstance(result, Lost):
            raise ArchiveError(f"{what}: the process that works on it ends again and again; nothing more is stored")
        return result

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        try:
            return ProcessPoolExecutor(
                jobs, mp_context=_context(self._warm), initializer=_begin_worker, initargs=(dict(os.environ),)
            )
        except (OSError, ImportError, NotImplementedError) as error:  # no /dev/shm, or no semaphores at all
            raise _no_workers(error) from error

    def _alone(self, work: Callable[[T], R], item: T, tries: int = TRIES) -> R | Lost[T]:
        for _ in range(tries):
            alone = self._pool(1)
            try:
                return alone.submit(work, item).result()
            except BrokenProcessPool:
                continue
            except BaseException:
                _end_now(alone)  # stopped: nobody waits for what a page that hangs gives
                raise
            finally:
                alone.shutdown()
        return Lost(item)

    # ── many items, in order ──────────────────────────────────────────────────────────────────

    def map(self, work: Callable[[T], R], items: Iterable[T], *, chunk: int = 8) -> Iterator[R | Lost[T]]:
        """work(item) for each item, in the items' order.

        chunk: items sent at once. work and items must pickle when there are processes. Raises what
        `work` raises.
        """
        stream = iter(items)
        head = [] if self.jobs == 1 or self._executor else list(islice(stream, self.worth))
        if self.jobs == 1 or (self._executor is None and len(head) < self.worth):
            yield from map(work, head)
            yield from map(work, stream)
        else:
            yield from self._spread(work, _groups(head, stream, chunk))

    def _spread(self, work: Callable[[T], R], groups: Iterator[list[T]]) -> Iterator[R | Lost[T]]:
        window: deque[tuple[list[T], Future[list[R]]]] = deque()
        for group in groups:
            window.append((group, self._submit(partial(_each, work), group)))
            if len(window) > 3 * self.jobs:
                yield from self._finished(work, *window.popleft())
        while window:
            yield from self._finished(work, *window.popleft())

    def _submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        for _ in range(2):
            if self._executor is None:
                self._executor = self._pool(self.jobs)
            try:
                with processes.starting_others():
                    return self._executor.submit(work, item)
            except BrokenProcessPool:
                self._executor = None
            except OSError as error:  # no more files, or processes
                raise _no_workers(error) from error
        raise ArchiveError("processes end as soon as they begin; try --workers 1")

    def _finished(
        self, work: Callable[[T], R], group: list[T], future: Future[list[R]]
    ) -> Iterator[R | Lost[T]]:
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from self._one_by_one(work, group)

    def _one_by_one(self, work: Callable[[T], R], group: list[T]) -> Iterator[R | Lost[T]]:
        """A process died under one of these items, nobody knows which: each alone in a pool that may die."""
        for item in group:
            found = self._alone(partial(_each, work), [item], TRIES_ALONE)
            yield Lost(item) if isinstance(found, Lost) else found[0]


def _no_workers(error: Exception) -> ArchiveError:
    why = error.strerror if isinstance(error, OSError) else error
    return ArchiveError(
        f"worker processes cannot be started: {why}. They need /dev/shm (POSIX semaphores), open files (ulimit -n) and"
        " processes (ulimit -u); --workers 1 does without them"
    )


def _end_now(executor: Executor) -> None:
    """End workers whose results nobody waits for: one that is still starting would find its parent's locks gone, and
    say so in a traceback. (Python 3.14 calls this terminate_workers.)"""
    for process in list((getattr(executor, "_processes", None) or {}).values()):
        process.terminate()


def _context(warm: str | None) -> BaseContext:
    """How workers are started: forked from a process that has imported `warm`, which starts here if it does not run.

    Not from this one: it holds threads (delta-rs, DuckDB) whose locks a forked child inherits locked.
    """
    if warm is not None:
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload([warm])
        with suppress(OSError):  # it needs a place for temporary files
            resource_tracker.ensure_running()  # by itself first, for it lets Ctrl-C through again
            with processes.starting_others():
                forkserver.ensure_running()
            return forking
    return multiprocessing.get_context("spawn")


def _begin_worker(environment: dict[str, str]) -> None:
    """A worker leaves Ctrl-C to its parent, ends when that does, however it does, and takes nothing apart when it ends.

    To free its objects one by one, models and caches, took 0.3 s, for which the parent waits. environment: the
    parent's, for a process that workers are forked from may have been started when it was another.
    """
    os.environ.update(environment)
    processes.set_up()
    atexit.register(os._exit, 0)  # its files are closed, its output is flushed: multiprocessing sees to that before
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    gc.set_threshold(*processes.COLLECTOR)
    processes.limit_memory()


def _groups(head: list[T], rest: Iterator[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(head), size):
        yield head[start : start + size]
    while group := list(islice(rest, size)):
        yield group


def _each(work: Callable[[T], R], items: list[T]) -> list[R]:
    return [work(item) for item in items]
