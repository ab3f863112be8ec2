"""Where work runs: in this process, or on a pool of processes, with the same result in the same order.

`ordered_map` is `map` over processes with a bounded window: it reads no further ahead than it has to,
so memory stays flat however long the input is. Work that kills its process (a parser that overflows
the C stack, the kernel's out-of-memory killer) costs that one item, which comes back as `Lost`.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
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


def ordered_map(
    work: Callable[[T], R], items: Iterable[T], *, jobs: int = 1, chunk: int = 8
) -> Iterator[R | Lost[T]]:
    """work(item) for each item, in the items' order.

    jobs: processes; 1 runs here, without any. work and items must pickle when jobs > 1. chunk: items sent
    at once; small inputs (fewer than two chunks) run here, since starting processes would cost more.
    Raises what `work` raises.
    """
    stream = iter(items)
    head = list(islice(stream, 2 * chunk)) if jobs > 1 else []
    if jobs <= 1 or len(head) < 2 * chunk:
        yield from map(work, head)
        yield from map(work, stream)
        return
    yield from _Pool(work, jobs, chunk).run(head, stream)


class _Pool(Generic[T, R]):
    def __init__(self, work: Callable[[T], R], jobs: int, chunk: int) -> None:
        self.work, self.jobs, self.chunk = work, jobs, chunk
        self.executor = self._executor()

    def _executor(self) -> ProcessPoolExecutor:
        # Not "fork": the parent holds threads (delta-rs, DuckDB) whose locks a forked child inherits locked.
        return ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn"))

    def run(self, head: list[T], rest: Iterator[T]) -> Iterator[R | Lost[T]]:
        window: deque[tuple[list[T], Future[list[R]]]] = deque()
        try:
            for group in _groups(head, rest, self.chunk):
                window.append((group, self.executor.submit(_each, self.work, group)))
                if len(window) > 3 * self.jobs:
                    yield from self._oldest(window)
            while window:
                yield from self._oldest(window)
        finally:
            self.executor.shutdown(wait=False, cancel_futures=True)

    def _oldest(self, window: deque[tuple[list[T], Future[list[R]]]]) -> Iterator[R | Lost[T]]:
        group, future = window.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from self._one_by_one(group)
            later = [g for g, _ in window]
            window.clear()
            window.extend((g, self.executor.submit(_each, self.work, g)) for g in later)

    def _one_by_one(self, group: list[T]) -> Iterator[R | Lost[T]]:
        """A process died under one of these items, nobody knows which: each gets a pool that may die."""
        self.executor.shutdown(wait=False)
        self.executor = self._executor()
        for item in group:
            try:
                yield from self.executor.submit(_each, self.work, [item]).result()
            except BrokenProcessPool:
                self.executor = self._executor()
                yield Lost(item)


def _groups(head: list[T], rest: Iterator[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(head), size):
        yield head[start : start + size]
    while group := list(islice(rest, size)):
        yield group


def _each(work: Callable[[T], R], items: list[T]) -> list[R]:
    return [work(item) for item in items]
