"""A Dask cluster as workers: `dask.distributed` behind the interface of concurrent.futures.

Its workers must see the inputs and the archive under the same paths as this process (a shared file system), and
should have one thread each (`dask worker --nthreads 1 --nworkers N`): the work is Python's.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from archiver.errors import ArchiveError
from archiver.processes import collecting_seldom

T = TypeVar("T")
R = TypeVar("R")

WAIT = 15
"""Seconds to wait for the scheduler, and for its first worker."""


class Cluster:
    """The workers of the scheduler at an address ("tcp://host:8786"). Raises ArchiveError if it cannot be reached."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise ArchiveError("--scheduler needs dask: pip install 'archiver[cluster]'") from error
        try:
            self._client = _connected(lambda: distributed.Client(address, timeout=WAIT, set_as_default=False))
            self._client.wait_for_workers(1, timeout=WAIT)
        except (OSError, ValueError, TimeoutError) as error:
            raise ArchiveError(f"{address}: no Dask scheduler with workers there: {error}") from error
        self._last_words: tuple[type[Exception], ...] = (
            distributed.scheduler.KilledWorker,
            distributed.client.FutureCancelledError,
        )
        self._executor = self._client.get_executor(pure=False)

    @property
    def threads(self) -> int:
        """Tasks that the cluster can do at a time."""
        return max(1, sum(int(threads) for threads in self._client.nthreads().values()))

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        """Hand a task over."""
        future: Future[R] = self._executor.submit(_from, str(Path.cwd()), work, item)
        return future

    def lost(self, error: Exception) -> bool:
        """Whether this says that a task's worker ended, again and again."""
        return isinstance(error, self._last_words)

    def close(self) -> None:
        self._client.close()


def _connected(connect: Callable[[], Any]) -> Any:
    """A client, or TimeoutError: its own timeout ends with the connection, and a peer that is no scheduler accepts
    one and says nothing."""
    made: Future[Any] = Future()

    def work() -> None:
        try:
            made.set_result(connect())
        except BaseException as error:
            made.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return made.result(2 * WAIT)


def _from(folder: str, work: Callable[[T], R], item: T) -> R:
    """Do the work where relative paths mean what they mean to the one who asked."""
    if str(Path.cwd()) != folder and Path(folder).is_dir():
        os.chdir(folder)
    with collecting_seldom():
        return work(item)
