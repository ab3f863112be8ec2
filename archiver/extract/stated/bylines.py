"""Who wrote it, by what a reader sees: elements named for it, the line under the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from archiver.extract.dump_dates import is_date_line
from archiver.extract.stated.names import BYLINE, LONGEST, is_newsroom, like_person, split
from archiver.records import Block, Kind

_MARKED = ('[itemprop~="author"] [itemprop~="name"]', '[itemprop~="author"], a[rel~="author"]')
_CLASSED = (
    ".byline .fn, .byline .author, .author.vcard, .author .fn, .p-author",
    '[class*="author-name"], [class*="author__name"], [class*="AuthorName"]',
    '[class*="byline__name"], [class*="byline-name"]',
)
_ANY_CLASSED = ", ".join(_CLASSED)
"""Microdata and links to authors; hNews (microformats.org/wiki/hnews), and the names that most designs use. A query
costs a visit of the whole tree, so one asks first whether there is any."""
_NAMED = re.compile(
    r"(?:^|[-_.\s])(?:authors?|byline|writers?|reporters?|autore?n?|autor(?:es|in)?|verfasser|penulis|yazar)(?:$|[-_.\d])",
    re.IGNORECASE,
)
_AFTER = 12
"""Blocks after the headline among which a byline is looked for."""
_NEAR = 4
"""Levels up to which further names belong to the byline of the first."""


def from_elements(tree: Any, marked: bool) -> list[str]:
    """Names in the page's first byline: cards of other articles have theirs too, further down.

    marked: whether the page has microdata or a link to an author.
    """
    for place in (*(_MARKED if marked else ()), *(_CLASSED if tree.css_first(_ANY_CLASSED) is not None else ())):
        nodes = [node for node in tree.css(place)[:8] if 0 < len(_text(node)) <= LONGEST]
        if nodes:
            home = _around(nodes[0])
            return [n for node in nodes if node is nodes[0] or _within(node, home) for n in split(_text(node))]
    return []


def _text(node: Any) -> str:
    return " ".join(node.text(separator=" ").split()) or node.attributes.get("content") or ""


def _around(node: Any) -> int:
    """Identity of the element in which a byline that begins here is whole."""
    for _ in range(_NEAR):
        if node.parent is None or node.parent.tag in ("body", "main", "article", "section", "html"):
            break
        node = node.parent
    return int(node.mem_id)


def _within(node: Any, home: int) -> bool:
    for _ in range(2 * _NEAR):
        if node is None or node.mem_id == home:
            return node is not None
        node = node.parent
    return False


def from_blocks(blocks: Sequence[Block], title_at: int) -> list[str]:
    """Names in a line after the headline: in an element named for it, after "by", or before its date."""
    near = [b for b in blocks[max(0, title_at) : title_at + _AFTER] if len(b.text) <= LONGEST + 40]
    for block in near:
        if block.kind is not Kind.HEADING and any(map(_NAMED.search, (block.path or "").split("/")[-2:])):
            names = [n for n in split(block.text) if like_person(n) or is_newsroom(n)]
            if names:
                return names
    for block in near:
        if found := BYLINE.match(block.text):
            return split(found[1])
    return next(_dated(near), [])


def _dated(near: Sequence[Block]) -> Iterator[list[str]]:
    """A name, a bar and a date."""
    for block in near:
        name, bar, rest = block.text.partition("|")
        if bar and like_person(name.strip()) and is_date_line(rest.strip()[:10]):
            yield [name.strip()]
