"""What pages say of themselves: fields, where they come from, and what is not believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archiver.extract.html import extract
from archiver.moments import moment
from archiver.records import Metadata

TEXT = "<p>" + "The harbour board met again on Tuesday, and nobody was surprised by what it said. " * 12 + "</p>"


def read(head: str, body: str = TEXT, url: str | None = "https://www.island.example/2024/05/03/ferry") -> Metadata:
    html = f"<html lang=en><head>{head}</head><body>{body}</body></html>"
    return extract(html.encode(), url=url, fetched_at=datetime(2024, 6, 1, tzinfo=UTC)).metadata


LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            "<title>Ferry stays | Island News</title><meta property=og:site_name content='Island News'>",
            "",
            "Ferry stays",
        ),
        ("<title>Ferry stays - island.example</title>", "", "Ferry stays"),
        ("<title>Ferry - or bridge?</title>", "", "Ferry - or bridge?"),
        ("<title>Ferry stays | courier.com | Politics</title>", "", "Ferry stays"),
        ("<title>Ferry stays – News – Island</title>", "<h1>Ferry stays</h1>", "Ferry stays"),
        (LD % '{"@type":"NewsArticle","headline":"Caf&eacute; closes"}', "<h1>Other</h1>", "Café closes"),
        ("<title>Ferry stays in port - Island</title>", "<a href=/><h1>The Courier</h1></a>", "Ferry stays in port"),
        (
            "<meta property=og:title content='A plain no | The Courier'><title>Ferry stays | The Courier</title>",
            "",
            "A plain no",
        ),
        (
            LD % '{"@type":"NewsArticle","headline":"Ferry stays! - All of it"}'
            + "<title>Ferry stays! - All of it</title>",
            "<h1>Ferry stays!</h1>",
            "Ferry stays! - All of it",
        ),
        (
            LD % '{"@type":"NewsArticle","headline":"Ferry stays in …"}',
            "<h1>Ferry stays in port</h1>",
            "Ferry stays in port",
        ),
        (
            LD % '{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"Politics"}]}'
            + "<title>Ferry stays - Politics</title>",
            "",
            "Ferry stays",
        ),
        ("<title>Ferry stays in port</title>", "<h1>Island</h1><h1>Ferry stays in port</h1>", "Ferry stays in port"),
        (
            "<title>Tsunami alert for all of the coast - Island</title>",
            "<h1>Alert</h1>",
            "Tsunami alert for all of the coast",
        ),
        ("", "", None),
    ],
)
def test_title(head: str, body: str, expected: str | None) -> None:
    assert read(head, body + TEXT).title == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (LD % '{"@type":"NewsArticle","author":{"@type":"Person","name":"Mona Vik"}}', "", ("Mona Vik",)),
        (
            LD % '{"@type":"NewsArticle","author":[{"name":"Mona Vik"},{"name":"Per Dahl"}]}',
            "",
            ("Mona Vik", "Per Dahl"),
        ),
        (
            LD
            % (
                '{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"}},'
                '{"@id":"#p","@type":"Person","name":"Mona Vik"}]}'
            ),
            "",
            ("Mona Vik",),
        ),
        ("<meta name=author content='By Mona Vik and Per Dahl'>", "", ("Mona Vik", "Per Dahl")),
        ("", "<h1>Ferry</h1><p>Von Mona Vik</p>", ("Mona Vik",)),
        ("<meta name=author content='https://facebook.com/island'>", "", ()),
        ("<meta name=author content=admin>", "", ()),
        (
            "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Mona Vik'>",
            "",
            ("Mona Vik",),
        ),
        ("<meta name=articleAuthor content='Mona Vik'>", "", ("Mona Vik",)),
        (LD % '{"@type":"NewsArticle","author":["MONA VIK, National Political Writer"]}', "", ("MONA VIK",)),
        (LD % '{"@type":"NewsArticle","author":[{"name":"Mona Vik"},{"name":"Reuters"}]}', "", ("Mona Vik", "Reuters")),
        (
            LD
            % '{"@type":"NewsArticle","author":{"@type":"Organization","name":"Island"},"publisher":{"name":"Island"}}',
            "<h1>Ferry</h1><ul class=authors><li>Mona Vik Island</li></ul>",
            ("Mona Vik",),
        ),
        (
            "",
            "<h1>Ferry</h1><p>By Mona Vik and Per Dahl on Monday, May 6th, 2024 at 4 p.m.</p>",
            ("Mona Vik", "Per Dahl"),
        ),
        (
            "",
            "<h1>Ferry</h1><div class=byline><span class=fn>Mona Vik</span> @vik May 6, 2 min read</div>",
            ("Mona Vik",),
        ),
        (
            "",
            "<h1>Ferry</h1><p><a rel=author>Mona Vik</a></p><section><p><a rel=author>Other Name</a></p></section>",
            ("Mona Vik",),
        ),
        ("", "", ()),
        # elements named for who wrote, after the headline and outside of cards, pictures and comments
        ("", "<h1>Ferry</h1><div class=c-byline><p>Mona Vik</p><p>Staff Writer</p></div>", ("Mona Vik",)),
        ("", "<h1>Ferry</h1><p><a href=/autoren/mona-vik,1>Mona Vik</a>, Freelancer</p>", ("Mona Vik",)),
        (
            "",
            "<h1>Ferry</h1><div class=page-authors>By <a href=/author/mona-vik>Mona Vik</a>, "
            "<a href=/author/per-dahl>Per Dahl</a> and <b>Jo Berg</b></div>",
            ("Mona Vik", "Per Dahl", "Jo Berg"),
        ),
        (
            "",
            "<h1>Ferry</h1><figure><span class=author>Per Dahl</span></figure><div class=ArticleAuthor_name>"
            "<a href=/meet-the-team/mona-vik>Mona Vik</a><a href=/meet-the-team/mona-vik>View more articles</a></div>",
            ("Mona Vik",),
        ),
        ("", "<h1>Ferry</h1><p>News | 2 hours ago | Written by Mona Vik</p>", ("Mona Vik",)),
        ("", "<h1>Ferry</h1><p>Mona Vik</p><p>3 May 2024</p>", ("Mona Vik",)),
        ("", "<h1>Ferry</h1><div class=writer><b>구현모</b> 기자</div>", ("구현모",)),
        ("", "<h1>Ferry</h1><div class=byline>Von Mona de Vik mit AP</div>", ("Mona de Vik",)),
        ("", "<h1>Ferry</h1><div class=byline>Agencies</div>", ()),
        (
            LD % '{"@type":"NewsArticle","author":{"name":"Island News Desk"}}',
            "<h1>Ferry</h1><p>New Delhi</p><p>3 May 2024</p>",
            ("Island News Desk",),
        ),
        (
            "",
            TEXT + "<a class=card href=/other><h3>Other</h3><p>" + "What else happened. " * 8 + "</p>"
            "<span class=author>Per Dahl</span></a>",
            (),
        ),
    ],
)
def test_authors(head: str, body: str, expected: tuple[str, ...]) -> None:
    assert read(head, body + TEXT).authors == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (LD % '{"@type":"NewsArticle","datePublished":"2024-05-03T10:00:00+02:00"}', "", "2024-05-03T10:00:00+02:00"),
        ("<meta property=article:published_time content=2024-05-03>", "", "2024-05-03"),
        ("", "<article><time datetime='2024-05-03T10:00Z'>3 May</time></article>", "2024-05-03T10:00+00:00"),
        ("", "<h1>Ferry</h1><p>3. mai 2024</p>", "2024-05-03"),
        ("", "<h1>Ferry</h1><p>Updated 5 May 2024</p><p>Published 10:02 AM EST, May 3, 2024</p>", "2024-05-03"),
        (
            "",
            "<h1>Ferry</h1><p class=date>Posted: Friday 3.5.2024 09:00 Uhr | Updated: 5.5.2024</p>",
            "2024-05-03T09:00",
        ),
        (
            "<title>The ferry stays in port</title><script>"
            'state={"items":[{"title":"Other","publishedAt":"2024-01-01"}],"pad":"' + "x" * 300 + '","article":'
            '{"title":"The ferry stays in port","regDt":"2024.05.03 18:40"}}</script>',
            "",
            "2024-05-03T18:40",
        ),
        ("<meta property=article:published_time content=2031-01-01>", "", "2024-05-03"),  # not after the fetch
    ],
)
def test_published(head: str, body: str, expected: str) -> None:
    published = read(head, body + TEXT).published
    assert published is not None
    assert published.isoformat() == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>Mona Vik / ISLAND.EXAMPLE / May 3, 2024, 17:07 EST</p>", "2024-05-03T17:07-05:00"),
        ("<p>Thứ tư, 22/05/2024, 19:25 (GMT+7)</p>", "2024-05-22T19:25+07:00"),
        ("<p>3 maggio 2024 ( modifica il 6 maggio 2024 | 15:24)</p>", "2024-05-03"),
        ("<p>Publié le 3 mai 2024 à 08:01 Mis à jour le 4 mai 2024 à 09:06</p>", "2024-05-03T08:01"),
        ("<p>3. Mai 2024, 10:00 Uhr MESZ</p>", "2024-05-03T10:00+02:00"),
        ("<h2>What the vote of May 3, 2024 brings</h2>", None),
        ("<p>Posted 5 hours ago</p>", None),
        ("<p>The board of the ferry met on May 3, 2024.</p>", None),
        ("<p>3 May 2024, 10:00-12:00</p>", "2024-05-03T10:00"),
    ],
)
def test_a_date_in_a_line_that_says_little_else(line: str, expected: str | None) -> None:
    published = read("", f"<h1>Ferry</h1>{line}{TEXT}", "https://www.island.example/ferry").published
    assert (published.isoformat() if published else None) == expected


def test_a_date_before_the_headline_is_asked_last() -> None:
    cards = "<p>Other news</p><p>April 1, 2024</p><h1>Ferry</h1>"
    assert read("", cards + "<p>May 3, 2024</p>" + TEXT, None).published == moment("2024-05-03")
    assert read("", cards + TEXT, None).published == moment("2024-04-01")


def test_a_line_that_tells_of_a_change_gives_the_change() -> None:
    found = read("", "<h1>Ferry</h1><p class=date>3 May 2024 – Last updated: 5 May 2024, 10:00</p>" + TEXT)
    assert found.modified is not None and found.published is not None
    assert (found.published.isoformat(), found.modified.isoformat()) == ("2024-05-03", "2024-05-05T10:00")


@pytest.mark.parametrize("stated", ["https://island.example", "@island"])
def test_an_address_is_no_publisher(stated: str) -> None:
    publisher = LD % '{"@type":"NewsArticle","publisher":{"name":"Island"}}'
    assert read(f"<meta property=og:site_name content='{stated}'>" + publisher).source == "Island"


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://island.example/ferry", "https://island.example/ferry"),
        ("/ferry", "https://www.island.example/ferry"),
        ("https://elsewhere.example.org/ferry", None),
        ("https://www.island.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_canonical_address(canonical: str, expected: str | None) -> None:
    assert read(f"<link rel=canonical href='{canonical}'>").url == expected


CRUMBS = LD % (
    '{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"Start","item":"https://island.example/"},'
    '{"@type":"ListItem","item":{"@id":"https://island.example/politics","name":"Politics"}},'
    '{"@type":"ListItem","name":"Ferry stays"}]}'
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property=article:section content=Harbour>" + CRUMBS, "Harbour"),
        ("<meta property=article:section content=Uncategorized>" + CRUMBS, "Politics"),
        ("<meta property=article:section content='Ferry stays'>" + CRUMBS, "Politics"),
        (CRUMBS, "Politics"),
        (LD % '{"@type":"BreadcrumbList","itemListElement":"broken"}', None),
        (LD % '{"@type":"BreadcrumbList","itemListElement":[{"name":"Ferry stays","item":"/ferry"}]}', None),
        ("", None),
    ],
)
def test_section(head: str, expected: str | None) -> None:
    assert read(f"<title>Ferry stays</title>{head}").section == expected


def test_each_field_has_its_evidence() -> None:
    found = read(
        "<title>Ferry</title><meta property=og:site_name content=Island><meta name=news_keywords content='ferry, sea'>"
        "<meta property=article:section content=News><meta name=description content='A boat.'>"
    )
    named = {e.field for e in found.evidence}
    assert named >= {"title", "source", "keywords", "section", "description", "language"}
    assert found.keywords == ("ferry", "sea")


@pytest.mark.parametrize(
    ("head", "body", "url", "expected"),
    [
        ("<meta property=og:type content=article>", TEXT, "https://a.example/x", "article"),
        (LD % '{"@type":"LiveBlogPosting","headline":"Live"}', TEXT, "https://a.example/x", "liveblog"),
        ("<title>404 Not Found</title>", "<p>Nothing here.</p>", "https://a.example/x", "error"),
        (
            "",
            "<ul>" + "<li><a href=/1>A headline of a story</a></li>" * 30 + "</ul>",
            "https://a.example/tag/sea/",
            "index",
        ),
        (
            LD % '{"@type":"NewsArticle","isAccessibleForFree":false}',
            "<p>The first lines only. Subscribe to continue reading.</p>",
            "https://a.example/x",
            "paywall",
        ),
        (
            "",
            "<p>We use cookies.</p><p>Give your consent to cookies.</p><p>Cookie settings</p>",
            "https://a.example/x",
            "consent",
        ),
    ],
)
def test_page_types(head: str, body: str, url: str, expected: str) -> None:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    document = extract(html.encode(), url=url)
    assert document.page_type == expected
    assert document.page_type_confidence is not None
    assert 0 < document.page_type_confidence <= 1
