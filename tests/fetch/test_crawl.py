"""The crawl against a real server on loopback: good answers, bad answers, and stops at any moment."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
import scrapy
from twisted.python.failure import Failure
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archiver.sources.fetch.asked import FETCH, Asked
from archiver.sources.fetch.frontier import Frontier
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.spider import Spider
from archiver.sources.fetch.targets import take_over
from archiver.sources.fetch.warc import WarcSink

QUICK = Politeness(delay=0, timeout=2, max_bytes=300_000, allow_private=True, patience=4)


def ask(session, site, *paths, **more):
    session.frontier.add((Asked(site.base + path) for path in paths), **more)


def test_bodies_arrive_unpacked_with_where_they_came_from(site, session_of, run):
    Answer = site.Answer
    text = "<p>grüße".encode()
    site.routes |= {
        "/plain": Answer(text, type="text/html; charset=ISO-8859-1"),
        "/untold": Answer(text, type=""),
        "/gzip": Answer(gzip.compress(text), headers={"Content-Encoding": "gzip"}),
        "/deflate": Answer(zlib.compress(text), headers={"Content-Encoding": "deflate"}),
        "/br": Answer(brotli.compress(text), headers={"Content-Encoding": "br"}),
        "/moved": Answer(status=302, headers={"Location": "/plain"}),
    }
    session = session_of()
    ask(session, site, *site.routes)
    came = run(session)
    assert {path: fetched.body for path, fetched in came.items()} == dict.fromkeys(
        ("plain", "untold", "gzip", "deflate", "br", "moved"), text
    )
    assert came["plain"].row.charset == "iso-8859-1"
    assert came["untold"].row.charset is None
    assert came["moved"].url == site.base + "/plain"
    assert abs(came["plain"].at.timestamp() - time.time()) < 60
    assert site.asked.count("/robots.txt") == 1
    assert "archiver" in site.headers["/plain"]["User-Agent"]


def test_every_exchange_is_in_a_sound_warc(site, session_of, run, tmp_path):
    site.page("/a", "one")
    Answer = site.Answer
    site.routes["/moved"] = Answer(status=301, headers={"Location": "/a"})
    site.routes["/gone"] = Answer(b"gone", 410)
    session = session_of()
    ask(session, site, "/a", "/moved", "/gone")
    came = run(session)
    (file,) = (tmp_path / "archive/raw").glob("*.warc.gz")
    checker = Checker(_Arguments([str(file)]))
    checker.process_all()
    assert checker.exit_value == 0
    with file.open("rb") as stream:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(stream)]
    for path in ("/robots.txt", "/a", "/moved", "/gone"):
        assert ("response", site.base + path) in records
        assert ("request", site.base + path) in records
    assert came["gone"].error.reason == "http-410"
    row = came["a"].row
    assert row.file == file.name and row.length > 0 and len(row.sha256) == 64


class _Arguments:
    verbose = False

    def __init__(self, inputs):
        self.inputs = inputs


def test_bad_answers_end_as_errors_with_a_reason_and_the_rest_goes_on(site, session_of, run):
    Answer = site.Answer

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"short")

    site.routes |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /secret", type="text/plain"),
        "/404": Answer(b"", 404),
        "/secret": Answer(b"<p>not for you"),
        "/bomb": Answer(gzip.compress(b"a" * 5_000_000), headers={"Content-Encoding": "gzip"}),
        "/large": Answer(b"a" * 400_000),
        "/loop": Answer(status=302, headers={"Location": "/loop"}),
        "/inward": Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
        "/file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/drip": drip,
        "/endless": endless,
        "/cut": cut,
        "/good": Answer(b"<p>good"),
    }
    session = session_of(Politeness(delay=0, timeout=1, max_bytes=300_000, allow_private=True, attempts=1))
    ask(session, site, *(path for path in site.routes if path != "/robots.txt"))
    came = run(session)
    reasons = {path: fetched.error.reason if fetched.error else "" for path, fetched in came.items()}
    assert reasons == {
        "404": "http-404",
        "secret": "robots",
        "bomb": "too-large",
        "large": "too-large",
        "loop": "too-many-redirects",
        "inward": "refused-address",
        "file": "http-302",  # Scrapy follows no redirect away from http
        "drip": "timeout",
        "endless": "too-large",
        "cut": "cut-short",
        "good": "",
    }
    assert "/secret" not in site.asked
    assert "more than 0.286 MiB, packed or unpacked" in str(came["bomb"].error)
    assert "leading to file:" in str(came["file"].error)
    for fetched in came.values():
        assert fetched.error is None or fetched.row.url in str(fetched.error)


def test_private_addresses_are_refused_unless_allowed(site, session_of, run):
    site.page("/a", "one")
    port = site.base.rpartition(":")[2]
    session = session_of(Politeness(delay=0, patience=1, attempts=1))
    urls = [f"http://{host}:{port}/a" for host in ("127.0.0.1", "localhost", "2130706433", "[::1]", "0x7f.1")]
    session.frontier.add(Asked(url) for url in urls)
    came = [fetched for batch in session.batches() for fetched in batch]
    assert {fetched.error.reason for fetched in came} == {"refused-address"}
    assert len(came) == len(urls)
    assert site.asked == []


def test_a_busy_server_is_left_in_peace_for_as_long_as_it_asks(site, session_of, run):
    Answer = site.Answer
    times: list[float] = []

    def busy(handler):
        times.append(time.monotonic())
        if len(times) == 1:
            return Answer(b"later", 429, headers={"Retry-After": "2"})
        return Answer(b"<p>now")

    site.routes["/busy"] = busy
    site.page("/next", "another page of the same host")
    session = session_of()
    ask(session, site, "/busy", "/next")
    came = run(session)
    assert came["busy"].body == b"<p>now"
    assert times[1] - times[0] >= 1.9
    assert came["next"].error is None


def test_longer_pauses_outlive_the_run(site, session_of, run):
    Answer = site.Answer
    site.routes["/busy"] = Answer(b"", 503, headers={"Retry-After": "3600"})
    session = session_of(Politeness(delay=0, allow_private=True, patience=1))
    ask(session, site, "/busy")
    began = time.monotonic()
    assert run(session) == {}
    assert time.monotonic() - began < 10
    assert 3500 < session.frontier.next_due() - time.time() <= 3600
    assert run(session) == {}
    assert site.count("/busy") == 1


def test_what_has_not_changed_is_not_sent_again(site, session_of, run):
    site.page("/a", "one", ETag='"v1"')
    session = session_of()
    ask(session, site, "/a")
    assert not run(session)["a"].unchanged
    ask(session, site, "/a")
    assert run(session) == {}  # known: not even asked
    ask(session, site, "/a", again=True)
    assert run(session)["a"].unchanged
    assert site.headers["/a"]["If-None-Match"] == '"v1"'
    site.page("/a", "two", ETag='"v2"')
    ask(session, site, "/a", again=True)
    assert b"two" in run(session)["a"].body


def test_what_was_not_acknowledged_is_handed_over_again_and_not_fetched_again(site, session_of, run):
    for number in range(5):
        site.page(f"/{number}", str(number))
    session = session_of()
    ask(session, site, *(f"/{number}" for number in range(5)))
    batches = session.batches(size=2, seconds=5)
    first = next(batches)
    second = next(batches)
    assert len(first) == len(second) == 2
    batches.close()  # the second was taken, and never acknowledged
    rest = run(session)
    assert {*(f.row.url for f in first), *(f.row.url for f in rest.values())} == {f"{site.base}/{n}" for n in range(5)}
    assert {f.row.url for f in second} <= {f.row.url for f in rest.values()}
    assert all(site.count(f"/{n}") == 1 for n in range(5))


KILLED = """
import sys
from pathlib import Path
from archiver.sources.fetch.asked import FETCH
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.targets import take_over
from archiver.sources.fetch.session import Session
session = Session(Path(sys.argv[1]), Politeness(delay=0, allow_private=True, patience=1), FETCH)
for batch in session.batches(size=5, seconds=0.2):
    print(*(fetched.row.url for fetched in batch), sep="\\n", flush=True)
