"""What the extractor makes of pages of our own writing, easy and hostile."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from selectolax.lexbor import LexborHTMLParser

from archiver.extract.blocks import body_of
from archiver.extract.html import extract
from archiver.extract.unshown import unshown, with_unshown
from archiver.records import Block, Document, Kind

PROSE = (
    "The ferry to the outer islands will run through the winter, the harbour board decided on Tuesday evening, "
    "after a meeting that had been called for quite another reason.",
    "Two of the seven members voted against it, because the diesel alone costs more than all the tickets that "
    "are sold between November and March.",
    "“We have counted the passengers, and there are nine of them,” said the chairwoman, who lives on the largest "
    "island herself and takes the boat to work.",
    "A solution with a smaller boat was turned down in the spring, when its owner sold it to a museum in the south.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def whole(content: str = PARAGRAPHS) -> bytes:
    return page(
        f"""<header><a href="/">Island News</a></header>
        <nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Sport</a></li><li><a href="/c">Jobs</a></li></ul></nav>
        <main><article class="post"><h1>Winter ferry stays</h1>
        <div class="byline">By <a href="/staff/mona">Mona Vik</a></div>
        <div class="entry-content">{content}</div></article></main>
        <aside class="related"><h3>Read also</h3><ul><li><a href="/1">School bus is late</a></li>
        <li><a href="/2">Fish prices rise</a></li><li><a href="/3">New mast on the hill</a></li></ul></aside>
        <footer><p>© Island News. All rights reserved.</p></footer>""",
        '<title>Winter ferry stays | Island News</title><meta property="og:title" content="Winter ferry stays">',
    )


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks]


def test_a_plain_page_gives_its_body_and_nothing_else() -> None:
    assert body_of(extract(whole()).blocks) == list(PROSE)


def test_every_visible_word_is_in_a_block_once() -> None:
    tree = LexborHTMLParser(whole().decode())
    tree.strip_tags(["head", "script", "style"])
    seen = " ".join(tree.text(separator=" ").split())
    assert " ".join(" ".join(texts(extract(whole()))).split()) == seen


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>The <b>har</b>bour <i>was</i>\n closed<br>today.</p>", ["The harbour was closed today."]),
        ("<div>First line.<br><br>Second line.</div>", ["First line.", "Second line."]),
        ("<p>Hand&shy;werk&shy;er</p>", ["Handwerker"]),
        ("<p>漢<ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>を読む</p>", ["漢字(じ)を読む"]),
        ("<p>می\u200cخواهم</p>", ["می\u200cخواهم"]),
        ("<p>one<span>two</span></p><p hidden>three</p><p style='display: none'>four</p>", ["onetwo"]),
        ("<p>seen<span style='clip:rect(0 0 0 0);height:1px'>, opens new tab</span> again</p>", ["seen again"]),
        ("<p>seen<span style='clip: rect(1px, 1px, 1px, 1px)'>unseen</span></p>", ["seen"]),
        ("<p>seen<span style='clip:rect(0,60px,20px,0)'>and seen</span></p>", ["seenand seen"]),
        ("<p>seen<span class=sr-only>unseen</span></p><script>x = 1</script><style>p{}</style>", ["seen"]),
        ("<pre>a = 1\n  b = 2</pre>", ["a = 1\n  b = 2"]),
        ("<table><tr><th>Town</th><th>Votes</th></tr><tr><td>Aa</td><td>7</td></tr></table>", ["Town | Votes\nAa | 7"]),
        (
            "<table><caption>Votes by town</caption><tr><th>Town<th>Votes<tr><td>Aa<td>7</table>",
            ["Votes by town\nTown | Votes\nAa | 7"],
        ),
        ("<div>loose text<p>paragraph</p>more</div>", ["loose text", "paragraph", "more"]),
    ],
)
def test_words_and_spaces(markup: str, expected: list[str]) -> None:
    assert texts(extract(page(markup))) == expected


def test_a_table_with_an_article_in_a_cell_is_there_for_the_layout() -> None:
    article = " ".join(f"The ferry was {n} minutes late on that day." for n in range(5, 30))
    rows = f"<table><tr><td>Island News</td></tr><tr><td>{article}</td></tr></table>"
    assert texts(extract(page(rows))) == ["Island News", article]


def test_structure_is_kept() -> None:
    markup = """<h2>Why</h2><ul><li>one<ul><li>two</li></ul></li></ul><blockquote><p>said</p></blockquote>
    <figure><figcaption>A boat</figcaption></figure>"""
    kinds = [(b.kind, b.level) for b in extract(page(markup)).blocks]
    assert kinds == [
        (Kind.HEADING, 2),
        (Kind.LIST_ITEM, 1),
        (Kind.LIST_ITEM, 2),
        (Kind.QUOTE, None),
        (Kind.CAPTION, None),
    ]


def test_paths_are_stable_and_links_are_measured() -> None:
    blocks = {b.text: b for b in extract(whole()).blocks}
    assert blocks[PROSE[0]].path == "body/main/article.post/div.entry-content/p"
    assert blocks["Sport"].link_density == 1
    assert blocks[PROSE[0]].link_density == 0


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("<p>Łódź</p>".encode("iso-8859-2"), "iso-8859-2", "Łódź"),
        (b'<meta charset="windows-1251"><p>' + "Новости".encode("cp1251"), None, "Новости"),
        ("<p>naïve</p>".encode("utf-8-sig"), "latin-1", "naïve"),
        ("<p>größer</p>".encode("utf-16"), None, "größer"),
        ("<p>größer</p>".encode(), "iso-8859-1", "größer"),
        ("<p>größer</p>".encode("cp1252"), "no-such-charset", "größer"),
    ],
)
def test_charsets(body: bytes, charset: str | None, expected: str) -> None:
    assert texts(extract(body, charset=charset)) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\0\0",
        b"\xff\xfe",
        b"<",
        b"<html>",
        b"plain text, no markup",
        b"<p>" * 2000,
        b"<!--" * 1000,
        b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><p>x</p>',
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>x</p>",
        b'<meta property="article:published_time" content="99999-99-99"><p>x</p>',
        b'<link rel=canonical href="http://[::1"><p>x</p>',
    ],
)
def test_nothing_raises(body: bytes) -> None:
    extract(body, url="https://example.org/a")


def seconds(body: bytes) -> float:
    start = time.perf_counter()
    extract(body)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "make",
    [
        lambda n: b"<div>" * n + b"deep" + b"</div>" * n,
        lambda n: b"<span>" * n + b"deep",
        lambda n: b"<p " + b" ".join(b"a%d=1" % i for i in range(n)) + b">x</p>",
        lambda n: b"<p>" + b"word " * n,
        lambda n: b"<table><tr><td>" * (n // 20) + b"x",
        lambda n: b"<table><tr><td>a" * (n // 4) + b"</table>",
        lambda n: b"<svg>" * n + b"</svg>" * n,
        lambda n: b"<select>" * n + b"<script>" * n,
        lambda n: b"<x-open>x" * n + b"</x-other>" * n,
    ],
    ids=["divs", "spans", "attributes", "words", "tables", "ended tables", "pictures", "no ends", "unknown names"],
)
def test_hostile_pages_cost_about_what_their_size_costs(make) -> None:  # type: ignore[no-untyped-def]
    small, large = (min(seconds(make(n)) for _ in range(2)) for n in (10_000, 80_000))
    assert large < 40 * small + 1


def test_deep_nesting_loses_no_text() -> None:
    assert texts(extract(b"<div>" * 200_000 + b"deep")) == ["deep"]


def test_a_table_where_no_element_can_be_deeper_loses_no_text() -> None:
    for depth in range(394, 404):
        assert texts(extract(b"<div>" * depth + b"<table><div>x</div><tr><td>cell</table>")) == ["x", "cell"]


def test_names_that_are_not_of_html_end_their_own_elements() -> None:
    assert texts(extract(b"<x-one hidden>a<x-two>b</x-one>c</x-two>d")) == ["cd"]


STATED = "\\n".join(PROSE).replace('"', "'")


def test_a_body_that_a_script_would_show_is_taken_from_where_it_is_stated() -> None:
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{STATED}"}}</script>'
    document = extract(page("<div id=app>Loading</div>", script))
    assert body_of(document.blocks)[-4:] == [p.replace('"', "'") for p in PROSE]


def test_a_stated_body_that_is_seen_is_not_taken_twice() -> None:
    seen = tuple(Block(line, body_odds=-5.0) for line in STATED.split("\\n"))
    stated = STATED.replace("\\n", "\n")
    assert unshown((), seen, stated) == ()
    assert [b.text for b in unshown((), seen[:1], stated)] == [b.text for b in seen]


def test_what_is_seen_of_a_body_that_a_script_would_show_is_not_body_twice() -> None:
    lines = STATED.split("\\n")
    first = tuple(Block(line, body_odds=5.0) for line in lines[:1])
    blocks = with_unshown(first, (), STATED.replace("\\n", "\n"))
    assert [b.text for b in blocks if b.body_odds and b.body_odds > 0] == lines


def test_html_in_a_script_gives_its_text_and_neither_captions_nor_slots() -> None:
    body = "".join(f"<p>{p}</p>" for p in PROSE) * 2
    html = f"<div class='caption'><p>{PROSE[0][:40]} Photo: Ann Lee</p></div>$$ADVERT$$<h3>A new engine</h3>{body}"
    script = f"<script>window.state = {json.dumps({'html': html})}</script>"
    got = body_of(extract(page("<div id=app>Loading</div>", script)).blocks)
    assert got == ["A new engine", *PROSE * 2]


def test_text_is_composed() -> None:
    """Whatever NFC changes, by itself or with what stands before it; CJK's compatibility ideographs aside."""
    characters = [chr(c) for c in range(0xA0, 0x30000) if not 0xD800 <= c <= 0xDFFF and not 0xF900 <= c <= 0xFAFF]
    apart = {unicodedata.normalize("NFD", c) for c in characters} | {f"a{c}" for c in characters}
    loose = sorted(text for text in apart if not unicodedata.is_normalized("NFC", text))
    assert len(loose) > 1000
    page = "".join(f"<p>so {text} on" for text in loose)
    assert all(unicodedata.is_normalized("NFC", block.text) for block in extract(page.encode()).blocks)
    assert [block.text for block in extract("<p>\uf9e1 e\u0301".encode()).blocks] == ["\uf9e1 é"]
