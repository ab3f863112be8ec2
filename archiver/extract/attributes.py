# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A tag's attributes, and whether they hide its element or state something."""

from __future__ import annotations

import re

from archiver.extract import finding, references

LONGEST = 100_000
"""Bytes of a tag beyond which its attributes are not looked at."""
_MOST_ATTRIBUTES = 60

_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\((?:\s*[01](?:px)?\s*,?){4}\))",
    re.IGNORECASE,
)
"""Cut down to a point, it is for screen readers alone, as _READERS_ONLY is."""
_READERS_ONLY = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-reader-text|visually-?hidden|visuallyhidden|a11y-hidden|assistive-text)(?:$|\s)",
    re.IGNORECASE,
)
_A, _Z = b"az"
_BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND = b" \t\n\f\r/=\"'-&"

_WORDS = tuple(
    b"hidden assistive sr-only screen-reader style display visibility clip author itemprop".split()
)
"""What `signs` looks for, in lower case. None begins another."""
_HIDES, _STYLES, _CUTS, _STATES = 0b1111, 0b1_0000, 0b1110_0000, 0b11_0000_0000
"""Of these, as bits: what hides; what hides by a style that cuts off; what states something."""


def _with(place: int) -> list[int]:
    """Of each byte: which of _WORDS have that letter there, in any case."""
    letters = [chr(word[place]) for word in _WORDS]
    return [sum(1 << n for n, letter in enumerate(letters) if letter == chr(c).lower()) for c in range(256)]


_FIRST, _SECOND, _THIRD = _with(0), _with(1), _with(2)
_FOLD = 0x20
"""The bit that makes small letters of capitals, and leaves small ones and dashes as they are."""


def _shifts() -> list[int]:
    """By a hash of the third and fourth byte from a place: how many bytes on the next place is where a word may begin
    (Wu & Manber 1994); 0: it is this one."""
    shifts = [3] * 1024
    for word in _WORDS:
        for n in range(3):
            pair = (word[n] * 37 ^ word[n + 1]) & 1023
            shifts[pair] = min(shifts[pair], 2 - n)
    return shifts


_SHIFTS = _shifts()

HIDDEN, STATING = 1, 2
"""What a tag's attributes may say, as bits: that its element is hidden; that it states something."""


class Spot:
    """One attribute after the other of a tag: `start` to `end` is its name, `begins` to `ends` its value.

    raw: the tag in UTF-8, without the angle brackets. plain: the name is in lower case. refers: the value refers to a
    character.
    """

    def __init__(self, raw: bytes) -> None:
        self.begin(raw)

    def begin(self, raw: bytes) -> None:
        """Stand before a tag's first attribute."""
        self.raw = raw
        self.chars = raw
        self.size = size = len(raw) if len(raw) <= LONGEST else 0
        self.start = self.end = self.begins = self.ends = 0
        self.plain, self.refers = True, False
        chars = self.chars
        at = 1 if size and chars[0] == _SLASH else 0
        while at < size and chars[at] != _SLASH and not _is_blank(chars[at]):
            at += 1
        self.at = at

    def next(self) -> bool:
        """Go on to the next attribute; whether there is one."""
        chars, size, at = self.chars, self.size, self.at
        while at < size and (chars[at] == _SLASH or _is_blank(chars[at])):
            at += 1
        start = at
        plain = True
        while at < size and chars[at] != _SLASH and not _is_blank(chars[at]) and (chars[at] != _EQUALS or at == start):
            plain = plain and (_A <= chars[at] <= _Z or chars[at] == _DASH)
            at += 1
        self.start, self.end, self.plain = start, at, plain
        while at < size and _is_blank(chars[at]):
            at += 1
        begins = ends = at
        refers = False
        if at < size and chars[at] == _EQUALS:
            at += 1
            while at < size and _is_blank(chars[at]):
                at += 1
            begins = at
            if at < size and (chars[at] == _DOUBLE or chars[at] == _SINGLE):
                quote = chars[at]
                begins = at + 1
                ends = finding.next_of(chars, begins, size, quote)
                at = ends + 1
            else:
                while at < size and not _is_blank(chars[at]):
                    at += 1
                ends = at
            refers = finding.next_of(chars, begins, ends, _AND) < ends
        self.begins, self.ends, self.refers, self.at = begins, ends, refers, at
        return self.end > start

    def name(self) -> str:
        """The attribute's name, in lower case."""
        name = self.chars[self.start : self.end].decode("utf-8")
        return name if self.plain else name.lower()

    def is_named(self, name: bytes) -> bool:
        """Whether that, in lower case, is the attribute's name."""
        size = len(name)
        return self.end - self.start == size and finding.is_folded_at(self.chars, self.start, self.end, name)

    def value(self) -> str:
        """The attribute's value, its references resolved."""
        value = self.chars[self.begins : self.ends].decode("utf-8")
        return references.resolved(value) if self.refers else value


