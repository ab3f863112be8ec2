# cython: infer_types=True, annotation_typing=False
"""All visible text of a page, in reading order, as pieces with the places they stand in.

A piece is what a browser would lay out as one block of text: the text between two boundaries of
block-level elements (or two `<br>` in a row), with that of inline elements inside it. No tree is built: what of
the HTML standard's tree construction moves a boundary or a place is done here on a stack of open elements
(ends that are implied, ends that match nothing, stress and links that go on over blocks; WHATWG HTML, 13.2.6).
"""

from __future__ import annotations

from archiver.extract import tags
from archiver.extract.pieces import LINE_BREAK, Piece, Place, Walked, lines, squeezed, without_marks
from archiver.extract.tags import Tag
from archiver.records import Kind

DEEPEST = 400
"""Elements in each other, beyond which an element is no place of its own."""

_PARAGRAPH = Kind.PARAGRAPH
_SCOPES = frozenset("applet caption html table td th marquee object template".split())
"""What no implied end reaches out of."""
_TABLES = frozenset(("html", "table", "template"))
"""What the end of a table or of a part of it does not reach out of."""
_CELLS = frozenset(("td", "th", "caption"))
"""Elements out of which links and stress that were not ended do not go on."""
_ROWS = frozenset(("tbody", "thead", "tfoot"))
_LISTS = frozenset(("ul", "ol", "menu"))
_BLOCK, _LINK, _BOLD, _RUBY = tags.BLOCK, tags.LINK, tags.BOLD, tags.RUBY
_HEADINGS = frozenset(tags.HEADINGS)
_HTML, _BODY, _TBODY, _TR = (tags.tag_named(name) for name in (b"html", b"body", b"tbody", b"tr"))


class Open:
    """An element round us. place: its index, -1 as long as it holds no text. The rest is what was before it."""

    def __init__(self, tag: Tag, kind: Kind, level: int, lists: int, linked: int, bold: int) -> None:
        self.tag = tag
        self.place = -1
        self.kind = kind
        self.level = level
        self.lists = lists
        self.linked = linked
        self.bold = bold


