"""Where work runs: in this process, or on a pool of processes, with the same result in the same order.

`Engine.map` is `map` over processes with a bounded window: it reads no further ahead than it has to, so
memory stays flat however long the input is. Work that kills its process (a parser that overflows the C
stack, the kernel's out-of-memory killer) costs that one item, which comes back as `Lost`.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """The item whose work ended its process."""

    item: T


def available_cores() -> int:
    """Cores that this process may use (a container's share, not the machine's)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Engine:
    """A pool of processes that starts when it is first worth it, and ends with the `with` block.

    jobs: processes; 1 never starts any. worth: items below which work runs here, since to start
    processes would cost more than it saves.
    """

    def __init__(self, jobs: int | None = None, *, worth: int = 48) -> None:
        self.jobs = jobs or available_cores()
        self.worth = worth
        self._executor: Executor | None = None

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._executor:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
        self._executor = None

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
            window.append((group, self._submit(work, group)))
            if len(window) > 3 * self.jobs:
                yield from self._finished(work, *window.popleft())
        while window:
            yield from self._finished(work, *window.popleft())

    def _submit(self, work: Callable[[T], R], group: list[T]) -> Future[list[R]]:
        for _ in range(2):
            if self._executor is None:
                # Not "fork": we hold threads (delta-rs, DuckDB) whose locks a forked child inherits locked.
                spawn = multiprocessing.get_context("spawn")
                self._executor = ProcessPoolExecutor(self.jobs, mp_context=spawn)
            try:
                return self._executor.submit(_each, work, group)
            except BrokenProcessPool:
                self._executor = None
        raise BrokenProcessPool("processes end as soon as they begin; try --jobs 1")

    def _finished(
        self, work: Callable[[T], R], group: list[T], future: Future[list[R]]
    ) -> Iterator[R | Lost[T]]:
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from self._one_by_one(work, group)

    def _one_by_one(self, work: Callable[[T], R], group: list[T]) -> Iterator[R | Lost[T]]:
        """A process died under one of these items, nobody knows which: each alone in a pool that may die."""
        spawn = multiprocessing.get_context("spawn")
        for item in group:
            with ProcessPoolExecutor(1, mp_context=spawn) as alone:
                try:
                    yield from alone.submit(_each, work, [item]).result()
                except BrokenProcessPool:
                    yield Lost(item)


def _groups(head: list[T], rest: Iterator[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(head), size):
        yield head[start : start + size]
    while group := list(islice(rest, size)):
        yield group


def _each(work: Callable[[T], R], items: list[T]) -> list[R]:
    return [work(item) for item in items]
