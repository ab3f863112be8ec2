"""WARC files: written so that every reader can read them, one record at a time."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import brotli
import fastwarc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.sources.fetch.warc import Exchange, WarcSink, cut_torn_tails, read_body

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
        assert read_body(folder, span.file, span.offset, at_most=1000) == body
        record = (folder / span.file).read_bytes()[span.offset : span.offset + span.length]
        assert b"WARC-Type: response" in gzip.decompress(record)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("BR", brotli.compress)]
)
def test_packed_bodies_are_kept_packed_and_read_unpacked(tmp_path, encoding, pack):
    sink = WarcSink(tmp_path, started=AT)
    span = sink.write(exchange(pack(b"<p>text"), Content_Encoding=encoding, Transfer_Encoding="chunked"))
    assert read_body(tmp_path, span.file, span.offset, at_most=1000) == b"<p>text"


def test_another_reader_reads_them(tmp_path):
    sink = WarcSink(tmp_path, started=AT)
    sink.write(exchange(b"one"))
    sink.write(exchange(b"two", url="http://a.org/2"))
    sink.close()
    with (tmp_path / sink.file).open("rb") as stream:
        records = [
            (r.headers.get("WARC-Type"), r.headers.get("WARC-Target-URI"), r.verify_block_digest())
            for r in fastwarc.ArchiveIterator(stream, parse_http=False)
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert all(digest for _, _, digest in records[1:])
    text = gzip.decompress((tmp_path / sink.file).read_bytes())
    for field in (
        b"WARC-IP-Address: 192.0.2.7",
        b"WARC-Date: 2024-05-03T10:00:00",
        b"WARC-Concurrent-To: <urn:",
    ):
        assert field in text


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
    assert read_body(tmp_path, span.file, span.offset, at_most=9) == b"whole"


def test_damage_is_told(tmp_path):
    sink = WarcSink(tmp_path, started=AT)
    span = sink.write(exchange(b"whole"))
    sink.close()
    with pytest.raises((OSError, ValueError)):
        read_body(tmp_path, "gone.warc.gz", 0, at_most=9)
    with pytest.raises((OSError, ValueError)):
        read_body(tmp_path, span.file, 0, at_most=9)  # the warcinfo record
    path: Path = tmp_path / span.file
    path.write_bytes(path.read_bytes()[: span.offset] + b"\0" * 50)
    with pytest.raises((OSError, ValueError)):
        read_body(tmp_path, span.file, span.offset, at_most=9)
