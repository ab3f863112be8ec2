"""WARC records as crawlers write them."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped, unused-ignore]
import pytest
from backports import zstd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.errors import InputError, LimitError
from archiver.records import Capture
from archiver.sources import Limits, read
from archiver.sources.content import decode_content
from archiver.sources.limits import MIB

PAGE = b"<html><p>The harbour was closed on Monday because of the ice." + b" And so on." * 200


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED: dict[str, Any] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, bare": deflated,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "identity": bytes,
}


def warc(path: Path, *pages: tuple[bytes, Sequence[tuple[str, str]]], status: str = "200 OK") -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for number, (body, headers) in enumerate(pages):
            http = StatusAndHeaders(
                status, [("Content-Type", "text/html; charset=utf-8"), *headers], protocol="HTTP/1.1"
            )
            url = f"https://a.example/{number}"
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return path


@pytest.mark.parametrize("coding", PACKED)
def test_content_codings(coding: str, tmp_path: Path) -> None:
    packed = PACKED[coding](PAGE)
    header = [("Content-Encoding", coding.partition(",")[0])]
    (one, two) = read([warc(tmp_path / "a.warc.gz", (packed, header), (PAGE, header))])
    assert isinstance(one, Capture)
    assert isinstance(two, Capture)  # stored unpacked, the header left as it was
    assert one.body == two.body == PAGE
    assert (one.url, one.charset, one.origin.record) == ("https://a.example/0", "utf-8", 1)


@pytest.mark.parametrize("coding", [c for c in PACKED if c != "identity"])
def test_a_coding_is_undone_no_further_than_asked_and_never_half(coding: str) -> None:
    name, packed = coding.partition(",")[0], PACKED[coding](PAGE * 50)
    assert decode_content(packed, name, 10 * MIB) == PAGE * 50
    assert decode_content(packed, name, 1000) == (PAGE * 50)[:1000]
    with pytest.raises(ValueError, match="ends before its end"):
        decode_content(packed[: len(packed) // 2], name, 10 * MIB)
    assert decode_content(gzip.compress(packed), f"{name}, gzip", 10 * MIB) == PAGE * 50
    with pytest.raises(ValueError, match="not known"):
        decode_content(packed, "compress", 1000)


def test_a_bomb_in_one_record_does_not_hide_the_next(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\n" * (60 * MIB), 1)
    header = [("Content-Encoding", "gzip")]
    path = warc(tmp_path / "a.warc.gz", (bomb, header), (b"\x00rotten", header), (gzip.compress(PAGE), header))
    large, rotten, page = read([path], limits=Limits(page_bytes=8 * MIB))
    assert isinstance(large, LimitError)
    assert isinstance(rotten, InputError)
    assert (large.reason, rotten.reason) == ("too-large", "damaged-content")
    assert isinstance(page, Capture)
    assert [o.origin.record for o in (large, rotten, page)] == [1, 2, 3]


def test_a_page_larger_than_a_page_may_be_does_not_hide_the_next(tmp_path: Path) -> None:
    large, page = read(
        [warc(tmp_path / "a.warc", (b"<p>" + b"x" * MIB, ()), (PAGE, ()))], limits=Limits(page_bytes=MIB)
    )
    assert isinstance(large, LimitError)
    assert isinstance(page, Capture)


def test_chunked_bodies(tmp_path: Path) -> None:
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(PAGE[n : n + 100]), PAGE[n : n + 100]) for n in range(0, len(PAGE), 100))
    header = [("Transfer-Encoding", "chunked")]
    (page,) = read([warc(tmp_path / "a.warc", (chunked + b"0\r\n\r\n", header))])
    assert isinstance(page, Capture)
    assert page.body == PAGE


def in_chunks(body: bytes, ending: bytes = b"0\r\n\r\n", after: bytes = b"") -> bytes:
    parts = (body[n : n + 100] for n in range(0, len(body), 100))
    return b"".join(b"%x%b\r\n%b\r\n" % (len(part), after, part) for part in parts) + ending


CHUNKED: dict[str, tuple[bytes, str, str]] = {
    "chunks that were joined": (PAGE, "chunked", ""),
    "chunks that were joined, of gzip": (gzip.compress(PAGE), "chunked", "gzip"),
    "chunks of gzip": (in_chunks(gzip.compress(PAGE)), "chunked", "gzip"),
    "chunks of what was unpacked": (in_chunks(PAGE), "chunked", "gzip"),
    "with extensions": (in_chunks(PAGE, after=b' ;name="value"'), "chunked", ""),
    "with blanks, and zeros": (in_chunks(PAGE, after=b"  ").replace(b"64  \r", b"0064\r"), "chunked", ""),
    "with trailers": (in_chunks(PAGE, b"0\r\nExpires: never\r\n\r\n"), "chunked", ""),
    "a page that begins like a chunk": (b"0\r\n" + PAGE, "chunked", ""),
    "without the last one": (in_chunks(PAGE, b""), "chunked", ""),
    "lines that end in LF": (in_chunks(PAGE).replace(b"\r", b""), "Chunked", ""),
    "packed for the way": (in_chunks(gzip.compress(PAGE)), "gzip, chunked", ""),
    "packed for the way, and unpacked": (PAGE, "gzip, chunked", ""),
}


@pytest.mark.parametrize("suffix", ["warc", "warc.gz", "arc"])
@pytest.mark.parametrize("name", CHUNKED)
def test_a_transfer_coding_is_undone_where_the_body_has_it(name: str, suffix: str, tmp_path: Path) -> None:
    body, transfer, content = CHUNKED[name]
    headers = [("Transfer-Encoding", transfer), *([("Content-Encoding", content)] if content else [])]
    path = tmp_path / f"a.{suffix}"
    if suffix == "arc":
        head = "".join(f"{a}: {b}\r\n" for a, b in [("Content-Type", "text/html"), *headers])
        answer = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body
        about = b"1 0 x\nURL IP-address Archive-date Content-type Archive-length\n"
        path.write_bytes(
            b"filedesc://a.arc 0.0.0.0 20240305090000 text/plain %d\n%b\n" % (len(about), about)
            + b"https://a.example/0 1.2.3.4 20240305090000 text/html %d\n%b\n" % (len(answer), answer)
        )
    else:
        warc(path, (body, headers), (PAGE, ()))
    found = list(read([path]))
    expected = body if name.startswith("a page") else PAGE
    assert [isinstance(o, Capture) and o.body for o in found] == [expected, PAGE][: 1 if suffix == "arc" else 2]


def test_chunks_that_are_damaged_cost_their_page_alone(tmp_path: Path) -> None:
    header = [("Transfer-Encoding", "chunked")]
    later, cut = in_chunks(PAGE).replace(b"\r\n64\r\n", b"\r\nzz\r\n", 2), in_chunks(PAGE)[:-60]
    path = warc(tmp_path / "a.warc.gz", (later, header), (cut, header), (PAGE, ()))
    assert told(list(read([path]))) == [(1, "damaged-content"), (2, "damaged-content"), (3, "page")]


BESIDE_THE_HEADER: dict[str, tuple[bytes, str, bytes]] = {
    "a coding that is a charset": (PAGE, "utf-8", PAGE),
    "unpacked, behind a mark": (b"\xef\xbb\xbf" + PAGE, "gzip", b"\xef\xbb\xbf" + PAGE),
    "unpacked, in UTF-16": (PAGE.decode().encode("utf-16"), "br", PAGE.decode().encode("utf-16")),
    "packed twice": (gzip.compress(gzip.compress(PAGE)), "gzip", PAGE),
    "packed without a word": (gzip.compress(PAGE), "", PAGE),
}


@pytest.mark.parametrize("name", BESIDE_THE_HEADER)
def test_a_page_is_unpacked_by_its_bytes_where_its_header_is_wrong(name: str, tmp_path: Path) -> None:
    body, header, page = BESIDE_THE_HEADER[name]
    path = warc(tmp_path / "a.warc.gz", (body, [("Content-Encoding", header)] if header else ()))
    (found,) = read([path])
    assert isinstance(found, Capture)
    assert found.body == page
    assert found.packed is None or body == page  # a record is kept as it is where the page lies in it so


@pytest.mark.parametrize("packed", [False, True])
def test_records_packed_with_a_dictionary_that_the_file_begins_with(packed: bool, tmp_path: Path) -> None:
    answer = OK + b"Content-Type: text/html\r\n\r\n"
    records = [record(answer + b"%d " % n + PAGE) for n in range(20)]
    trained = zstd.train_dict(records * 20, 10_000)
    kept = zstd.compress(trained.dict_content) if packed else trained.dict_content
    path = tmp_path / "a.warc.zst"
    first = b"\x5d\x2a\x4d\x18" + len(kept).to_bytes(4, "little") + kept
    path.write_bytes(first + b"".join(zstd.compress(one, zstd_dict=trained) for one in records))
    found = list(read([path]))
    assert [isinstance(o, Capture) and o.body for o in found] == [b"%d " % n + PAGE for n in range(20)]
    for broken in (first[:9] + bytes(40), b"\x5d\x2a\x4d\x18\xff\xff\xff\xff"):
        path.write_bytes(broken)
        (error,) = read([path])
        assert isinstance(error, InputError)
        assert error.reason == "damaged-zstd"


def test_what_is_called_html_and_is_none_is_told(tmp_path: Path) -> None:
    pdf, noise = b"%PDF-1.4\n" + PAGE, bytes(range(256)) * 8
    path = warc(tmp_path / "a.warc.gz", (pdf, ()), (noise, ()), (gzip.compress(noise), ()), (PAGE, ()))
    assert told(list(read([path]))) == [(1, "not-text"), (2, "not-text"), (3, "not-text"), (4, "page")]


def test_a_page_that_is_sent_as_plain_text_is_a_page(tmp_path: Path) -> None:
    plain = OK + b"Content-Type: text/plain\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(record(plain + b"<!doctype html>" + PAGE) + record(plain + b"<p> is a tag."))
    page, text = read([tmp_path / "a.warc"])
    assert isinstance(page, Capture)
    assert isinstance(text, Capture)
    assert (page.kind, text.kind) == ("html", "text")


def test_a_response_whose_record_names_no_type_is_an_answer_by_http(tmp_path: Path) -> None:
    answer = OK + b"Content-Type: text/html; charset=koi8-r\r\n\r\n" + PAGE
    missing = record(answer.replace(b"200 OK", b"404 Not Found"), head="")
    (tmp_path / "a.warc").write_bytes(record(answer, head="") + missing)
    (page,) = read([tmp_path / "a.warc"])
    assert isinstance(page, Capture)
    assert (page.body, page.charset) == (PAGE, "koi8-r")


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    assert list(read([warc(tmp_path / "a.warc", (PAGE, ()), status="404 Not Found")])) == []
    assert list(read([warc(tmp_path / "b.warc", (b"\n \n", ()))])) == []


def record(body: bytes, head: str = "Content-Type: application/http; msgtype=response\r\n") -> bytes:
    """A response as it lies in a WARC file; its HTTP head is the body's, whatever that is."""
    named = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\n"
    return f"{named}{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


