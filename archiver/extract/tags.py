# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a tag says: which element begins or ends, what that does to the text round it, and its words.

A page has a few hundred different tags, and the pages of a site have the same ones, so what a tag says is
found out once and remembered by the tag's own characters.
"""

from __future__ import annotations

from archiver.extract import attributes as attributes_of
from archiver.extract import elements, finding, naming
from archiver.extract.naming import Called

_BLOCK, _LINK = elements.BLOCK, elements.LINK
_HIDDEN, _STATING = attributes_of.HIDDEN, attributes_of.STATING
_TIME, _A = elements.NUMBERS["time"], elements.NUMBERS["a"]


class Tag:
    """name: of the element, in lower case. number: the name's, 0 of names that are not HTML's (elements.NUMBERS).

    act: what the element does (elements.BLOCK, ...). marks: what else the standard says of it (elements.SPECIAL, ...).
    kind, level: what a piece in it is. raw: the tag in UTF-8, without the angle brackets. hidden: it is not to be
    seen, by its attributes. states: its attributes state something (<time>, microdata, rel=author).
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.raw = raw
        self.name = name
        self.number = elements.NUMBERS.get(name, elements.OTHER)
        self.act = elements.ACTS.get(name, elements.BLOCK)
        self.marks = elements.MARKS.get(name, 0)
        self.kind = elements.KINDS.get(name)
        self.level = elements.HEADINGS.get(name, 0)
        self.states = self.number == _TIME
        self.hidden = False
        self.called: Called | None = None

    def named(self) -> Called:
        """What its element is called, found out when that is first asked for."""
        if self.called is None:
            self.called = naming.named(self.name, self.raw)
        return self.called


_SLOTS = 2048
_plain: list[Tag | None] = [None] * _SLOTS
"""Start tags without attributes, each in the slot of its name: no two names of HTML's share one."""
_LONGEST_NAME = 40

_KNOWN = 1024
_known: list[Tag | None] = [None] * _KNOWN
"""Start tags of blocks, with their attributes: each in a slot by its characters, where a later one may take its turn.
More of them are further than the processor's nearest memory, and a page has some hundred."""
_LONGEST_KNOWN = 300
"""Bytes. Longer ones do not come again."""


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


def tag_with(plain: Tag, page: bytes, start: int, at: int, end: int) -> Tag:
    """The start tag that stands there. plain: the same without attributes. at: where these begin."""
    if plain.act != _BLOCK:  # an inline element's attributes say nothing but that it is hidden, or states something
        said = attributes_of.signs(page, at, end)
        return _with_attributes(plain, page[start:end], said) if said or plain.number == _TIME else plain
    if end - start >= _LONGEST_KNOWN:
        return _with_attributes(plain, page[start:end], attributes_of.signs(page, at, end))
    slot = finding.code_of(page, start, end) & (_KNOWN - 1)
    tag = _known[slot]
    if tag is None or not finding.is_at(page, start, end, tag.raw):
        tag = _known[slot] = _with_attributes(plain, page[start:end], attributes_of.signs(page, at, end))
    return tag


def _with_attributes(plain: Tag, raw: bytes, said: int) -> Tag:
    """said: what its attributes may say (attributes.signs)."""
    tag = Tag.__new__(Tag)
    tag.raw = raw
    tag.name, tag.number, tag.act, tag.marks = plain.name, plain.number, plain.act, plain.marks
    tag.kind, tag.level = plain.kind, plain.level
    tag.states = plain.number == _TIME
    tag.called = None
    if said & _STATING:
        tag.states = tag.states or raw.find(b"itemprop") >= 0 or (plain.number == _A and raw.find(b"author") >= 0)
    tag.hidden = said & _HIDDEN > 0 and attributes_of.hides(raw)
    return tag
