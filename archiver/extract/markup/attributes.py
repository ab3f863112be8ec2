# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A tag's attributes, and whether they hide its element or state something."""

from __future__ import annotations

import re

from archiver.extract.markup import finding, references

LONGEST = 100_000
"""Bytes of a tag beyond which its attributes are not looked at."""
MOST = 60
"""Attributes of a tag beyond which none are looked at."""

_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\((?:\s*[01](?:px)?\s*,?){4}\))",
    re.IGNORECASE,
)
"""Cut down to a point, it is for screen readers alone, as _SCREEN_READER_CLASS is."""
_SCREEN_READER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-reader-text|visually-?hidden|visuallyhidden|a11y-hidden|assistive-text)(?:$|\s)",
    re.IGNORECASE,
)
_SCREEN_READER_WORDS = (b"sr-only", b"visually", b"screen-reader", b"a11y-", b"assistive")
"""One of these is in all that _SCREEN_READER_CLASS finds, as it stands there."""
_A, _Z = b"az"
_BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND = b" \t\n\f\r/=\"'-&"


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
    while len(found) < MOST and spot.next():
        name = spot.name()
        if name not in found:
            found[name] = spot.value()
    return found


def values(raw: bytes, names: tuple[bytes, ...]) -> list[str]:
    """The values of some of a tag's attributes, "" of those that it has not. names: in lower case."""
    found: list[str | None] = [None] * len(names)
    spot = spot_of(raw)
    number = 0
    while number < MOST and spot.next():
        number += 1
        for k, name in enumerate(names):
            if found[k] is None and spot.is_named(name):
                found[k] = spot.value()
    return [value or "" for value in found]


def _is_blank(c: int) -> bool:
    return c in (_BLANK, _TAB, _LINE, _FEED, _RETURN)


# The following ask all places at once, by loops without a branch, of which compilers make steps of sixteen; so they go
# on behind the end to a whole number of these, where the page does, and look closely where one of all has been found.


def names_author(page: bytes, at: int, end: int, size: int) -> bool:
    """Whether "author" stands there. size: of the page."""
    found = 0
    for i in range(at, finding.whole_steps(at, end, size)):
        found |= (page[i] == ord("t")) & (page[i + 1] == ord("h")) & (page[i + 2] == ord("o"))
    return found != 0 and finding.stands_in(page, at, end, b"author")


def may_be_for_screen_readers(page: bytes, at: int, end: int, size: int) -> bool:
    """Whether classes that stand there have a word that `hides` asks for, or refer to a character. size: of the
    page."""
    found = 0
    for i in range(at, finding.whole_steps(at, end, size)):
        a, b, c = page[i] | 0x20, page[i + 1] | 0x20, page[i + 2] | 0x20  # in any case
        found |= (
            ((a == ord("r")) & (b == ord("-")) & (c == ord("o")))  # sr-only
            | ((a == ord("n")) & (b == ord("-")) & (c == ord("r")))  # screen-reader
            | ((a == ord("u")) & (b == ord("a")) & (c == ord("l")))  # visually
            | ((a == ord("1")) & (b == ord("1")) & (c == ord("y")))  # a11y
            | ((a == ord("s")) & (b == ord("i")) & (c == ord("s")))  # assistive
            | (page[i] == ord("&"))
        )
    return found != 0 and _has_screen_reader_word(page, at, end)


def _has_screen_reader_word(page: bytes, at: int, end: int) -> bool:
    for i in range(at, end):
        c = page[i] | 0x20
        if c == ord("s") or c == ord("v") or c == ord("a"):
            for word in _SCREEN_READER_WORDS:
                if finding.is_folded_at(page, i, end, word):
                    return True
        elif page[i] == ord("&"):
            return True
    return False


def may_cut_off(page: bytes, at: int, end: int) -> bool:
    """Whether a style that stands there may be one that hides: three letters of a word that does are in it, or a
    character that is not ASCII's, or a reference to one."""
    found = 0
    for i in range(at, end):
        a, b, c = page[i] | 0x20, page[i + 1] | 0x20, page[i + 2] | 0x20
        found |= (
            ((a == ord("o")) & (b == ord("n")) & (c == ord("e")))  # none
            | ((a == ord("d")) & (b == ord("d")) & (c == ord("e")))  # hidden
            | ((a == ord("e")) & (b == ord("c")) & (c == ord("t")))  # rect
            | (page[i] >= 0x80)
            | (page[i] == ord("&"))
        )
    return found != 0


def hides(raw: bytes) -> bool:
    """Whether a tag's attributes hide its element."""
    hidden = identity = style = classes = None
    spot = spot_of(raw)
    number = 0
    while number < MOST and spot.next():
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
    return bool(classes) and _for_screen_readers(classes or "")


def _cuts_off(style: str) -> bool:
    said = style.lower()
    return (
        "none" in said or "hidden" in said or "rect" in said or not said.isascii()
    ) and _HIDDEN_STYLE.search(style) is not None


def _for_screen_readers(classes: str) -> bool:
    coded = classes.encode("utf-8")
    return _has_screen_reader_word(coded, 0, len(coded)) and _SCREEN_READER_CLASS.search(classes) is not None
