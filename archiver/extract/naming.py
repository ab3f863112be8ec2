# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What an element is called by its tag: a name for its place in a page, the names it is given, and their words."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract import attributes as attributes_of
from archiver.extract import codes
from archiver.extract.codes import Table
from archiver.extract.roles import BITS

_NAMING = (b"class", b"id", b"role", b"itemprop", b"data-testid", b"data-component")
"""Attributes that name an element, no two of one length."""
_KINDS = len(_NAMING)
_OF_LENGTH = tuple(next((n for n, name in enumerate(_NAMING) if len(name) == size), -1) for size in range(15))
_LONGEST = len(_OF_LENGTH) - 1
_MOST_CLASSES = 8
_LONGEST_NAME = 80
_ALL = 0xFFFFFFFFFFFFFFFF
SAID = Table(BITS)
"""What words say, by their codes."""
_codes = [0] * 200  # MOST


class Called:
    """What an element is called. tag: its name. name: that and its first class ("div.entry"), as in a piece's path.

    values: the names it is given: classes, id, role and itemprop. key: a hash of `name`. said: its roles; -1 until
    these are asked for. score: what the vocabulary `scored_by` makes of its words (look_place.py, which finds out the
    roles with it, and `structure`): an element's tag comes again and again on a page.
    """

    def __init__(self, tag: str, name: str, values: tuple[str, ...]) -> None:
        self.tag, self.name, self.values = tag, name, values
        self.key = hash(name) & _ALL
        self.said = -1
        self.structure = 0
        self.scored_by: object = None
        self.score = 0.0

    def roles(self) -> int:
        """What all its names say, as bits (roles.py)."""
        if self.said < 0:
            self.said = roles_of(self.tag, self.values)
        return self.said


def named(element: str, raw: bytes) -> Called:
    """What the element of a tag is called. element: its name. raw: its tag in UTF-8, without the angle brackets."""
    stated: list[str | None] = [None] * _KINDS
    spot = attributes_of.spot_of(raw)
    while spot.next():
        length = spot.end - spot.start
        if length <= _LONGEST:
            number = _OF_LENGTH[length]
            if number >= 0 and stated[number] is None and spot.is_named(_NAMING[number]):
                stated[number] = spot.value()
    classes = stated[0]
    each = classes.split() if classes else []
    if len(each) > _MOST_CLASSES:
        del each[_MOST_CLASSES:]
    name = f"{element}.{each[0]}" if each else element
    for number in range(1, _KINDS):
        value = stated[number]
        if value:
            each.append(value)
    for value in each:
        if len(value) >= _LONGEST_NAME:
            each = [value for value in each if len(value) < _LONGEST_NAME]
            break
    called = Called.__new__(Called)
    called.tag, called.name, called.values = element, name, tuple(each)
    called.said, called.scored_by, called.score, called.key = -1, None, 0.0, hash(name) & _ALL
    return called


def words(element: str, values: Sequence[str]) -> tuple[str, ...]:
    """What a model may read of an element: its name, and the names it is given, in lower case, whole and in parts."""
    found = [element]
    for value in values:
        found += codes.words_of(value)
    return tuple(dict.fromkeys(found))


def roles_of(element: str, values: Sequence[str]) -> int:
    """What an element's words say, as bits."""
    bits = BITS.get(element, 0)
    found = _codes
    for value in values:
        for k in range(codes.codes_of(value, found)):
            said = SAID.of(found[k])
            if said > 0:
                bits |= said
    return bits
