"""What was done to an archive, and when: each run of a command that writes, in runs/runs.jsonl.

A run writes a line when it begins, one whenever it has got something done, and one when it ends; lines
are added and never changed. A run whose last line is missing was killed, or is still going on: while it
does, it holds a lock on a file of its own, which the kernel lets go of whatever ends the process. A line
that a crash cut short, or that is damaged, counts as absent. Of an archive that is kept elsewhere, other machines
learn of a run when it has ended.
"""

from __future__ import annotations

import fcntl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import pyarrow as pa

from archiver.errors import ArchiveError
from archiver.lake.files.durable import IN_A_BAG, is_bagged
from archiver.lake.files.json_lines import append, read_lines
from archiver.lake.rows.schema import STRINGS, TIME
from archiver.lake.rows.schema import field as column
from archiver.lake.storage.home import home_of

LINE_FIELDS = ("run", "event", "at", "command", "arguments", "version", "counts", "errors", "state", "message")
"""What a line may have."""

State = Literal["running", "done", "errors", "stopped", "failed", "killed"]

COUNTS = pa.map_(pa.string(), pa.int64())

RUNS = pa.schema(
    [
        column("id", pa.string(), "of the run", null=False),
        column("command", pa.string(), "ingest, poll, fetch, reclean ...", null=False),
        column("arguments", STRINGS, "as given, without passwords", null=False),
        column("began", TIME, "when it began", null=False),
        column("ended", TIME, "when it ended; null where it was killed or is still going on"),
        column(
            "state",
            pa.string(),
            "running; done; errors (done, but something could not be read); stopped (by Ctrl-C); failed; killed",
            null=False,
        ),
        column("counts", COUNTS, "what it did, by name: read, stored, updated, unchanged ...", null=False),
        column("errors", COUNTS, "inputs that could not be read, by the stable word for why", null=False),
        column("message", pa.string(), "why it failed; null where it did not"),
        column("version", pa.string(), "version of archiver", null=False),
    ]
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its lines tell it; fields as in RUNS."""

    id: str
    command: str
    arguments: tuple[str, ...]
    began: datetime
    version: str
    ended: datetime | None = None
    state: State = "killed"
    counts: Mapping[str, int] = field(default_factory=dict)
    errors: Mapping[str, int] = field(default_factory=dict)
    message: str | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took; None where it has not ended."""
        return (self.ended - self.began).total_seconds() if self.ended else None

    def row(self) -> dict[str, Any]:
        """The run as a row of RUNS."""
        plain = {name: getattr(self, name) for name in RUNS.names}
        return {**plain, "counts": list(self.counts.items()), "errors": list(self.errors.items())}


class Runs:
    """The runs of the archive in `archive`. Any number of processes may add to them."""

    def __init__(self, archive: Path) -> None:
        self.folder = archive / "runs"
        self.path = self.folder / "runs.jsonl"
        self._home = home_of(archive)

    def begin(self, command: str, arguments: Sequence[str], *, version: str) -> RunLog:
        """Note that a run has begun. Raises ArchiveError where the archive cannot be written."""
        if is_bagged(self.folder):
            raise ArchiveError(f"{self.folder.parent}: {IN_A_BAG}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            log = RunLog(self, uuid4().hex[:12])
            log.write("began", command=command, arguments=list(arguments), version=version)
        except OSError as error:
            raise ArchiveError(f"{self.folder}: cannot be written: {error.strerror}") from error
        return log

    def all(self) -> list[Run]:
        """All runs, in the order in which they began."""
        found: dict[str, Run] = {}
        for line in self._lines():
            if line["event"] == "began":
                found[line["run"]] = self._begun(line)
            elif (run := found.get(line["run"])) is not None:
                found[run.id] = _with(run, line)
        return list(found.values())

    def table(self) -> pa.Table:
        """All runs as a table of the schema RUNS."""
        return pa.Table.from_pylist([run.row() for run in self.all()], schema=RUNS)

    def _lines(self) -> list[dict[str, Any]]:
        return [line for line in read_lines(self.path) if {"run", "event", "at"} <= line.keys()]

    def _begun(self, line: dict[str, Any]) -> Run:
        began = datetime.fromisoformat(line["at"])
        state: State = "running" if _is_held(self.marker(line["run"])) else "killed"
        return Run(line["run"], line["command"], tuple(line["arguments"]), began, line["version"], state=state)

    def marker(self, run: str) -> Path:
        """The file on which a run holds a lock for as long as it goes on."""
        return self.folder / f".{run}.running"

    def append(self, line: Mapping[str, Any]) -> None:
        """Add a line; it is durable on return."""
        append(self.path, [line])

    def send(self, run: str) -> None:
        """Let other machines know of a run that has ended."""
        if self._home.shared:
            self._home.append(self.path, [line for line in self._lines() if line["run"] == run])


class RunLog:
    """One run that is going on: what it has done is noted, and in the end how it ended."""

    def __init__(self, runs: Runs, id: str) -> None:
        self._runs, self.id = runs, id
        self._marker = runs.marker(id).open("wb")
        fcntl.flock(self._marker, fcntl.LOCK_EX)

    def write(self, event: Literal["began", "did", "ended"], **more: Any) -> None:
        """Add a line of this run."""
        self._runs.append({"run": self.id, "event": event, "at": datetime.now(UTC).isoformat(), **more})

    def did(self, counts: Mapping[str, int], errors: Mapping[str, int]) -> None:
        """So much has been done so far; what a run that is killed will be known to have done."""
        self.write("did", counts=dict(counts), errors=dict(errors))

    def end(
        self, state: State, counts: Mapping[str, int], errors: Mapping[str, int], message: str | None = None
    ) -> None:
        """The run has ended, and so."""
        self.write("ended", state=state, counts=dict(counts), errors=dict(errors), message=message)
        self._runs.send(self.id)
        self._runs.marker(self.id).unlink(missing_ok=True)
        self._marker.close()


def _with(run: Run, line: dict[str, Any]) -> Run:
    from dataclasses import replace

    run = replace(run, counts=line["counts"], errors=line["errors"])
    if line["event"] != "ended":
        return run
    return replace(run, ended=datetime.fromisoformat(line["at"]), state=line["state"], message=line["message"])


def _is_held(marker: Path) -> bool:
    """Whether the process that made this file lives."""
    try:
        with marker.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
