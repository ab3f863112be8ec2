"""Raw bytes: WARC that others read, torn tails cut, damage named, full files left alone."""

from __future__ import annotations

import gzip
import json
import random
from datetime import UTC, datetime
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from warcio.archiveiterator import ArchiveIterator

from archiver.duplicates.identity import body_of
from archiver.errors import ArchiveError
from archiver.lake.files.json_lines import parsed, sealed
from archiver.lake.raw.files import FULL, RawWriter, raw_writer, read_raw
from archiver.lake.raw.records import packed_records
from archiver.lake.rows.captures import beside, capture_beside
from archiver.records import Capture, Origin, PackedRecord, RawLocation
from archiver.verifying.raw_again import captures_again


def page(text: str) -> Capture:
    return Capture("html", text.encode(), Origin("a.html"), url="https://example.org/ü", charset="utf-8")


def written(folder: Path, *texts: str) -> list[RawLocation]:
    with raw_writer(folder) as writer:
        return [writer.write(page(text)) for text in texts]


def records(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            every = ArchiveIterator(file, check_digests="raise")
            found += [(r.rec_type, r.content_stream().read().decode()) for r in every]
    return [r for r in found if r[0] != "warcinfo"]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    places = written(tmp_path, "<p>one", "", "<p>three" * 1000)
    assert [read_raw(tmp_path, p).decode() for p in places] == ["<p>one", "", "<p>three" * 1000]
    text = Capture("text", "læs mere", Origin("a.txt"))
    with raw_writer(tmp_path) as writer:
        place = writer.write(text)
    assert read_raw(tmp_path, place) == "læs mere".encode()
    assert len(list(tmp_path.glob("*.warc.gz"))) == 1


def test_other_programs_read_the_files(tmp_path: Path) -> None:
    written(tmp_path, "<p>one")
    written(tmp_path, "<p>two")
    assert records(tmp_path) == [("resource", "<p>one"), ("resource", "<p>two")]


def test_a_record_says_what_it_is_and_no_address_ends_its_line(tmp_path: Path) -> None:
    at = datetime(2026, 5, 3, 10, 0, tzinfo=UTC)
    capture = replace(page("<p>one"), url="https://example.org/a\r\nEvil: yes", fetched_at=at)
    with raw_writer(tmp_path) as writer:
        place = writer.write(capture)
    with (tmp_path / place.file).open("rb") as file:
        told = [r.rec_headers for r in ArchiveIterator(file)][-1]
    assert told.protocol == "WARC/1.1"
    assert told.get_header("Evil") is None
    assert told.get_header("WARC-Target-URI") == "https://example.org/a%20Evil:%20yes"
    assert told.get_header("WARC-Date") == "2026-05-03T10:00:00Z"
    assert told.get_header("Content-Type") == "text/html; charset=utf-8"
    assert told.get_header("Content-Length") == "6"
    assert told.get_header("WARC-Record-ID").startswith("<urn:uuid:")


@pytest.mark.parametrize("tail", [b"\x1f\x8b\x08 half a record", b"\0" * 5000])
def test_what_a_crash_left_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    (first,) = written(tmp_path, "<p>one")
    with (tmp_path / first.file).open("ab") as out:
        out.write(tail)
    (second,) = written(tmp_path, "<p>two")
    assert records(tmp_path) == [("resource", "<p>one"), ("resource", "<p>two")]
    assert second.offset == first.offset + first.length


@pytest.mark.parametrize("full", [FULL, 1])
def test_what_a_crash_left_of_a_file_that_was_begun_is_cut_off(tmp_path: Path, full: int) -> None:
    """The archive's first one, or the one behind a full one: other programs read them all to their ends."""
    with raw_writer(tmp_path) as writer:
        before = [writer.write(page("kept"))] if full == 1 else []
    killed = RawWriter(tmp_path, full)
    killed.write(page("in vain" * 1000))
    begun = sorted(tmp_path.glob("*.warc.gz"))[-1]
    assert len(before) + 1 == len(list(tmp_path.glob("*.warc.gz")))
    begun.write_bytes(packed_records(page("torn"), b"torn")[0][0][:-9])
    (place,) = written(tmp_path, "after it")
    assert place.file == begun.name
    assert [body for _, body in records(tmp_path)] == ["kept"] * len(before) + ["after it"]


def test_without_a_known_end_a_new_file_is_begun(tmp_path: Path) -> None:
    (first,) = written(tmp_path, "<p>one")
    (tmp_path / ".end").write_bytes(b"{")
    (second,) = written(tmp_path, "<p>two")
    assert first.file != second.file
    assert read_raw(tmp_path, first) == b"<p>one"


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    writer = RawWriter(tmp_path, full=1000)
    places = [writer.write(page(f"<p>{n}")) for n in range(12)]
    writer.close()
    assert len({p.file for p in places}) > 1
    assert [read_raw(tmp_path, p) for p in places] == [f"<p>{n}".encode() for n in range(12)]


def test_an_address_cannot_write_headers(tmp_path: Path) -> None:
    url = "https://example.org/\r\nWARC-Type: response"
    with raw_writer(tmp_path) as writer:
        writer.write(Capture("html", b"<p>", Origin("a"), url=url))
    assert records(tmp_path) == [("resource", "<p>")]


def test_damage_is_named(tmp_path: Path) -> None:
    (place,) = written(tmp_path, "<p>one" * 100)
    path = tmp_path / place.file
    content = bytearray(path.read_bytes())
    content[place.offset + place.length // 2] ^= 0x55
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=place.file):
        read_raw(tmp_path, place)
    path.unlink()
    with pytest.raises(ArchiveError, match=place.file):
        read_raw(tmp_path, place)


def numbered(folder: Path, before: int, *numbers: int) -> Path:
    """Records of these numbers in a slice, appended in a session of their own; before: records before the slice."""
    spooled, ranges, path = b"", [], folder / "spooled"
    for number in numbers:
        capture = replace(page(f"<p>{before + number}"), origin=Origin("a", number))
        packed = b"".join(packed_records(capture, body_of(capture))[0])
        ranges.append((len(spooled), len(packed)))
        spooled += packed
    path.write_bytes(spooled)
    with raw_writer(folder / "raw") as writer:
        list(writer.append(path, ranges, before))
    return folder / "raw"


SLICES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12)


