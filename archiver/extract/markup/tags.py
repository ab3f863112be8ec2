# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a tag says: which element begins or ends, what that does to the text round it, and its words.

A page has a few hundred different tags, and the pages of a site have the same ones, so what a tag says is
found out once and remembered by the tag's own characters.
"""

from __future__ import annotations

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.markup import elements, finding, naming
from archiver.extract.markup.naming import Called
from archiver.extract.markup.start_tag import StartTag

_BLOCK = elements.BLOCK


class Tag:
    """name: of the element, in lower case. number: the name's, 0 of names that are not HTML's (elements.NUMBERS).

    act: what the element does (elements.BLOCK, ...). marks: what else the standard says of it (elements.SPECIAL, ...).
    kind, level: what a piece in it is. raw: what was remembered of the tag, in UTF-8: its name as it stands there, or,
    of a block with attributes, `own` and what names the element (StartTag.write_names). own: its name and a dot.
    hidden: it is not to be seen, by its attributes.
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.raw = raw
        self.name = name
        self.own = name.encode() + b"."
        self.number = elements.NUMBERS.get(name, elements.OTHER)
        self.act = elements.ACTS.get(name, elements.BLOCK)
        self.marks = elements.MARKS.get(name, 0)
        self.kind = elements.KINDS.get(name)
        self.level = elements.HEADINGS.get(name, 0)
        self.hidden = self.is_named = False
        self.called: Called | None = None

    def named(self) -> Called:
        """What its element is called, found out when that is first asked for."""
        if self.called is None:
            if self.is_named:
                self.called = naming.named(self.name, len(self.own), self.raw)
            else:
                self.called = Called(self.name, self.name, ())
        return self.called


_SLOTS = 2048
_plain: list[Tag | None] = [None] * _SLOTS
"""Start tags without attributes, each in the slot of its name: no two names of HTML's share one."""
_LONGEST_NAME = 40

_KNOWN = 1024
_known: list[Tag | None] = [None] * _KNOWN
"""Start tags of blocks, with their names: each in a slot by these, where a later one may take its turn. More of them
are further than the processor's nearest memory, and a page has some hundred."""


def slot_of(page: bytes, start: int, end: int) -> int:
    """Where the tag of a name is remembered. The factor is one by which no names of HTML's come into one slot."""
    code = 0
    for at in range(start, end):
        code = (code * 5 + page[at]) & 0xFFFFFF
    return (code ^ (code >> 11)) & (_SLOTS - 1)


def tag_named(page: bytes, start: int, end: int) -> Tag:
    """The start tag, without attributes, of the element whose name stands there: all that an end tag says, too."""
    slot = slot_of(page, start, end)
    tag = _plain[slot]
    if tag is None or not finding.is_at(page, start, end, tag.raw):
        raw = page[start:end]
        tag = Tag(raw, raw.decode("utf-8").lower())
        if end - start <= _LONGEST_NAME:
            _plain[slot] = tag
    return tag


def tag_with(plain: Tag, said: StartTag, page: bytes, start: int, end: int, size: int) -> Tag:
    """The start tag that stands there, and was read. plain: the same without attributes. size: of the page."""
    if plain.act != _BLOCK:  # an inline element's attributes say nothing but that it is hidden
        asked = not said.is_plain(page) or said.may_be_for_screen_readers(page, size)
        hidden = asked and attributes_of.hides(page[start:end])
        return _named(plain, said.names_of(page, plain.own), True) if hidden else plain
    if not said.is_plain(page):
        return _named(plain, said.names_of(page, plain.own), attributes_of.hides(page[start:end]))
    if not said.write_names(page, plain.own):
        return _named(plain, said.names_of(page, plain.own), _is_for_screen_readers(said, page, start, end, size))
    slot = finding.code_of(said.names, 0, said.size) & (_KNOWN - 1)
    tag = _known[slot]
    if tag is None or not finding.is_at(said.names, 0, said.size, tag.raw) or len(tag.own) != len(plain.own):
        tag = _named(plain, said.written(), _is_for_screen_readers(said, page, start, end, size))
        _known[slot] = tag
    return tag


def _is_for_screen_readers(said: StartTag, page: bytes, start: int, end: int, size: int) -> bool:
    return said.may_be_for_screen_readers(page, size) and attributes_of.hides(page[start:end])


def _named(plain: Tag, names: bytes, hidden: bool) -> Tag:
    """A block's tag with what names it."""
    tag = _like(plain, names, hidden)
    tag.is_named = True
    return tag


def _like(plain: Tag, raw: bytes, hidden: bool) -> Tag:
    """A tag of the same element."""
    tag = Tag.__new__(Tag)
    tag.raw, tag.hidden = raw, hidden
    tag.name, tag.own, tag.number, tag.act, tag.marks = plain.name, plain.own, plain.number, plain.act, plain.marks
    tag.kind, tag.level = plain.kind, plain.level
    tag.is_named, tag.called = False, None
    return tag
