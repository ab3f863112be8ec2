# cython: infer_types=True, annotation_typing=False
"""The bytes as they came: WARC 1.1 files (ISO 28500:2017) in raw/, a record for each capture.

That is a `resource` record; or, of a page that came in a WARC file, its own `response` record as it was packed there,
behind a `metadata` record with what else the archive knows of it. Records are gzipped one by one, so that any can be
read alone. A `warcinfo` record tells, as the standard has it, of the records behind it up to the next one: here, where
their numbers in their inputs are counted from. A file is appended to until it is full. Where its durable end is stands
in raw/.end, written before any row names a record; what a crash left behind that end is cut off by the next writer. In
an object store nothing can be appended to: there every writer begins a file, with a name that nobody else has.
"""

from __future__ import annotations

import hashlib
import io
import os
from base64 import b32encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from archiver.errors import ArchiveError
from archiver.lake.captures import beside
from archiver.lake.durable import sync_folder, write_whole
from archiver.lake.home import home_of
from archiver.lake.lines import parsed, sealed
from archiver.payload import BODY, payload_in
from archiver.records import Capture, PackedRecord, RawLocation

BESIDE = "Archiver-Capture"
"""The header with all that came with the bytes, JSON: from the WARC files alone the articles can be made again. It is
the `resource` record's, or that of the `metadata` record before a `response` record."""

BEFORE = "Archiver-Records-Before"
"""The header of a `warcinfo` record that says how many records of their input lie before those that the `input_record`
of the records behind it counts. Absent: none. Workers read an input in slices and pack its pages before anyone knows
how many records the slices before have; whoever appends what they packed knows it."""

FULL = 1 << 30
"""Bytes at which a file is full: the size that the WARC standard's annex advises."""

DENSE, FAST = 5, 1
"""zlib-ng's levels. DENSE takes a quarter of the time of zlib's level 9, which others use, for 2 % more bytes. FAST is
for records of some hundred bytes: it needs no tables, to clear which takes three times as long as all else."""


class RawWriter:
    """Appends captures; what it returned is durable once `close` has returned. One writer at a time."""

    def __init__(self, folder: Path, full: int = FULL) -> None:
        self._folder = folder
        self._home = home_of(folder.parent)
        self._full = full
        self._out: BinaryIO | None = None
        self._name = ""  # of the file that is open
        self._before = 0  # as the last `warcinfo` record says

    def write(self, capture: Capture) -> RawLocation:
        """Append a capture's body: HTML as it came, text as UTF-8."""
        body = capture.body.encode() if isinstance(capture.body, str) else capture.body
        records, sha256 = packed_records(capture, body)
        out = self._open()
        start = out.tell()
        out.writelines(records)
        return RawLocation(self._name, start, sum(map(len, records)), sha256)

    def append(
        self, records: Path, ranges: Iterable[tuple[int, int]], records_before: int = 0
    ) -> Iterator[tuple[str, int]]:
        """Append records that `packed_records` made and a file holds, at these (offset, length); gives where each
        is now: (file, offset). records_before: of their input, those that their numbers do not count."""
        with records.open("rb") as source:
            for offset, length in ranges:
                out = self._open(records_before)
                start = out.tell()
                out.write(os.pread(source.fileno(), length, offset))
                yield self._name, start

    def _open(self, records_before: int = 0) -> BinaryIO:
        """The file to append to, and what it says last of where numbers are counted from."""
        if self._out is None or self._out.tell() >= self._full:
            self.close()
            self._out = self._next_file()
            self._name = Path(self._out.name).name
        self._count_from(self._out, records_before)
        return self._out

    def _count_from(self, out: BinaryIO, records_before: int) -> None:
        if records_before != self._before:
            out.write(_file_record(self._name, records_before))
            self._before = records_before

    def _next_file(self) -> BinaryIO:
        if self._home.shared:
            return self._continue(self._folder / f"captures-{uuid4().hex}.warc.gz", 0)
        name, end, before = _durable_end(self._folder)
        if name is None or end >= self._full:
            return self._continue(self._folder / _next_name(self._folder), 0)
        self._before = before
        return self._continue(self._folder / name, end)

    def _continue(self, path: Path, end: int) -> BinaryIO:
        try:
            out = path.open("r+b" if end else "w+b")
            out.truncate(end)
            out.seek(end)
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be written: {error.strerror}") from error
        if not end:
            out.write(_file_record(path.name))
            self._before = 0
        return out

    def close(self) -> None:
        """Make all that was written durable."""
        if self._out is None:
            return
        self._out.flush()
        os.fsync(self._out.fileno())
        path = Path(self._out.name)
        end = {"file": path.name, "length": self._out.tell(), "records_before": self._before}
        self._out.close()
        self._out = None
        sync_folder(self._folder)
        self._home.keep(path)
        write_whole(self._folder / ".end", sealed(end))


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


def _file_record(name: str, records_before: int = 0) -> bytes:
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


@contextmanager
def raw_writer(folder: Path) -> Iterator[RawWriter]:
    """A writer whose records are durable when the block is left."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = RawWriter(folder)
    try:
        yield writer
    finally:
        writer.close()


def _durable_end(folder: Path) -> tuple[str | None, int, int]:
    """The file last written, where it ends and where numbers are counted from there; (None, 0, 0) where a new one must
    be begun."""
    try:
        end = parsed((folder / ".end").read_bytes().removesuffix(b"\n"))
        name, length = str(end["file"]), int(end["length"])
        whole = (folder / name).stat().st_size >= length
        return (name, length, int(end.get("records_before", 0))) if whole else (None, 0, 0)
    except (OSError, ValueError, KeyError, TypeError):
        return None, 0, 0


def _next_name(folder: Path) -> str:
    numbers = [int(p.name[9:15]) for p in folder.glob("captures-??????.warc.gz") if p.name[9:15].isdigit()]
    return f"captures-{max(numbers, default=0) + 1:06d}.warc.gz"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _one_line(value: str) -> str:
    """No address may end its header line early."""
    return " ".join(value.split())


def read_raw(folder: Path, location: RawLocation) -> bytes:
    """The bytes of a capture, checked. Raises ArchiveError where they are missing or damaged."""
    path = folder / location.file
    try:
        with home_of(folder.parent).open(path, location.offset, location.length) as stream:
            body = payload_in(stream, path.name, location.offset)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path}, byte {location.offset:,}: cannot be read: {error}") from error
    if hashlib.sha256(body).hexdigest() != location.sha256:
        raise ArchiveError(f"{path}, byte {location.offset:,}: the bytes are not those that were stored")
    return body
