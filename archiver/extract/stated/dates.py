"""When it was published and changed. The time of the crawl is never one of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from archiver.common.expressions import expression
from archiver.extract.dates.orders import is_day_first
from archiver.extract.dates.written import UPDATED, date_in, date_line, has_figure
from archiver.extract.page.node import Node
from archiver.extract.page.tree import Tree
from archiver.extract.stated import jsonld
from archiver.extract.stated.credit_lines import plainly
from archiver.extract.stated.head import Head
from archiver.extract.stated.round_names import named_behind
from archiver.extract.stated.scripts import stated_by_script
from archiver.moments import Moment, moment
from archiver.records import Block, Kind
from archiver.words.wordlist import Wordlist

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "article.published", "published_time_telegram", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "og:pubdate", "last-published", "article_date_original", "originalpublicationdate",
    "citation_publication_date", "publication_date", "shareaholic:article_published_time",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "article.updated", "og:article:modified_time",
)  # fmt: skip
_CLASS = {
    "published": expression(r"publish|(?:^|\s)entry-date(?:\s|$)"),
    "modified": expression(r"modified|updated"),
}
"""Classes that designs give a <time>, by what it tells."""
_ITEMPROP = {"published": "datePublished", "modified": "dateModified"}
_PUBLISHING = expression(
    r"publi[sécq]|pubbl|veröffentlicht|erstellt|erschienen|posted|gepubl|yayın|опубликован|نشر|منتشر|خپور",
    re.IGNORECASE,
)
_IN_URL = expression(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|\b)")
_DATED = Wordlist("date|datum|fecha|tarih|time|publish|posted")
_PAGES = expression("Page$")
AROUND = 14
"""Blocks after the headline among which a date of its own is looked for, where the body begins sooner."""
FEW = 10
"""Words beside the figures of a line that says little but a date: "Ann Lee / The Courier / Sep 2, 2024, 17:07 IST"."""


def find_published(
    head: Head, tree: Tree, blocks: Sequence[Block], title_at: int, title: str, url: str | None, now: datetime | None
) -> tuple[Moment, str] | None:
    """When the article was published, no more exact than stated, and where that was found.

    now: when the page was fetched; a time after it is not believed. None where the page says nothing.
    """
    return _first(_published(head, tree, blocks, title_at, title, url), now)


def find_modified(
    head: Head, blocks: Sequence[Block], title_at: int, now: datetime | None
) -> tuple[Moment, str] | None:
    """When it was last changed, likewise."""
    return _first(_modified(head, blocks, title_at), now)


def _first(found: Iterator[tuple[str, Moment | None]], now: datetime | None) -> tuple[Moment, str] | None:
    for origin, at in found:
        if at is not None and at.at.year > 1700 and (now is None or at.at <= now + timedelta(days=2)):
            return at, origin
    return None


def _published(
    head: Head, tree: Tree, blocks: Sequence[Block], title_at: int, title: str, url: str | None
) -> Iterator[tuple[str, Moment | None]]:
    article = head.graph.article
    yield "JSON-LD datePublished", _moment(jsonld.text(article.get("datePublished")))
    for name in _PUBLISHED:
        if value := head.meta(name):
            yield f"meta {name}", _moment(value)
    yield from _elements(head, "published")
    for node in list(filter(_is_hnews, tree.holding(b"published")))[:4]:
        yield "hNews", _of_element(node)
    yield "JSON-LD dateCreated", _moment(jsonld.text(article.get("dateCreated") or article.get("uploadDate")))
    yield from _others(head)
    if any(node.tag == "time" for node in head.marked):
        yield from _times(tree)
    near, first = _near(blocks, title_at), is_day_first(head.language)
    for block in near:
        yield "date line", date_line(block.text, first) if not UPDATED.match(block.text) else None
    for block in near:
        yield "date in a line", _of_publishing(block.text, first) if _is_dated(block) else None
    for name in head.metas.names():
        if "publish" in name and "expir" not in name and (value := head.meta(name)):
            yield f"meta {name}", date_in(value)
    yield from stated_by_script(head.scripts, title)
    if url and (found := _IN_URL.search(url)):
        yield "address", _moment("-".join((found[1], found[2].zfill(2), found[3].zfill(2))))


def _near(blocks: Sequence[Block], title_at: int) -> list[Block]:
    """The blocks among which an article's date stands: behind the headline until the body has begun, then before it,
    the nearest first."""
    begin = next((i for i, b in enumerate(blocks) if i > title_at and (b.body_odds or 0) > 0), title_at)
    return [
        *blocks[title_at : max(title_at + AROUND, begin + 2)],
        *reversed(blocks[max(0, title_at - 4) : title_at]),
    ]


def _is_dated(block: Block) -> bool:
    """Whether a line is likely to tell a date of the article: the innermost elements round it are named for that, it
    names who wrote, or it is no sentence of the body and says little else."""
    if _DATED.is_in("/".join((block.path or "").split("/")[-2:])) or named_behind(plainly(block.text)):
        return True
    words = [word for word in block.text.split() if not any(c.isdigit() for c in word)]
    prose = (block.body_odds or 0) > 0 and block.text.endswith((".", "!", "?", "。", "؟", "۔", "।"))
    return len(words) <= FEW and block.kind is Kind.PARAGRAPH and not prose


def _of_publishing(text: str, day_first: bool) -> Moment | None:
    """The date before the word that says that one is of a change, else one behind a word for publishing: "Stand: 2. Mai
    2024 / Veröffentlicht: 1. Mai 2024"."""
    changed = UPDATED.search(text)
    if changed is None:
        return date_in(text, day_first)
    published = _PUBLISHING.search(text, changed.end())
    behind = date_in(text[published.end() :], day_first) if published else None
    return date_in(text[: changed.start()], day_first) or behind


