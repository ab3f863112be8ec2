"""Starts the crawl and hands over what it brought: captures, in batches, while it is still going on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archiver.errors import FetchError, InputError
from archiver.records import Capture, Origin
from archiver.sources.fetch.frontier import Frontier, Row
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.warc import read_body

_LOOK_AGAIN = 0.05


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body as it came: what captures are made of. at: UTC."""

    row: Row
    body: bytes
    at: datetime

    @property
    def url(self) -> str:
        """Where the answer came from, after redirects."""
        return self.row.final_url or self.row.url

    @property
    def origin(self) -> Origin:
        """The address that was asked for."""
        return Origin(self.row.url)


class Session:
    """One archive's fetching: `raw` takes the WARC files, `frontier` knows all addresses."""

    def __init__(self, archive: Path, politeness: Politeness) -> None:
        self.raw = archive / "raw"
        self.politeness = politeness
        self._path = archive / "fetch.sqlite"
        self.frontier = Frontier(self._path)

    def close(self) -> None:
        """Closes the frontier."""
        self.frontier.close()

    def batches(self, size: int = 200, seconds: float = 5.0) -> Iterator[tuple[Fetched | InputError, ...]]:
        """Crawls, and yields what has come: at most `size` at once, at least every `seconds`.

        Asking for the next batch says that the one before is stored: only then is it acknowledged. What a
        killed run had fetched and not stored is in the first batches of the next one.
        """
        with _crawling(self._path, self.raw, self.politeness) as crawl:
            going = True
            while going:
                going = crawl.poll() is None
                rows = self._collect(crawl, size, seconds)
                if rows:
                    yield tuple(self._taken(row) for row in rows)
                    self.frontier.acknowledge(row.id for row in rows)
                    going = True
            if crawl.returncode:
                raise FetchError(f"the crawl stopped early (code {crawl.returncode}); what it fetched is kept")

    def _collect(self, crawl: subprocess.Popen[bytes], size: int, seconds: float) -> list[Row]:
        """Rows to take over: a full batch, or what there is after `seconds`, or at the crawl's end."""
        deadline = time.monotonic() + seconds
        while True:
            ended = crawl.poll() is not None
            rows = self.frontier.awaiting(size)
            if ended or len(rows) >= size or time.monotonic() >= deadline:
                return rows
            time.sleep(_LOOK_AGAIN)

    def _taken(self, row: Row) -> Fetched | InputError:
        if row.state == "failed":
            return InputError(Origin(row.url), row.reason or "failed", row.message or "could not be fetched")
        assert row.file is not None and row.offset is not None and row.fetched_at is not None
        try:
            body = read_body(self.raw, row.file, row.offset, at_most=self.politeness.max_bytes)
        except (OSError, ValueError) as error:
            return InputError(Origin(row.url), "raw-damaged", f"its bytes cannot be read again: {error}")
        return Fetched(row, body, datetime.fromtimestamp(row.fetched_at, UTC))


@contextmanager
def _crawling(frontier: Path, raw: Path, politeness: Politeness) -> Iterator[subprocess.Popen[bytes]]:
    """The crawl's process. Leaving closes its stdin, on which it ends in good order."""
    arguments = {"frontier": str(frontier), "raw": str(raw), "politeness": politeness.as_dict()}
    command = [sys.executable, "-m", "archiver.sources.fetch.crawl", json.dumps(arguments)]
    crawl = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sys.stderr)
    try:
        yield crawl
    finally:
        assert crawl.stdin is not None
        crawl.stdin.close()
        crawl.wait()


def page_capture(fetched: Fetched) -> Capture:
    """A fetched page as a capture."""
    return Capture(
        kind="html",
        body=fetched.body,
        origin=fetched.origin,
        url=fetched.url,
        charset=fetched.row.charset,
        fetched_at=fetched.at,
    )