class Walk:
    """Where we are in a page, and the text gathered since the last boundary."""

    def __init__(self) -> None:
        self.out = Walked()
        self.parts: list[str] = []
        self.linked = self.bold = self.links = 0
        self.in_link = self.in_bold = self.in_ruby = 0
        self.breaks = 0
        self.after_break = False
        self.open: list[Open] = []
        self.count: dict[str, int] = {}  # open elements by name
        self.in_body = False
        self.hidden_at = 0  # how many elements are open when one is not to be seen; 0: all are
        self.deeper = 0  # elements open beyond DEEPEST
        self.kind, self.level, self.lists = _PARAGRAPH, 0, 0

    # ── what the page holds ───────────────────────────────────────────────────────────────

    def characters(self, text: str) -> None:
        """Text between two tags, its references resolved."""
        if self.hidden_at:
            return
        if not self.parts and text.isspace():
            return
        if not self.in_body:
            self._into_body()
        self.parts.append(text)
        if self.in_link or self.in_bold or self.breaks:
            size = len(text.strip())
            if size:
                self.breaks = 0
            if self.in_link:
                self.linked += size
            if self.in_bold:
                self.bold += size

    def start(self, tag: Tag) -> None:
        """A start tag of an element that may hold text."""
        if tag.act != _BLOCK:
            self._start_inline(tag)
            return
        name = tag.name
        if name == "html" or name == "body":
            self._start_whole(tag)
            return
        if not self.in_body:
            self._into_body()
        self._end_implied(tag)
        if self.parts and not self.hidden_at:
            self._flush()
        if name in _TABLED and not self._in_table(name):
            return
        if not tag.is_void:
            self._push(tag)

    def end(self, tag: Tag) -> None:
        """An end tag."""
        name = tag.name
        if tag.act != _BLOCK:
            if self.hidden_at:
                self._end_hidden(name)
            else:
                self._end_inline(tag)
            return
        if name == "body" or name == "html":
            return
        if self.deeper:
            self.deeper -= 1
            self._boundary()
            return
        at = self._heading() if name in _HEADINGS else self._found(tag)
        if at >= 0:
            self._pop_to(at)
        elif name == "p":
            self._boundary()

    def gap(self) -> None:
        """Something stands here that is no text, and parts words."""
        if self.parts and not self.hidden_at:
            self.parts.append(" ")

    def line_break(self) -> None:
        """A `<br>`; two in a row are a boundary."""
        if self.hidden_at:
            return
        if not self.in_body:
            self._into_body()
        self.breaks += 1
        if self.breaks == 2:
            self._flush()
            self.after_break = True
        else:
            self.parts.append("\n" if self.kind is Kind.CODE else LINE_BREAK)

    def parentheses(self) -> None:
        """Where a ruby's reading ends, as the next one, its parentheses or its base come."""
        if self.in_ruby:
            self.in_ruby = 0
            self.parts.append(")")

    def table(self, tag: Tag, text: str, linked: int, links: int) -> None:
        """A table of data, which is one piece: a line a row, cells between bars."""
        if not self.in_body:
            self._into_body()
        self._end_implied(tag)
        self._flush()
        if text:
            self._push(tag)
            self.out.pieces.append(Piece(text, self._place(), Kind.TABLE, None, min(linked, len(text)), 0, links))
            self._pop_to(len(self.open) - 1)

    def done(self) -> Walked:
        """The page has ended."""
        self._flush()
        return self.out

    # ── elements ──────────────────────────────────────────────────────────────────────────

    def _start_whole(self, tag: Tag) -> None:
        if not self.open and tag.name == "html":
            self._push(tag)
        elif tag.name == "body" and self.in_body:
            self._name_body(tag)
        elif tag.name == "body":
            self._into_body(tag)

    def _name_body(self, tag: Tag) -> None:
        """A body tag after what stands in a body already gives that its attributes."""
        body = self.open[1]
        if body.tag is _BODY:
            body.tag = tag
            if body.place >= 0:
                place = self.out.places[body.place]
                place.name, place.words = tag.named()

    def _into_body(self, tag: Tag = _BODY) -> None:
        """Text and blocks that come before any body tag stand in the body."""
        if not self.open:
            self._push(_HTML)
        self._push(tag)
        self.in_body = True

    def _start_inline(self, tag: Tag) -> None:
        if self.hidden_at and tag.act == _LINK:  # links do not hold links
            self._end_hidden(tag.name)
        if self.hidden_at or tag.hidden:
            if not self.in_body:
                self._into_body()
            self._push(tag)
        elif tag.act == _LINK:
            self.in_link = 1
            self.links += 1
        elif tag.act == _BOLD:
            self.in_bold += 1
        elif tag.act == _RUBY:
            self.parentheses()
            self.in_ruby = 1
            self.parts.append("(")

    def _end_inline(self, tag: Tag) -> None:
        if tag.act == _LINK:
            self.in_link = 0
        elif tag.act == _BOLD:
            if self.in_bold:
                self.in_bold -= 1
        elif tag.act == _RUBY or tag.name == "ruby":
            self.parentheses()

    def _end_hidden(self, name: str) -> None:
        """An inline element's end where nothing is seen: it may be the one that hides."""
        if not self.count.get(name):
            return
        at = len(self.open) - 1
        while at >= self.hidden_at - 1:
            element = self.open[at]
            tag = element.tag
            if tag.name == name:
                self._pop_to(at)
                return
            if tag.special:
                return
            at -= 1

    def _push(self, tag: Tag) -> None:
        opened, name = self.open, tag.name
        if len(opened) >= DEEPEST:
            self.deeper += tag.act == _BLOCK
            return
        opened.append(Open(tag, self.kind, self.level, self.lists, self.in_link, self.in_bold))
        self.count[name] = self.count.get(name, 0) + 1
        if tag.hidden and not self.hidden_at:
            self.hidden_at = len(opened)
        if tag.kind is not None:
            self.kind, self.level = tag.kind, tag.level or (max(self.lists, 1) if tag.kind is Kind.LIST_ITEM else 0)
        elif name in _LISTS:
            self.lists += 1
        elif name in _CELLS:
            self.in_link = self.in_bold = 0

    def _pop_to(self, at: int) -> None:
        """End the open elements from that index on."""
        self._boundary()
        opened, count = self.open, self.count
        while len(opened) > at:
            left = opened.pop()
            name = left.tag.name
            count[name] -= 1
            if name in _CELLS:
                self.in_link, self.in_bold = left.linked, left.bold
        self.kind, self.level, self.lists = left.kind, left.level, left.lists
        self.after_break = False
        if self.hidden_at > at:
            self.hidden_at = 0

    def _boundary(self) -> None:
        if self.parts and not self.hidden_at:
            self._flush()

    # ── ends that no tag says ─────────────────────────────────────────────────────────────

    def _found(self, tag: Tag) -> int:
        """Index of the open element that an end tag ends; -1 where it ends none."""
        name, special = tag.name, tag.special
        if not self.count.get(name):
            return -1
        scopes = _TABLES if name in _TABLED or name == "table" else _SCOPES
        at = len(self.open) - 1
        while at >= 0:
            element = self.open[at]
            other = element.tag
            if other.name == name:
                return at
            if other.name in scopes if special else other.special:
                return -1
            at -= 1
        return -1

    def _heading(self) -> int:
        """Index of the innermost open heading: any heading's end ends it."""
        at = len(self.open) - 1
        while at >= 0:
            element = self.open[at]
            name = element.tag.name
            if name in _HEADINGS:
                return at
            if name in _SCOPES:
                return -1
            at -= 1
        return -1

    def _end_implied(self, tag: Tag) -> None:
        """End what cannot be open any more where this start tag stands."""
        name = tag.name
        if name == "li":
            self._end_item(("li",))
        elif name == "dt" or name == "dd":
            self._end_item(("dt", "dd"))
        elif name == "button" and self.count.get("button"):
            self._end_within("button")
        if tag.closes_p and self.count.get("p"):
            self._end_within("p")
        if name in _HEADINGS and self.open:
            element = self.open[-1]
            if element.tag.name in _HEADINGS:
                self._pop_to(len(self.open) - 1)

    def _end_item(self, names: tuple[str, ...]) -> None:
        if not any(map(self.count.get, names)):
            return
        at = len(self.open) - 1
        while at >= 0:
            element = self.open[at]
            tag = element.tag
            if tag.name in names:
                self._pop_to(at)
                return
            if tag.special and tag.name not in ("address", "div", "p"):
                return
            at -= 1

    def _end_within(self, name: str) -> None:
        at = len(self.open) - 1
        while at >= 0:
            element = self.open[at]
            other = element.tag
            if other.name == name:
                self._pop_to(at)
                return
            if other.name in _SCOPES or other.name == "button":
                return
            at -= 1

    def _in_table(self, name: str) -> bool:
        """End, and begin, what a part of a table asks for; whether it is in one."""
        at = len(self.open) - 1
        while at >= 0 and self.open[at].tag.name != "table":
            at -= 1
        if at < 0:
            return False
        rows = _TABLED[name]
        top = at + 1
        while top < len(self.open) and self.open[top].tag.name in rows:
            top += 1
        if len(self.open) > top:
            self._pop_to(top)
        if name in ("tr", "td", "th") and top == at + 1:
            self._push(_TBODY)
            top += 1
        if name in ("td", "th") and self.open[top - 1].tag.name != "tr":
            self._push(_TR)
        return True

    # ── pieces ────────────────────────────────────────────────────────────────────────────

    def _place(self) -> int:
        """Index of the innermost element round us; most elements hold no text and never become a place."""
        opened, places = self.open, self.out.places
        known, above = len(opened), -1
        while known:
            element = opened[known - 1]
            if element.place >= 0:
                above = element.place
                break
            known -= 1
        for element in opened[known:]:
            tag = element.tag
            depth = 0
            if above >= 0:
                place = places[above]
                depth = place.depth + 1
            path, words = tag.named()
            places.append(Place(above, tag.name, path, words, depth))
            element.place = above = len(places) - 1
        return above

    def _flush(self) -> None:
        self.breaks = 0
        if self.parts:
            joined = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
            self.parts.clear()
            if not joined.isascii():
                joined = without_marks(joined)
            text = lines(joined) if self.kind is Kind.CODE else squeezed(joined)
            if text:
                self._add(text)
        self.linked = self.bold = 0
        self.links = self.in_link

    def _add(self, text: str) -> None:
        size, kind = len(text), self.kind
        level = self.level if self.level else None
        self.out.pieces.append(
            Piece(text, self._place(), kind, level, min(self.linked, size), min(self.bold, size), self.links,
                  self.after_break)
        )  # fmt: skip


_TABLED = {
    "td": frozenset((*_ROWS, "tr")),
    "th": frozenset((*_ROWS, "tr")),
    "tr": _ROWS,
    "tbody": frozenset[str](),
    "thead": frozenset[str](),
    "tfoot": frozenset[str](),
    "caption": frozenset[str](),
    "colgroup": frozenset[str](),
}
"""Parts of a table, and which others may be open between it and its table."""
