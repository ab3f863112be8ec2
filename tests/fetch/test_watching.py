"""What a person sees of a crawl, and that polling again and again survives what goes wrong."""

from __future__ import annotations

import fcntl
import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from archiver.cli.feeds import _again_and_again
from archiver.cli.watching import Board, log_line
from archiver.common.database import PATIENCE
from archiver.lake.runs import Runs
from archiver.sources.feeds.subscriptions import Subscriptions
from archiver.sources.fetch.events import Event, of_line
from archiver.sources.fetch.frontier import QUEUE, lock_of
from archiver.sources.fetch.session import is_crawled

TEXT = " ".join(f"The council of Tarn discussed point {n} of the harbour plan at length." for n in range(20))


def test_events_come_back_from_their_line_and_cut_ones_are_none():
    event = Event("fetched", "https://a.example/1", 200, 1234, 0.5, left=7)
    assert of_line(event.line()) == event
    assert [of_line(line) for line in (b"", b'{"what": "fet', b"[]", b'{"other": 1}')] == [None] * 4


def test_the_board_counts_by_site_and_shows_the_latest():
    board = Board()
    for number, what in enumerate(["asked", "fetched", "failed", "unchanged", "again"]):
        for host in ("www.a.org", "m.a.org", f"b{number}.org"):
            board.take(Event(what, f"https://{host}/", size=10 if what == "fetched" else None), float(number))
    shown, others = board.latest(2)
    assert [group.name for group in shown] == ["a.org", "b4.org"]
    a = shown[0]
    assert (a.fetched, a.failed, a.unchanged, a.size) == (2, 2, 2, 20)
    assert len(others) == 4


def test_log_lines_say_when_what_and_how():
    at = datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert log_line(Event("fetched", "https://a.example/1", 200, 12_300, 0.31), at) == (
        "2024-05-03T10:00:00Z fetched   https://a.example/1 200, 12 kB in 0.3 s"
    )
    assert "http-429: again in 8 s" in log_line(Event("again", "https://a.example/1", 429, None, 8.0, "http-429"), at)
    assert "sec" not in log_line(Event("failed", "https://ann:sec@a.example/", reason="x"), at)


def command(archive, *arguments):
    return [sys.executable, "-m", "archiver", "-a", str(archive), *arguments]


def feed(number):
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title>'
        f"<item><title>Story {number}</title><guid>{number}</guid><link>http://127.0.0.1/{number}</link>"
        f"<content:encoded><![CDATA[<p>{TEXT} {number}</p>]]></content:encoded></item></channel></rss>"
    ).encode()


def test_a_fetch_that_waits_for_another_says_so(site, tmp_path):
    archive = tmp_path / "archive"
    site.routes["/1"] = site.Answer(f"<html><title>One</title><p>{TEXT}</p></html>".encode())
    page = [site.base + "/1", "--allow-private", "--delay", "0"]
    assert not is_crawled(archive)
    archive.mkdir()
    with lock_of(archive / QUEUE).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert is_crawled(archive)
        waiting = subprocess.Popen(command(archive, "fetch", *page), stderr=subprocess.PIPE, text=True)
        told = waiting.stderr.readline()
    assert told.strip() == f"another command is fetching for {archive}; this one goes on when that has ended"
    _, rest = waiting.communicate(timeout=60)
    assert waiting.returncode == 0 and "fetched" in rest
    quiet = subprocess.run(command(archive, "fetch", *page, "-q"), capture_output=True, text=True, check=True)
    assert quiet.stderr == "" and not is_crawled(archive)


def test_polling_goes_on_after_errors_and_stops_cleanly(site, tmp_path):
    archive = tmp_path / "archive"
    site.routes["/feed"] = site.Answer(feed(1), type="application/rss+xml")
    followed = subprocess.run(
        command(archive, "follow", site.base + "/feed", "--allow-private", "--delay", "0"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert followed.stdout == f"following {site.base}/feed\n" and "fetched " in followed.stderr
    polite = ("--now", "--allow-private", "--delay", "0")
    polling = subprocess.Popen(
        command(archive, "--json", "poll", "--every", "1s", *polite),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert polling.stdout is not None and polling.stderr is not None
    assert json.loads(polling.stdout.readline())["stored"] == 1
    site.routes["/feed"] = site.Answer(b"no feed at all", type="text/html")
    assert any(json.loads(line)["quarantined"] for line in iter(polling.stdout.readline, ""))
    raw = archive / "raw"
    raw.rename(archive / "away")
    raw.write_text("a file where the folder should be")  # the crawl cannot write
    assert any("the next round is in" in line for line in iter(polling.stderr.readline, ""))
    raw.unlink()
    (archive / "away").rename(raw)
    site.routes["/feed"] = site.Answer(feed(2), type="application/rss+xml")
    assert any(json.loads(line)["stored"] for line in iter(polling.stdout.readline, ""))
    polling.send_signal(signal.SIGTERM)
    began = time.monotonic()
    _, said = polling.communicate(timeout=20)
    assert polling.returncode == 0 and "Stopped." in said and "Traceback" not in said
    assert time.monotonic() - began < 15
    states = [run.state for run in Runs(archive).all()]
    assert {"done", "errors", "failed"} <= set(states) <= {"done", "errors", "failed", "stopped"}


@pytest.mark.parametrize("error", [OSError(28, "No space left"), sqlite3.OperationalError("database is locked")])
def test_a_full_disk_ends_a_round_and_not_all_that_come(error, capsys):
    rounds = [error, KeyboardInterrupt()]

    def polled():
        raise rounds.pop(0)

    assert _again_and_again(polled, 0.01) == 0
    assert rounds == [] and str(error) in capsys.readouterr().err


def test_subscriptions_are_opened_while_others_write_them(subscriptions, tmp_path):
    """To disable reader's search, at each opening, wrote all entries: who could not at once was told of a full disk."""
    with closing(sqlite3.connect(tmp_path / "archive/feeds.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        Subscriptions(tmp_path / "archive/feeds.sqlite").close()


def test_whoever_writes_subscriptions_is_waited_for(subscriptions):
    """reader's own five seconds were too few on a busy machine."""
    (waits,) = subscriptions._reader._storage.get_db().execute("PRAGMA busy_timeout").fetchone()
    assert waits == 1000 * PATIENCE
