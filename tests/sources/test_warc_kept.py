"""Which records of a WARC file can be kept as they are packed, and that they say what was read of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archiver.duplicates.identity import capture_digests
from archiver.lake.raw.files import raw_writer, read_raw
from archiver.records import Capture, PackedRecord
from archiver.sources import read
from archiver.sources.item import Options
from archiver.sources.slices import Reading, cut
from archiver.verifying.raw_again import captures_again

HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def record(body: bytes, number: int = 1, http: str = HTML) -> bytes:
    """A response as it is before it is packed."""
    block = f"{http}\r\n".encode() + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
    head += f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def page(number: int, words: int = 40) -> bytes:
    return f"<html><body><p>Page {number}, of which every word counts {'or not ' * words}</p></body></html>".encode()


def captures(path: Path, content: bytes, size: int = 1) -> list[Capture]:
    """The pages of a WARC file with this content, read in slices of about so many bytes."""
    path.write_bytes(content)
    pieces = [piece for part in cut([path], Options(), size=size) for _, piece in Reading(part, Options()).pieces()]
    return [one for piece in pieces for one in piece if isinstance(one, Capture)]


def kept(capture: Capture) -> PackedRecord:
    assert capture.packed is not None
    return capture.packed


@given(words=st.lists(st.integers(0, 400), min_size=1, max_size=20), size=st.integers(1, 3000))
def test_what_is_kept_is_the_member_that_holds_the_page(
    tmp_path_factory: pytest.TempPathFactory, words: list[int], size: int
) -> None:
    members = [gzip.compress(record(page(n, count), n)) for n, count in enumerate(words)]
    found = captures(tmp_path_factory.mktemp("warc") / "a.warc.gz", b"".join(members), size)
    assert [kept(one).content for one in found] == members
    for one in found:
        block = gzip.decompress(kept(one).content).partition(b"\r\n\r\n")[2]
        assert block[kept(one).before : -4] == one.body


def test_padding_is_no_part_of_a_record(tmp_path: Path) -> None:
    members = [gzip.compress(record(page(n), n)) for n in range(3)]
    for padding in (1, 3, 4, 512):
        found = captures(tmp_path / "a.warc.gz", (b"\0" * padding).join(members))
        assert [one.body for one in found] == [page(n) for n in range(3)]
        assert all(one.packed is None or one.packed.content in members for one in found)


def test_a_body_that_does_not_stand_in_its_record_as_it_is_is_packed_anew(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(1)), page(1))
    plain = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
    pages = [
        record(gzip.compress(page(1)), http=f"{HTML}Content-Encoding: gzip\r\n"),
        record(chunked, http=f"{HTML}Transfer-Encoding: chunked\r\n"),
        record(b"A plain text of some words.", http=plain),
        record(page(2)),
    ]
    found = captures(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, pages)))
    assert [one.body for one in found[:2]] == [page(1)] * 2
    assert [one.packed is not None for one in found] == [False, False, False, True]
    assert not any(one.packed for one in captures(tmp_path / "a.warc", b"".join(pages)))


def test_a_record_in_two_members_is_packed_anew(tmp_path: Path) -> None:
    one = record(page(1, words=500))
    for at in (len(one) // 2, len(one) - 4):
        content = gzip.compress(one[:at]) + gzip.compress(one[at:]) + gzip.compress(record(page(2)))
        assert not any(o.packed for o in captures(tmp_path / "a.warc.gz", content) if o.body == page(1, words=500))


@given(words=st.lists(st.integers(0, 300), min_size=1, max_size=8))
def test_records_that_were_kept_are_read_like_others(
    tmp_path_factory: pytest.TempPathFactory, words: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("raw")
    source = folder / "a.warc.gz"
    members = [gzip.compress(record(page(n, count), n)) for n, count in enumerate(words)]
    found = captures(source, b"".join([*members, gzip.compress(record(b"<p>" * 30, 99, http=f"{HTML}X: y\r\n"))]))
    with raw_writer(folder / "raw") as writer:
        places = [writer.write(one) for one in found]
    assert [read_raw(folder / "raw", place) for place in places] == [one.body for one in found]
    again = list(captures_again(folder / "raw"))
    assert list(map(capture_digests, again)) == list(map(capture_digests, read([source])))
    with (folder / "raw" / places[0].file).open("rb") as file:
        kinds = [one.rec_type for one in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["warcinfo", *["metadata", "response"] * len(found)]
