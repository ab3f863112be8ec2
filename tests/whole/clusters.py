"""A Dask cluster of processes on loopback."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

Cluster = tuple[str, list[subprocess.Popen[bytes]]]
"""A scheduler's address, and the processes of its workers, and its own, which is the last one."""


def until(happens: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextlib.contextmanager
def started(folder: Path, *options: str) -> Iterator[Cluster]:
    """A scheduler and three workers. folder: for their files; options: of the workers."""
    file = folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    dask += ["--no-dashboard", "--scheduler-file", str(file)]
    scheduler = subprocess.Popen(dask, **quiet)  # type: ignore[call-overload]
    until(file.exists)
    until(lambda: file.read_text().endswith("}"))
    address = json.loads(file.read_text())["address"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    worker += [*options, "--local-directory", str(folder / "dask")]
    workers = [subprocess.Popen(worker, **quiet) for _ in range(3)]  # type: ignore[call-overload]
    try:
        yield address, [*workers, scheduler]
    finally:
        families = [one for process in workers for one in _family(process.pid)]  # a nanny's worker outlives a kill
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
        for one in families:
            with contextlib.suppress(psutil.Error):
                one.kill()


def _family(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
