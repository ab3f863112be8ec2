# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A tag's attributes, and whether they hide its element or state something."""

from __future__ import annotations

import re
from functools import lru_cache

from archiver.extract import references

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
_A, _C, _D, _H, _I, _S, _V, _Z, _CAPITAL_A, _CAPITAL_Z = b"acdhisvzAZ"
_BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND = b" \t\n\f\r/=\"'-&"

_BEGINS = bytes(chr(code) in "haisdvcHAISDVC" for code in range(256))
"""With which letters what `signs` looks for begins."""

HIDDEN, STATING = 1, 2
"""What a tag's attributes may say, as bits: that its element is hidden; that it states something."""


class Spot:
    """One attribute after the other of a tag: `start` to `end` is its name, `begins` to `ends` its value.

    raw: the tag in UTF-8, without the angle brackets. plain: the name is in lower case. refers: the value refers to a
    character.
    """

    def __init__(self, raw: bytes) -> None:
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
                at += 1
                begins = at
                while at < size and chars[at] != quote:
                    refers = refers or chars[at] == _AND
                    at += 1
                ends = at
                at += 1
            else:
                while at < size and not _is_blank(chars[at]):
                    refers = refers or chars[at] == _AND
                    at += 1
                ends = at
        self.begins, self.ends, self.refers, self.at = begins, ends, refers, at
        return self.end > start

    def name(self) -> str:
        """The attribute's name, in lower case."""
        name = self.chars[self.start : self.end].decode("utf-8")
        return name if self.plain else name.lower()

    def value(self) -> str:
        """The attribute's value, its references resolved."""
        value = self.chars[self.begins : self.ends].decode("utf-8")
        return references.resolved(value) if self.refers else value


def attributes(raw: bytes) -> dict[str, str]:
    """A tag's attributes by name in lower case; of two of one name the first, of very many the first ones.

    raw: the tag in UTF-8, without the angle brackets.
    """
    found: dict[str, str] = {}
    spot = Spot(raw)
    while len(found) < _MOST_ATTRIBUTES and spot.next():
        name = spot.name()
        if name not in found:
            found[name] = spot.value()
    return found


def _is_blank(c: int) -> bool:
    return c in (_BLANK, _TAB, _LINE, _FEED, _RETURN)


def signs(page: bytes, at: int, end: int) -> int:
    """What attributes that stand there may say, as bits: most say none of it."""
    found = 0
    styled = cut = False
    begins = _BEGINS
    while True:
        while at < end and not begins[page[at]]:
            at += 1
        if at >= end:
            return found | HIDDEN if styled and cut else found
        c = page[at] | 32  # a letter in lower case
        if c == _H:
            if _is_at(page, at, end, b"hidden", 6):
                found |= HIDDEN
        elif c == _A:
            if _is_at(page, at, end, b"author", 6):
                found |= STATING
            elif _is_at(page, at, end, b"assistive", 9):
                found |= HIDDEN
        elif c == _I:
            if _is_at(page, at, end, b"itemprop", 8):
                found |= STATING
        elif c == _S:
            if _is_at(page, at, end, b"style", 5):
                styled = True
            elif _is_at(page, at, end, b"sr-only", 7) or _is_at(page, at, end, b"screen-reader", 13):
                found |= HIDDEN
        elif c == _D:
            cut = cut or _is_at(page, at, end, b"display", 7)
        elif c == _V:
            cut = cut or _is_at(page, at, end, b"visibility", 10)
        else:
            cut = cut or _is_at(page, at, end, b"clip", 4)
        at += 1


def _is_at(page: bytes, at: int, end: int, wanted: bytes, size: int) -> bool:
    """Whether these lower-case letters stand there, in any case."""
    if at + size > end:
        return False
    for i in range(size):
        c = page[at + i]
        if (c + 32 if _CAPITAL_A <= c <= _CAPITAL_Z else c) != wanted[i]:
            return False
    return True


def hides(raw: bytes) -> bool:
    """Whether a tag's attributes hide its element."""
    stated = attributes(raw)
    if "hidden" in stated and stated["hidden"] != "until-found":
        # React sends parts of a page late and hidden, as "S:1"; a script of one line puts them in their place.
        return not stated.get("id", "").startswith("S:")
    style = stated.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    classes = stated.get("class")
    return bool(classes) and _for_readers(classes or "")


@lru_cache(maxsize=8192)
def _for_readers(classes: str) -> bool:
    return _READERS_ONLY.search(classes) is not None
