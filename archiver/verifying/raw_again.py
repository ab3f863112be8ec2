"""The captures again, from the WARC files in raw/ alone: what a lost table is made anew from.

What was ingested lies in files that lake/raw/ wrote, with all that came beside it; what was fetched, in those of
sources/fetch/warc.py, with what it was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from archiver.common.payload import body_behind
from archiver.lake.raw.records import BEFORE, BESIDE
from archiver.lake.rows.captures import capture_beside
from archiver.records import Capture, Origin
from archiver.sources.whole_records import WholeRecord, whole_records


def captures_again(folder: Path) -> Iterator[Capture]:
    """The captures whose bytes RawWriter has written, as they came; damaged records are left out.

    Records of before there was the header BESIDE have lost what was stated with them. Where slices were appended before
    there was BEFORE, their records' numbers count from the beginning of the slice.
    """
    for path in sorted(folder.glob("captures-*.warc.gz")):
        with path.open("rb") as file:
            yield from _captures_of(map(_parsed, whole_records(file)), path)


def _parsed(record: WholeRecord | None) -> Any:
    with suppress(ValueError):
        return record and record.parsed(http=False)
    return None


def _captures_of(records: Iterator[Any], path: Path) -> Iterator[Capture]:
    before, told = 0, None
    for record in records:
        kind = record.rec_type if record else "damaged"
        if kind == "warcinfo":
            before = int(record.rec_headers.get_header(BEFORE) or 0)
        elif kind == "response" and told is not None:
            yield capture_beside(told.get_header(BESIDE), body_behind(told, record), before)
        elif kind == "resource":
            body = record.raw_stream.read()
            if record.digest_checker.passed is not False:
                yield _told_alone(record.rec_headers, body, path, before)
        told = record.rec_headers if kind == "metadata" else None


def _told_alone(headers: Any, body: bytes, path: Path, before: int) -> Capture:
    """The capture of a `resource` record."""
    told = headers.get_header(BESIDE)
    if told:
        return capture_beside(told, body, before)
    uri, kind = headers.get_header("WARC-Target-URI"), headers.get_header("Content-Type") or ""
    url = None if uri.startswith("urn:") else uri
    origin = Origin(f"raw/{path.name}")
    if kind.startswith("text/plain"):
        return Capture("text", body.decode(errors="replace"), origin, url=url)
    return Capture("html", body, origin, url=url)