def _modified(head: Head, blocks: Sequence[Block], title_at: int) -> Iterator[tuple[str, Moment | None]]:
    yield "JSON-LD dateModified", _moment(jsonld.text(head.graph.article.get("dateModified")))
    for name in _MODIFIED:
        if value := head.meta(name):
            yield f"meta {name}", _moment(value)
    yield from _elements(head, "modified")
    for block in _near(blocks, title_at):
        if len(block.text) < 120 and has_figure(block.text) and (found := UPDATED.search(block.text)):
            yield "update line", date_in(block.text[found.end() :], is_day_first(head.language))


def _others(head: Head) -> Iterator[tuple[str, Moment | None]]:
    """The page itself (WebPage) where its article says nothing."""
    for node in head.graph.like(_PAGES):
        if "datePublished" in node:
            yield "JSON-LD datePublished of the page", _moment(jsonld.text(node["datePublished"]))


def _elements(head: Head, what: str) -> Iterator[tuple[str, Moment | None]]:
    """Microdata, and <time> elements whose class or attribute says what they tell."""
    for node in head.marked:
        attributes = node.attributes
        named = node.tag == "time" and (
            _CLASS[what].search(attributes.get("class") or "") or (what == "published" and "pubdate" in attributes)
        )
        if named or _ITEMPROP[what] in (attributes.get("itemprop") or "").split():
            yield f"{what} element", _of_element(node)


def _is_hnews(node: Node) -> bool:
    """Whether hNews or h-entry name it for the date: ".published[title]", ".dt-published"."""
    classes = (node.attributes.get("class") or "").split()
    return "dt-published" in classes or ("published" in classes and "title" in node.attributes)


def _times(tree: Tree) -> Iterator[tuple[str, Moment | None]]:
    """<time> elements: the first in a header, the first in an article, the first of all."""
    times = tree.named("time")
    for places in (("header",), ("main", "article"), ()):
        if node := next((node for node in times if not places or _lies_in(node, places)), None):
            yield "time element", _of_element(node)


def _lies_in(node: Node, names: tuple[str, ...]) -> bool:
    above = node.parent
    while above is not None and above.tag not in names:
        above = above.parent
    return above is not None


def _of_element(node: Any) -> Moment | None:
    attributes = node.attributes
    value = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
    return _moment(value) or _of_publishing(" ".join(node.text(separator=" ").split()), day_first=False)


def _moment(value: str) -> Moment | None:
    if value.isdigit() or not value:
        return moment(_number(value))
    return moment(value) or date_line(value) or date_in(value)


def _number(value: str) -> object:
    """Seconds since 1970, or a day written 20240503."""
    if len(value) == 8:
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return int(value) if 9 <= len(value) <= 13 else None
