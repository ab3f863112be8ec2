"""What a crawl asks for and when, and how each outcome is booked in the frontier."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from archiver.sources.fetch import listings
from archiver.sources.fetch.addresses import masked
from archiver.sources.fetch.answers import answer, answered, header
from archiver.sources.fetch.asked import Row
from archiver.sources.fetch.events import Event
from archiver.sources.fetch.frontier import Frontier
from archiver.sources.fetch.handler import HeadersTooLarge
from archiver.sources.fetch.middlewares import Refused
from archiver.sources.fetch.policy import Outcome, Politeness, again, judge, retry_after, sentence
from archiver.sources.fetch.resolver import GuardedResolver
from archiver.sources.fetch.warc import Sink, WarcSink
from archiver.sources.fetch.warc_records import Original, Span


class Spider(scrapy.Spider):  # type: ignore[misc, unused-ignore]
    """Asks for what the frontier has due, one address of a host at a time, and books each outcome."""

    name = "archiver"

    def __init__(self, frontier: Frontier, sink: Sink, politeness: Politeness, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.frontier, self.sink, self.politeness = frontier, sink, politeness
        self._busy: set[str] = set()
        self._started = time.time()
        self._freed = asyncio.Event()
        self._stopping = False
        self._counted = 0.0
        self.broken: str | None = None  # why nothing can be written any more

    def stop(self) -> None:
        """Asks for nothing more; what is under way is finished."""
        self._stopping = True
        self._freed.set()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """All due addresses, for as long as there are some or will be soon."""
        while not self._stopping:
            self._freed.clear()
            rows = self.frontier.due(time.time(), self._busy, self.politeness.hosts - len(self._busy))
            self._busy.update(row.host for row in rows)
            for row in rows:
                yield self._request(row)
            if not rows and not await self._wait():
                return

    async def _wait(self) -> bool:
        """Until a host is free or an address due; False where neither will come within our patience."""
        due = self.frontier.next_due()
        if due is None and not self._busy:
            # Whoever takes over may queue more: a feed's entries. Only then is it the end.
            await asyncio.sleep(0.1)
            return bool(self.frontier.awaiting(1)) or self.frontier.next_due() is not None
        wait = 60.0 if due is None else max(due - time.time(), 0.02)
        if not self._busy and wait > self.politeness.patience:
            return False
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(
                self._freed.wait(), wait if len(self._busy) < self.politeness.hosts else 60.0
            )
        return True

    def _tell(self, event: Event) -> None:
        """Who started us may be gone: then we are about to end, too."""
        if time.time() - self._counted > 2:
            self._counted = time.time()
            event = replace(event, left=self.frontier.queued())
        with contextlib.suppress(OSError):
            print(event.line(), flush=True)

    def _request(self, row: Row) -> scrapy.Request:
        self._tell(Event("asked", row.url))
        headers = {"Accept-Encoding": "gzip, deflate"}  # what every WARC reader can unpack
        if row.etag:
            headers["If-None-Match"] = row.etag
        if row.last_modified:
            headers["If-Modified-Since"] = row.last_modified
        meta = {"row": row, "cookiejar": row.host}
        return scrapy.Request(row.url, self.parse, errback=self.fail, headers=headers, dont_filter=True, meta=meta)

    def parse(self, response: Response, **kwargs: Any) -> None:
        """Books an answer, whatever its status."""
        row: Row = response.meta["row"]
        with self._booking(row):
            outcome = judge(
                response.status,
                retry_after=retry_after(header(response, "Retry-After"), datetime.now(UTC)),
                attempt=row.attempts + 1,
                attempts=self.politeness.attempts,
            )
            if outcome.state == "fetched":
                self._keep(row, response)
            else:
                self._book(row, outcome, answered(response), response.status)

    def fail(self, failure: Any) -> None:
        """Books a request that brought no answer."""
        row: Row = failure.request.meta["row"]
        with self._booking(row):
            if self.broken:  # not the address's fault: it stays queued
                return
            outcome = self._outcome_of(failure.value, row)
            raised = masked(str(failure.value)) or type(failure.value).__name__
            self._book(row, outcome, sentence(outcome.reason, self.politeness) or raised, None)

    @contextlib.contextmanager
    def _booking(self, row: Row) -> Iterator[None]:
        """What is booked inside is stored together, and the host is free then. What goes wrong, a bug or a full disk,
        ends the crawl: else the address would be asked for, or its host be waited for, for ever."""
        try:
            with self.frontier.together():
                yield
        except BaseException as error:
            self.broken = repr(error)
            self.stop()
            raise
        finally:
            self._free(row)

    def _outcome_of(self, error: BaseException, row: Row) -> Outcome:
        if isinstance(error, Refused):
            return Outcome("failed", error.reason)
        if (
            isinstance(error, CannotResolveHostError)
            and row.host.partition(":")[0] in GuardedResolver.refused
        ):
            return Outcome("failed", "refused-address")
        if isinstance(error, DownloadCancelledError) or _has_endless_headers(error):
            return Outcome("failed", "too-large")
        if isinstance(error, IgnoreRequest):
            return Outcome(
                "failed", "too-large" if "DOWNLOAD_MAXSIZE" in str(error) else "too-many-redirects"
            )
        reason = {DownloadTimeoutError: "timeout", ResponseDataLossError: "cut-short"}.get(
            type(error), "unreachable"
        )
        return again(reason, row.attempts + 1, self.politeness.attempts)

    def _book(self, row: Row, outcome: Outcome, message: str, status: int | None) -> None:
        now = time.time()
        wait = outcome.wait if outcome.state == "again" else None
        self._tell(Event(outcome.state, row.url, status, seconds=wait, reason=outcome.reason))
        if outcome.state == "unchanged":
            self.frontier.unchanged(row.id, now)
        elif outcome.state == "again":
            host = row.host if outcome.pause_host else None
            self.frontier.postpone(row.id, now + outcome.wait, str(outcome.reason), host=host)
        else:
            self._fail(row, str(outcome.reason), message, status)

    def _keep(self, row: Row, response: Response) -> None:
        self.frontier.fetched(row.id, answer(response))
        took = response.meta.get("download_latency")
        self._tell(Event("fetched", row.url, response.status, len(response.body), took))
        if response.status == 200 and response.meta["digest"]:
            span: Span = response.meta["span"]
            digest, at = response.meta["digest"], response.meta["at"]
            self.frontier.keep_payload(Original(digest, response.url, at, span))
        if isinstance(self.sink, WarcSink):
            self.frontier.safe_length(self.sink.file, self.sink.end)
        found = listings.read(self._listing(row, response))
        if found is None:
            return
        self.frontier.add(found.asked)
        for url, message in found.refused:
            self.frontier.refuse(url, message)
        if found.error:
            self._fail(row, "bad-listing", found.error, response.status)
        elif found.only_addresses:
            self.frontier.acknowledge([row.id])

    def _listing(self, row: Row, response: Response) -> listings.Page:
        return listings.Page(
            url=row.url,
            kind=row.kind,
            since=row.since,
            body=response.body,
            header=lambda name: header(response, name),
            started=self._started,
            allow_private=self.politeness.allow_private,
            depth=self.frontier.depth(row.url, listings.DEEPEST) if row.kind == "sitemap" else 0,
        )

    def _fail(self, row: Row, reason: str, message: str, status: int | None) -> None:
        """Failed, unless there is another way to the same thing, or it was the listing's end."""
        other = listings.instead(row.url, row.kind, row.since, self._started)
        self.frontier.failed(row.id, reason, message, status)
        if other is not None:
            self.frontier.add([other], again=True)
        if other is not None or (status and listings.is_past_the_end(row.url, row.kind, status)):
            self.frontier.acknowledge([row.id])

    def _free(self, row: Row) -> None:
        self._busy.discard(row.host)
        self._freed.set()


def _has_endless_headers(error: BaseException) -> bool:
    """Twisted gives the reasons of a failed answer in a list, Scrapy that error as a cause of its own."""
    while error.__cause__ is not None:
        error = error.__cause__
    return any(reason.check(HeadersTooLarge) for reason in getattr(error, "reasons", ()))
