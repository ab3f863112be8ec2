"""WARC files: written so that every reader can read them, one record at a time."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import brotli
import fastwarc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archiver.common.payload import read_payload
from archiver.sources.fetch.warc import WarcSink, cut_torn_tails
from archiver.sources.fetch.warc_records import Exchange, Original

AT = datetime(2024, 5, 3, 10, 0, tzinfo=UTC)


def exchange(body, url="http://a.org/1", **headers):
    return Exchange(
        url,
        "/1",
        [("Host", "a.org"), ("User-Agent", "archiver")],
        200,
        [
            ("Content-Type", "text/html"),
            *((name.replace("_", "-"), value) for name, value in headers.items()),
        ],
        body,
        AT,
        "192.0.2.7",
    )


@given(bodies=st.lists(st.binary(max_size=300), min_size=1, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_bodies_come_back_from_the_place_that_was_told(tmp_path_factory, bodies):
    folder = tmp_path_factory.mktemp("raw")
    sink = WarcSink(folder, started=AT)
    spans = [sink.write(exchange(body)) for body in bodies]
    assert (folder / sink.file).stat().st_size == sink.end
    sink.close()
    for body, span in zip(bodies, spans, strict=True):
        assert read_payload(folder / span.file, span.offset, at_most=1000) == body
        record = (folder / span.file).read_bytes()[span.offset : span.offset + span.length]
        assert b"WARC-Type: response" in gzip.decompress(record)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("BR", brotli.compress)]
)
def test_packed_bodies_are_kept_packed_and_read_unpacked(tmp_path, encoding, pack):
    sink = WarcSink(tmp_path, started=AT)
    span = sink.write(exchange(pack(b"<p>text"), Content_Encoding=encoding, Transfer_Encoding="chunked"))
    assert read_payload(tmp_path / span.file, span.offset, at_most=1000) == b"<p>text"


def test_another_reader_reads_them(tmp_path):
    sink = WarcSink(tmp_path, started=AT)
    sink.write(exchange(b"one"))
    sink.write(replace(exchange(b"two", url="http://a.org/2"), via="http://a.org/feed", seconds=0.25))
    sink.close()
    with (tmp_path / sink.file).open("rb") as stream:
        records = [
            (r.headers.get("WARC-Type"), r.headers.get("WARC-Target-URI"), r.verify_block_digest())
            for r in fastwarc.ArchiveIterator(stream, parse_http=False)
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", *["response", "request", "metadata"] * 2]
    assert all(digest for _, _, digest in records[1:])
    text = gzip.decompress((tmp_path / sink.file).read_bytes())
    for field in (
        b"WARC-IP-Address: 192.0.2.7",
        b"WARC-Date: 2024-05-03T10:00:00",
        b"WARC-Concurrent-To: <urn:",
        b"via: http://a.org/feed",
        b"fetchTimeMs: 250",
    ):
        assert field in text


def test_a_body_that_is_there_already_is_not_written_again(tmp_path):
    sink = WarcSink(tmp_path, started=AT)
    first = exchange(b"the same" * 100)
    span = sink.write(first)
    original = Original(first.digest, first.url, AT, span)
    again = replace(first, url="http://a.org/copy", at=AT + timedelta(hours=1))
    assert sink.write(again, original) == span
    sink.write(replace(first, status=304, body=b"", at=AT + timedelta(hours=2)), original)
    sink.close()
    with (tmp_path / sink.file).open("rb") as stream:
        records = [
            {name: record.rec_headers.get_header(f"WARC-{name}") for name in ("Type", "Profile", "Payload-Digest")}
            | {name: record.rec_headers.get_header(f"WARC-Refers-To-{name}") for name in ("Target-URI", "Date")}
            for record in ArchiveIterator(stream)
            if record.rec_type in ("response", "revisit")
        ]
    same, unmodified = records[1:]
    assert same["Type"] == unmodified["Type"] == "revisit"
    assert {one["Payload-Digest"] for one in records} == {first.digest}
    assert same["Profile"].endswith("1.1/revisit/identical-payload-digest")
    assert unmodified["Profile"].endswith("1.1/revisit/server-not-modified")
    for one in (same, unmodified):
        assert (one["Target-URI"], one["Date"]) == ("http://a.org/1", "2024-05-03T10:00:00.000000Z")
    assert checked_by_warcio(tmp_path / sink.file) == 0


def checked_by_warcio(path: Path) -> int:
    """The exit code of `warcio check`."""
    checker = Checker(SimpleNamespace(verbose=False, inputs=[str(path)]))
    checker.process_all()
    return int(checker.exit_value)


def test_files_are_rolled_by_size(tmp_path):
    sink = WarcSink(tmp_path, started=AT, roll_at=2000)
    spans = [sink.write(exchange(bytes(str(n), "ascii") * 50)) for n in range(10)]
    sink.close()
    assert len({span.file for span in spans}) > 2
    assert {span.file for span in spans} == {path.name for path in tmp_path.iterdir()}


def test_what_a_killed_writer_left_half_written_is_cut(tmp_path):
    sink = WarcSink(tmp_path, started=AT)
    span = sink.write(exchange(b"whole"))
    whole = (tmp_path / sink.file).read_bytes()
    (tmp_path / sink.file).write_bytes(whole + whole[-40:-10])
    cut_torn_tails(tmp_path, {sink.file: sink.end, "gone.warc.gz": 7})
    assert (tmp_path / sink.file).read_bytes() == whole
    assert read_payload(tmp_path / span.file, span.offset, at_most=9) == b"whole"


def test_damage_is_told(tmp_path):
    sink = WarcSink(tmp_path, started=AT)
    span = sink.write(exchange(b"whole"))
    sink.close()
    with pytest.raises((OSError, ValueError)):
        read_payload(tmp_path / "gone.warc.gz", 0, at_most=9)
    with pytest.raises((OSError, ValueError)):
        read_payload(tmp_path / span.file, 0, at_most=9)  # the warcinfo record
    path: Path = tmp_path / span.file
    path.write_bytes(path.read_bytes()[: span.offset] + b"\0" * 50)
    with pytest.raises((OSError, ValueError)):
        read_payload(tmp_path / span.file, span.offset, at_most=9)
