"""Inputs cut into slices: the same pages and errors, in the same order, wherever the cuts fall."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from archiver.errors import InputError
from archiver.records import Capture
from archiver.sources import read
from archiver.sources.item import Options, Outcome
from archiver.sources.slices import SLICE, Files, Handful, Range, Reading, cut, renumbered

CASES = Path(__file__).parents[1] / "cases"


def told(outcome: Outcome) -> object:
    """What is to be the same: errors compare by what they say, pages without the record that they came in."""
    return (outcome.reason, str(outcome)) if isinstance(outcome, InputError) else replace(outcome, packed=None)


def in_slices(inputs: list[str], size: int) -> list[object]:
    found: list[object] = []
    before = 0
    for part in cut(inputs, Options(), size=size):
        reading = Reading(part, Options())
        before = before if isinstance(part, Range) and part.start else 0
        found += [told(renumbered(o, before)) for _, piece in reading.pieces() for o in piece]
        before += reading.records
    return found


def record(number: int, length: int) -> bytes:
    body = f"<html><body><p>Page {number} {'of words ' * length}</p></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
    head += f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@given(lengths=st.lists(st.integers(0, 400), min_size=1, max_size=40), size=st.integers(1, 3000))
def test_a_warc_file_gives_the_same_records(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], size: int
) -> None:
    path = tmp_path_factory.mktemp("warc") / "pages.warc.gz"
    path.write_bytes(b"".join(record(n, length) for n, length in enumerate(lengths, 1)))
    assert in_slices([str(path)], size) == [told(o) for o in read([path])]


@given(
    lines=st.lists(
        st.one_of(
            st.builds(lambda n: json.dumps({"text": "word " * n}).encode(), st.integers(0, 300)),
            st.just(b""),
            st.just(b"{broken"),
        ),
        min_size=1,
        max_size=40,
    ),
    size=st.integers(1, 2000),
    ends=st.booleans(),
)
def test_json_lines_give_the_same_records(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], size: int, ends: bool
) -> None:
    path = tmp_path_factory.mktemp("lines") / "pages.jsonl"
    path.write_bytes(b'{"text": "first"}\n' + b"\n".join(lines) + (b"\n" if ends else b""))
    assert in_slices([str(path)], size) == [told(o) for o in read([path])]


@pytest.mark.parametrize("size", [1, 100, 5_000, 1 << 20])
def test_all_cases_give_the_same(size: int) -> None:
    assert in_slices([str(CASES)], size) == [told(o) for o in read([CASES])]


@pytest.mark.parametrize(("letters", "slices"), [(500, 6), (5000, 1)])
def test_a_file_of_short_texts_is_work_for_several(tmp_path: Path, letters: int, slices: int) -> None:
    """1.6 MB each, which is less than a slice may have."""
    path = tmp_path / "dump.jsonl"
    lines = (json.dumps({"text": f"{n:06}".ljust(letters, "x")}) + "\n" for n in range(1_500_000 // letters))
    path.write_text("".join(lines))
    parts = list(cut([path], Options()))
    assert len(parts) == slices
    assert in_slices([str(path)], SLICE) == [told(o) for o in read([path])]


def test_what_can_be_cut_is(tmp_path: Path) -> None:
    big = tmp_path / "a.jsonl"
    big.write_text("".join(json.dumps({"text": f"page {n}"}) + "\n" for n in range(100)))
    for n in range(5):
        (tmp_path / f"b{n}.txt").write_text("word " * 20)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(big.read_bytes() * 50))
    parts = list(cut([tmp_path], Options(), size=400))
    kinds = [type(p) for p in parts]
    assert kinds.count(Range) >= 4
    assert kinds.count(Files) == 2, "five small files of 100 bytes fill more than one slice of 400"
    assert kinds.count(Handful) >= 1, "what is packed as a whole is read where it is"
    assert all(isinstance(o, Capture) for p in parts if isinstance(p, Handful) for o in p.outcomes)
