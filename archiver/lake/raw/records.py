# cython: infer_types=True, annotation_typing=False
"""A capture as WARC records (WARC 1.1, ISO 28500:2017), gzipped one by one, so that any can be read alone.

That is a `resource` record; or, of a page that came in a WARC file, its own `response` record as it was packed there,
behind a `metadata` record with what else the archive knows of it. A `warcinfo` record tells, as the standard has it, of
the records behind it up to the next one: here, where their numbers in their inputs are counted from.
"""

from __future__ import annotations

import hashlib
import io
from base64 import b32encode
from datetime import UTC, datetime
from uuid import uuid4

from archiver.common.payload import BODY
from archiver.lake.rows.captures import beside
from archiver.records import Capture, PackedRecord

BESIDE = "Archiver-Capture"
"""The header with all that came with the bytes, JSON: from the WARC files alone the articles can be made again. It is
the `resource` record's, or that of the `metadata` record before a `response` record."""

BEFORE = "Archiver-Records-Before"
"""The header of a `warcinfo` record that says how many records of their input lie before those that the `input_record`
of the records behind it counts. Absent: none. Workers read an input in slices and pack its pages before anyone knows
how many records the slices before have; whoever appends what they packed knows it."""

DENSE, FAST = 5, 1
"""zlib-ng's levels. DENSE takes a quarter of the time of zlib's level 9, which others use, for 2 % more bytes. FAST is
for records of some hundred bytes: it needs no tables, to clear which takes three times as long as all else."""


def packed_records(capture: Capture, body: bytes, sha256: str | None = None) -> tuple[tuple[bytes, ...], str]:
    """A capture's body as one gzipped WARC record, or two, and the body's SHA-256. body: its bytes, unless its record
    is packed; sha256: that, where it is known."""
    sha256 = sha256 or hashlib.sha256(body).hexdigest()
    if capture.packed is not None:
        return (_told_before(capture, capture.packed), capture.packed.content), sha256
    uri = capture.url or f"urn:sha256:{sha256}"
    kind = "text/html" if capture.kind == "html" else "text/plain; charset=utf-8"
    if capture.kind == "html" and capture.charset:
        kind += f"; charset={capture.charset}"
    digest = f"sha1:{b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"
    head = (
        f"{_head('resource', capture, uri)}"
        f"WARC-Payload-Digest: {digest}\r\n"
        f"WARC-Block-Digest: {digest}\r\n"
        f"Content-Type: {_one_line(kind)}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (_packed(b"".join((head.encode(), body, b"\r\n\r\n"))),), sha256


def _told_before(capture: Capture, packed: PackedRecord) -> bytes:
    """The record that stands before one which is kept as it is packed."""
    head = (
        f"{_head('metadata', capture, capture.url or '')}"
        f"{BODY}: {packed.before}\r\n"
        "Content-Type: application/warc-fields\r\n"
        "Content-Length: 0\r\n\r\n"
    )
    return _packed(f"{head}\r\n\r\n".encode(), FAST)


def _head(kind: str, capture: Capture, uri: str) -> str:
    """The headers that all records of captures have."""
    at = _stamp(capture.fetched_at) if capture.fetched_at else f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    return (
        "WARC/1.1\r\n"
        f"{BESIDE}: {beside(capture)}\r\n"
        f"WARC-Type: {kind}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>\r\n"
        f"WARC-Target-URI: {_one_line(uri)}\r\n"
        f"WARC-Date: {at}\r\n"
    )


def file_record(name: str, records_before: int = 0) -> bytes:
    """The record that a file begins with, and that stands again where numbers begin to be counted from elsewhere."""
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    warc = WARCWriter(out, gzip=False, warc_version="1.1")
    record = warc.create_warcinfo_record(name, {"software": "archiver", "format": "WARC File Format 1.1"})
    if records_before:
        record.rec_headers.add_header(BEFORE, str(records_before))
    warc.write_record(record)
    return _packed(out.getvalue())


def _packed(record: bytes, level: int = DENSE) -> bytes:
    """A record as a gzip member of its own."""
    from zlib_ng import zlib_ng

    return zlib_ng.compress(record, level, zlib_ng.MAX_WBITS + 16)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _one_line(value: str) -> str:
    """No address may end its header line early."""
    return " ".join(value.split())
