"""`archiver fetch` and its crawl, killed together (as by a power cut) at chosen instants of an answer."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from warcio.checker import Checker

from archiver.explore.sql import query

INSTANTS = ("asked", "half sent", "sent", "sent, 50 ms ago", "sent, 400 ms ago")
# `ARCHIVER_KILLS=60 pytest tests/fetch/test_killed.py` kills more often; docs/decisions/feeds.md has its figures.
KILLS = int(os.environ.get("ARCHIVER_KILLS", len(INSTANTS)))
PAGES = 4 * KILLS


class Trap:
    """Answers pages; at the chosen instant of the chosen request it waits until the fetcher is dead.

    count: requests for pages so far. sprung: set when the instant has come.
    """

    def __init__(self) -> None:
        self.count, self.at, self.instant = 0, -1, ""
        self.sprung, self.killed = Event(), Event()

    def set(self, requests: int, instant: str) -> None:
        self.at, self.instant = self.count + requests, instant
        self.sprung.clear()
        self.killed.clear()

    def __call__(self, handler) -> None:
        words = random.Random(handler.path)
        body = "".join(f"<p>{''.join(words.choices('abcdefg hijklm nopr ', k=300))}</p>" for _ in range(3)).encode()
        self.count += 1
        trapped, half = self.count == self.at, len(body) // 2
        self._spring(trapped and self.instant == "asked")
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        try:
            handler.wfile.write(body[:half])
            handler.wfile.flush()
            self._spring(trapped and self.instant == "half sent")
            handler.wfile.write(body[half:])
            handler.wfile.flush()
        except OSError:
            return
        if trapped and self.instant.startswith("sent"):
            self.sprung.set()

    def _spring(self, now: bool) -> None:
        if now:
            self.sprung.set()
            self.killed.wait(20)


def run(archive: Path, *urls: str) -> subprocess.Popen[bytes]:
    options = ("--allow-private", "--delay", "0", "--quiet")
    command = [sys.executable, "-m", "archiver", "-a", str(archive), "fetch", *options, *urls]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The starter and its children at once: nobody is left to end in good order."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the crawl's process in /proc")
def test_killed_at_every_instant_of_an_answer_no_page_is_lost_and_none_fetched_twice(site, tmp_path):
    trap, archive = Trap(), tmp_path / "archive"
    paths = [f"/{number}" for number in range(PAGES)]
    site.routes |= dict.fromkeys(paths, trap)
    urls = [site.base + path for path in paths]
    under_way: set[str] = set()
    for number in range(KILLS):
        instant = INSTANTS[number % len(INSTANTS)]
        trap.set(1 + number % 3, instant)
        fetching = run(archive, *urls)
        urls = []
        assert trap.sprung.wait(180), f"kill {number}: the page was not asked for"
        time.sleep({"sent, 50 ms ago": 0.05, "sent, 400 ms ago": 0.4}.get(instant, 0))
        kill(fetching)
        under_way |= set(site.asked[-1:])
        trap.killed.set()
    last = run(archive)
    told = last.communicate(timeout=120)[1]
    assert last.returncode == 0, told
    stored = query(archive, "SELECT url, count(*) AS n FROM articles GROUP BY ALL").to_pylist()
    assert {row["url"].rpartition("/")[2]: row["n"] for row in stored} == {path[1:]: 1 for path in paths}
    # A request that was under way at a kill is the one that may be seen twice.
    assert {path for path in paths if site.count(path) > 1} <= under_way
    for file in (archive / "raw").glob("*.warc.gz"):
        assert is_sound(file), file


def is_sound(file: Path) -> bool:
    """By `warcio check`."""

    class Arguments:
        inputs, verbose = [str(file)], False

    checker = Checker(Arguments())
    checker.process_all()
    return bool(checker.exit_value == 0)
