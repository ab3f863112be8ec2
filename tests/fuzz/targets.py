"""What is given bytes from outside, and the errors that it may raise at them: anything else is a find.

A target takes any bytes. What it gives back is walked through, so that lazy readers read.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archiver.errors import InputError, SettingsError
from archiver.records import Origin
from archiver.settings import load_pins, page_seconds
from archiver.sources.feeds import entries, sitemaps, wordpress
from archiver.sources.feeds.captures import capture_of, is_comment, is_full
from archiver.sources.feeds.discover import feeds_of
from archiver.sources.fetch import listings
from archiver.sources.item import Item, Options
from archiver.sources.limits import Limits
from archiver.sources.reading import read_item
from archiver.sources.streams import Meter, opened

URL = "https://a.example/feed"
SMALL = Limits(page_bytes=1 << 20, free_bytes=1 << 22, lines=2000, members=200)


def _feed(data: bytes) -> None:
    try:
        feed = entries.parse(data, URL)
    except entries.NotAFeed:
        return
    for entry in feed.entries:
        if is_full(entry) and not is_comment(entry):
            capture_of(entry, source=feed.title, origin=Origin(URL), at=None)


def _sitemap(data: bytes) -> None:
    try:
        list(sitemaps.parse(data, URL))
    except sitemaps.NotASitemap:
        return


def _listing(kind: str, data: bytes) -> None:
    listings.read(listings.Page(URL, kind, "2024-01-01", data, lambda name: None, 0.0, False))  # type: ignore[arg-type]


def _wordpress(data: bytes) -> None:
    try:
        list(wordpress.parse(data))
    except wordpress.NotWordPress:
        return


def _named(name: str, data: bytes) -> None:
    """Bytes as a file of this name."""
    meter, raw = Meter(SMALL, len(data)), io.BytesIO(data)
    try:
        for outcome in read_item(Item(name, opened(raw, meter, Origin(name)), meter, Options())):
            str(outcome)
    except InputError:
        return


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "archiver.toml").write_bytes(data)
        for read in (load_pins, partial(page_seconds, default=60.0)):
            try:
                read(Path(folder))
            except SettingsError:
                continue


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": _feed,
    "site": lambda data: str(feeds_of(data, URL)) and None,
    "sitemap": _sitemap,
    "robots": partial(_listing, "robots"),
    "wordpress": _wordpress,
    "warc": partial(_named, "a.warc"),
    "packed-warc": partial(_named, "a.warc.gz"),
    "arc": partial(_named, "a.arc"),
    "jsonl": partial(_named, "a.jsonl"),
    "json": partial(_named, "a.json"),
    "csv": partial(_named, "a.csv"),
    "mhtml": partial(_named, "a.mhtml"),
    "unnamed": partial(_named, "a"),
    "settings": _settings,
}
