"""The crawl: Scrapy in a process of its own (`python -m archiver.sources.fetch.crawl`).

Twisted's reactor cannot be started twice in a process, and a crawl that is killed must not take its
starter along; so the two meet in the frontier file only. Scrapy brings robots.txt, redirects, throttling,
packed bodies and limits. The frontier is its scheduler: pauses and retries outlive the process.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import json
import logging
import os
import sys
import time
from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response, TextResponse

from archiver.sources.fetch import listings
from archiver.sources.fetch.addresses import masked
from archiver.sources.fetch.events import Event
from archiver.sources.fetch.frontier import Answer, Frontier, Kind, Row
from archiver.sources.fetch.handler import HeadersTooLarge
from archiver.sources.fetch.middlewares import Refused
from archiver.sources.fetch.policy import Outcome, Politeness, again, judge, retry_after, sentence
from archiver.sources.fetch.resolver import GuardedResolver
from archiver.sources.fetch.warc import Sink, WarcSink, cut_torn_tails
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
        return scrapy.Request(
            row.url, self.parse, errback=self.fail, headers=headers, dont_filter=True, meta={"row": row}
        )

    def parse(self, response: Response, **kwargs: Any) -> None:
        """Books an answer, whatever its status."""
        row: Row = response.meta["row"]
        now = datetime.now(UTC)
        header = response.headers.get("Retry-After")
        outcome = judge(
            response.status,
            retry_after=retry_after(header.decode("latin-1") if header else None, now),
            attempt=row.attempts + 1,
            attempts=self.politeness.attempts,
        )
        try:
            with self.frontier.together():
                if outcome.state == "fetched":
                    self._keep(row, response)
                else:
                    self._book(row, outcome, _answered(response), response.status)
        except BaseException as error:
            self.broken = repr(
                error
            )  # a bug, or a full disk: without this the address would be asked for for ever
            self.stop()
            raise
        finally:
            self._free(row)

    def fail(self, failure: Any) -> None:
        """Books a request that brought no answer."""
        row: Row = failure.request.meta["row"]
        if self.broken:  # not the address's fault: it stays queued
            return self._free(row)
        outcome = self._outcome_of(failure.value, row)
        with self.frontier.together():
            raised = masked(str(failure.value)) or type(failure.value).__name__
            self._book(row, outcome, sentence(outcome.reason, self.politeness) or raised, None)
        return self._free(row)

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
        self.frontier.fetched(row.id, _answer(response))
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
            header=lambda name: _header(response, name),
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


def _answer(response: Response) -> Answer:
    span: Span = response.meta["span"]
    kind = response.headers.get("Content-Type", b"").decode("latin-1")
    return Answer(
        status=response.status,
        final_url=response.url,
        charset=_declared_charset(kind),
        mime=kind.partition(";")[0].strip().lower() or _guessed_mime(response),
        fetched_at=response.meta["at"].timestamp(),
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        file=span.file,
        offset=span.offset,
        length=span.length,
        sha256=hashlib.sha256(response.body).hexdigest(),
    )


def _answered(response: Response) -> str:
    """What an answer without a page said; a redirect is one where it leads to what is not fetched."""
    leads = _header(response, "Location") if 300 <= response.status < 400 else None
    return f"the server answered {response.status}" + (f", leading to {masked(leads)}" if leads else "")


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _declared_charset(content_type: str) -> str | None:
    _, found, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if found else None


def _guessed_mime(response: Response) -> str | None:
    return "text/html" if isinstance(response, TextResponse) else None


def settings(politeness: Politeness) -> dict[str, Any]:
    """The Scrapy settings that make a crawl behave as `politeness` says."""
    here = "archiver.sources.fetch"
    return {
        "USER_AGENT": politeness.user_agent,
        "ROBOTSTXT_OBEY": politeness.obey_robots,
        "CONCURRENT_REQUESTS": politeness.hosts,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": politeness.delay,
        "AUTOTHROTTLE_ENABLED": politeness.delay > 0,
        "AUTOTHROTTLE_START_DELAY": politeness.delay,
        "DOWNLOAD_TIMEOUT": politeness.timeout,
        "DOWNLOAD_MAXSIZE": politeness.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DNS_RESOLVER": f"{here}.resolver.GuardedResolver",
        "ARCHIVER_ALLOW_PRIVATE": politeness.allow_private,
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("file", "data", "ftp", "s3")),
            **dict.fromkeys(("http", "https"), f"{here}.handler.BoundedHandler"),
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            f"{here}.middlewares.Robots": 100,
            # Retries are the frontier's, so that they outlive the process.
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
            # Through a proxy the addresses could not be judged: the proxy resolves them.
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
            f"{here}.middlewares.Guard": 950,
        },
        "REDIRECT_MAX_TIMES": 10,
        "METAREFRESH_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    }


def run(
    frontier_path: Path, kinds: Collection[Kind], raw: Path, politeness: Politeness, roll_at: int | None = None
) -> str | None:
    """Crawls until nothing is due, stdin is closed (our starter has gone) or SIGINT comes.

    Returns why nothing could be written any more; None at a good end.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    lock = (frontier_path.with_suffix(".lock")).open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)  # an orphan of a killed run ends within a request's time
    frontier = Frontier(frontier_path, kinds)
    cut_torn_tails(raw, frontier.safe_lengths())
    frontier.forget_lengths()
    full = {"roll_at": roll_at} if roll_at else {}
    sink = WarcSink(raw, started=datetime.now(UTC), software=politeness.user_agent, **full)
    process = AsyncCrawlerProcess(settings(politeness))
    # The page's own error says the same, without a traceback.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(Spider)
    crawler.signals.connect(lambda spider: _stop_at_end_of_stdin(spider), signals.spider_opened, weak=False)
    process.crawl(crawler, frontier=frontier, sink=sink, politeness=politeness)
    process.start()
    sink.close()
    frontier.close()
    return crawler.spider.broken if crawler.spider else "the crawl could not start"


def _stop_at_end_of_stdin(spider: Spider) -> None:
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _stdin_readable, spider)


def _stdin_readable(spider: Spider) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        spider.stop()


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    polite = Politeness(**told["politeness"])
    why = run(Path(told["frontier"]), told["kinds"], Path(told["raw"]), polite, told["roll_at"])
    sys.exit(f"archiver: the crawl stopped: {why}" if why else 0)