@given(slices=SLICES, full=st.sampled_from([1, 900, FULL]))
def test_numbers_of_slices_are_those_in_the_input(
    tmp_path_factory: pytest.TempPathFactory, slices: list[tuple[int, int]], full: int
) -> None:
    """Whatever slices come one after the other, of one session or of several, in one file or in many."""
    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RawWriter, "__init__", partialmethod(RawWriter.__init__, full=full))
        for before, records in slices:
            numbered(folder, 100 * before, *range(1, records + 1))
    found = [(one.body, one.origin.record) for one in captures_again(folder / "raw")]
    expected = [100 * before + n for before, records in slices for n in range(1, records + 1)]
    assert found == [(f"<p>{n}".encode(), n) for n in expected]


def test_a_crash_within_a_slice_leaves_its_numbers_to_nobody(tmp_path: Path) -> None:
    """What says where they are counted from is cut off with them."""
    raw = numbered(tmp_path, 0, 1)
    end = (raw / ".end").read_bytes()
    numbered(tmp_path, 100, 1, 2)
    (raw / ".end").write_bytes(end)
    numbered(tmp_path, 0, 2)
    assert [one.origin.record for one in captures_again(raw)] == [1, 2]


def test_a_mark_of_before_says_that_numbers_count_all(tmp_path: Path) -> None:
    raw = numbered(tmp_path, 0, 1)
    told = parsed((raw / ".end").read_bytes().removesuffix(b"\n"))
    del told["records_before"]
    (raw / ".end").write_bytes(sealed(told))
    numbered(tmp_path, 0, 2)
    numbered(tmp_path, 7, 1)
    assert [one.origin.record for one in captures_again(raw)] == [1, 2, 8]


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def kept_page(number: int) -> Capture:
    """As it came in a WARC file, in a record that is kept: its words do not pack, so that it is read in pieces."""
    body = f"<p>{number} {random.Random(number).randbytes(60_000).hex()}".encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://e.org/\r\n"
    )
    head += f"WARC-Date: 2024-05-03T10:00:00Z\r\nContent-Length: {len(HTTP) + len(body)}\r\n\r\n"
    record = gzip.compress(head.encode() + HTTP + body + b"\r\n\r\n")
    return replace(page(""), body=body, packed=PackedRecord(record, len(HTTP)))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("damaged", range(6))
def test_a_flipped_bit_costs_the_capture_that_it_lies_in(tmp_path: Path, damaged: int, share: float) -> None:
    captures = [kept_page(n) if n % 2 else page(f"<p>{n}" * 9000) for n in range(6)]
    with raw_writer(tmp_path) as writer:
        places = [writer.write(capture) for capture in captures]
    path = tmp_path / places[0].file
    content = bytearray(path.read_bytes())
    content[places[damaged].offset + int(places[damaged].length * share)] ^= 0x10
    path.write_bytes(content)
    found = [capture.body for capture in captures_again(tmp_path)]
    assert found == [capture.body for n, capture in enumerate(captures) if n != damaged]


@given(st.text(), st.one_of(st.none(), st.text()), st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))))
def test_what_came_with_the_bytes_is_written_as_json_writes_it(path: str, url: str | None, at: datetime | None) -> None:
    capture = Capture("text", "", Origin(path or "ü\n", 3), url=url, site="é", fetched_at=at)
    told = beside(capture)
    assert told == json.dumps(json.loads(told), sort_keys=True)
    again = capture_beside(told, b"")
    assert again == replace(capture, url=url or None)
