"""Who wrote it: persons and newsrooms as the page states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from archiver.extract.stated import jsonld
from archiver.extract.stated.head import Head
from archiver.extract.stated.titles import fold
from archiver.records import Block

_BY = (
    "by|written by|von|text von|par|por|di|av|af|door|tarafından|от|автор|yazan|oleh|autor|author|"
    "نویسنده|لیکوال|بقلم|كتب|تحریر"
)
_LEAD = re.compile(rf"^(?:(?:{_BY})\s*[:：]?\s+|[:：–—-]\s*)", re.IGNORECASE)
_AND = re.compile(r"\s*[,;/|]\s*|\s+(?:and|und|og|och|et|en|y|e|и|ve|و|&)\s+", re.IGNORECASE)
_PLACES = (
    '[itemprop~="author"] [itemprop~="name"], [itemprop~="author"], a[rel~="author"], [class*="author-name"], '
    '[class*="byline__name"], [class*="byline-name"], [class*="author__name"], [class*="AuthorName"]'
)
_MAIL = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_HOST = re.compile(r"[\w-]+\.[a-z]{2,6}", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_OFFICE = re.compile(r"\s+(?:기자|특파원|記者)$")
LONGEST = 80
MOST = 12
_BYLINE = re.compile(rf"(?:{_BY})\s*[:：]?\s+([^\W\d_][^\d|•·@]{{2,70}})", re.IGNORECASE)


def find_authors(
    head: Head, tree: Any, blocks: Sequence[Block], title_at: int, publisher: str
) -> tuple[tuple[str, ...], str] | None:
    """Names in the order of the page, and where they were found; None where the page names nobody.

    A place that names only the publisher is asked last: another may name who wrote it.
    """
    whole = None
    for origin, names in _sources(head, tree, blocks, title_at):
        found = _people(tuple(dict.fromkeys(filter(None, map(clean, names)))), publisher)
        if found and fold(found[0]) != fold(publisher):
            return found[:MOST], origin
        whole = whole or ((found[:1], origin) if found else None)
    return whole


def _people(names: tuple[str, ...], publisher: str) -> tuple[str, ...]:
    """Of several names, those that are of people: not the publisher, a host, an office or a caption."""
    people = tuple(n for n in names if len(n.split()) <= 5 and not _HOST.fullmatch(n) and fold(n) != fold(publisher))
    return people or names


def _sources(head: Head, tree: Any, blocks: Sequence[Block], title_at: int) -> Iterator[tuple[str, list[str]]]:
    yield "JSON-LD author", _from_graph(head)
    metas = head.all(
        "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"
    )
    yield "meta author", [name for value in metas[:3] for name in split(value)][:MOST] if metas else []
    yield "author element", _from_elements(tree)
    yield "byline", _from_byline(blocks, title_at)


def _from_graph(head: Head) -> list[str]:
    graph = head.graph
    value = graph.article.get("author") or graph.article.get("creator")
    several = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in map(graph.resolved, several):
        if isinstance(one, dict):
            full = [jsonld.text(one.get(part)) for part in ("givenName", "familyName")]
            own = one.get("name")
            said = [jsonld.text(n) for n in own] if isinstance(own, list) else [jsonld.text(own)]
            names += [part for name in said for part in split(name)] if any(said) else [" ".join(filter(None, full))]
        elif isinstance(one, str):
            names += split(one)
    return names


def _from_elements(tree: Any) -> list[str]:
    names: list[str] = []
    for node in tree.css(_PLACES)[:6]:
        text = " ".join(node.text(separator=" ").split()) or node.attributes.get("content") or ""
        if 0 < len(text) <= LONGEST:
            names += split(text)
    return names


def _from_byline(blocks: Sequence[Block], title_at: int) -> list[str]:
    for block in blocks[max(0, title_at) : title_at + 12]:
        if len(block.text) <= LONGEST + 20 and (found := _BYLINE.match(block.text)):
            return split(found[1])
    return []


def split(names: str) -> list[str]:
    """Several names in one text: "A, B and C". A comma before a title or a place is not told apart from one
    between names, but a part that is no name is cleaned away later."""
    plain = _ASIDE.sub("", _MAIL.sub("", _LEAD.sub("", names.strip())))
    return [part for part in _AND.split(plain) if part]


def clean(name: str) -> str:
    """A name without the word before it, addresses and markup; "" where no name is left."""
    plain = _OFFICE.sub("", _LEAD.sub("", " ".join(name.split()))).strip(" ,;|•·-–—:")
    if not any(c.isalpha() for c in plain) or len(plain) > LONGEST or len(plain) < 2:
        return ""
    return plain
