"""A damaged WARC loses its damaged records and no other, whatever was cut, flipped or put between."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.errors import InputError
from archiver.records import Capture, Origin
from archiver.sources import read
from archiver.sources.item import Item, Options
from archiver.sources.limits import DEFAULT_LIMITS
from archiver.sources.reading import read_item
from archiver.sources.streams import Meter, opened

COUNT = 8
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def page(number: int) -> bytes:
    """Hardly compressible; every third one is larger than what readers read ahead."""
    noise = random.Random(number).randbytes(60_000 if number % 3 == 1 else 900).hex()
    return f"<html><body><p>Story {number} of the harbour. {noise}</p></body></html>".encode()


@dataclass(frozen=True)
class File:
    """A WARC file, and where each of its records begins."""

    content: bytes
    starts: tuple[int, ...]

    def touched(self, first: int, last: int) -> set[int]:
        """Records that have a byte in [first, last)."""
        ends = (*self.starts[1:], len(self.content))
        return {n for n, (start, end) in enumerate(zip(self.starts, ends, strict=True)) if start < last and end > first}


def by_warcio(packed: bool) -> File:
    out, starts = io.BytesIO(), []
    writer = WARCWriter(out, gzip=packed)
    for number in range(COUNT):
        starts.append(out.tell())
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url = f"https://a.example/{number}"
        body = io.BytesIO(page(number))
        writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=http))
    return File(out.getvalue(), tuple(starts))


def by_fastwarc() -> File:
    parts = []
    for number in range(COUNT):
        record, out = WarcRecord(), io.BytesIO()
        record.init_headers(WarcRecordType.resource)
        record.headers["WARC-Target-URI"] = f"https://a.example/{number}"
        record.headers["Content-Type"] = "text/html"
        record.set_bytes_content(page(number))
        from fastwarc.stream_io import GzipWriter

        with GzipWriter(out) as packed:
            record.write(packed, checksum_data=True)
        parts.append(out.getvalue())
    starts = [sum(map(len, parts[:number])) for number in range(COUNT)]
    return File(b"".join(parts), tuple(starts))


FILES = {"warcio, gzip": by_warcio(True), "warcio, plain": by_warcio(False), "fastwarc, gzip": by_fastwarc()}


PAGES = {page(number): number for number in range(COUNT)}


class Pipe(io.BytesIO):
    """What cannot go back: its last bytes are kept in memory, where a file's are looked up."""

    def seekable(self) -> bool:
        return False


def body_or_reason(outcome: Capture | InputError) -> object:
    return outcome.body if isinstance(outcome, Capture) else outcome.reason


def through_a_pipe(path: Path, content: bytes) -> list[Capture | InputError]:
    """What is read under the same name from what cannot be read twice."""
    meter = Meter(DEFAULT_LIMITS, len(content))
    stream = opened(Pipe(content), meter, Origin(str(path)))
    outcomes: list[Capture | InputError] = []
    try:
        for outcome in read_item(Item(str(path), stream, meter, Options())):
            outcomes.append(outcome)  # what came before an error is not lost
    except InputError as error:
        outcomes.append(error)
    return outcomes


def kept(tmp_path: Path, content: bytes) -> tuple[set[int], list[InputError]]:
    """Which pages come back, known by their bytes (a plain record's address may be what was damaged); errors."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    outcomes = list(read([path]))
    piped = through_a_pipe(path, content)
    assert [type(o) for o in piped] == [type(o) for o in outcomes]
    assert [body_or_reason(o) for o in piped] == [body_or_reason(o) for o in outcomes]
    bodies = [o.body for o in outcomes if isinstance(o, Capture)]
    assert all(body in PAGES for body in bodies), "a page that is not as it was written"
    return {PAGES[bytes(body)] for body in bodies if isinstance(body, bytes)}, [
        o for o in outcomes if isinstance(o, InputError)
    ]


@pytest.mark.parametrize("name", FILES)
def test_whole_files_are_read_whole(name: str, tmp_path: Path) -> None:
    file = FILES[name]
    assert [r.stream_pos for r in ArchiveIterator(io.BytesIO(file.content))] == list(file.starts)
    pages, errors = kept(tmp_path, file.content)
    assert sorted(pages) == list(range(COUNT)) and errors == []


@pytest.mark.parametrize("name", FILES)
@given(share=st.floats(0, 0.99999), bit=st.integers(0, 7))
@FUZZ
def test_a_flipped_bit_costs_its_record(name: str, share: float, bit: int, tmp_path: Path) -> None:
    file = FILES[name]
    at = int(share * len(file.content))
    content = bytearray(file.content)
    content[at] ^= 1 << bit
    pages, errors = kept(tmp_path, bytes(content))
    assert set(range(COUNT)) - pages <= file.touched(at, at + 1)
    # What tells a plain record's own header lines from damaged ones? Nothing; gzip has a checksum over them.
    assert errors or len(pages) == COUNT or name == "warcio, plain"


@pytest.mark.parametrize("name", FILES)
@given(share=st.floats(0, 1))
@FUZZ
def test_a_cut_costs_what_is_behind_it(name: str, share: float, tmp_path: Path) -> None:
    file = FILES[name]
    at = int(share * len(file.content))
    pages, errors = kept(tmp_path, file.content[:at])
    assert set(range(COUNT)) - pages == file.touched(at, len(file.content))
    assert errors or at in (*file.starts[1:], len(file.content))


@pytest.mark.parametrize("name", FILES)
@given(share=st.floats(0, 1), length=st.integers(1, 200_000), seed=st.integers(0, 9))
@FUZZ
def test_a_hole_costs_the_records_round_it(name: str, share: float, length: int, seed: int, tmp_path: Path) -> None:
    file = FILES[name]
    at = int(share * len(file.content))
    filling = random.Random(seed).randbytes(seed * 100)
    pages, _ = kept(tmp_path, file.content[:at] + filling + file.content[at + length :])
    assert set(range(COUNT)) - pages <= file.touched(at, at + length)
