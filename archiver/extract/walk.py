# cython: infer_types=True
"""One walk over the tree: all visible text, in reading order, as pieces with the places they stand in.

A piece is what a browser would lay out as one block of text: the text between two boundaries of
block-level elements (or two `<br>` in a row), with that of inline elements inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from archiver.records import Kind

UNSEEN = frozenset(
    "script style template noscript head title meta link svg math canvas video audio iframe object embed "
    "applet select option datalist textarea input map area param source track img picture rp dialog".split()
)
"""Elements of which no text is seen (or none that is the page's own)."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr amp-link o:p bdi rtc g-emoji".split()
)
BREAKS_WORDS = frozenset(("img", "picture", "svg", "input", "select", "video", "iframe", "canvas"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
DEEPEST = 400

_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_READERS_ONLY = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-reader-text|visually-?hidden|visuallyhidden|a11y-hidden|assistive-text)(?:$|\s)",
    re.IGNORECASE,
)
_NO_TEXT = str.maketrans("", "", "\u00ad\u200b\ufeff\u2060")
"""Soft hyphens and zero-width spaces are not part of words; zero-width (non-)joiners are, in Persian."""


@dataclass(slots=True)
class Place:
    """An element that stands round pieces. parent: index of the one round it, -1 at the top.

    name: tag and first class ("div.entry"), as in a piece's path. words: tag, classes, id, role and
    itemprop, lower case, whole and in parts; what a model reads.
    """

    parent: int
    tag: str
    name: str
    words: tuple[str, ...]
    depth: int


@dataclass(slots=True)
class Piece:
    """A piece of visible text. place: index of the innermost element round it.

    linked: characters inside links. bold: characters in bold or italics. after_break: it follows a double
    `<br>` in the element that the piece before stands in.
    """

    text: str
    place: int
    kind: Kind
    level: int | None
    linked: int
    bold: int
    links: int
    after_break: bool = False


@dataclass
class Walked:
    """places, pieces: in document order."""

    places: list[Place] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def walk(root: Any) -> Walked:
    """All visible text below an element."""
    return _Walk().run(root)


