"""Feeds of all kinds, each a folder of tests/cases/feeds with what must be read from it beside it.

`ARCHIVER_WRITE_CASES=1 pytest tests/feeds` writes the expected files anew, to be read as a diff.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.moments import Moment
from archiver.sources.feeds.entries import MAX_ENTRIES, Feed, NotAFeed, left_out, parse

CASES = sorted(p for p in (Path(__file__).parent.parent / "cases/feeds").iterdir() if p.is_dir())
URL = "https://feed.example/feed"


def readable(feed: Feed) -> dict:
    """The feed as JSON, without what is empty."""
    entries = [_bare({**asdict(e), **_dates(e)}) for e in feed.entries]
    return {**_bare({**asdict(feed), "broken": bool(feed.broken)}), "entries": entries}


def _dates(entry):
    return {n: v.isoformat() for n in ("published", "updated") if isinstance(v := getattr(entry, n), Moment)}


def _bare(values):
    return {name: value for name, value in values.items() if value not in (None, (), "", False)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_feed_is_read_as_expected(case):
    (source,) = case.glob("feed.*")
    found = json.loads(json.dumps(readable(parse(source.read_bytes(), URL))))
    expected = case / "expected.json"
    if os.environ.get("ARCHIVER_WRITE_CASES"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


BAD = [
    b"", b"<html><body><p>A page", b"plain words", b"{", b"{}", b"[]", b'{"version": "https://jsonfeed.org/version/1"}',
    b'{"version": 1, "items": []}', b"\x00" * 100, b"\xff\xfe", b'{"items":' * 5000, b"<rss>" * 100,
]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=lambda body: repr(body[:20]))
def test_what_is_no_feed_is_told(body):
    with pytest.raises(NotAFeed):
        parse(body, URL)


def test_entity_bombs_and_outside_entities_do_nothing(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    bomb = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    for declared, used in (
        (b'<!ENTITY a "lol">' + bomb, b"&j;"),
        (b'<!ENTITY x SYSTEM "file://%s">' % bytes(secret), b"&x;"),
    ):
        body = (
            b'<?xml version="1.0"?><!DOCTYPE r [' + declared + b']><rss version="2.0"><channel><title>t</title>'
            b"<item><title>" + used + b"</title><link>http://x.example/</link></item></channel></rss>"
        )
        (entry,) = parse(body, URL).entries
        assert len(entry.title or "") < 1000 and "hidden" not in (entry.title or "")


def test_no_feed_is_read_without_end():
    item = "<item><guid>{}</guid><title>t</title></item>"
    items = "".join(map(item.format, range(MAX_ENTRIES + 5)))
    feed = json.dumps({
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": str(n)} for n in range(MAX_ENTRIES + 5)],
    })  # fmt: skip
    rss = f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    for body in (feed, rss):
        read = parse(body.encode(), URL)
        assert (len(read.entries), read.left_out) == (MAX_ENTRIES, 5)
        assert left_out(read) == f"has {MAX_ENTRIES + 5:,} entries; the first {MAX_ENTRIES:,} were taken"


LINKLESS = """<item><title>Tide tables</title><pubDate>Sun, 01 Mar 2026 08:00:00 +0100</pubDate>
<description>High water at the quay is at {}.</description></item>"""


def test_an_item_without_link_and_guid_is_complete_in_itself():
    """RSS 2.0: "an item may also be complete in itself, if so, the description contains the text ... and the link and
    title may be omitted"."""

    def entries_of(*items):
        feed = f'<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'
        return parse(feed.encode(), URL).entries

    bare = "<item><description>A notice without a title.</description></item>"
    mail = "<item><link>mailto:desk@tarn.example</link><description>Letters to the desk.</description></item>"
    found = entries_of(LINKLESS.format("seven"), bare, mail)
    assert [(e.title, e.link, e.content) for e in found] == [
        ("Tide tables", None, "High water at the quay is at seven."),
        (None, None, "A notice without a title."),
        (None, None, "Letters to the desk."),
    ]
    assert len({e.id for e in found}) == 3
    (corrected,) = entries_of(LINKLESS.format("eight"))
    assert corrected.id == found[0].id  # the same entry, corrected
    assert entries_of("<item><title> </title></item>") == ()
    asjson = {"title": "Tides", "summary": "At seven.", "date_published": "2026-03-01T08:00:00Z"}
    version = "https://jsonfeed.org/version/1.1"
    (entry,) = parse(json.dumps({"version": version, "items": [asjson]}).encode(), URL).entries
    assert (entry.link, entry.content) == (None, "<p>At seven.</p>\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_not(junk):
    whole = (
        b'<rss version="2.0"><channel><title>t</title><item><guid>1</guid><title>'
        + junk
        + b"</title></item></channel></rss>"
    )
    for body in (junk, whole, whole[: len(whole) // 2]):
        try:
            feed = parse(body, URL)
        except NotAFeed:
            continue
        assert all(entry.id and "\0" not in entry.id for entry in feed.entries)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