"""


def test_killed_at_any_moment_nothing_is_lost_and_nothing_fetched_twice(site, session_of, run, tmp_path):
    paths = [f"/{number}" for number in range(60)]
    for path in paths:
        site.page(path, path * 100)
    session = session_of()
    ask(session, site, *paths)
    taken: set[str] = set()
    for pause in (0.9, 1.3):
        command = [sys.executable, "-c", KILLED, str(tmp_path / "archive")]
        killed = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        time.sleep(pause)
        os.killpg(killed.pid, signal.SIGKILL)
        taken |= set(killed.communicate()[0].decode().split())
    rest = run(session)
    assert {site.base + path for path in paths} == taken | {fetched.row.url for fetched in rest.values()}
    # A request that was under way when the power went is the one that may be seen twice.
    assert sum(site.count(path) - 1 for path in paths) <= 3
    for file in (tmp_path / "archive/raw").glob("*.warc.gz"):
        checker = Checker(_Arguments([str(file)]))
        checker.process_all()
        assert checker.exit_value == 0


def test_a_crawl_whose_starter_dies_ends_by_itself(site, session_of, tmp_path):
    Answer = site.Answer
    site.routes["/slow"] = lambda handler: time.sleep(0.3) or Answer(b"x")
    for number in range(100):
        site.routes[f"/slow?{number}"] = site.routes["/slow"]
    session = session_of()
    ask(session, site, *(f"/slow?{number}" for number in range(100)))
    starter = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "archive")], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not any("slow" in path for path in site.asked) and time.monotonic() < deadline:
        time.sleep(0.05)
    starter.kill()
    starter.wait()
    time.sleep(1.0)
    asked = len(site.asked)
    time.sleep(1.0)
    assert 0 < asked == len(site.asked) < 50


def test_a_robots_txt_that_fails_forbids_and_one_that_is_missing_allows(site, session_of, run):
    Answer = site.Answer
    site.routes["/robots.txt"] = Answer(b"", 500)
    site.page("/a", "one")
    session = session_of()
    ask(session, site, "/a")
    assert run(session)["a"].error.reason == "robots"
    del site.routes["/robots.txt"]
    ask(session, site, "/a", again=True)
    assert run(session)["a"].error is None


def test_crawl_delay_is_kept(site, session_of, run):
    Answer = site.Answer
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 1", type="text/plain")
    times: list[float] = []
    for number in range(2):
        site.routes[f"/{number}"] = lambda handler: times.append(time.monotonic()) or Answer(b"<p>x")
    session = session_of()
    ask(session, site, "/0", "/1")
    run(session)
    assert all(later - earlier >= 0.95 for earlier, later in pairwise(times)), times


def test_a_full_disk_stops_the_crawl_and_keeps_the_address(site, session_of, run, tmp_path, monkeypatch):
    site.page("/a", "one")
    session = session_of()
    ask(session, site, "/a")
    raw: Path = tmp_path / "archive/raw"
    raw.mkdir()
    raw.chmod(0o500)
    if os.access(raw, os.W_OK):
        raw.rmdir()
        raw.write_text("a file where the folder should be")  # root may write anywhere
    from archiver.errors import FetchError

    with pytest.raises(FetchError, match="stopped early"):
        run(session)
    assert Frontier(tmp_path / "archive/fetch.sqlite", FETCH).counts() == {"queued": 1}


def test_what_cannot_be_booked_ends_the_crawl_and_holds_no_host(tmp_path):
    frontier = Frontier(tmp_path / "fetch.sqlite", FETCH)
    frontier.add([Asked("https://a.example/1")])
    (row,) = frontier.due(time.time(), (), 1)
    spider = Spider(frontier, WarcSink(tmp_path, started=datetime.now(UTC)), Politeness())
    spider._busy.add(row.host)
    frontier._db.execute("PRAGMA query_only = ON")  # as on a disk that was mounted anew, for reading only
    unreachable = Failure(OSError("no route"))
    unreachable.request = scrapy.Request(row.url, meta={"row": row})
    with pytest.raises(sqlite3.OperationalError):
        spider.fail(unreachable)
    assert spider.broken and spider._stopping and not spider._busy


def test_a_host_that_does_not_answer_keeps_nobody_waiting(site, session_of):
    site.page("/a", "one")
    session = session_of(Politeness(delay=0, timeout=2, allow_private=True, patience=60))
    session.frontier.add(Asked(url) for url in ("http://localhost:9/never", site.base + "/a"))
    began, batches = time.monotonic(), session.batches()
    (first,) = next(batches)
    assert first.row.url == site.base + "/a"
    assert time.monotonic() - began < 20  # the other one is asked again for 42 s
    batches.close()


def test_a_stated_length_is_believed_less_than_the_page_s_own_end(site, session_of, run, tmp_path):
    """Servers state lengths before a filter changes the body. What was cut is kept, as a record that says so."""
    whole = b"<html><body><p>The ferry goes on.</p></body></html>\n<!-- from the cache -->\n"

    def longer(body):
        def answer(request):
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.send_header("Content-Length", str(len(body) + 50))
            request.end_headers()
            request.wfile.write(body)

        return answer

    site.routes["/whole"], site.routes["/cut"] = longer(whole), longer(whole[:30])
    packed = gzip.compress(whole)
    site.routes["/packed"] = site.Answer(packed[:-12], headers={"Content-Encoding": "gzip"})
    session = session_of(replace(QUICK, attempts=1))
    session.frontier.add([Asked(f"{site.base}/{name}") for name in ("whole", "cut", "packed")])
    came = run(session)
    assert came["whole"].body == whole
    assert {name: came[name].error.reason for name in ("cut", "packed")} == {"cut": "cut-short", "packed": "cut-short"}
    truncated = {}
    for path in (tmp_path / "archive/raw").glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "response":
                    name = record.rec_headers.get_header("WARC-Target-URI").rsplit("/", 1)[1]
                    truncated[name] = record.rec_headers.get_header("WARC-Truncated")
    assert {name: truncated[name] for name in ("whole", "cut", "packed")} == {
        "whole": "disconnect", "cut": "disconnect", "packed": None
    }  # fmt: skip


def test_what_is_no_page_is_told_and_not_stored_as_one(site, session_of):
    site.routes["/chart"] = site.Answer(b"\x89PNG\r\n\x1a\n" + bytes(90), type="image/png")
    site.routes["/report"] = site.Answer(b"%PDF-1.4 ...", type="application/pdf")
    site.routes["/wide"] = site.Answer("<html><body><p>The ferry goes on.</p></body></html>".encode("utf-16"))
    session = session_of()
    session.frontier.add([Asked(f"{site.base}/{name}") for name in ("chart", "report", "wide")])
    came = [one for batch in take_over(session) for one in batch]
    told = {one.origin.path.rsplit("/", 1)[1]: getattr(one, "message", None) for one in came}
    assert told == {"chart": "is a PNG image, not a page", "report": "is a PDF, not a page", "wide": None}


def test_a_cookie_is_sent_along_redirects_and_then_forgotten(site, session_of, run):
    """A site that asks for one sets it and sends the reader to the same page again: without it, that is a circle."""

    def asks_for_one(request):
        if "seen=1" in request.headers.get("Cookie", ""):
            return site.Answer(b"<html><body><p>The ferry goes on.</p></body></html>")
        return site.Answer(status=302, headers={"Location": request.path, "Set-Cookie": "seen=1; Path=/"})

    site.routes |= {"/first": asks_for_one, "/second": asks_for_one, "/third": site.Answer(b"<p>free")}
    session = session_of()
    ask(session, site, "/first", "/second", "/third")
    came = run(session)
    assert [came[name].error for name in ("first", "second", "third")] == [None] * 3
    assert [site.count(path) for path in ("/first", "/second", "/third")] == [2, 2, 1]  # each sets its own
    assert "Cookie" not in site.headers["/third"] and "Cookie" not in site.headers["/robots.txt"]
