"""Which entries hold their article, and what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archiver.records import Origin
from archiver.sources.feeds.captures import capture_of, is_comment, is_full, whole_articles
from archiver.sources.feeds.entries import FeedEntry
from archiver.sources.feeds.stated import moment

LONG = " ".join(f"The council discussed point {n} of the harbour plan at length." for n in range(20))
POSTSCRIPT = "<p>The post <a href='#'>Ferry</a> appeared first on <a href='#'>The Harbour Post</a>.</p>"


def entry(content, **more):
    return FeedEntry(id="1", link="https://x.example/1", content=content, **more)


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{LONG}</p>",
        f"<p>{LONG}</p>{POSTSCRIPT}",
        f"<p>Read more books, said the mayor … and left. {LONG}</p>",
    ],
)
def test_whole_articles_are_full(content):
    assert is_full(entry(content))


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "<p>Short news.</p>",
        f"<p>{LONG[:500]}</p>",
        f"<p>{LONG} [&#8230;]</p>",
        f"<p>{LONG} ...</p>",
        f"<p>{LONG}</p><p><a href='#'>Continue reading <span>&rarr;</span></a></p>",
        f"<p>{LONG}</p> Weiterlesen »",
        f"<p>{LONG} […]</p>{POSTSCRIPT}",
        f"<p>{LONG}</p><a>ادامه مطلب</a>",
        "<img src='x'>" * 500,
    ],
)
def test_beginnings_are_not(content):
    assert not is_full(entry(content))


SHORT = "<p>The bridge is closed.</p><p>The mayor said so on Monday.</p><p>It opens again in May.</p>"


@pytest.mark.parametrize(
    ("others", "content", "whole"),
    [
        (f"<p>{LONG}</p>", SHORT, True),
        (f"<p>{LONG}</p>", "<p>پل بسته است.</p><p>چرا؟</p>", True),
        (f"<p>{LONG}</p>", "<p>Watch the video.</p>", False),
        (f"<p>{LONG}</p>", SHORT + "<p>Read more</p>", False),
        (f"<p>{LONG}</p>", SHORT.replace("May.", "May"), False),
        (f"<p>{LONG} [&#8230;]</p>", SHORT, False),
    ],
)
def test_short_contents_are_short_news_in_a_feed_of_whole_articles(others, content, whole):
    link = "https://tarn.example/news"
    feed = [FeedEntry(id=str(n), link=link, content=others) for n in range(3)]
    assert ("short" in whole_articles([*feed, FeedEntry(id="short", link=link, content=content)])) is whole
    assert "short" in whole_articles([*feed, FeedEntry(id="short", content=content)])  # there is no page to ask


def test_comments_are_known():
    assert is_comment(FeedEntry("1", link="https://x.example/a/#comment-7"))
    assert not is_comment(FeedEntry("1", link="https://x.example/a/"))


def test_an_entry_becomes_a_page_with_all_that_the_feed_says():
    one = entry(
        "<p>Text</p>",
        title='A "title" <b>',
        authors=("Ann Lee",),
        published=moment("2024-05-03T10:00:00+02:00"),
        updated=moment("2024-05-03T10:00:00+02:00"),
        categories=("sea",),
        language="en",
    )
    at = datetime(2024, 5, 4, tzinfo=UTC)
    capture = capture_of(one, source="The Harbour Post", origin=Origin("https://x.example/feed"), at=at)
    assert capture.body == (
        b'<!DOCTYPE html><html><head><meta charset="utf-8">'
        b"<title>A &quot;title&quot; &lt;b&gt;</title></head>"
        b"<body><article>\n<header><h1>A &quot;title&quot; &lt;b&gt;</h1></header>\n"
        b"<p>Text</p>\n</article></body></html>"
    )
    assert (capture.kind, capture.charset, capture.fetched_at, capture.input_id) == ("html", "utf-8", at, "1")
    stated = capture.stated
    assert (stated.url, stated.title, stated.source) == (
        "https://x.example/1",
        'A "title" <b>',
        "The Harbour Post",
    )
    assert stated.modified is None  # the same moment as published: nothing was modified
    assert {e.field for e in stated.evidence} == {
        "url",
        "title",
        "authors",
        "published",
        "keywords",
        "source",
        "language",
    }


def test_lone_surrogates_do_not_stop_an_entry():
    assert b"?" in capture_of(entry("<p>\ud800</p>"), source=None, origin=Origin("f"), at=None).body
