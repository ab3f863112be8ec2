# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""All visible text of a page, in reading order, as pieces with the places they stand in.

A piece is what a browser would lay out as one block of text: the text between two boundaries of
block-level elements (or two `<br>` in a row, or one before an indented line), with that of inline elements inside it.
No tree is built: stress and links go on over blocks as the standard has it, and open_elements.py says which elements
are round us.
"""

from __future__ import annotations

from archiver.extract.markup import elements, whitespace
from archiver.extract.markup.tags import Tag, tag_named
from archiver.extract.page.gathered import Gathered
from archiver.extract.page.open_elements import OpenElements
from archiver.extract.page.pieces import Walked, piece_of, place_of
from archiver.records import Kind

_CODE, _TABLE_KIND = Kind.CODE, Kind.TABLE
_BLOCK, _LINK, _BOLD, _RUBY_TEXT = elements.BLOCK, elements.LINK, elements.BOLD, elements.RUBY
_VOID, _PART, _HEADING = elements.VOID, elements.PART, elements.HEADING
_HTML, _BODY, _P, _RUBY = (elements.NUMBERS[name] for name in ("html", "body", "p", "ruby"))
_OTHER = elements.OTHER
_LINE_BREAK = whitespace.LINE_BREAK
_WHOLE, _WITHIN = tag_named(b"html", 0, 4), tag_named(b"body", 0, 4)


class Walk(OpenElements):
    """Where we are in a page, and the text gathered since the last boundary."""

    def __init__(self) -> None:
        super().__init__()
        self.out = Walked()
        self.places, self.pieces = self.out.places, self.out.pieces
        self.text = Gathered()
        self.linked = self.bold = self.links = 0
        self.in_ruby = False
        self.breaks = 0
        self.in_body = False
        self.after_picture = False
        self.link_at = self.ruby_at = -1

    # ── what the page holds ───────────────────────────────────────────────────────────────

    def characters(self, page: bytes, start: int, end: int) -> None:
        """Text between two tags, its references resolved: what stands there."""
        if self.hidden_at:
            return
        if not self.text.runs and start < end and whitespace.is_all_blank(page, start, end):
            return
        if not self.in_body:
            self._into_body(_WITHIN)
        if self.breaks == 1 and self.kind is not _CODE and whitespace.is_indented(page, start, end):
            self._flush()
            self.after_break = True
        self.text.add(page, start, end)
        if self.in_link or self.in_bold or self.breaks:
            size = whitespace.size_without_ends(page, start, end)
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
        if tag.number == _HTML or tag.number == _BODY:
            self._start_whole(tag)
            return
        if not self.in_body:
            self._into_body(_WITHIN)
        if tag.number == _OTHER and not tag.hidden and self.in_phrase():
            return
        self.end_implied(tag)
        self.boundary()
        if tag.marks & _PART and not self.in_table(tag):
            return
        if not tag.marks & _VOID:
            self.push(tag)

    def end(self, tag: Tag) -> None:
        """An end tag."""
        if tag.act != _BLOCK:
            if self.hidden_at:
                self.end_hidden(tag)
            else:
                self._end_inline(tag)
            return
        if tag.number == _BODY or tag.number == _HTML:
            return
        if self.deeper:
            self.deeper -= 1
            self.boundary()
            return
        at = self.heading() if tag.marks & _HEADING else self.found(tag)
        if at >= 0:
            self.pop_to(at)
        elif tag.number == _P:
            self.boundary()

    def gap(self) -> None:
        """Something stands here that is no text, and parts words."""
        if self.text.runs and not self.hidden_at:
            self.text.add(b" ", 0, 1)

    def picture(self) -> None:
        """A picture stands here, and parts words."""
        if not self.text.runs and not self.hidden_at:
            self.after_picture = True
        self.gap()

    def line_break(self) -> None:
        """A `<br>`; two in a row are a boundary."""
        if self.hidden_at:
            return
        if not self.in_body:
            self._into_body(_WITHIN)
        self.breaks += 1
        if self.breaks == 2:
            self._flush()
            self.after_break = True
        elif self.kind is _CODE:
            self.text.add(b"\n", 0, 1)
        else:
            self.text.add(_LINE_BREAK, 0, 3)

    def parentheses(self) -> None:
        """Where a ruby's reading ends, as the next one, its parentheses or its base come."""
        if self.in_ruby:
            self.in_ruby = False
            self.text.add(b")", 0, 1)

    def table(self, tag: Tag, text: str, linked: int, links: int) -> None:
        """A table of data, which is one piece: a line a row, cells between bars."""
        if not self.in_body:
            self._into_body(_WITHIN)
        self.end_implied(tag)
        self._flush()
        if text:
            self.push(tag)
            size = len(text)
            self.pieces.append(piece_of(text, self._place(), _TABLE_KIND, None, min(linked, size), 0, links, False))
            self.pop_to(self.depth - 1)

    def done(self) -> Walked:
        """The page has ended."""
        self._flush()
        return self.out

    # ── the page's own elements, and inline ones ──────────────────────────────────────────

    def _start_whole(self, tag: Tag) -> None:
        if not self.depth and tag.number == _HTML:
            self.push(tag)
        elif tag.number == _BODY and self.in_body:
            self._name_body(tag)
        elif tag.number == _BODY:
            self._into_body(tag)

    def _name_body(self, tag: Tag) -> None:
        """A body tag after what stands in a body already gives that its attributes."""
        body = self.open[1]
        known = body.tag
        if len(known.raw) == len(known.name):
            body.tag = tag
            if body.place >= 0:
                place = self.places[body.place]
                place.called = tag.named()

    def _into_body(self, tag: Tag) -> None:
        """Text and blocks that come before any body tag stand in the body."""
        if not self.depth:
            self.push(_WHOLE)
        self.push(tag)
        self.in_body = True

    def _start_inline(self, tag: Tag) -> None:
        if self.hidden_at and tag.act == _LINK:  # links do not hold links
            self.end_hidden(tag)
        if self.hidden_at or tag.hidden:
            if not self.in_body:
                self._into_body(_WITHIN)
            self.push(tag)
        elif tag.act == _LINK:
            self.in_link = 1
            self.links += 1
        elif tag.act == _BOLD:
            self.in_bold += 1
        elif tag.act == _RUBY_TEXT and not (self.in_ruby and self.text.size == self.ruby_at):
            self.parentheses()
            self.in_ruby = True
            self.text.add(b"(", 0, 1)
            self.ruby_at = self.text.size

    def _end_inline(self, tag: Tag) -> None:
        if tag.act == _LINK:
            self.in_link = 0
        elif tag.act == _BOLD:
            if self.in_bold:
                self.in_bold -= 1
        elif tag.act == _RUBY_TEXT or tag.number == _RUBY:
            self.parentheses()

    # ── pieces ────────────────────────────────────────────────────────────────────────────

    def boundary(self) -> None:
        """A block begins or ends here: what was gathered is a piece."""
        if self.text.runs and not self.hidden_at:
            self._flush()

    def _place(self) -> int:
        """Index of the innermost element round us; most elements hold no text and never become a place."""
        above = -1
        if self.placed:
            element = self.open[self.placed - 1]
            above = element.place
        while self.placed < self.depth:
            element = self.open[self.placed]
            tag = element.tag
            self.places.append(place_of(above, tag.named(), self.placed))
            element.place = above = len(self.places) - 1
            self.placed += 1
        return above

    def _flush(self) -> None:
        self.breaks = 0
        if self.text.runs:
            text = self.text.lines() if self.kind is _CODE else self.text.squeezed()
            if text:
                self._add(text)
        self.linked = self.bold = 0
        self.links = self.in_link

    def _add(self, text: str) -> None:
        size, level = len(text), self.level if self.level else None
        linked, bold = min(self.linked, size), min(self.bold, size)
        piece = piece_of(text, self._place(), self.kind, level, linked, bold, self.links, self.after_break)
        piece.after_picture, piece.link_at = self.after_picture, self.link_at
        self.after_picture = False
        self.pieces.append(piece)