class _Walk:
    """State of one walk: where we are, and the text gathered since the last boundary."""

    def __init__(self) -> None:
        self.out = Walked()
        self.parts: list[str] = []
        self.linked = self.bold = self.links = 0
        self.in_link = self.in_bold = 0
        self.breaks = 0
        self.after_break = False
        self.open: list[list[Any]] = []  # elements round us, outermost first: tag, attributes, place or None
        self.kinds: list[tuple[Kind, int | None]] = [(Kind.PARAGRAPH, None)]
        self.lists = self.tables = 0

    def run(self, root: Any) -> Walked:
        stack: list[Any] = [root]
        pop, push = stack.pop, stack.append
        while stack:
            node = pop()
            if type(node) is tuple:
                self._leave(node)
                continue
            if (sibling := node.next) is not None and node is not root:
                push(sibling)
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and (self.parts or not text.isspace()):
                    self._text(text)
            elif tag == "br":
                self._break()
            elif tag in UNSEEN:
                if tag in BREAKS_WORDS and self.parts:
                    self.parts.append(" ")
            elif tag[0] not in "-!_" and (left := self._enter(node, tag)) is not None:
                push(left)
                if (child := node.child) is not None:
                    push(child)
        self._flush()
        return self.out

    def _text(self, text: str) -> None:
        self.parts.append(text)
        if self.in_link or self.in_bold or self.breaks:
            size = len(text.strip())
            if size:
                self.breaks = 0
            if self.in_link:
                self.linked += size
            if self.in_bold:
                self.bold += size

    def _break(self) -> None:
        self.breaks += 1
        if self.breaks == 2:
            self._flush()
            self.after_break = True
        else:
            self.parts.append("\n")

    def _enter(self, node: Any, tag: str) -> tuple[Any, ...] | None:
        """Go into an element; gives what to do on leaving it, or None where it is not to be seen."""
        attributes = node.attributes
        if attributes and _hidden(attributes):
            return None
        if tag in INLINE:
            return self._enter_inline(tag)
        if tag == "table":
            self.tables += 1
            # Deeper than that tables are for the layout; to look into each would take quadratic time.
            if self.tables <= 3 and _is_data(node):
                self._table(node, attributes)
                self.tables -= 1
                return None
        if self.parts:
            self._flush()
        left = ("block", len(self.kinds), self.lists, self.tables - (tag == "table"))
        self.open.append([tag, attributes, None])
        self._kind(tag)
        return left

    def _enter_inline(self, tag: str) -> tuple[Any, ...]:
        left = ("inline", self.in_link, self.in_bold, 0)
        if tag == "a":
            self.in_link += 1
            self.links += 1
        elif tag in ("b", "strong", "em", "i"):
            self.in_bold += 1
        elif tag in ("rt", "rtc"):
            self.parts.append("(")
        return left if tag not in ("rt", "rtc") else ("ruby", self.in_link, self.in_bold, 0)

    def _leave(self, left: tuple[Any, ...]) -> None:
        if left[0] == "block":
            if self.parts:
                self._flush()
            self.open.pop()
            _, count, self.lists, self.tables = left
            del self.kinds[count:]
            self.after_break = False
        else:
            if left[0] == "ruby":
                self.parts.append(")")
            self.in_link, self.in_bold = left[1], left[2]

    def _place(self) -> int:
        """Index of the innermost element round us; most elements hold no text and never become a place."""
        known = len(self.open)
        while known and self.open[known - 1][2] is None:
            known -= 1
        above, places = (self.open[known - 1][2] if known else -1), self.out.places
        for element in self.open[known:DEEPEST]:
            tag, attributes, _ = element
            name, words = _name_of(tag, attributes) if attributes else (tag, (tag,))
            places.append(Place(above, tag, name, words, places[above].depth + 1 if above >= 0 else 0))
            element[2] = above = len(places) - 1
        return above

    def _kind(self, tag: str) -> None:
        if tag in HEADINGS:
            self.kinds.append((Kind.HEADING, HEADINGS[tag]))
        elif tag in ("ul", "ol", "menu"):
            self.lists += 1
        elif tag in ("li", "dt", "dd"):
            self.kinds.append((Kind.LIST_ITEM, max(self.lists, 1)))
        elif tag == "blockquote":
            self.kinds.append((Kind.QUOTE, None))
        elif tag == "figcaption":
            self.kinds.append((Kind.CAPTION, None))
        elif tag == "pre":
            self.kinds.append((Kind.CODE, None))

    def _flush(self) -> None:
        self.breaks = 0
        if self.parts:
            kind, level = self.kinds[-1]
            joined = "".join(self.parts)
            if not joined.isascii():
                joined = joined.translate(_NO_TEXT)
            text = _lines(joined) if kind is Kind.CODE else " ".join(joined.split())
            if text:
                self._add(text, kind, level)
            self.parts = []
        self.linked = self.bold = 0
        self.links = 1 if self.in_link else 0

    def _add(self, text: str, kind: Kind, level: int | None) -> None:
        linked, bold = min(self.linked, len(text)), min(self.bold, len(text))
        place = self._place()
        self.out.pieces.append(Piece(text, place, kind, level, linked, bold, self.links, self.after_break))

    def _table(self, node: Any, attributes: dict[str, str | None]) -> None:
        """A table of data is one piece: a line a row, cells between bars."""
        self._flush()
        rows = []
        for row in node.css("tr"):
            cells = [" ".join(c.text(deep=True, separator=" ").split()) for c in row.css("td, th")]
            rows.append(" | ".join(cell.translate(_NO_TEXT) for cell in cells if cell))
        text = "\n".join(row for row in rows if row)
        if text:
            linked = sum(len(a.text(deep=True).strip()) for a in node.css("a"))
            self.open.append(["table", attributes, None])
            self.out.pieces.append(
                Piece(text, self._place(), Kind.TABLE, None, min(linked, len(text)), 0, len(node.css("a")))
            )
            self.open.pop()


def _hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and (attributes["hidden"] or "") != "until-found":
        # React sends parts of a page late and hidden, as "S:1"; a script of one line puts them in their place.
        return not (attributes.get("id") or "").startswith("S:")
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    classes = attributes.get("class")
    return classes is not None and _for_readers(classes)


@lru_cache(maxsize=8192)
def _for_readers(classes: str) -> bool:
    return _READERS_ONLY.search(classes) is not None


_NOT_DATA = "p, div, ul, ol, h1, h2, h3, h4, h5, h6, article, section, form, iframe, img, script, style"


def _is_data(table: Any) -> bool:
    """Whether a table holds cells of plain text, and is not there for the layout."""
    if table.css_first(_NOT_DATA) is not None or table.css_first("td") is None:
        return False
    return len(table.css("tr")) > 1 and len(table.css("table")) == 1  # itself


_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}|[^\W\d_a-zA-Z]+")
_NAMING = ("class", "id", "role", "itemprop", "data-testid", "data-component")


def _name_of(tag: str, attributes: dict[str, str | None]) -> tuple[str, tuple[str, ...]]:
    get = attributes.get
    if len(attributes) == 1 and "class" in attributes:
        return _named(tag, get("class"))
    return _named(tag, *map(get, _NAMING))


@lru_cache(maxsize=8192)  # the elements of a site's pages have the same few hundred names
def _named(tag: str, classes: str | None, *others: str | None) -> tuple[str, tuple[str, ...]]:
    """An element's name in paths, and its words."""
    each = (classes or "").split()[:8]
    found = [tag]
    for value in (*each, *others):
        if value and len(value) < 80:
            found.append("." + value.lower())
            found += [part.lower() for part in _PART.findall(value)]
    return f"{tag}.{each[0]}" if each else tag, tuple(dict.fromkeys(found))


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).strip()
