# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A page is read once, from its first character to its last: its tags, and the text between them.

By the tokenizer of the HTML standard (WHATWG HTML, 13.2.5), as far as it matters where a tag ends and what is
text. Time is linear in the page's length, whatever is in it.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.markup import elements, finding, references
from archiver.extract.markup import tags as tags_of
from archiver.extract.markup.delimiters import comment_end, is_letter, tag_end
from archiver.extract.markup.start_tag import StartTag
from archiver.extract.markup.tags import Tag
from archiver.extract.page.pieces import Walked
from archiver.extract.page.tables import data_table
from archiver.extract.page.walk import Walk

_ANCHOR, _BOLD, _RUBY, _BREAK, _GAP, _NOTHING, _RAW, _UNSEEN, _PAREN = (
    elements.LINK, elements.BOLD, elements.RUBY, elements.BREAK, elements.GAP, elements.NOTHING, elements.RAW,
    elements.UNSEEN, elements.PAREN,
)  # fmt: skip
_PARTS = elements.PARTS
_NUMBERS = elements.NUMBERS
_HTML, _TABLE, _META, _LINK, _SCRIPT, _TITLE, _TIME, _TEMPLATE = (
    _NUMBERS[name] for name in "html table meta link script title time template".split()
)
_LESS, _MORE, _SLASH, _BANG, _ASKS, _BLANK, _AND = b"<>/!? &"
_MOST_STATING = 4000