OK = b"HTTP/1.1 200 OK\r\n"
HTTP_HEADS: dict[str, tuple[bytes, str | None]] = {
    "no HTTP head": (PAGE, "damaged-http"),
    "headers without a status": (b"Content-Type: text/html\r\n\r\n" + PAGE, "damaged-http"),
    "junk": (bytes(range(128, 256)) + PAGE, "damaged-http"),
    "an empty line first": (b"\r\n" + OK + b"Content-Type: text/html\r\n\r\n" + PAGE, "damaged-http"),
    "an interim answer": (b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\n" + PAGE, "damaged-http"),
    "larger than heads are": (OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n" + PAGE, "damaged-http"),
    "nothing": (b"", "damaged-http"),
    "lines that end in LF": (OK.replace(b"\r", b"") + b"Content-Type: text/html\n\n" + PAGE, "page"),
    "no type, but a page": (OK + b"Server: x\r\n\r\n" + PAGE, "page"),
    "no type, and an image": (OK + b"Server: x\r\n\r\n\x89PNG\r\n", None),
    "no type, and not found": (b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\n" + PAGE, None),
    "not modified": (b"HTTP/1.1 304 Not Modified\r\nServer: x\r\n\r\n", None),
}


def told(outcomes: list[Capture | InputError]) -> list[tuple[int | None, str]]:
    return [(o.origin.record, o.reason if isinstance(o, InputError) else "page") for o in outcomes]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", HTTP_HEADS)
def test_a_broken_http_head_is_told_and_hides_nothing(name: str, packed: bool, tmp_path: Path) -> None:
    body, expected = HTTP_HEADS[name]
    path = tmp_path / "a.warc"
    pack = gzip.compress if packed else bytes
    good = record(OK + b"Content-Type: text/html\r\n\r\n" + PAGE)
    path.write_bytes(b"".join(map(pack, (record(body), good))))
    outcomes = list(read([path]))
    assert told(outcomes) == ([(1, expected)] if expected else []) + [(2, "page")]
    if isinstance(outcomes[0], InputError) and name != "junk":
        assert outcomes[0].excerpt[:10].strip() in body  # what could not be read can be seen


def test_records_that_hold_a_page_in_a_way_that_is_not_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    whole = OK + b"Content-Type: text/html\r\n\r\n" + PAGE
    http = "Content-Type: application/http; msgtype=response\r\n"
    bodies = [
        record(whole, "Content-Type: text/html\r\n"),
        record(whole, f"{http}WARC-Segment-Number: 1\r\n"),
        record(whole, f"{http}WARC-Truncated: length\r\n"),
        record(b"\0\1", "Content-Type: text/dns\r\n"),
        record(PAGE, "Content-Type: text/html\r\n"),
    ]
    path.write_bytes(b"".join(bodies))
    reasons = ["damaged-http", "segmented-record", "truncated-record"]
    assert told(list(read([path]))) == [*enumerate(reasons, 1), (5, "page")]


def arc_record(body: bytes) -> bytes:
    return f"http://a.example/1 1.2.3.4 20050101000000 text/html {len(body)}\n".encode() + body + b"\n"


def test_an_arc_record_without_an_http_head_is_told(tmp_path: Path) -> None:
    version = b"1 0 AC\nURL IP-address Archive-date Content-type Archive-length\n"
    first = f"filedesc://x.arc 0.0.0.0 20050101000000 text/plain {len(version)}\n".encode() + version + b"\n"
    bodies = [PAGE, OK + b"Server: x\r\n\r\n" + PAGE, OK + b"Content-Type: text/html\r\n\r\n" + PAGE]
    (tmp_path / "a.arc").write_bytes(first + b"".join(map(arc_record, bodies)))
    assert told(list(read([tmp_path / "a.arc"]))) == [(2, "damaged-http"), (3, "page"), (4, "page")]


def test_a_wet_file_has_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.wet.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        record = writer.create_warc_record(
            "https://a.example/1",
            "conversion",
            payload=io.BytesIO("Die Brücke ist zu.".encode()),
            warc_content_type="text/plain",
        )
        writer.write_record(record)
    (page,) = read([path])
    assert isinstance(page, Capture)
    assert (page.kind, page.body, page.url) == ("text", "Die Brücke ist zu.", "https://a.example/1")


WRITTEN = Path(__file__).parents[1] / "cases" / "warc"


def test_a_warc_as_wget_writes_it(tmp_path: Path) -> None:
    pages = [p for p in read([WRITTEN / "wget.warc.gz"]) if isinstance(p, Capture)]
    assert [p.url for p in pages] == [f"http://127.0.0.1:8765/{n}.html" for n in (1, 2, 3)]  # and not its log
    assert all(b"the ferry of Tarn" in bytes(p.body) for p in pages)  # type: ignore[arg-type]


def arc(packed: bool) -> bytes:
    """Two pages and an image as Internet Archive's crawlers wrote them (ARC file format, version 1)."""

    def record(url: str, kind: str, body: bytes) -> bytes:
        line = f"{url} 192.0.2.7 20040503100000 {kind} {len(body)}\n".encode()
        written = line + body + b"\n"
        return gzip.compress(written) if packed else written

    about = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n\r\n"
    return b"".join(
        [
            record("filedesc://a.arc", "text/plain", about),
            record("http://a.example/1", "text/html", http % b"text/html; charset=latin1" + PAGE),
            record("http://a.example/i.png", "image/png", http % b"image/png" + b"\x89PNG"),
            record("http://a.example/2", "text/html", http % b"text/html" + PAGE),
        ]
    )


@pytest.mark.parametrize("packed", [False, True])
def test_arc_files(packed: bool, tmp_path: Path) -> None:
    path = tmp_path / ("a.arc.gz" if packed else "a.arc")
    path.write_bytes(arc(packed))
    one, two = read([path])
    assert isinstance(one, Capture)
    assert isinstance(two, Capture)
    assert (one.url, two.url) == ("http://a.example/1", "http://a.example/2")
    assert one.body == two.body == PAGE
    assert one.charset == "latin1"
    assert one.fetched_at is not None
    assert (one.fetched_at.year, one.origin.record, two.origin.record) == (2004, 2, 4)
    path.write_bytes(arc(packed)[:-40])
    outcomes = list(read([path]))
    assert isinstance(outcomes[0], Capture)
    assert isinstance(outcomes[-1], InputError)
