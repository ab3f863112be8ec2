"""The WARC records of one exchange (ISO 28500:2017): response or revisit, request, metadata. Pure.

A body that is in the archive already is not written again: a `revisit` record says where it is (profile
identical-payload-digest), and so does one for an answer "not modified" (profile server-not-modified).
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

Headers = Sequence[tuple[str, str]]

ASKED = "Archiver-Asked"
"""The header of a metadata record that says for what the exchange was made (`asked.told`): with it the WARC files alone
tell which answers are articles, and what the feed said of them."""

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a response record lies: file name, offset and length in bytes of the compressed record."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Original:
    """The response that has the body which a revisit refers to: the body's digest, its address, when it came,
    where it lies."""

    digest: str
    url: str
    at: datetime
    span: Span


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer.

    target: path and query as asked for. body: as transferred. at: when the answer came, UTC. address: the
    server's IP address, None where unknown. seconds: how long the answer took. via: the address of the listing
    or feed that named this one. asked: what ASKED says. truncated: why the body is not as long as its headers say (the
    words of ISO 28500, 5.13); None where it is.
    """

    url: str
    target: str
    request_headers: Headers
    status: int
    response_headers: Headers
    body: bytes
    at: datetime
    address: str | None = None
    seconds: float | None = None
    via: str | None = None
    asked: str = "{}"
    truncated: str | None = None

    @property
    def digest(self) -> str:
        """WARC-Payload-Digest: SHA-1 of the body as transferred, in base32."""
        return "sha1:" + base64.b32encode(hashlib.sha1(self.body, usedforsecurity=False).digest()).decode()


def records_of(builder: Any, exchange: Exchange, original: Original | None) -> Iterator[Any]:
    """The records, in their order: the answer, the request, what is known about both."""
    answer = _answer(builder, exchange, original)
    beside = {**_dated(exchange), "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")}
    yield answer
    yield _request(builder, exchange, beside)
    yield builder.create_warc_record(
        exchange.url, "metadata", payload=io.BytesIO(_about(exchange)), warc_content_type="application/warc-fields",
        warc_headers_dict={**beside, ASKED: exchange.asked},
    )  # fmt: skip


def _answer(builder: Any, exchange: Exchange, original: Original | None) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    sent = [(n, v) for n, v in exchange.response_headers if n.lower() not in _OF_THE_TRANSFER]
    sent.append(("Content-Length", str(len(exchange.body))))
    http = StatusAndHeaders(f"{exchange.status} {_phrase(exchange.status)}", sent, protocol="HTTP/1.1")
    if original is None:
        return builder.create_warc_record(
            exchange.url, "response", payload=io.BytesIO(exchange.body), http_headers=http,
            warc_headers_dict=_dated(exchange) | ({"WARC-Truncated": exchange.truncated} if exchange.truncated else {}),
        )  # fmt: skip
    unmodified = exchange.status == HTTPStatus.NOT_MODIFIED
    record = builder.create_revisit_record(
        exchange.url, original.digest, original.url, _stamp(original.at), None if unmodified else http,
        _dated(exchange),
    )  # fmt: skip
    if unmodified:  # with its headers, replay (pywb) would show the 304 and not the page
        record.rec_headers.replace_header("WARC-Profile", NOT_MODIFIED)
    return record


def _request(builder: Any, exchange: Exchange, beside: dict[str, str]) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    http = StatusAndHeaders(f"GET {exchange.target} HTTP/1.1", list(exchange.request_headers), is_http_request=True)
    return builder.create_warc_record(
        exchange.url, "request", payload=io.BytesIO(), http_headers=http, warc_headers_dict=beside
    )


def _about(exchange: Exchange) -> bytes:
    """Fields of a metadata record, as ISO 28500 names them (6.6), and the headers of a 304, which nothing else has."""
    fields = []
    if exchange.via:
        fields.append(f"via: {exchange.via}")
    if exchange.seconds is not None:
        fields.append(f"fetchTimeMs: {round(exchange.seconds * 1000)}")
    if exchange.status == HTTPStatus.NOT_MODIFIED:
        fields.append(f"response-status: {exchange.status}")
        fields += [f"response-header: {name}: {value}" for name, value in exchange.response_headers]
    return "".join(f"{' '.join(field.split())}\r\n" for field in fields).encode()


def _dated(exchange: Exchange) -> dict[str, str]:
    headers = {"WARC-Date": _stamp(exchange.at)}
    if exchange.address:
        headers["WARC-IP-Address"] = exchange.address
    return headers


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# The transport undoes chunks, so the length written is that of the bytes kept.
_OF_THE_TRANSFER = {"content-length", "transfer-encoding"}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
