# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A page's elements as they lie in each other, for who asks for a few of them by name: numbers, and no objects.

Elements and ends that no tag says are those of open_elements.py, where inline elements are open elements like others.
Beside a tree by the standard's algorithm, stress and links that go on over blocks are not begun anew in each.
"""

from __future__ import annotations

from array import array

from archiver.common import counting
from archiver.extract.markup import attributes as attributes_of
from archiver.extract.markup import authoring, elements, finding, references
from archiver.extract.markup import tags as tags_of
from archiver.extract.markup.delimiters import comment_end, is_letter, tag_end
from archiver.extract.markup.tags import Tag, tag_named
from archiver.extract.page.node import Node
from archiver.extract.page.open_elements import OpenElements

_NUMBERS = elements.NUMBERS
_HTML, _HEAD, _BODY, _SVG, _NOSCRIPT, _H1, _ADDRESS = (
    _NUMBERS[name] for name in "html head body svg noscript h1 address".split()
)
_RAW, _PART, _HEADING = elements.RAW, elements.PART, elements.HEADING
_EMPTY = bytes(
    name in "img image input br meta link area param source track wbr base embed col hr frame".split()
    for name in ("", *elements.NAMES)
)
"""Of each element, by its number: whether it has no end."""
_IN_HEAD = bytes(
    name in "meta link base script style title noscript template".split() for name in ("", *elements.NAMES)
)
_WHOLE, _WITHIN = tag_named(b"html", 0, 4), tag_named(b"body", 0, 4)
_LESS, _MORE, _SLASH, _BANG, _ASKS, _BLANK = b"<>/!? "

MOST = 200_000
"""Elements of a page, of which news pages have some thousand: further ones are passed over."""
LONG = 1000
"""Characters of an element's text, beyond which it is no name and no headline."""
_CUT = 20_000
"""Bytes of a text between two tags that are looked at for that."""


