"""A page's elements by what they are named, beside the tree that the standard's algorithm makes."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from archiver.extract.page.node import Node
from archiver.extract.page.outline import Outline
from archiver.extract.page.tree import Tree

BYLINES = """<!doctype html><html><head><title>A &amp; B</title><script>"</div><h1>"</script></head><body class=author>
<h1 class="x">Two <b>votes</b></h1><!-- <p class=byline> --><ul><li class=author>Ann
<li class="author">Per &eacute;</ul>
<p class="byline">By <a href="/author/ann" rel=author>Ann <i>Lee</i></a><p>Next
<div class=writer><img class=author>Max</div>
<svg class=author><path/><title>Icon</title></svg><noscript><div class=author>No script</div></noscript>
<table><td class=author>Cell<td class="author">Other</table><dl><dt class=author>Who<dd>What</dl>
<address>Here</address><span class=author data-x="a>b">Quoted</span><br class=author>
<textarea class=author><p>raw</textarea>
</body></html>"""


def seen(page: str) -> tuple[list[Any], list[Any]]:
    """Name, text and the names of all round it, of each element named for an author: by us, by lexbor."""
    outline = Outline(page.encode())
    own = [node for node in map(outline.node, outline.said) if "author" in (node.attributes.get("class") or "")]
    tree = LexborHTMLParser(page).css('[class*="author"]')
    return [(n.tag, n.text(), path(n)) for n in own], [(n.tag, folded(n), path(n)) for n in tree]


def folded(node: Any) -> str:
    return " ".join(node.text(separator=" ").split())


def path(node: Any) -> list[str]:
    return [] if node is None or node.tag == "-document" else [*path(node.parent), node.tag]


def test_elements_lie_in_each_other_as_in_a_tree() -> None:
    ours, theirs = seen(BYLINES)
    assert ours == theirs
    assert len(ours) == 12


TIMES = """<!doctype html><html><body class="published x"><p>published</p><time>1</time><article class=published
title=2>
<header><time class="published">3</time></header><noscript><time>4</time></noscript></article>
<main><TIME data-published>5</time><!-- <time> --></main><script>"<time class=published>"</script><abbr class=published
title="6">6</abbr></body></html>"""


def test_elements_by_name_and_by_what_stands_in_their_tags() -> None:
    tree, theirs = Tree(TIMES.encode()), LexborHTMLParser(TIMES)
    assert [(n.text(), path(n)) for n in tree.named("time")] == [(folded(n), path(n)) for n in theirs.css("time")]
    holding = theirs.css("[class*=published], [data-published]")
    assert [(n.tag, path(n)) for n in tree.holding(b"published")] == [(n.tag, path(n)) for n in holding]
    assert tree.holding(b"pubdate") == [] == tree.named("address")


@pytest.mark.parametrize(
    "page",
    [
        "<p class=author>A<div>B</div></p><span class=author>C</span>",
        "<div class=author>A<button>B<button>C</button></div><i class=author>D",
        "<h2 class=author>A</h3><p class=author>B",
        "text<div class=author></div></span></div><b class=author>A</b>",
        "<article><section class=author>A<p>B</section><p class=author>C</article>",
    ],
)
def test_ends_that_no_tag_says(page: str) -> None:
    ours, theirs = seen(page)
    assert ours == theirs


@pytest.mark.parametrize(
    "page",
    [
        b"<",
        b"<a",
        b"<p class=author",
        b"</",
        b"<!--",
        b"<script class=author>",
        b"<svg",
        b"<title>x",
        b"</p>",
        b"\0<h1>\xff",
    ],
)
def test_a_page_that_breaks_off_has_an_outline(page: bytes) -> None:
    outline = Outline(page)
    assert all(isinstance(outline.node(index), Node) for index in outline.said)


@pytest.mark.parametrize(
    "page", [b"<b class=author>x" * 300_000, b"<h1>" * 300_000, b"<td>" * 300_000, b"</p>x" * 400_000]
)
def test_hostile_pages_cost_about_what_their_size_costs(page: bytes) -> None:
    start = process_time()
    outline = Outline(page)
    for index in outline.said[:10]:
        assert len(outline.node(index).text()) <= 3000
    assert process_time() - start < 3
