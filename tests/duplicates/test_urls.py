"""Which addresses are the same article, and which site is theirs."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList
from w3lib.url import canonicalize_url

from archiver.common.suffixes import registrable
from archiver.duplicates.identity import article_id
from archiver.duplicates.urls import canonical_url, identity_url, is_tracking, registrable_site

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


def test_parameters_that_follow_readers() -> None:
    follow = "utm_source UTM_x at_medium at_mediums __hstc guce_referrer guce_referrer_sig GCLID share_id pk_kwd"
    others = "utm_ utm_a-b utm at_med hsa_ __hs guce_ id page sid pk_x share story"
    assert [name for name in (*follow.split(), *others.split()) if is_tracking(name)] == follow.split()


@pytest.mark.parametrize("odd", ["", "mailto:a@example.org", "not an address", "https://[broken", "//x/y"])
def test_what_is_no_web_address_stays(odd: str) -> None:
    assert canonical_url(odd) == odd
    assert registrable_site(odd) is None


@given(st.text(max_size=40))
def test_canonical_is_a_fixed_point(path: str) -> None:
    once = canonical_url(f"https://example.org/{path}")
    assert canonical_url(once) == once


@given(
    st.text("aZ0é .,;:!~@$'()*+&=|%2F/-_", max_size=20).filter(lambda path: not path.endswith(" ")),
    st.lists(st.tuples(st.text("aBß+ %&=.", max_size=4), st.text("x0~*/?:é", max_size=4)), max_size=3),
)
def test_it_is_the_spelling_that_crawlers_give(path: str, pairs: list[tuple[str, str]]) -> None:
    url = f"https://example.org/{path}?{urlencode(pairs)}"
    parts = urlsplit(url)._replace(query=urlencode(parse_qsl(urlsplit(url).query, True)))
    assert canonical_url(url) == canonicalize_url(urlunsplit(parts))


def test_the_same_article_under_other_addresses() -> None:
    addresses = [
        "https://www.example.org/story/",
        "http://example.org/story",
        "https://example.org/story/amp?utm_medium=feed",
        "https://example.org/story/index.html#comments",
    ]
    assert {identity_url(url) for url in addresses} == {"example.org/story"}
    assert len({article_id(url=url, site=None, page_text=b"") for url in addresses}) == 1
    assert len({identity_url(url) for url in AS_THE_WORLD_WRITES_IT}) == 1
    assert identity_url("https://example.org/story?id=2") != identity_url("https://example.org/story?id=3")


AS_THE_WORLD_WRITES_IT = [
    "https://www.tarnpost.co.uk/news/2024/ferry",
    "http://tarnpost.co.uk/news/2024/ferry/",
    "https://m.tarnpost.co.uk/news/2024/ferry?fbclid=x",
    "https://mobile.tarnpost.co.uk/news/2024/ferry#top",
    "https://amp.tarnpost.co.uk/news/2024/ferry",
    "https://www.tarnpost.co.uk/amp/news/2024/ferry",
    "https://www.tarnpost.co.uk/news/2024/ferry/amp/",
    "https://www.tarnpost.co.uk/news/2024/ferry?amp",
    "https://www.tarnpost.co.uk/news/2024/ferry?amp=1&utm_source=x",
    "https://www.tarnpost.co.uk/news/2024/ferry?outputType=amp",
    "https://www.tarnpost.co.uk/news/2024/ferry.amp",
    "https://www.tarnpost.co.uk:443/news/2024/ferry/index.php",
    "https://www.tarnpost.co.uk/news/2024/ferry;jsessionid=0A1B",
    "https://www-tarnpost-co-uk.cdn.ampproject.org/c/s/www.tarnpost.co.uk/news/2024/ferry/amp/",
    "https://www.google.com/amp/s/www.tarnpost.co.uk/news/2024/ferry",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://m.org/a", "https://org/a"),
        ("https://amp.dev/a", "https://dev/a"),
        ("https://news.tarnpost.co.uk/a", "https://tarnpost.co.uk/a"),
        ("https://en.m.tarnpost.org/a", "https://de.m.tarnpost.org/a"),
        ("https://tarnpost.org/camp", "https://tarnpost.org/c"),
        ("https://tarnpost.org/amp/a", "https://tarnpost.org/b"),
        ("https://tarnpost.org/a?page=2", "https://tarnpost.org/a"),
        ("https://tarnpost.org/A", "https://tarnpost.org/a"),
        ("http://192.0.2.7/a", "http://192.0.2.8/a"),
        ("https://tarnpost.org:8443/a", "https://tarnpost.org/a"),
    ],
)
def test_other_articles_stay_others(one: str, other: str) -> None:
    assert identity_url(one) != identity_url(other)


def test_a_page_in_a_cache_is_of_its_own_site() -> None:
    cached = "https://www-tarnpost-co-uk.cdn.ampproject.org/c/s/www.tarnpost.co.uk/ferry?utm_source=x"
    assert canonical_url(cached) == "https://www.tarnpost.co.uk/ferry"
    assert registrable_site(cached) == "tarnpost.co.uk"
    assert canonical_url("https://www.google.com/amp/about") == "https://www.google.com/amp/about"


@given(st.sampled_from(AS_THE_WORLD_WRITES_IT), st.text("abm./?&=;%#amp", max_size=20))
def test_identity_is_of_the_canonical_address(url: str, more: str) -> None:
    assert identity_url(canonical_url(url + more)) == identity_url(url + more)


def test_without_an_address_the_text_and_site_decide() -> None:
    one = article_id(url=None, site="a", page_text=b"text")
    assert one == article_id(url=None, site="a", page_text=b"text")
    assert one != article_id(url=None, site="b", page_text=b"text")
    assert one != article_id(url=None, site="a", page_text=b"text.")


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


@given(st.from_regex(r"https?://[a-z0-9][a-z0-9.-]{0,19}/[a-zA-Z0-9_/.-]{0,20}", fullmatch=True))
def test_what_is_taken_as_canonical_is(address: str) -> None:
    """A fragment sends the same address the long way. (A host of dots alone is no address, and stays as it is.)"""
    assert canonical_url(address) == canonical_url(address + "#top")


@pytest.mark.parametrize(
    "host", ["www.bbc.co.uk", "a.b.kobe.jp", "city.kobe.jp", "www.ck", "x.y.ck", "github.io", "a.b.xn--p1ai", "de",
             "x.unknowntop", "localhost", "a..de", "example.org."]
)  # fmt: skip
def test_registrable_hosts_are_what_the_whole_list_says(host: str) -> None:
    whole = PublicSuffixList(accept_unknown=False, only_icann=True)
    assert registrable(host) == whole.privatesuffix(host)


def test_every_rule_is_read_as_the_library_reads_it() -> None:
    whole = PublicSuffixList(accept_unknown=False, only_icann=True)
    names = [rule.removeprefix("!").removeprefix("*.") for rule in whole._publicsuffix]
    hosts = [f"{front}{name}" for name in names for front in ("", "a.", "b.a.", "c.b.a.")]
    assert [host for host in hosts if registrable(host) != whole.privatesuffix(host)] == []
