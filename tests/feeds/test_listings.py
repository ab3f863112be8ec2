"""Sitemaps, WordPress answers, discovery: bytes in, addresses out."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.sources.feeds import sitemaps, wordpress
from archiver.sources.feeds.discover import feeds_of, guesses, is_comment_feed

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URL = "https://x.example/sitemap.xml"


def sitemap(inner, kind="urlset", more=""):
    return f'<?xml version="1.0"?><{kind} {NS} {more}>{inner}</{kind}>'.encode()


def test_pages_and_sitemaps_are_told_apart():
    pages = sitemaps.parse(sitemap("<url><loc> /a </loc><lastmod>2024-05</lastmod></url>"), URL)
    assert [(p.url, p.is_sitemap, p.changed.precision) for p in pages] == [("https://x.example/a", False, "month")]
    maps = sitemaps.parse(sitemap("<sitemap><loc>https://x.example/b.xml</loc></sitemap>", "sitemapindex"), URL)
    assert [(m.url, m.is_sitemap, m.changed) for m in maps] == [("https://x.example/b.xml", True, None)]


def test_pictures_in_a_sitemap_are_no_pages():
    body = sitemap(
        "<url><image:image><image:loc>https://x.example/p.jpg</image:loc>"
        "<image:title>P</image:title></image:image>"
        "<loc>https://x.example/a</loc></url>",
        more='xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
    )
    (page,) = sitemaps.parse(body, URL)
    assert page.url == "https://x.example/a" and page.stated.title is None


def test_sitemaps_without_a_namespace_packed_cut_and_as_text():
    plain = b"<urlset><url><loc>https://x.example/a</loc></url><url><loc>https://x.example/b</loc></url>"
    for body in (plain, plain + b"<url><loc>https://x", gzip.compress(plain + b"</urlset>")):
        assert [p.url for p in sitemaps.parse(body, URL)][:2] == [
            "https://x.example/a",
            "https://x.example/b",
        ]
    wide = '<?xml version="1.0" encoding="UTF-16"?><urlset><url><loc>https://x.example/ø</loc></url></urlset>'
    assert [p.url for p in sitemaps.parse(wide.encode("utf-16"), URL)] == ["https://x.example/ø"]
    twice = gzip.compress(gzip.compress(plain))
    with pytest.raises(sitemaps.NotASitemap):
        sitemaps.parse(twice, URL)
    text = b"\xef\xbb\xbfhttps://x.example/a\r\n\r\nnot an address\nhttps://x.example/b\nhttps://x.example/a"
    assert [p.url for p in sitemaps.parse(text, URL)] == ["https://x.example/a", "https://x.example/b"]
    assert sitemaps.parse(sitemap(""), URL) == ()


def test_bombs_do_nothing(tmp_path, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text("https://x.example/secret")
    bomb = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    for declared, used in (
        (f'<!ENTITY a "lol">{bomb}', "&j;"),
        (f'<!ENTITY x SYSTEM "file://{secret}">', "&x;"),
    ):
        body = f"<!DOCTYPE u [{declared}]><urlset><url><loc>{used}https://x.example/a</loc></url></urlset>".encode()
        found = sitemaps.parse(body, URL)
        assert all("secret" not in p.url and len(p.url) < 200 for p in found)
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 1000)
    with pytest.raises(sitemaps.NotASitemap, match="larger"):
        sitemaps.parse(gzip.compress(b"<urlset>" + b" " * 100_000), URL)


@pytest.mark.parametrize("body", [b"", b"<html><body>x</body></html>", b"words", b"\x1f\x8bnot gzip", b"{}"])
def test_what_is_no_sitemap_is_told(body):
    with pytest.raises(sitemaps.NotASitemap):
        sitemaps.parse(body, URL)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sitemap_or_not(junk):
    for body in (junk, b"<urlset><url><loc>" + junk, b"\x1f\x8b" + junk, gzip.compress(junk)):
        try:
            assert all(page.url for page in sitemaps.parse(body, URL))
        except sitemaps.NotASitemap:
            continue


def test_wordpress_addresses_are_counted_up():
    first = wordpress.posts_address("https://x.example/blog/", since="2024-01-01")
    assert first.startswith("https://x.example/blog/wp-json/wp/v2/posts?") and "after=2024-01-01T00%3A00%3A00" in first
    assert wordpress.page_number(wordpress.next_page(wordpress.next_page(first))) == 3
    assert wordpress.site_of(first) == "https://x.example/blog/"
    assert wordpress.feed_address("https://x.example/blog/", 2) == "https://x.example/blog/feed/?paged=2"
    assert wordpress.page_number("https://x.example/feed/?paged=x", key="paged") == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"code": "rest_forbidden"}', b"[" * 10_000])
def test_what_is_no_list_of_posts_is_told(body):
    with pytest.raises(wordpress.NotWordPress):
        wordpress.parse(body)


def test_posts_that_say_little_or_nonsense_do_no_harm():
    odd = [
        None,
        1,
        {},
        {"content": None},
        {"content": {"rendered": ""}},
        {"content": {"rendered": "x", "protected": True}},
        {
            "content": {"rendered": "<p>x</p>"},
            "_embedded": {"author": {"code": "no"}, "wp:term": [None, [None]]},
            "date": "0",
            "guid": "g",
            "link": "https://x.example/1",
        },
        {
            "content": {"rendered": "<p>y</p>"},
            "date_gmt": "2024-05-03T10:00:00",
            "date": None,
            "id": 7,
            "title": None,
        },
    ]
    first, second = wordpress.parse(json.dumps(odd).encode())
    assert (first.entry.link, first.entry.authors, first.entry.published) == ("https://x.example/1", (), None)
    assert (second.entry.id, second.entry.published.isoformat()) == ("7", "2024-05-03T10:00:00+00:00")


PAGE = b"""<html><head>
<link rel="alternate" type="application/rss+xml" title="Post &raquo; Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Post &raquo; Feed" href="/feed/">
<link rel="alternate" type="application/atom+xml" href="https://feeds.example/atom">
<link rel="alternate" type="application/rss+xml" href="http://[broken">
<link rel="alternate" hreflang="de" href="/de/"></head><body></body></html>"""


def test_a_page_names_its_feeds_and_not_those_of_comments():
    assert feeds_of(PAGE, "https://x.example/a/b") == (
        "https://x.example/feed/",
        "https://feeds.example/atom",
    )
    assert feeds_of(b"", URL) == feeds_of(b"\x00\xff", URL) == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/comments/feed/",
        "https://x.example/?feed=comments-rss2",
        "https://x.example/a/comment.rss",
    ],
)
def test_comment_feeds_are_known_by_their_address(url):
    assert is_comment_feed(url)


@pytest.mark.parametrize(
    "url", ["https://x.example/feed/", "https://x.example/commentary/feed", "https://comments.example/rss"]
)
def test_other_feeds_are_not_taken_for_comments(url):
    assert not is_comment_feed(url)


def test_guesses_are_of_the_same_site():
    assert all(guess.startswith("https://x.example/") for guess in guesses("https://x.example/a/b?c"))
