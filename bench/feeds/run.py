"""How fast feeds are polled and pages fetched, from a server on loopback in a process of its own.

    python bench/feeds/run.py [--pages 5000]

Prints a table; asserts no time. Hosts are 127.0.0.1 to 127.0.0.50, one request at a time each, no delay:
what is measured is our own work a page (request, WARC with fsync, frontier, reading back).
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.synchronize import Event
from pathlib import Path

import psutil

from archiver.sources.feeds.poll import poll
from archiver.sources.feeds.subscriptions import Subscriptions
from archiver.sources.fetch.asked import FETCH, POLL, Asked
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.session import Session

PORT, HOSTS, FEEDS, ENTRIES = 18_181, 50, 200, 50
STEPS = 20  # times that memory is looked at on the way
POLITE = Politeness(delay=0, hosts=HOSTS, allow_private=True, patience=2)
SENTENCE = "The council of ward {n} discussed the harbour plan at length and put the vote off until {m}. "


def text(seed: int) -> str:
    return "".join(f"<p>{SENTENCE.format(n=seed, m=m) * 3}</p>" for m in range(8))


def serve(changed: Event, port: int) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            tag = f'"{changed.is_set()}"'
            if self.path == "/robots.txt":
                return self.answer(404, b"")
            if self.headers.get("If-None-Match") == tag:
                return self.answer(304, b"")
            number = int(self.path.rpartition("/")[2])
            is_feed = "feed" in self.path
            body = feed(number, changed.is_set()) if is_feed else f"<html><body>{text(number)}</body></html>"
            return self.answer(200, body.encode(), tag)

        def answer(self, status: int, body: bytes, tag: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    ThreadingHTTPServer(("0.0.0.0", port), Handler).serve_forever()


def feed(number: int, changed: bool) -> str:
    """50 entries with their whole text; five of them are corrected when `changed`."""
    numbers = range(number * ENTRIES, (number + 1) * ENTRIES)
    entries = "".join(entry(n, changed and n % 10 == 0) for n in numbers)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel><title>Feed {number}</title>{entries}</channel></rss>'


def entry(number: int, corrected: bool) -> str:
    more = "<p>Corrected.</p>" if corrected else ""
    return (
        f"<item><title>Story {number}</title><link>{page(number)}</link>"
        f"<guid isPermaLink='false'>{number}</guid>"
        f"<content:encoded><![CDATA[{text(number)}{more}]]></content:encoded></item>"
    )


def page(number: int) -> str:
    return f"http://127.0.0.{number % HOSTS + 1}:{PORT}/page/{number}"


def memory() -> str:
    """Resident memory, now: of this process, which starts the crawl and takes its pages, and of the crawl."""
    every = [psutil.Process(), *psutil.Process().children()]
    crawl = [process for process in every if "archiver.sources.fetch.crawl" in process.cmdline()]
    told = [f"{sum(process.memory_info().rss for process in some) >> 20} MB" for some in (every[:1], crawl) if some]
    return ", crawl ".join(told)


def show(what: str, count: int, unit: str, seconds: float) -> None:
    rate = f"{count / seconds:,.0f} {unit}/s"
    print(f"| {what} | {count:,} {unit} | {seconds:.1f} s | {rate} | {memory()} |", flush=True)


def fetching(folder: Path, pages: int) -> None:
    session = Session(folder, POLITE, FETCH)
    session.frontier.add(Asked(page(n)) for n in range(pages))
    done, began, last = 0, time.monotonic(), 0
    for batch in session.batches(size=500):
        done += sum(fetched.error is None for fetched in batch)
        if done - last >= pages / STEPS:
            last = done
            show(f"pages fetched over {HOSTS} hosts, so far", done, "pages", time.monotonic() - began)
    show(f"pages fetched over {HOSTS} hosts", done, "pages", time.monotonic() - began)
    session.close()


def polling(folder: Path, changed: Event) -> None:
    subscriptions = Subscriptions(folder / "feeds.sqlite", allow_private=True)
    for n in range(FEEDS):
        subscriptions.follow(f"http://127.0.0.{n % HOSTS + 1}:{PORT}/feed/{n}")
    for what in ("first", "unchanged", "5 of 50 entries corrected"):
        if what.startswith("5"):
            changed.set()
        session = Session(folder, POLITE, POLL)
        began = time.monotonic()
        new = sum(len(batch) for batch in poll(session, subscriptions, subscriptions.due(now=True)))
        seconds = time.monotonic() - began
        what = f"{FEEDS} feeds, {FEEDS * ENTRIES:,} entries, {what}: {new:,} taken"
        show(what, FEEDS, "feeds", seconds)
        session.close()
    subscriptions.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=5000)
    pages = arguments.parse_args().pages
    changed = multiprocessing.Event()
    server = multiprocessing.Process(target=serve, args=(changed, PORT), daemon=True)
    server.start()
    time.sleep(0.5)
    print("| what | how much | time | rate | resident memory |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        polling(Path(folder), changed)
    with tempfile.TemporaryDirectory() as folder:
        fetching(Path(folder), pages)
    server.terminate()


if __name__ == "__main__":
    main()
