"""Tables of data, told from tables for the layout, as text: a line a row, cells between bars."""

from __future__ import annotations

import re

from msgspec import Struct

from archiver.extract.markup import elements, whitespace
from archiver.extract.markup.references import resolved

# What no cell of data holds: parts of a page, a rule, an empty line, an indented one.
_NOT_DATA = re.compile(
    rb"<(?:p|div|ul|ol|dl|h[1-6r]|article|section|form|iframe|img|script|style|table|blockquote|pre)(?=[\s/>])"
    rb"|<br[\s/]*>(?:\s|&nbsp;)*(?:<br(?=[\s/>])|&nbsp;\s*&nbsp;)",
    re.IGNORECASE,
)
_LONGEST = 600
"""Characters. A cell of more is an article, or a column of a page."""
_ROW = re.compile(r"<tr(?=[\s/>])[^>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh](?=[\s/>])[^>]*>", re.IGNORECASE)
_DATA_CELL = re.compile(r"<td(?=[\s/>])", re.IGNORECASE)
_LINK = re.compile(r"<a(?=[\s/>])[^>]*>(.*?)(?=</a|<a[\s/>]|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|</?([A-Za-z][^\s/>]*+)[^>]*+>|<[^>]*+>", re.DOTALL)
_INLINE = frozenset(
    {name for name, act in elements.ACTS.items() if act in (elements.INLINE, elements.LINK, elements.BOLD)} | {"wbr"}
)
"""Elements that begin and end within words."""
_NO_TEXT = str.maketrans("", "", "\u00ad\u200b\ufeff\u2060")


class Table(Struct, frozen=True):
    """text: a line for a caption, and one a row. linked: characters inside links. links: how many."""

    text: str
    linked: int
    links: int


def data_table(page: bytes, start: int, end: int) -> Table | None:
    """A table's text by what stands between its tags, in UTF-8; None where it is there for the layout.

    Tables in tables are looked into only as far as the first that is inside: time is linear in the page's length.
    """
    if _NOT_DATA.search(page, start, end):
        return None
    inner = page[start:end].decode()
    if not _DATA_CELL.search(inner):
        return None
    rows = _ROW.split(inner)
    if len(rows) < 3:
        return None
    # The first is what stands before all rows (a caption), as a row's first cell is what stands before its cells.
    cells = [[cell for cell in map(_text, _CELL.split(row)) if cell] for row in rows]
    if any(len(cell) > _LONGEST for row in cells for cell in row):
        return None
    lines = map(" | ".join, cells)
    links = _LINK.findall(inner)
    return Table("\n".join(filter(None, lines)), sum(len(_text(link)) for link in links), len(links))


def _text(markup: str) -> str:
    text = resolved(_TAG.sub(_between, markup)).translate(_NO_TEXT)
    return whitespace.composed(" ".join(text.split()))


def _between(tag: re.Match[str]) -> str:
    """What a tag, or a comment, leaves between the texts before and behind it."""
    return " " if tag[1] and tag[1].lower() not in _INLINE else ""
