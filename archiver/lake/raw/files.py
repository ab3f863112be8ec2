# cython: infer_types=True, annotation_typing=False
"""The WARC files in raw/: appended to, and read at the place of one record.

A file is appended to until it is full. Where its durable end is stands in raw/.end, written before any row names a
record; what a crash left behind that end is cut off by the next writer. In an object store nothing can be appended to:
there every writer begins a file, with a name that nobody else has.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from archiver.common.payload import payload_in
from archiver.errors import ArchiveError
from archiver.lake.files.durable import named, sync_folder, write_whole
from archiver.lake.files.json_lines import parsed, sealed
from archiver.lake.raw.records import file_record, packed_records
from archiver.lake.storage.home import home_of
from archiver.records import Capture, RawLocation

FULL = 1 << 30
"""Bytes at which a file is full: the size that the WARC standard's annex advises."""


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
                with named(self._folder / self._name):
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
            out.write(file_record(self._name, records_before))
            self._before = records_before

    def _next_file(self) -> BinaryIO:
        if self._home.shared:
            return self._continue(self._folder / f"captures-{uuid4().hex}.warc.gz", 0)
        name, end, before = durable_end(self._folder)
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
            self._before = 0
            self._note_end(path, 0)  # so that what a crash leaves of its first records is cut off too
            out.write(file_record(path.name))
        return out

    def _note_end(self, path: Path, end: int) -> None:
        told = {"file": path.name, "length": end, "records_before": self._before}
        write_whole(self._folder / ".end", sealed(told))

    def close(self) -> None:
        """Make all that was written durable."""
        if self._out is None:
            return
        path = Path(self._out.name)
        with named(path):
            self._out.flush()
            os.fsync(self._out.fileno())
        end = self._out.tell()
        self._out.close()
        self._out = None
        sync_folder(self._folder)
        self._home.keep(path)
        self._note_end(path, end)


@contextmanager
def raw_writer(folder: Path) -> Iterator[RawWriter]:
    """A writer whose records are durable when the block is left."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = RawWriter(folder)
    try:
        yield writer
    finally:
        writer.close()


def durable_end(folder: Path) -> tuple[str | None, int, int]:
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
