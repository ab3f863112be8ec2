"""The payload of one WARC record that lies at a known place: the page's bytes, unpacked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

BODY = "Archiver-Body"
"""The header of a `metadata` record that says at which byte of the next record's block the page's body begins. It ends
with the block."""


def read_payload(path: Path, offset: int, *, at_most: int | None = None) -> bytes:
    """The bytes of the response or resource record at `offset`, or behind a metadata record there that says where they
    begin (BODY), without content coding; no more than `at_most`.

    Raises OSError or ValueError where the file is gone, damaged there, or has another record there.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        return payload_in(stream, path.name, offset, at_most=at_most)


def payload_in(stream: BinaryIO, name: str, offset: int, *, at_most: int | None = None) -> bytes:
    """As `read_payload`, of the record that the stream begins with, which is at an offset of a file."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        records = ArchiveIterator(stream)
        record = next(records, None)
        if record is not None and record.rec_headers.get_header(BODY):
            records.no_record_parse = True  # the block as it is
            return body_behind(record.rec_headers, next(records, None), at_most)
        if record is None or record.rec_type not in ("response", "resource"):
            raise ValueError(f"{name} has no page at byte {offset:,}")
        return _unpacked(record, at_most)
    except (ArchiveLoadFailed, EOFError) as error:
        raise ValueError(f"{name} is damaged at byte {offset:,}: {error}") from error


def body_behind(told: Any, record: Any, at_most: int | None = None) -> bytes:
    """The body in a record's block, which nobody has read. told: the headers of the metadata record before it."""
    if record is None or record.rec_type != "response":
        raise ValueError("no response stands behind its metadata record")
    record.raw_stream.read(int(told.get_header(BODY)))
    return bytes(record.raw_stream.read(at_most))


def _unpacked(record: Any, at_most: int | None) -> bytes:
    http = record.http_headers
    if http and (http.get_header("content-encoding") or "").strip().lower() == "br":
        return _unbrotli(record.raw_stream.read(at_most))
    return bytes(record.content_stream().read(at_most))


def _unbrotli(packed: bytes) -> bytes:
    """warcio 1.8 cannot, with brotli 1.2. No limit: the crawl has unpacked this very body within one."""
    import brotli  # type: ignore[import-untyped, unused-ignore]

    try:
        return bytes(brotli.decompress(packed))
    except brotli.error as error:
        raise ValueError(f"damaged brotli: {error}") from error
