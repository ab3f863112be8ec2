"""A Dask cluster as workers: `dask.distributed` behind the interface of concurrent.futures.

Its workers must see the inputs and the archive under the same paths as this process (a shared file system), and
should have one thread each (`dask worker --nthreads 1 --nworkers N`): the work is Python's. They should have their
nanny, as they have by themselves: it starts a worker again that a page has ended. Without one, such a page costs a
worker: there is nothing else that ends C code which hangs, and a worker that hangs is lost too, and the run with it.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any, TypeVar

from archiver.common.processes import be_worker, collecting_seldom, memory_limited
from archiver.errors import ArchiveError

T = TypeVar("T")
R = TypeVar("R")

WAIT = 15
"""Seconds to wait for the scheduler, and for its first worker."""

ALONE = 300
"""Seconds that a scheduler may be without workers: who starts them again needs some, or asks for others first."""

LOOK = 5
"""Seconds between two looks at whether there are workers, while a result is waited for."""


class Cluster:
    """The workers of the scheduler at an address ("tcp://host:8786"). Raises ArchiveError if it cannot be reached.

    load: is called on a worker before each task, and has something to do at the first.
    """

    def __init__(self, address: str, load: Callable[[], None] | None = None) -> None:
        try:
            import distributed
        except ImportError as error:
            raise ArchiveError("--scheduler needs dask: pip install 'archiver[cluster]'") from error
        try:
            self._client = _in_time(lambda: distributed.Client(address, timeout=WAIT, set_as_default=False))
            self._client.wait_for_workers(1, timeout=WAIT)
        except (OSError, ValueError, TimeoutError) as error:
            raise ArchiveError(f"{address}: no Dask scheduler with workers there: {error}") from error
        self._address, self._load = address, load
        self._last_words: tuple[type[Exception], ...] = (
            distributed.scheduler.KilledWorker,
            distributed.client.FutureCancelledError,
        )
        self._executor = self._client.get_executor(pure=False)
        self._seen = time.monotonic()
        self._loggers = [(logger, logger.level) for logger in map(logging.getLogger, _LOGGERS)]
        for logger, _ in self._loggers:
            logger.setLevel(logging.CRITICAL)  # that a scheduler is gone, we say in a sentence

    def must_see(self, paths: Sequence[Path], remedy: str) -> None:
        """Raises ArchiveError where a worker does not see one of the paths, as tasks will have to. remedy: what else
        there is to say then. A worker that does not answer for WAIT seconds is not asked again."""
        try:
            answers = _in_time(lambda: self._client.run(_unseen, [str(path) for path in paths], on_error="return"))
        except (OSError, RuntimeError, TimeoutError):
            return  # what is wrong will be told by tasks
        for worker, unseen in answers.items():
            if isinstance(unseen, str):
                raise ArchiveError(f"{unseen}: the Dask worker at {worker} does not see it; {remedy}")

    @property
    def threads(self) -> int:
        """Tasks that the cluster can do at a time."""
        return max(1, sum(int(threads) for threads in self._client.nthreads().values()))

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        """Hand a task over. Raises ArchiveError where the scheduler is gone."""
        try:
            future: Future[R] = self._executor.submit(_from, _here(), str(Path.cwd()), self._load, work, item)
        except (OSError, RuntimeError, CancelledError) as error:
            raise self._gone() from error
        return future

    def result(self, future: Future[R]) -> R:
        """What a task gave. Raises what it raises, and ArchiveError where the scheduler or all workers are gone."""
        while True:
            try:
                return future.result(LOOK)
            except TimeoutError:
                if future.done():
                    raise  # the task's own
                self._look()
            except CancelledError as error:
                if self._client.status != "running":
                    raise self._gone() from error
                raise

    def _look(self) -> None:
        """Raises ArchiveError where there have been no workers for too long."""
        try:
            there = self._client.nthreads()
        except (OSError, RuntimeError, TimeoutError) as error:
            raise self._gone() from error
        now = time.monotonic()
        if there:
            self._seen = now
        elif now - self._seen > ALONE:
            raise ArchiveError(f"{self._address}: has been without workers for {ALONE} seconds; {_GO_ON}")

    def _gone(self) -> ArchiveError:
        return ArchiveError(f"{self._address}: the Dask scheduler is gone; {_GO_ON}")

    def lost(self, error: Exception) -> bool:
        """Whether this says that a task's worker ended, again and again."""
        return isinstance(error, self._last_words)

    def close(self) -> None:
        self._client.close()
        for logger, level in self._loggers:
            logger.setLevel(level)


_LOGGERS = ("distributed", "distributed.client")
"""Those of dask that have a level of their own."""

_GO_ON = "what was committed is stored, and the same command goes on from there"


def _unseen(paths: Sequence[str]) -> str | None:
    """The first of the paths at which nothing is, on this machine."""
    return next((path for path in paths if not Path(path).exists()), None)


def _in_time(connect: Callable[[], Any]) -> Any:
    """What this gives, or TimeoutError. A client's own timeout ends with the connection, and a peer that is no
    scheduler accepts one and says nothing."""
    made: Future[Any] = Future()

    def work() -> None:
        try:
            made.set_result(connect())
        except BaseException as error:
            made.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return made.result(2 * WAIT)


def _here() -> tuple[str, int]:
    """Which process this is, among those of all machines."""
    return socket.gethostname(), os.getpid()


def _is_a_worker_only(asker: tuple[str, int]) -> bool:
    """Whether nothing but tasks ends with this process: it is neither who asked nor the scheduler's."""
    from distributed import Scheduler

    return asker != _here() and not list(getattr(Scheduler, "_instances", ()))


def _from(asker: tuple[str, int], folder: str, load: Callable[[], None] | None, work: Callable[[T], R], item: T) -> R:
    """Do the work where relative paths mean what they mean to the one who asked."""
    if _is_a_worker_only(asker):
        be_worker()
    if load is not None:
        load()
    if str(Path.cwd()) != folder and Path(folder).is_dir():
        os.chdir(folder)
    with collecting_seldom(), memory_limited():
        return work(item)
