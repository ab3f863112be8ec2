# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What an element is called by its tag: a name for its place in a page, the names it is given, and their words."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.extract.markup import codes, finding, references, whitespace
from archiver.extract.markup.codes import Table
from archiver.extract.markup.roles import BITS

_MOST_CLASSES = 8
_MOST_VALUES = 16
_LONGEST_NAME = 80
SAID = Table(BITS)
"""What words say, by their codes."""
_codes = [0] * 200  # MOST


class Called:
    """What an element is called. tag: its name. name: that and its first class ("div.entry"), as in a piece's path.

    values: the names it is given: classes, id, role and itemprop (`chars` from `begins` to `ends`, `count` of them, in
    UTF-8). key: a hash of `name`. said: its roles; -1 until these are asked for. score: what the vocabulary `scored_by`
    makes of its words (model/place_features.py, which finds out the roles with it, and `structure`): an element's tag
    comes again and again on a page.
    """

    def __init__(self, tag: str, name: str, values: tuple[str, ...]) -> None:
        own = name.encode()
        self._begin(tag, name, finding.code_of(own, 0, len(own)), "\0".join(values).encode())
        at = 0
        for value in values[:_MOST_VALUES]:
            size = len(value.encode())
            self.add(at, at + size)
            at += size + 1

    def _begin(self, tag: str, name: str, key: int, source: bytes) -> None:
        self.tag, self.name, self.key, self.source, self.chars = tag, name, key, source, source
        self.begins, self.ends, self.count = [0] * 16, [0] * 16, 0  # _MOST_VALUES
        self.said = -1
        self.structure = 0
        self.scored_by: object = None
        self.score = 0.0

    def add(self, start: int, end: int) -> None:
        """One more name it is given, where in `source` it stands."""
        self.begins[self.count], self.ends[self.count] = start, end
        self.count += 1

    @property
    def values(self) -> tuple[str, ...]:
        """The names it is given."""
        return tuple([self.source[self.begins[n] : self.ends[n]].decode() for n in range(self.count)])

    def roles(self) -> int:
        """What all its names say, as bits (roles.py)."""
        if self.said < 0:
            bits = BITS.get(self.tag, 0)
            found = _codes
            for n in range(self.count):
                for k in range(codes.codes_of(self.chars, self.begins[n], self.ends[n], found)):
                    said = SAID.of(found[k])
                    if said > 0:
                        bits |= said
            self.said = bits
        return self.said


def named(element: str, own: int, names: bytes) -> Called:
    """What the element of a tag is called. element: its name. names: that in UTF-8 with a dot behind it, `own` bytes,
    and classes, id, role, itemprop and others, each with a NUL behind it (StartTag.write_names)."""
    chars, size = names, len(names)
    if finding.next_of(chars, own, size, ord("&")) < size or finding.past_ascii(chars, own, size) < size:
        return _named_closely(element, names[own:])
    called = Called.__new__(Called)
    called._begin(element, element, finding.code_of(chars, 0, own - 1), names)
    at, classes = own, 0
    while at < size and chars[at]:
        while chars[at] <= 0x20 and whitespace.is_blank(chars[at]):
            at += 1
        start = at
        while chars[at] > 0x20 or (chars[at] and not whitespace.is_blank(chars[at])):
            at += 1
        if at > start:
            if classes == 0:
                if start > own:
                    return _named_closely(element, names[own:])
                called.name, called.key = chars[:at].decode("utf-8"), finding.code_of(chars, 0, at)
            classes += 1
            if classes <= _MOST_CLASSES and at - start < _LONGEST_NAME:
                called.add(start, at)
    at += 1
    while at < size:
        start = at
        at = finding.next_of(chars, at, size, 0)
        if start < at < start + _LONGEST_NAME:
            called.add(start, at)
        at += 1
    return called


def _named_closely(element: str, values: bytes) -> Called:
    """`named`, where references have to be resolved, or letters beyond ASCII told from white space."""
    stated = [references.resolved(value) for value in values.decode().split("\0")[:-1]]
    each = stated[0].split()[:_MOST_CLASSES]
    name = f"{element}.{each[0]}" if each else element
    each += filter(None, stated[1:])
    return Called(element, name, tuple([value for value in each if len(value) < _LONGEST_NAME]))


def words(element: str, values: Sequence[str]) -> tuple[str, ...]:
    """What a model may read of an element: its name, and the names it is given, in lower case, whole and in parts."""
    found = [element]
    for value in values:
        found += codes.words_of(value)
    return tuple(dict.fromkeys(found))
