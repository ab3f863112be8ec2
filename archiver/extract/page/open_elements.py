# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The elements that are open round a place in a page: which begin there, which end, and which no tag ends.

What of the HTML standard's tree construction moves a boundary or a place is done here on a stack of open
elements: ends that are implied, ends that match nothing (WHATWG HTML, 13.2.6).
"""

from __future__ import annotations

from archiver.extract.markup import elements
from archiver.extract.markup.tags import Tag, tag_named
from archiver.records import Kind

DEEPEST = 400
"""Elements in each other, beyond which an element is no place of its own."""

_NUMBERS = elements.NUMBERS
_P, _LI, _DT, _DD, _BUTTON, _DIV, _ADDRESS = (_NUMBERS[name] for name in "p li dt dd button div address".split())
_TABLE, _TR, _TD, _TH = (_NUMBERS[name] for name in "table tr td th".split())
_OTHER = elements.OTHER
_BLOCK, _SPECIAL, _CLOSES_P, _SCOPE, _TABLE_SCOPE, _HEADING, _CELL, _LIST, _PART, _ROWS = (
    elements.BLOCK, elements.SPECIAL, elements.CLOSES_P, elements.SCOPE, elements.TABLE_SCOPE, elements.HEADING,
    elements.CELL, elements.LIST, elements.PART, elements.ROWS,
)  # fmt: skip
_PARAGRAPH, _ITEM = Kind.PARAGRAPH, Kind.LIST_ITEM
IMPLIED_ROWS, IMPLIED_ROW = tag_named(b"tbody", 0, 5), tag_named(b"tr", 0, 2)


class Open:
    """An element round us. place: its index, -1 as long as it holds no text. The rest is what was before it."""

    def __init__(self) -> None:
        self.tag: Tag = IMPLIED_ROW
        self.place = -1
        self.kind, self.level, self.lists = _PARAGRAPH, 0, 0
        self.linked = self.bold = 0


class OpenElements:
    """The open elements, outermost first: `open` up to `depth` (what lies beyond is used again).

    placed: how many of them are a place. hidden_at: how many are open when one is not to be seen; 0: all are.
    kind, level, lists: of a piece that stands here. in_link, in_bold: links, elements of stress round it.
    """

    def __init__(self) -> None:
        self.open: list[Open] = []
        self.depth = self.placed = 0
        self.count = [0] * 160  # open elements by the numbers of their names (elements.py has fewer)
        self.deeper = 0  # elements open beyond DEEPEST
        self.hidden_at = 0
        self.in_link = self.in_bold = 0
        self.kind, self.level, self.lists = _PARAGRAPH, 0, 0
        self.after_break = False

    def boundary(self) -> None:
        """What was gathered up to here is a piece (walk.py)."""

    def at(self, index: int) -> Tag:
        """The tag of an open element."""
        element = self.open[index]
        return element.tag

    def push(self, tag: Tag) -> None:
        """An element begins."""
        if self.depth >= DEEPEST:
            self.deeper += tag.act == _BLOCK
            return
        if self.depth == len(self.open):
            self.open.append(Open())
        element = self.open[self.depth]
        element.tag, element.place = tag, -1
        element.kind, element.level, element.lists = self.kind, self.level, self.lists
        element.linked, element.bold = self.in_link, self.in_bold
        self.depth += 1
        self.count[tag.number] += 1
        if tag.hidden and not self.hidden_at:
            self.hidden_at = self.depth
        if tag.kind is not None:
            self.kind, self.level = tag.kind, tag.level
            if tag.kind is _ITEM:
                self.level = max(self.lists, 1)
        elif tag.marks & _LIST:
            self.lists += 1
        elif tag.marks & _CELL:
            self.in_link = self.in_bold = 0

    def pop_to(self, index: int) -> None:
        """The open elements from that index on end."""
        self.boundary()
        element = self.open[index]
        while self.depth > index:
            self.depth -= 1
            element = self.open[self.depth]
            tag = element.tag
            self.count[tag.number] -= 1
            if tag.marks & _CELL:
                self.in_link, self.in_bold = element.linked, element.bold
        self.kind, self.level, self.lists = element.kind, element.level, element.lists
        self.after_break = False
        self.placed = min(self.placed, index)
        if self.hidden_at > index:
            self.hidden_at = 0

    def in_phrase(self) -> bool:
        """Whether we stand right in a paragraph or a heading: what HTML does not know is no block there, as it would
        have ended it."""
        return (
            self.depth > 0
            and not self.deeper
            and (self.at(self.depth - 1).number == _P or self.at(self.depth - 1).marks & _HEADING != 0)
        )

    # ── which element an end tag ends ─────────────────────────────────────────────────────

    def found(self, tag: Tag) -> int:
        """Index of the open element that an end tag ends; -1 where it ends none."""
        if not self.count[tag.number]:
            return -1
        special = tag.marks & _SPECIAL
        scope = _TABLE_SCOPE if tag.marks & _PART or tag.number == _TABLE else _SCOPE
        index = self.depth - 1
        while index >= 0:
            other = self.at(index)
            if _alike(other, tag):
                return index
            if other.marks & (scope if special else _SPECIAL):
                return -1
            index -= 1
        return -1

    def heading(self) -> int:
        """Index of the innermost open heading: any heading's end ends it; -1 where none is open."""
        index = self.depth - 1
        while index >= 0:
            marks = self.at(index).marks
            if marks & _HEADING:
                return index
            if marks & _SCOPE:
                return -1
            index -= 1
        return -1

    def end_hidden(self, tag: Tag) -> None:
        """An inline element's end where nothing is seen: it may be the one that hides."""
        if not self.count[tag.number]:
            return
        index = self.depth - 1
        while index >= self.hidden_at - 1:
            other = self.at(index)
            if _alike(other, tag):
                self.pop_to(index)
                return
            if other.marks & _SPECIAL:
                return
            index -= 1

    # ── ends that no tag says ─────────────────────────────────────────────────────────────

    def end_implied(self, tag: Tag) -> None:
        """End what cannot be open any more where this start tag stands."""
        number = tag.number
        if number == _LI:
            if self.count[_LI]:
                self._end_item(_LI, _LI)
        elif number in (_DT, _DD):
            if self.count[_DT] or self.count[_DD]:
                self._end_item(_DT, _DD)
        elif number == _BUTTON and self.count[_BUTTON]:
            self._end_within(_BUTTON)
        if tag.marks & _CLOSES_P and self.count[_P]:
            self._end_within(_P)
        if tag.marks & _HEADING and self.depth and self.at(self.depth - 1).marks & _HEADING:
            self.pop_to(self.depth - 1)

    def _end_item(self, one: int, other: int) -> None:
        index = self.depth - 1
        while index >= 0:
            tag = self.at(index)
            number = tag.number
            if number in (one, other):
                self.pop_to(index)
                return
            if tag.marks & _SPECIAL and number != _ADDRESS and number != _DIV and number != _P:
                return
            index -= 1

    def _end_within(self, number: int) -> None:
        index = self.depth - 1
        while index >= 0:
            other = self.at(index)
            if other.number == number:
                self.pop_to(index)
                return
            if other.marks & _SCOPE or other.number == _BUTTON:
                return
            index -= 1

    def in_table(self, tag: Tag) -> bool:
        """End, and begin, what this part of a table asks for; whether it is in a table."""
        number = tag.number
        cell = number in (_TD, _TH)
        top = self.depth
        while top > 0 and self.at(top - 1).number != _TABLE:
            top -= 1
        if top == 0:
            return False
        table = top
        if cell or number == _TR:  # which others may be open between it and its table
            while top < self.depth and (self.at(top).marks & _ROWS or (cell and self.at(top).number == _TR)):
                top += 1
        if self.depth > top:
            self.pop_to(top)
        if (cell or number == _TR) and top == table:
            self.push(IMPLIED_ROWS)
        if cell and self.at(self.depth - 1).number != _TR:
            self.push(IMPLIED_ROW)
        return True


def _alike(one: Tag, other: Tag) -> bool:
    """Whether two tags are of elements of one name."""
    return one.number == other.number and (one.number != _OTHER or one.name == other.name)
