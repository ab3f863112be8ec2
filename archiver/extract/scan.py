# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A page is read once, from its first character to its last: its tags, and the text between them.

By the tokenizer of the HTML standard (WHATWG HTML, 13.2.5), as far as it matters where a tag ends and what is
text. Time is linear in the page's length, whatever is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from archiver.extract import tags
from archiver.extract.tables import data_table
from archiver.extract.tags import Tag, attributes, tag_of
from archiver.extract.walk import Walk, Walked

_SPACE = " \t\n\r\f"
_BOLD, _RUBY, _BREAK, _GAP, _NOTHING, _RAW, _PAREN = (
    tags.BOLD, tags.RUBY, tags.BREAK, tags.GAP, tags.NOTHING, tags.RAW, tags.PAREN
)  # fmt: skip
MOST_STATING = 4000


class Element:
    """An element that states something by its form: a meta, a canonical link, a script, <time>, microdata, rel=author.

    tag: its name. attributes: by name in lower case.
    """

    def __init__(self, tag: str, attributes: dict[str, str], page: str, start: int, end: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self._page, self._start, self._end = page, start, end

    def text(self, *, separator: str = "") -> str:
        """What stands in it: of a script as it is, else without tags, which `separator` takes the place of."""
        if self._end >= 0:
            return self._page[self._start : self._end]
        end = self._page.find("</" + self.tag, self._start, self._start + LONGEST_STATED)
        return unescape(_TAG.sub(separator, self._page[self._start : end])) if end > 0 else ""


LONGEST_STATED = 4000
"""Characters of markup in an element that states something, beyond which what is in it is no statement."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Scanned:
    """walked: the visible text. title: of <title>. language: of <html>. stating: elements that state something."""

    walked: Walked = field(default_factory=Walked)
    title: str = ""
    language: str = ""
    stating: list[Element] = field(default_factory=list)


def scan(page: str) -> Scanned:
    """All that a page holds, NUL left out. Never raises for what that is."""
    return Scan(page.replace("\0", "") if "\0" in page else page).run()


class Scan:
    """One pass over a page."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.size = len(page)
        self.walk = Walk()
        self.out = Scanned()
        self.ends: dict[str, int] = {}  # where an end tag was found last; the page's length: no more of it

    def run(self) -> Scanned:
        page, walk, at, size = self.page, self.walk, 0, self.size
        while at < size:
            less = page.find("<", at)
            if less < 0 or less + 1 >= size:
                self._text(at, size)
                break
            if less > at:
                self._text(at, less)
            first = page[less + 1]
            if first == "/" or "a" <= first <= "z" or "A" <= first <= "Z":
                at = self._tag(less)
            elif first == "!" or first == "?":
                at = self._comment(less)
            else:
                walk.characters("<")
                at = less + 1
        self.out.walked = walk.done()
        return self.out

    def _text(self, start: int, end: int) -> None:
        text = self.page[start:end]
        self.walk.characters(unescape(text) if "&" in text else text)

    def _comment(self, less: int) -> int:
        """One past a comment, a doctype or a processing instruction."""
        page = self.page
        if page.startswith("<!--", less):
            if page.startswith(">", less + 4) or page.startswith("->", less + 4):
                return page.find(">", less) + 1
            end = page.find("-->", less + 4)
            return end + 3 if end >= 0 else self.size
        end = page.find(">", less)
        return end + 1 if end >= 0 else self.size

    # ── tags ──────────────────────────────────────────────────────────────────────────────

    def _tag(self, less: int) -> int:
        """One past a tag, and past what belongs to it."""
        page = self.page
        if page[less + 1] == "/" and not page[less + 2 : less + 3].isalpha():
            return self._comment(less)
        end = self._tag_end(less + 1)
        if end < 0:
            return self.size
        tag = tag_of(page[less + 1 : end])
        if tag.ends:
            self._ended(tag)
            return end + 1
        act = tag.act
        if act <= _BOLD or act == _RUBY:
            return self._started(tag, less, end)
        if act == _BREAK:
            self.walk.line_break()
        elif act == _GAP:
            self.walk.gap()
        elif act == _NOTHING:
            self._stated(tag.name, less, end)
        elif act == _PAREN:
            self.walk.parentheses()
            return self._until_tag(end + 1)
        else:
            return self._unseen(tag, less, end)
        return end + 1

    def _tag_end(self, at: int) -> int:
        """Index of the ">" that ends a tag, which is not in an attribute's value; -1 where the page ends first."""
        page, size = self.page, self.size
        end = page.find(">", at)
        while end >= 0:
            equals = page.find("=", at, end)
            if equals < 0:
                return end
            at = equals + 1
            while at < size and page[at] in _SPACE:
                at += 1
            if at >= size:
                return -1
            quote = page[at]
            if quote == '"' or quote == "'":
                at = page.find(quote, at + 1) + 1
                if at <= 0:
                    return -1
            else:
                while at < size and page[at] != ">" and page[at] not in _SPACE:
                    at += 1
            if at > end:
                end = page.find(">", at)
        return end

    def _started(self, tag: Tag, less: int, end: int) -> int:
        if tag.name == "table" and not tag.hidden and (past := self._table(tag, end + 1)):
            return past
        if tag.name == "html" and not self.out.language:
            stated = attributes(self.page[less + 1 : end])
            self.out.language = stated.get("lang") or stated.get("xml:lang") or ""
        if tag.states:
            self._states(tag.name, attributes(self.page[less + 1 : end]), end + 1, -1)
        self.walk.start(tag)
        return end + 1

    def _ended(self, tag: Tag) -> None:
        act = tag.act
        if act <= _BOLD or act == _RUBY:
            self.walk.end(tag)
        elif act == _BREAK:  # the standard reads </br> as <br>
            self.walk.line_break()

    def _table(self, tag: Tag, start: int) -> int:
        """One past a table of data, which is read as a whole; 0 where it is none."""
        if self.walk.hidden_at:
            return 0
        end = self._end_of("table", start)
        if end >= self.size:
            return 0
        table = data_table(self.page[start:end])
        if table is None:
            return 0
        self.walk.table(tag, table.text, table.linked, table.links)
        return self._past(end)

    # ── what is not seen ──────────────────────────────────────────────────────────────────

    def _stated(self, name: str, less: int, end: int) -> None:
        if name == "meta" or (name == "link" and self.page.find("anonical", less, end) >= 0):
            self._states(name, attributes(self.page[less + 1 : end]), end + 1, -1)

    def _states(self, name: str, stated: dict[str, str], start: int, end: int) -> None:
        if len(self.out.stating) < MOST_STATING:
            self.out.stating.append(Element(name, stated, self.page, start, end))

    def _unseen(self, tag: Tag, less: int, end: int) -> int:
        """One past an element of which nothing is seen."""
        if tag.name in tags.PARTS_WORDS:
            self.walk.gap()
        start = end + 1
        if self.page[end - 1] == "/" and tag.act == tags.UNSEEN:
            return start
        close = self._end_of(tag.name, start) if tag.act == _RAW else self._balanced(tag.name, start)
        if close >= self.size:
            return self.size if tag.act == _RAW else start
        if tag.name == "script":
            self._script(self.page[less + 1 : end], start, close)
        elif tag.name == "title" and not self.out.title:
            self.out.title = " ".join(unescape(self.page[start:close]).split())
        return self._past(close)

    def _script(self, raw: str, start: int, close: int) -> None:
        stated = attributes(raw)
        if "src" not in stated:
            self._states("script", stated, start, close)

    def _until_tag(self, start: int) -> int:
        less = self.page.find("<", start)
        return less if less >= 0 else self.size

    def _past(self, close: int) -> int:
        """One past an end tag that begins there."""
        end = self.page.find(">", close)
        return end + 1 if end >= 0 else self.size

    def _end_of(self, name: str, start: int) -> int:
        """Where the next end tag of that name begins, from `start` on; the page's length where there is none."""
        found = self.ends.get(name, -1)
        if found >= start:
            return found
        page, size, width = self.page, self.size, len(name)
        found = page.find("<", start)
        while found >= 0 and found + 2 + width < size:
            if page[found + 1] == "/":
                after = page[found + 2 + width]
                ends = after == ">" or after == "/" or after in _SPACE
                if ends and page[found + 2 : found + 2 + width].lower() == name:
                    self.ends[name] = found
                    return found
            found = page.find("<", found + 1)
        self.ends[name] = size
        return size

    def _balanced(self, name: str, start: int) -> int:
        """Where an element ends that may hold others of its name."""
        end, at = self._end_of(name, start), start
        while end < self.size:
            inner = self.page.find("<" + name, at, end)
            if inner < 0:
                return end
            at = inner + 1
            after = self.page[at + len(name)]
            if after == ">" or after == "/" or after in _SPACE:
                end = self._end_of(name, end + 1)
        return self.size