class Element:
    """An element that states something by its form: a meta, a canonical link, a script, <time>, microdata, rel=author.

    tag: its name. raw: its tag in UTF-8, without the angle brackets.
    """

    def __init__(self, tag: str, raw: bytes, page: bytes, start: int, end: int) -> None:
        self.tag = tag
        self.raw = raw
        self._page, self._start, self._end = page, start, end
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, by name in lower case."""
        if self._attributes is None:
            self._attributes = attributes_of.attributes(self.raw)
        return self._attributes

    def source(self) -> bytes:
        """A script, as it is."""
        return self._page[self._start : self._end]

    def text(self, *, separator: str = "") -> str:
        """What stands in it: of a script as it is, else without tags, which `separator` takes the place of."""
        if self._end >= 0:
            return self.source().decode()
        end = self._page.find(b"</" + self.tag.encode(), self._start, self._start + LONGEST_STATED)
        return references.resolved(_TAG.sub(separator, self._page[self._start : end].decode())) if end > 0 else ""


LONGEST_STATED = 4000
"""Characters of markup in an element that states something, beyond which what is in it is no statement."""
_TAG = re.compile(r"<[^>]*>")


class Scanned(Struct):
    """walked: the visible text. title: of <title>. language: of <html>. stating: elements that state something."""

    walked: Walked = field(default_factory=Walked)
    title: str = ""
    language: str = ""
    stating: list[Element] = field(default_factory=list)


def scan(page: str | bytes) -> Scanned:
    """All that a page holds, NUL left out. page: as text, or in UTF-8. Never raises for what that is."""
    coded = page if isinstance(page, bytes) else page.encode("utf-8", "replace")
    return Scan(coded.replace(b"\0", b"") if coded.find(b"\0") >= 0 else coded).run()


class Scan:
    """One pass over a page, in UTF-8: what markup is made of is ASCII."""

    def __init__(self, page: bytes) -> None:
        self.page = page
        self.chars = page  # the same without an object for each part
        self.size = len(page)
        # In XML, which a page says that it is, any tag may end its own element.
        self.is_xml = page[:6].lower() == b"<?xml "
        self.walk = Walk()
        self.said = StartTag()
        self.out = Scanned()
        self.stating = self.out.stating
        # By the numbers of names, where an end tag was found last; the page's length: no more of it.
        self.ends = [-1] * 160  # as open_elements.py's counts

    def run(self) -> Scanned:
        page, walk, at, size = self.chars, self.walk, 0, self.size
        while at < size:
            less = finding.next_of(page, at, size, _LESS)
            if less + 1 >= size:
                self._text(at, size)
                break
            if less > at:
                self._text(at, less)
            first = page[less + 1]
            if first == _SLASH or is_letter(first):
                at = self._tag(less)
            elif first in (_BANG, _ASKS):
                at = comment_end(page, less, size)
            else:
                walk.characters(page, less, less + 1)
                at = less + 1
        self.out.walked = walk.done()
        self.out.walked.page = self.page
        return self.out

    def _text(self, start: int, end: int) -> None:
        page, walk = self.chars, self.walk
        if walk.hidden_at:
            return
        if not walk.text.runs:
            while start < end and page[start] <= _BLANK:
                start += 1
            if start == end:
                return
        if finding.next_of(page, start, end, _AND) == end:
            walk.characters(page, start, end)
        else:  # it refers to a character
            text = references.resolved(page[start:end].decode("utf-8")).encode("utf-8")
            walk.characters(text, 0, len(text))

    # ── tags ──────────────────────────────────────────────────────────────────────────────

    def _tag(self, less: int) -> int:
        """One past a tag, and past what belongs to it."""
        page, size, start = self.chars, self.size, less + 1
        if page[start] == _SLASH:
            start += 1
            if start >= size or not is_letter(page[start]):
                return comment_end(page, less, size)
        at = start
        while at < size and page[at] > _BLANK and page[at] != _MORE and page[at] != _SLASH:
            at += 1
        ends = start > less + 1
        tag = tags_of.tag_named(page, start, at)
        act = tag.act
        if not ends and (act <= _BOLD or act == _RUBY):
            return self._start(tag, start, at)
        end = tag_end(page, at, size)
        if end < 0:
            return size
        if ends:
            if act <= _BOLD or act == _RUBY:
                self.walk.end(tag)
            elif act == _BREAK:  # the standard reads </br> as <br>
                self.walk.line_break()
        elif act == _BREAK:
            self.walk.line_break()
        elif act == _GAP:
            self.walk.picture()
        elif act == _NOTHING:
            self._stated(tag, less, end)
        elif act == _PAREN:
            self.walk.parentheses()
            return self._until_tag(end + 1)
        elif tag.number == _TEMPLATE and finding.stands_in(page, at, end, b"shadowroot"):
            self.walk.boundary()  # it is shown, in the element round it
        else:
            return self._unseen(tag, less, end)
        return end + 1

    def _start(self, tag: Tag, start: int, at: int) -> int:
        """One past the start tag of an element that may hold text. at: where its name ends."""
        page, said = self.chars, self.said
        end = said.read(page, start, at, self.size)
        if end < 0:
            return self.size
        if tag.act == _ANCHOR:
            self.walk.link_at = start
        states = tag.number == _TIME
        if at < end:
            states = states or said.states()
            states = states or (tag.act == _ANCHOR and attributes_of.names_author(page, at, end, self.size))
            tag = tags_of.tag_with(tag, said, page, start, end, self.size)
        if tag.number == _TABLE and not tag.hidden:
            past = self._table(tag, end + 1)
            if past:
                return past
        if tag.number == _HTML and not self.out.language:
            stated = attributes_of.attributes(page[start:end])
            self.out.language = stated.get("lang") or stated.get("xml:lang") or ""
        if states:
            self._states(tag.name, page[start:end], end + 1, -1)
        self.walk.start(tag)
        if self.is_xml and page[end - 1] == _SLASH:
            self.walk.end(tag)
        return end + 1

    def _table(self, tag: Tag, start: int) -> int:
        """One past a table of data, which is read as a whole; 0 where it is none."""
        if self.walk.hidden_at:
            return 0
        end = self._end_of(tag, start)
        if end >= self.size:
            return 0
        table = data_table(self.page, start, end)
        if table is None:
            return 0
        self.walk.table(tag, table.text, table.linked, table.links)
        return self._past(end)

    # ── what is not seen ──────────────────────────────────────────────────────────────────

    def _stated(self, tag: Tag, less: int, end: int) -> None:
        chars = self.chars
        if tag.number == _META or (tag.number == _LINK and finding.stands_in(chars, less, end, b"anonical")):
            self._states(tag.name, chars[less + 1 : end], end + 1, -1)

    def _states(self, name: str, raw: bytes, start: int, end: int) -> None:
        if len(self.stating) < _MOST_STATING:
            self.stating.append(Element(name, raw, self.page, start, end))

    def _unseen(self, tag: Tag, less: int, end: int) -> int:
        """One past an element of which nothing is seen."""
        if tag.marks & _PARTS:
            self.walk.gap()
        start = end + 1
        if self.page[end - 1] == _SLASH and (self.is_xml or tag.act == _UNSEEN):
            return start
        close = self._end_of(tag, start) if tag.act == _RAW else self._balanced(tag, start)
        if close >= self.size:
            return self.size if tag.act == _RAW else start
        if tag.number == _SCRIPT:
            raw = self.chars[less + 1 : end]
            if not _has_source(raw):
                self._states("script", raw, start, close)
        elif tag.number == _TITLE and not self.out.title:
            self.out.title = " ".join(references.resolved(self.page[start:close].decode()).split())
        return self._past(close)

    def _until_tag(self, start: int) -> int:
        return finding.next_of(self.chars, start, self.size, _LESS)

    def _past(self, close: int) -> int:
        """One past an end tag that begins there."""
        return min(finding.next_of(self.chars, close, self.size, _MORE) + 1, self.size)

    def _end_of(self, tag: Tag, start: int) -> int:
        """Where the next end tag of an element begins, from `start` on; the page's length where there is none."""
        found = self.ends[tag.number]
        if found >= start:
            return found
        chars, size, wanted = self.chars, self.size, tag.own
        width = len(wanted) - 1  # without the dot
        last = size - 3 - width
        found = finding.next_of(chars, start, size, _LESS)
        while found <= last:
            if chars[found + 1] == _SLASH:
                at = found + 2 + width
                if _ends_name(chars[at]) and finding.begins_folded_at(chars, found + 2, at, wanted):
                    self.ends[tag.number] = found
                    return found
            found = finding.next_of(chars, found + 1, size, _LESS)
        self.ends[tag.number] = size
        return size

    def _balanced(self, tag: Tag, start: int) -> int:
        """Where an element ends that may hold others of its name."""
        chars, width, end, at = self.chars, len(tag.own) - 1, self._end_of(tag, start), start
        while end < self.size:
            at = finding.next_of(chars, at, end, _LESS) + 1
            if at + width > end:
                return end
            if _ends_name(chars[at + width]) and finding.begins_at(chars, at, at + width, tag.own):
                end = self._end_of(tag, end + 1)
        return self.size


def _ends_name(after: int) -> bool:
    """Whether a tag's name ends where that stands behind it."""
    return after <= _BLANK or after in (_MORE, _SLASH)


def _has_source(raw: bytes) -> bool:
    """Whether a script's tag says where the script lies."""
    spot = attributes_of.spot_of(raw)
    while spot.next():
        if spot.is_named(b"src"):
            return True
    return False
