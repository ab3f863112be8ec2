"""The crawl: Scrapy in a process of its own (`python -m archiver.sources.fetch.crawl`).

Twisted's reactor cannot be started twice in a process, and a crawl that is killed must not take its
starter along; so the two meet in the frontier file only. Scrapy brings robots.txt, redirects, throttling,
packed bodies and limits. The frontier is its scheduler: pauses and retries outlive the process.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import signals

from archiver.sources.fetch.asked import Kind
from archiver.sources.fetch.frontier import Frontier, lock_of
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.spider import Spider
from archiver.sources.fetch.warc import WarcSink, cut_torn_tails


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
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # the guard keeps what came, and judges
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
            f"{here}.middlewares.Cookies": 700,
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

    lock = lock_of(frontier_path).open("w")
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
