"""Commands of archiver as processes that can be killed, or whose steps can be made to fail.

They are forked from a server that has imported everything and used nothing, so that one costs milliseconds.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(  # by names that a server finds from the repository's root: it knows no other path
    ["tests.crash.warm", "archiver.cli", "archiver.ingesting", "archiver.recleaning", "archiver.learning",
     "archiver.lake.lake", "archiver.cli.ingest", "archiver.cli.keep", "archiver.cli.reclean", "archiver.cli.site",
     "archiver.cli.feeds", "archiver.cli.fetch", "archiver.sources.feeds.poll", "archiver.sources.fetch.session",
     "archiver.sources", "archiver.enrich", "archiver.marking", "archiver.cli.export", "archiver.verifying.repairing",
     "archiver.boilerplate", "archiver.extract", "archiver.cli.enrich", "archiver.enriching", "archiver.explore.export",
     "archiver.ingesting.reducing", "archiver.ingesting.rounds", "archiver.lake.runs",
     "archiver.lake.storage.fetch_queues",
     "archiver.settings", "archiver.sources.jsonl", "archiver.sources.slices", "archiver.sources.streams",
     "archiver.verifying.derived", "archiver.verifying.kept", "archiver.verifying.records",
     "archiver.sources.fetch.handler"]
)  # fmt: skip

Setup = Callable[[], None]


@dataclass
class Command:
    """A running command. out: the file that has its output, and beside it, its errors."""

    arguments: Sequence[str]
    out: Path
    setup: Setup | None = None
    process: ForkServerProcess = field(init=False)

    def __post_init__(self) -> None:
        self.process = SERVER.Process(target=_run, args=(list(self.arguments), str(self.out), self.setup))
        self.process.start()

    def kill(self) -> bool:
        """SIGKILL to it and to all that it started, also in sessions of their own; whether it was still alive."""
        alive = self.process.is_alive()
        assert self.process.pid is not None
        for pid in [self.process.pid, *_descendants(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.join()
        return alive

    def wait(self, seconds: float = 300) -> int:
        self.process.join(seconds)
        assert self.process.exitcode is not None, f"{self.arguments} hangs"
        assert "Traceback" not in self.errors and "internal error" not in self.errors, self.errors
        return self.process.exitcode

    @property
    def errors(self) -> str:
        path = self.out.with_suffix(".err")
        return path.read_text() if path.exists() else ""

    @property
    def said(self) -> dict[str, Any] | None:
        """Its summary, if it got to say one: what it says is acknowledged."""
        try:
            found = json.loads(self.out.read_text().splitlines()[-1])
        except (OSError, ValueError, IndexError):
            return None
        return found if isinstance(found, dict) else None


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):  # it has ended
            children = [int(child) for child in (task / "children").read_text().split()]
            found += [one for child in children for one in (child, *_descendants(child))]
    return found


def _run(arguments: list[str], out: str, setup: Setup | None) -> None:
    os.setsid()
    for descriptor, path in ((1, out), (2, str(Path(out).with_suffix(".err")))):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, descriptor)
    from archiver.cli import main

    if setup:
        setup()
    code: Any = 0
    try:
        main(arguments)
    except SystemExit as end:
        code = end.code
    import sys

    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)
