"""Every exchange written down as it came, before anything is made of it: WARC 1.1 (ISO 28500:2017).

Each exchange becomes a `response` (or `revisit`), a `request` and a `metadata` record, gzipped one by one so that
any can be read alone, with the body as transferred (Content-Encoding untouched; chunks joined). Files are rolled by
size.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from archiver.sources.fetch.warc_records import Exchange, Original, Span, records_of


class Sink(Protocol):
    """Takes exchanges; what `write` has returned is on disk, and stays there after a power cut."""

    def write(self, exchange: Exchange, original: Original | None = None) -> Span:
        """Writes the exchange; returns the place of the response record that has its body: the original's, where
        it was there already."""

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

    def write(self, exchange: Exchange, original: Original | None = None) -> Span:
        """Writes answer, request and metadata, fsynced once for all."""
        out = self._file()
        start, span = out.tell(), None
        for record in records_of(self._writer, exchange, original):
            self._writer.write_record(record)
            span = span or Span(self.file, start, out.tell() - start)
        out.flush()
        os.fsync(out.fileno())
        self.end = out.tell()
        assert span is not None
        return original.span if original else span

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


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cut_torn_tails(folder: Path, safe_lengths: dict[str, int]) -> None:
    """Cuts each file after its last acknowledged record: what a killed writer left half written."""
    for file, length in safe_lengths.items():
        path = folder / file
        if path.exists() and path.stat().st_size > length:
            os.truncate(path, length)
