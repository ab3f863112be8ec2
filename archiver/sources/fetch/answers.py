"""What an answer says of itself, as the frontier books it."""

from __future__ import annotations

import hashlib

from scrapy.http import Response, TextResponse

from archiver.sources.fetch.addresses import masked
from archiver.sources.fetch.asked import Answer, declared_charset
from archiver.sources.fetch.warc_records import Span


def answer(response: Response) -> Answer:
    span: Span = response.meta["span"]
    kind = response.headers.get("Content-Type", b"").decode("latin-1")
    return Answer(
        status=response.status,
        final_url=response.url,
        charset=declared_charset(kind),
        mime=kind.partition(";")[0].strip().lower() or _guessed_mime(response),
        fetched_at=response.meta["at"].timestamp(),
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        file=span.file,
        offset=span.offset,
        length=span.length,
        sha256=hashlib.sha256(response.body).hexdigest(),
        moved_to=response.url if _has_moved(response) else None,
    )


def _has_moved(response: Response) -> bool:
    ways = response.meta.get("redirect_reasons", [])
    return bool(ways) and all(status in (301, 308) for status in ways)


def answered(response: Response) -> str:
    """What an answer without a page said; a redirect is one where it leads to what is not fetched."""
    leads = header(response, "Location") if 300 <= response.status < 400 else None
    return f"the server answered {response.status}" + (f", leading to {masked(leads)}" if leads else "")


def header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _guessed_mime(response: Response) -> str | None:
    return "text/html" if isinstance(response, TextResponse) else None
