"""Scrapy downloader middlewares: the guard at the door, the recorder, cookies, and robots.txt as RFC 9309 has it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, ResponseDataLossError

from archiver.errors import FetchError
from archiver.sources.content import CutShort, decode_content
from archiver.sources.fetch.addresses import checked
from archiver.sources.fetch.asked import told
from archiver.sources.fetch.warc_records import Exchange, Original

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from archiver.sources.fetch.asked import Row
    from archiver.sources.fetch.spider import Spider

MAX_CRAWL_DELAY = 60.0  # larger ones would make the site unreachable; what the large search engines do too


class Refused(IgnoreRequest):  # type: ignore[misc, unused-ignore]
    """An address that may not be fetched; `reason` is the stable word for it."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Guard:
    """Stands nearest to the network: sees redirects and robots.txt requests as well."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Refused for addresses that may not be fetched."""
        try:
            checked(request.url, allow_private=self._spider.politeness.allow_private)
        except FetchError as error:
            raise Refused("refused-address", str(error)) from error

    def process_response(self, request: Request, response: Response) -> Response:
        """Writes the exchange down, still packed; the place is left in request.meta["span"]."""
        request.meta["at"] = at = datetime.now(UTC)
        try:
            exchange = _exchange(request, response, at)
            original = self._original(request, exchange)
            request.meta["span"] = self._spider.sink.write(exchange, original)
            request.meta["digest"] = exchange.digest
        except OSError as error:
            self._spider.broken = f"the WARC cannot be written: {error}"
            self._spider.stop()
            raise IgnoreRequest(str(error)) from error
        if is_cut_short(response, self._spider.politeness.max_bytes):
            raise ResponseDataLossError
        return response

    def _original(self, request: Request, exchange: Exchange) -> Original | None:
        """The response that has this very body, or is the one that has not been modified since."""
        row: Row | None = request.meta.get("row")
        frontier = self._spider.frontier
        if exchange.status == 200 and exchange.body:
            return frontier.payload(exchange.digest)
        return frontier.original(row) if exchange.status == 304 and row is not None else None

    @property
    def _spider(self) -> Spider:
        return self._crawler.spider  # type: ignore[no-any-return, return-value, unused-ignore]


_END = re.compile(
    rb"</(?:html|rss|feed|rdf:RDF|urlset|sitemapindex)\s*>(?:\s*<!--(?:(?!-->).)*-->)*\s*\Z", re.IGNORECASE | re.DOTALL
)
"""How a whole page, feed or sitemap ends; caches sign behind it."""


def is_cut_short(response: Response, at_most: int) -> bool:
    """Whether an answer, its body still packed, ended before its end: by the packing, which knows best, or by the
    length that its headers state, unless the page itself says that it is whole (a stated length is often wrong)."""
    codings = response.headers.get("Content-Encoding", b"").decode("latin-1")
    try:
        body = decode_content(response.body, codings, at_most)
    except CutShort:
        return True
    except ValueError:  # damaged, or in a coding that nobody knows: left as it came
        body = response.body
    return "dataloss" in response.flags and _END.search(body[-4096:]) is None


def _exchange(request: Request, response: Response, at: datetime) -> Exchange:
    parts, row = urlsplit(request.url), request.meta.get("row")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Exchange(
        url=request.url,
        target=target,
        request_headers=[("Host", parts.netloc), *_pairs(request.headers)],
        status=response.status,
        response_headers=_pairs(response.headers),
        body=response.body,
        at=at,
        address=str(response.ip_address) if response.ip_address else None,
        seconds=request.meta.get("download_latency"),
        via=row.via if row else None,
        asked=told(row),
        truncated="disconnect" if "dataloss" in response.flags else None,
    )


def _pairs(headers: Any) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]


class Cookies(CookiesMiddleware):  # type: ignore[misc, unused-ignore]
    """Cookies along redirects only: a site that sets one and sends the reader to the same page again is had, and no
    page knows which other ones were asked for. A jar for each host, of which one thing is asked for at a time; emptied
    with each address."""

    def process_request(self, request: Request) -> None:
        """Adds what the redirects before this one have set."""
        jar = request.meta.get("cookiejar")
        if jar is None:  # robots.txt
            request.meta["dont_merge_cookies"] = True
        elif not request.meta.get("redirect_times"):
            self.jars.pop(jar, None)
        super().process_request(request)


class Robots(RobotsTxtMiddleware):  # type: ignore[misc, unused-ignore]
    """Scrapy's, and: a robots.txt that answers 5xx forbids everything, 4xx nothing (RFC 9309, 2.3.1); its
    Crawl-delay is kept."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._failed: dict[str, Exception] = {}

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            response = response.replace(body=b"User-agent: *\nDisallow: /\n")
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        self._keep_delay(await self.robot_parser(request), request)

    def _keep_delay(self, parser: Any, request: Request) -> None:
        rules = getattr(parser, "rp", None)
        delay = rules.crawl_delay(self._default_useragent) if rules else None
        if delay:
            _, slot = self.crawler.engine.downloader._get_slot(request)
            slot.delay, slot.jitter = min(max(slot.delay, float(delay)), MAX_CRAWL_DELAY), 0.0

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Keeps why it could not be read."""
        self._failed[netloc] = exc
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Raises Refused where robots.txt forbids the address, or was more than anyone writes; and the error of
        its transfer where it cannot be reached, for then nothing may be fetched (RFC 9309, 2.3.1.4) until it can."""
        netloc = urlsplit(request.url).netloc
        error = self._failed.pop(netloc, None) if rp is None else None
        if error is not None:
            self._parsers.pop(netloc, None)  # the next address asks for it anew
        if isinstance(error, DownloadCancelledError):
            raise Refused("robots", "the site's robots.txt is too large to be read")
        if error is not None:
            raise error
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise Refused("robots", "the site's robots.txt forbids this address") from error