def spot_of(raw: bytes) -> Spot:
    """A Spot, in a third of the time that its class takes."""
    spot = Spot.__new__(Spot)
    spot.begin(raw)
    return spot


def attributes(raw: bytes) -> dict[str, str]:
    """A tag's attributes by name in lower case; of two of one name the first, of very many the first ones.

    raw: the tag in UTF-8, without the angle brackets.
    """
    found: dict[str, str] = {}
    spot = spot_of(raw)
    while len(found) < _MOST_ATTRIBUTES and spot.next():
        name = spot.name()
        if name not in found:
            found[name] = spot.value()
    return found


def values(raw: bytes, names: tuple[bytes, ...]) -> list[str]:
    """The values of some of a tag's attributes, "" of those that it has not. names: in lower case."""
    found: list[str | None] = [None] * len(names)
    spot = spot_of(raw)
    number = 0
    while number < _MOST_ATTRIBUTES and spot.next():
        number += 1
        for k, name in enumerate(names):
            if found[k] is None and spot.is_named(name):
                found[k] = spot.value()
    return [value or "" for value in found]


def _is_blank(c: int) -> bool:
    return c in (_BLANK, _TAB, _LINE, _FEED, _RETURN)


def may_say(page: bytes, at: int, end: int) -> bool:
    """Whether three letters stand there that one of _WORDS has which say something by themselves: those of a style that
    cuts off do not. All places are asked at once, by a loop without a branch, of which compilers make steps of sixteen.
    """
    found = 0
    for i in range(at, end - 2):
        a, b, c = page[i] | 0x20, page[i + 1] | 0x20, page[i + 2] | 0x20  # in any case
        found |= (
            ((a == ord("d")) & (b == ord("d")) & (c == ord("e")))  # hidden
            | ((a == ord("s")) & (b == ord("i")) & (c == ord("s")))  # assistive
            | ((a == ord("r")) & (b == ord("-")) & (c == ord("o")))  # sr-only
            | ((a == ord("n")) & (b == ord("-")) & (c == ord("r")))  # screen-reader
            | ((a == ord("s")) & (b == ord("t")) & (c == ord("y")))  # style
            | ((a == ord("t")) & (b == ord("h")) & (c == ord("o")))  # author
            | ((a == ord("m")) & (b == ord("p")) & (c == ord("r")))  # itemprop
        )
    return found != 0


def signs(page: bytes, at: int, end: int) -> int:
    """What attributes that stand there may say, as bits: most say none of it."""
    if not may_say(page, at, end):
        return 0
    start, said = at, 0
    while at < end - 3:
        shift = _SHIFTS[((page[at + 2] | _FOLD) * 37 ^ (page[at + 3] | _FOLD)) & 1023]
        if shift:
            at += shift
            continue
        may = _FIRST[page[at]] & _SECOND[page[at + 1]] & _THIRD[page[at + 2]]
        if may:
            said |= _standing(page, start, at, end, may)
        at += 1
    found = 0
    if said & _HIDES or (said & _STYLES and said & _CUTS):
        found |= HIDDEN
    if said & _STATES:
        found |= STATING
    return found


def _standing(page: bytes, start: int, at: int, end: int, may: int) -> int:
    """Which of the words in question (_WORDS, as bits) stands there. aria-hidden says nothing of what is seen."""
    number = 0
    while may >> number:
        if may >> number & 1:
            word = _WORDS[number]
            if finding.is_folded_at(page, at, end, word):
                aria = number == 0 and at - start >= 5 and finding.is_folded_at(page, at - 5, at, b"aria-")
                return 0 if aria else 1 << number
        number += 1
    return 0


def hides(raw: bytes) -> bool:
    """Whether a tag's attributes hide its element."""
    hidden = identity = style = classes = None
    spot = spot_of(raw)
    number = 0
    while number < _MOST_ATTRIBUTES and spot.next():
        number += 1
        if hidden is None and spot.is_named(b"hidden"):
            hidden = spot.value()
        elif identity is None and spot.is_named(b"id"):
            identity = spot.value()
        elif style is None and spot.is_named(b"style"):
            style = spot.value()
        elif classes is None and spot.is_named(b"class"):
            classes = spot.value()
    if hidden is not None and hidden != "until-found":
        # React sends parts of a page late and hidden, as "S:1"; a script of one line puts them in their place.
        return identity is None or not identity.startswith("S:")
    if style and _cuts_off(style):
        return True
    return bool(classes) and _for_readers(classes or "")


def _cuts_off(style: str) -> bool:
    said = style.lower()
    return (
        "none" in said or "hidden" in said or "rect" in said or not said.isascii()
    ) and _HIDDEN_STYLE.search(style) is not None


def _for_readers(classes: str) -> bool:
    said = classes.lower()
    return (
        "sr-only" in said or "visually" in said or "screen-reader" in said or "a11y-" in said or "assistive" in said
    ) and _READERS_ONLY.search(classes) is not None