class Outline(OpenElements):
    """The elements of a page by their numbers, in document order. said: those of which a tag may say who wrote."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.page = page
        self.chars = page
        self.size = len(page)
        self.tags: list[Tag] = []
        self.said: list[int] = []
        # Who looks for a name climbs from several elements to the same ones round them.
        self.known_attributes: dict[int, dict[str, str]] = {}
        self.known_texts: dict[int, list[tuple[str, int]]] = {}
        tags = counting.count_of(self.chars, self.size, _LESS)
        room = 3 * min(tags, MOST) + 8  # a tag may ask for two more that nobody wrote
        self.room = room
        self.starts, self.ends, self.parents, self.first, self.last = (array("i", (0,)) * room for _ in range(5))
        self.text_from, self.text_to, self.text_in = (array("i", (0,)) * room for _ in range(3))
        self.number = self.text_number = 0
        self.at_start = self.at_end = 0  # of the tag that is read
        self.in_body = False
        self._read()

    # ── what is asked ─────────────────────────────────────────────────────────────────────

    def node(self, index: int) -> Node:
        """An element."""
        return Node(self, index)

    def name(self, index: int) -> str:
        """An element's name, in lower case."""
        tag = self.tags[index]
        return tag.name

    def parent(self, index: int) -> int:
        """The element round it; -1 where there is none."""
        return self.parents[index]

    def attributes(self, index: int) -> dict[str, str]:
        """An element's attributes. Not to be changed."""
        found = self.known_attributes.get(index)
        if found is None:
            found = attributes_of.attributes(self.page[self.starts[index] : self.ends[index]])
            self.known_attributes[index] = found
        return found

    def named(self, name: str) -> list[int]:
        """The elements of a name."""
        found = []
        for index in range(self.number):
            tag = self.tags[index]
            if tag.name == name:
                found.append(index)
        return found

    def holding(self, words: bytes) -> list[int]:
        """The elements in whose tags these bytes stand."""
        page, found = self.page, []
        at = page.find(words)
        for index in range(self.number):
            if self.ends[index] == 0:  # it was not written
                continue
            if at >= 0 and at < self.starts[index]:
                at = page.find(words, self.starts[index])
            if at < 0:
                break
            if at + len(words) <= self.ends[index]:
                found.append(index)
        return found

    def texts(self, index: int) -> list[tuple[str, int]]:
        """The texts in an element between two tags, white space folded, and the elements that they stand in: the first
        of them, where they are longer than LONG. Not to be changed."""
        known = self.known_texts.get(index)
        if known is not None:
            return known
        found: list[tuple[str, int]] = []
        self.known_texts[index] = found
        size = 0
        for i in range(self.first[index], self.last[index]):
            start = self.text_from[i]
            text = self.page[start : min(self.text_to[i], start + _CUT)].decode("utf-8", "replace")
            text = " ".join((references.resolved(text)).split())
            if text:
                found.append((text, self.text_in[i]))
                size += len(text)
                if size > LONG:
                    break
        return found

    # ── reading ───────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        page, at, size = self.chars, 0, self.size
        while at < size:
            less = finding.next_of(page, at, size, _LESS)
            if less > at:
                self._text(at, less)
            if less + 1 >= size:
                break
            first = page[less + 1]
            if first == _SLASH or is_letter(first):
                at = self._tag(less)
            elif first in (_BANG, _ASKS):
                at = comment_end(page, less, size)
            else:
                self._text(less, less + 1)
                at = less + 1
        self._close_to(0)

    def _text(self, start: int, end: int) -> None:
        page = self.chars
        at = start
        while at < end and page[at] <= _BLANK:
            at += 1
        if at < end:
            if not self.in_body:
                self._into_body(_WITHIN)
            self._add(start, end)

    def _add(self, start: int, end: int) -> None:
        i = self.text_number
        if i >= self.room or not self.depth:
            return
        around = self.open[self.depth - 1]
        self.text_from[i], self.text_to[i], self.text_in[i] = start, end, around.place
        self.text_number = i + 1

    def _tag(self, less: int) -> int:
        """One past a tag, and past the text of an element that holds no markup."""
        page, size, start = self.chars, self.size, less + 1
        ends = page[start] == _SLASH
        if ends:
            start += 1
            if start >= size or not is_letter(page[start]):
                return comment_end(page, less, size)
        at = start
        while at < size and page[at] > _BLANK and page[at] != _MORE and page[at] != _SLASH:
            at += 1
        end = tag_end(page, at, size)
        if end < 0:
            return size
        tag = tags_of.tag_named(page, start, at)
        if ends:
            self._ended(tag)
            return end + 1
        self.at_start, self.at_end = start, end
        named = tag.number == _H1 or tag.number == _ADDRESS or (at < end and authoring.may_say(page, at, end, size))
        if self._started(tag) and named:
            self.said.append(self.number - 1)
        if tag.act == _RAW and tag.number != _NOSCRIPT:
            return self._raw(tag, end + 1)
        return end + 1

    def _raw(self, tag: Tag, start: int) -> int:
        """One past the text of an element that holds no markup."""
        page, chars, size, name = self.page, self.chars, self.size, tag.raw.lower()
        width, at = len(name), finding.next_of(chars, start, size, _LESS)
        while at + 2 + width <= size:
            if chars[at + 1] == _SLASH and finding.is_folded_at(chars, at + 2, size, name):
                break
            at = finding.next_of(chars, at + 1, size, _LESS)
        else:
            return size
        self._add(start, at)
        if self.depth and self.at(self.depth - 1).number == tag.number:
            self._close_to(self.depth - 1)
        end = page.find(b">", at)
        return end + 1 if end >= 0 else self.size

    def _started(self, tag: Tag) -> bool:
        """Open an element; whether that was done."""
        if tag.number == _HEAD:
            return False
        if tag.number == _HTML or tag.number == _BODY:
            if not self.depth and tag.number == _HTML:
                self._open(tag)
                return True
            if tag.number == _BODY and not self.in_body:
                self._into_body(tag)
                self.starts[self.number - 1], self.ends[self.number - 1] = self.at_start, self.at_end
                return True
            return False
        if not self.in_body and not _IN_HEAD[tag.number]:
            self._into_body(_WITHIN)
        self.end_implied(tag)
        if tag.marks & _PART and not self.in_table(tag):
            return False
        before = self.number
        self._open(tag)
        if self.number == before:
            return False
        if _EMPTY[tag.number] or (self.count[_SVG] and self.chars[self.at_end - 1] == _SLASH):
            self._close_to(self.depth - 1)
        return True

    def _into_body(self, tag: Tag) -> None:
        if not self.depth:
            self.push(_WHOLE)
        self.push(tag)
        self.in_body = True

    def _ended(self, tag: Tag) -> None:
        if tag.number == _BODY or tag.number == _HTML:
            return
        at = self.heading() if tag.marks & _HEADING else self.found(tag)
        if at > 0:
            self._close_to(at)

    def _open(self, tag: Tag) -> None:
        """An element begins whose tag stands there."""
        before = self.number
        self.push(tag)
        if self.number > before:
            self.starts[before], self.ends[before] = self.at_start, self.at_end

    def _close_to(self, index: int) -> None:
        if self.depth > index:
            self.pop_to(index)

    def push(self, tag: Tag) -> None:
        """An element begins."""
        depth, above = self.depth, -1
        if self.number >= self.room:
            return
        if self.depth:
            element = self.open[self.depth - 1]
            above = element.place
        OpenElements.push(self, tag)
        if self.depth == depth:  # too deep
            return
        number = self.number
        element = self.open[self.depth - 1]
        element.place = number
        self.parents[number] = above
        self.first[number] = self.text_number
        self.tags.append(tag)
        self.number = number + 1

    def pop_to(self, index: int) -> None:
        """The open elements from that index on end."""
        for at in range(index, self.depth):
            element = self.open[at]
            self.last[element.place] = self.text_number
        OpenElements.pop_to(self, index)
