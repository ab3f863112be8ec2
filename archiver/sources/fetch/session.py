"""Starts the crawl and hands over what it brought: captures, in batches, while it is still going on."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Protocol

from archiver.common.payload import read_payload
from archiver.errors import FetchError, InputError
from archiver.records import Origin, RawLocation
from archiver.sources.fetch.asked import Kind, Row
from archiver.sources.fetch.events import Event, of_line
from archiver.sources.fetch.frontier import QUEUE, Frontier, lock_of
from archiver.sources.fetch.policy import Politeness

_LOOK_AGAIN = 0.2

_IDLE = 1.0
"""Seconds without anything to ask for, in which what has come is handed over."""


_TAKING = ".fetch.lock"
"""Held by the session that takes over what is fetched: two would take the same answer, each as new."""


def is_crawled(archive: Path) -> bool:
    """Whether another process fetches for this archive. A session that is begun meanwhile waits for it."""
    return any(map(_is_held, (archive / _TAKING, lock_of(archive / QUEUE))))


def _is_held(path: Path) -> bool:
    try:
        with path.open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an address.

    body: unpacked bytes; empty where `error` says why there are none, or where nothing has changed
    since the last time. at: when the answer came, UTC; None where there was none.
    """

    row: Row
    body: bytes = b""
    at: datetime | None = None
    error: InputError | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the server said so (304)."""
        return self.row.state == "unchanged"

    @property
    def raw(self) -> RawLocation | None:
        """Where the body lies in the WARC files; None where there is none."""
        row = self.row
        if not self.body or row.file is None or row.offset is None or row.length is None:
            return None
        return RawLocation(row.file, row.offset, row.length, hashlib.sha256(self.body).hexdigest())

    @property
    def url(self) -> str:
        """Where the answer came from, after redirects."""
        return self.row.final_url or self.row.url


class Shelf(Protocol):
    """Where WARC files go that do not stay in the folder in which they are written."""

    @property
    def roll_at(self) -> int | None:
        """Bytes at which a file is full; None for what is usual."""

    def keep(self, lengths: Mapping[str, int]) -> None:
        """The next batch may name bytes of these files, up to these lengths; of others in the folder, all."""

    def bring(self, path: Path) -> None:
        """Bring a file that is not in the folder, if it is anywhere."""


class _Folder:
    """They stay."""

    roll_at = None

    def keep(self, lengths: Mapping[str, int]) -> None:
        pass

    def bring(self, path: Path) -> None:
        pass


class Session:
    """One archive's fetching of addresses of some kinds: `raw` takes the WARC files, `frontier` knows the
    addresses. told: called for each event of the crawl, from another thread."""

    def __init__(
        self,
        archive: Path,
        politeness: Politeness,
        kinds: Collection[Kind],
        told: Callable[[Event], None] = lambda event: None,
        shelf: Shelf | None = None,
    ) -> None:
        self.raw = archive / "raw"
        self.politeness = politeness
        self._kinds = sorted(kinds)
        self._told = told
        self._shelf: Shelf = shelf or _Folder()
        self._path = archive / QUEUE
        self.frontier = Frontier(self._path, kinds)

    def close(self) -> None:
        """Closes the frontier."""
        self.frontier.close()

    def batches(self, size: int = 1000, seconds: float = 30.0) -> Iterator[tuple[Fetched, ...]]:
        """Crawls, and yields what has come: at most `size` at once, at least every `seconds`, and when
        the crawl has to wait.

        Asking for the next batch says that the one before is stored: only then is it acknowledged. What a
        killed run had fetched and not stored is in the first batches of the next one. Where another session is at
        work, also of other kinds, this one waits for its end.
        """
        with self._path.with_name(_TAKING).open("w") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            while True:
                with self._crawling() as crawl:
                    while rows := self._collect(crawl, size, seconds):
                        self._shelf.keep(self.frontier.safe_lengths())
                        yield tuple(self._taken(row) for row in rows)
                        self.frontier.acknowledge(row.id for row in rows)
                if crawl.returncode:
                    raise FetchError(f"the crawl stopped early ({crawl.returncode}); what it fetched is kept")
                if not self._more():
                    return

    def _more(self) -> bool:
        """Whether the taker has queued addresses after the crawl had ended."""
        due = self.frontier.next_due()
        return due is not None and due <= time.time() + self.politeness.patience

    def _collect(self, crawl: subprocess.Popen[bytes], size: int, seconds: float) -> list[Row]:
        """Rows to take over: a full batch, or what there is after `seconds` or when nothing more is
        asked for. Empty at the crawl's end only."""
        deadline = time.monotonic() + seconds
        while True:
            ended = crawl.poll() is not None
            rows = self.frontier.awaiting(size)
            if ended or len(rows) >= size or (rows and time.monotonic() >= deadline):
                return rows
            if rows and self._is_idle():
                return rows
            time.sleep(_LOOK_AGAIN)

    def _is_idle(self) -> bool:
        """Whether the crawl has nothing more to do, or waits: for a host that does not answer others need not wait."""
        due = self.frontier.next_due()
        return due is None or due > time.time() + _IDLE

    def _taken(self, row: Row) -> Fetched:
        at = None if row.fetched_at is None else datetime.fromtimestamp(row.fetched_at, UTC)
        if row.state == "failed":
            reason, message = row.reason or "failed", row.message or "could not be fetched"
            return Fetched(row, error=InputError(Origin(row.url), reason, message))
        if row.state == "unchanged" or row.file is None or row.offset is None:
            return Fetched(row, at=at)
        try:
            path = self.raw / row.file
            if not path.exists():
                self._shelf.bring(path)
            return Fetched(row, read_payload(path, row.offset, at_most=self.politeness.max_bytes), at)
        except (OSError, ValueError) as error:
            message = f"its bytes cannot be read again: {error}"
            return Fetched(row, at=at, error=InputError(Origin(row.url), "raw-damaged", message))

    @contextmanager
    def _crawling(self) -> Iterator[subprocess.Popen[bytes]]:
        """The crawl's process. Leaving closes its stdin, on which it ends in good order."""
        arguments = {
            "frontier": str(self._path),
            "raw": str(self.raw),
            "kinds": self._kinds,
            "politeness": self.politeness.as_dict(),
            "roll_at": self._shelf.roll_at,
        }
        command = [sys.executable, "-m", "archiver.sources.fetch.crawl", json.dumps(arguments)]
        # A session of its own: Ctrl-C is for us, and we end it in good order.
        crawl = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        listener = Thread(target=self._listen, args=(crawl,), daemon=True)
        listener.start()
        try:
            yield crawl
        finally:
            assert crawl.stdin is not None
            crawl.stdin.close()
            crawl.wait()
            listener.join()

    def _listen(self, crawl: subprocess.Popen[bytes]) -> None:
        assert crawl.stdout is not None
        with crawl.stdout:
            for line in crawl.stdout:
                if (event := of_line(line)) is not None:
                    self._told(event)
