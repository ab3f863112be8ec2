"""Which addresses are the same article, and which site is theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.duplicates.identity import article_id
from archiver.duplicates.urls import canonical_url, identity_url, registrable_site

SAME = [
    ("HTTP://Example.ORG:80/a/../b?utm_source=x&id=1#top", "http://example.org/b?id=1"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/?b=2&a=1&fbclid=z", "https://example.org/?a=1&b=2"),
    ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
    ("https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x"),
]


@pytest.mark.parametrize(("given_url", "canonical"), SAME)
def test_one_spelling(given_url: str, canonical: str) -> None:
    assert canonical_url(given_url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize("odd", ["", "mailto:a@example.org", "not an address", "https://[broken", "//x/y"])
def test_what_is_no_web_address_stays(odd: str) -> None:
    assert canonical_url(odd) == odd
    assert registrable_site(odd) is None


@given(st.text(max_size=40))
def test_canonical_is_a_fixed_point(path: str) -> None:
    once = canonical_url(f"https://example.org/{path}")
    assert canonical_url(once) == once


def test_the_same_article_under_other_addresses() -> None:
    addresses = [
        "https://www.example.org/story/",
        "http://example.org/story",
        "https://example.org/story/amp?utm_medium=feed",
        "https://example.org/story/index.html#comments",
    ]
    assert {identity_url(url) for url in addresses} == {"example.org/story"}
    assert len({article_id(url=url, site=None, page_text="") for url in addresses}) == 1
    assert identity_url("https://example.org/story?id=2") != identity_url("https://example.org/story?id=3")


def test_without_an_address_the_text_and_site_decide() -> None:
    one = article_id(url=None, site="a", page_text="text")
    assert one == article_id(url=None, site="a", page_text="text")
    assert one != article_id(url=None, site="b", page_text="text")
    assert one != article_id(url=None, site="a", page_text="text.")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://news.example.com:8080/", "example.com"),
        ("http://192.0.2.7/a", "192.0.2.7"),
        ("http://localhost:8000/", "localhost"),
        ("https://www.tarnvalleypost.example/a", "tarnvalleypost.example"),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert registrable_site(url) == site
