"""Every exchange written down as it came, before anything is made of it: WARC 1.1 (ISO 28500:2017).

Each answer becomes a `response` and a `request` record, gzipped one by one so that any can be read alone,
with the body as transferred (Content-Encoding untouched; chunks joined). Files are rolled by size.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO, Protocol

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer.

    target: path and query as asked for. body: as transferred. at: when the answer came, UTC.
    address: the server's IP address, None where unknown.
    """

    url: str
    target: str
    request_headers: Headers
    status: int
    response_headers: Headers
    body: bytes
    at: datetime
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where the response record lies: file name, offset and length in bytes of the compressed record."""

    file: str
    offset: int
    length: int


class Sink(Protocol):
    """Takes exchanges; what `write` has returned is on disk, and stays there after a power cut."""

    def write(self, exchange: Exchange) -> Span:
        """Writes the exchange and returns the place of its response record."""

    def close(self) -> None:
        """No more will be written."""


class WarcSink:
    """Writes into `folder`, in new files of its own; one writer at a time. file, end: the file now
    written, and its length."""

    def __init__(
        self, folder: Path, *, started: datetime, roll_at: int = 1 << 30, software: str = "archiver"
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._roll_at, self._software = folder, roll_at, software
        self._stem, self._number = f"fetch-{started:%Y%m%dT%H%M%S}-{os.getpid()}", 0
        self._out: BinaryIO | None = None
        self._writer: Any = None
        self.file = ""
        self.end = 0

    def write(self, exchange: Exchange) -> Span:
        """Writes response and request, fsynced once for both."""
        out = self._file()
        start = out.tell()
        response = self._record(exchange, "response")
        self._writer.write_record(response)
        span = Span(self.file, start, out.tell() - start)
        request = self._record(exchange, "request")
        request.rec_headers.add_header(
            "WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID")
        )
        self._writer.write_record(request)
        out.flush()
        os.fsync(out.fileno())
        self.end = out.tell()
        return span

    def close(self) -> None:
        """Closes the file now written, if any."""
        if self._out is not None:
            self._out.close()
            self._out = None

    def _file(self) -> BinaryIO:
        if self._out is None or self.end >= self._roll_at:
            self._open_next()
        assert self._out is not None
        return self._out

    def _open_next(self) -> None:
        from warcio.warcwriter import WARCWriter

        self.close()
        self._number += 1
        self.file = f"{self._stem}-{self._number:05d}.warc.gz"
        self._out = (self._folder / self.file).open("xb")
        self._writer = WARCWriter(self._out, gzip=True, warc_version="1.1")
        about = {"software": self._software, "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(self.file, about))
        _sync_folder(self._folder)

    def _record(self, exchange: Exchange, kind: str) -> Any:
        from warcio.statusandheaders import StatusAndHeaders

        headers = {"WARC-Date": exchange.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        if exchange.address:
            headers["WARC-IP-Address"] = exchange.address
        if kind == "response":
            sent = [(n, v) for n, v in exchange.response_headers if n.lower() not in _OF_THE_TRANSFER]
            sent.append(("Content-Length", str(len(exchange.body))))
            http = StatusAndHeaders(
                f"{exchange.status} {_phrase(exchange.status)}", sent, protocol="HTTP/1.1"
            )
            payload = exchange.body
        else:
            http = StatusAndHeaders(
                f"GET {exchange.target} HTTP/1.1", list(exchange.request_headers), is_http_request=True
            )
            payload = b""
        return self._writer.create_warc_record(
            exchange.url, kind, payload=io.BytesIO(payload), http_headers=http, warc_headers_dict=headers
        )


# The transport undoes chunks, so the length written is that of the bytes kept.
_OF_THE_TRANSFER = {"content-length", "transfer-encoding"}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_body(folder: Path, file: str, offset: int, *, at_most: int) -> bytes:
    """The page's bytes, unpacked, of the response record at `offset`; never more than `at_most` bytes.

    Raises OSError or ValueError where the file is gone or damaged there.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with (folder / file).open("rb") as stream:
        stream.seek(offset)
        try:
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or record.rec_type != "response":
                raise ValueError(f"{file} has no response at byte {offset}")
            if record.http_headers.get_header("content-encoding", "").strip().lower() == "br":
                return _unbrotli(record.raw_stream.read(at_most))
            return bytes(record.content_stream().read(at_most))
        except ArchiveLoadFailed as error:
            raise ValueError(f"{file} is damaged at byte {offset}: {error}") from error


def _unbrotli(packed: bytes) -> bytes:
    """warcio 1.8 cannot, with brotli 1.2. No limit: the crawl has unpacked this very body within one."""
    import brotli  # type: ignore[import-untyped, unused-ignore]

    try:
        return bytes(brotli.decompress(packed))
    except brotli.error as error:
        raise ValueError(f"damaged brotli: {error}") from error


def cut_torn_tails(folder: Path, safe_lengths: dict[str, int]) -> None:
    """Cuts each file after its last acknowledged record: what a killed writer left half written."""
    for file, length in safe_lengths.items():
        path = folder / file
        if path.exists() and path.stat().st_size > length:
            os.truncate(path, length)
