"""What was fetched, again, from the WARC files alone: the same values as were handed over when it came."""

from __future__ import annotations

import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.common.payload import payload_in, read_payload
from archiver.sources.fetch.asked import FETCH, FOLLOW, POLL, Asked, Row, asked_again, declared_charset
from archiver.sources.fetch.frontier import QUEUE, Frontier
from archiver.sources.fetch.session import Fetched
from archiver.sources.fetch.warc_records import ASKED, Span
from archiver.sources.whole_records import WholeRecord, whole_records

_HTML = ("text/html", "application/xhtml+xml")


def fetched_again(archive: Path) -> Iterator[Fetched]:
    """Each answer that is a page, as it came; damaged records are left out.

    The queue, where it is there and sound, says for what an answer was asked for of which its WARC file does not (those
    of earlier versions), and where the bytes of a `revisit` record are.
    """
    frontier = _frontier(archive / QUEUE)
    with closing(frontier) if frontier is not None else nullcontext():
        for path in sorted((archive / "raw").glob("fetch-*.warc.gz")):
            for answer, line in _exchanges(path):
                asked = _of_queue(answer, frontier) if line is None else asked_again(line)
                if asked is not None and asked.kind in ("page", "entry"):
                    with suppress(OSError, ValueError):  # its bytes are damaged, or gone
                        yield from _fetched(path, answer, asked, frontier)


def _frontier(path: Path) -> Frontier | None:
    with suppress(sqlite3.DatabaseError):
        return Frontier(path, FETCH | POLL | FOLLOW) if path.exists() else None
    return None


Answer = tuple[WholeRecord, Any]
"""The response or revisit record of an exchange, and what warcio has of it."""


def _exchanges(path: Path) -> Iterator[tuple[Answer, str | None]]:
    """Each successful answer, and what its exchange was asked for (`asked.told`), if a record says so."""
    answer: Answer | None = None
    with path.open("rb") as file:
        for record in whole_records(file):
            if record is None:
                continue
            about = record.parsed()
            if about.rec_type == "metadata" and answer is not None and _is_about(about, answer):
                yield answer, about.rec_headers.get_header(ASKED)
                answer = None
            elif about.rec_type in ("response", "revisit"):
                if answer is not None:
                    yield answer, None
                answer = (record, about) if _is_success(about) else None
    if answer is not None:
        yield answer, None


def _is_about(about: Any, answer: Answer) -> bool:
    of = about.rec_headers.get_header("WARC-Concurrent-To")
    return bool(of == answer[1].rec_headers.get_header("WARC-Record-ID"))


def _is_success(about: Any) -> bool:
    return about.http_headers is not None and about.http_headers.get_statuscode().startswith("2")


def _of_queue(answer: Answer, frontier: Frontier | None) -> Asked | None:
    url = answer[1].rec_headers.get_header("WARC-Target-URI")
    row = frontier.find(url) if frontier else None
    if row is not None:
        return Asked(row.url, row.kind, hint=row.hint)
    return Asked(url) if _content_type(answer).partition(";")[0].strip().lower() in _HTML else None


def _content_type(answer: Answer) -> str:
    return answer[1].http_headers.get_header("Content-Type") or ""


def _fetched(path: Path, answer: Answer, asked: Asked, frontier: Frontier | None) -> Iterator[Fetched]:
    """Raises OSError, ValueError."""
    record, about = answer
    headers = about.rec_headers
    if about.rec_type == "response":
        span: Span | None = Span(path.name, record.offset, record.length)
        body = payload_in(io.BytesIO(record.content), path.name, record.offset)
    else:
        original = frontier.payload(headers.get_header("WARC-Payload-Digest")) if frontier else None
        span = original.span if original else None
        body = read_payload(path.parent / span.file, span.offset) if span else b""
    at = datetime.fromisoformat(headers.get_header("WARC-Date"))
    if body and span:
        row = _row(asked, headers.get_header("WARC-Target-URI"), _content_type(answer), at, span, body)
        yield Fetched(row, body, at)


def _row(asked: Asked, final_url: str, content_type: str, at: datetime, span: Span, body: bytes) -> Row:
    return Row(
        id=0, url=asked.url, host="", kind=asked.kind, state="fetched", since=None, hint=asked.hint, not_before=0,
        attempts=0, etag=None, last_modified=None, status=200, reason=None, message=None, final_url=final_url,
        charset=declared_charset(content_type), mime=None, fetched_at=at.timestamp(), file=span.file,
        offset=span.offset, length=span.length, sha256=hashlib.sha256(body).hexdigest(),
    )  # fmt: skip
