# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A tag's attributes, and whether they hide its element or state something."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

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
_HIDING_LENGTHS = 1 << len("hidden") | 1 << len("id") | 1 << len("style") | 1 << len("class")
_A, _H, _I, _S, _Z, _CAPITAL_A, _CAPITAL_Z = b"ahiszAZ"
_BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND = b" \t\n\f\r/=\"'-&"


def attributes(raw: bytes, lengths: int = -1) -> dict[str, str]:
    """A tag's attributes by name in lower case; of two of one name the first, of very many the first ones.

    raw: the tag in UTF-8, without the angle brackets. lengths: those of the names that are asked for, as bits;
    others may be left out.
    """
    found: dict[str, str] = {}
    chars, size, at = raw, len(raw), 0
    if size > LONGEST:
        return found
    at = 1 if size and chars[0] == _SLASH else 0
    while at < size and chars[at] != _SLASH and not _is_blank(chars[at]):
        at += 1
    number = 0
    while at < size and number < _MOST_ATTRIBUTES:
        while at < size and (chars[at] == _SLASH or _is_blank(chars[at])):
            at += 1
        start = at
        plain = True  # its name is in lower case
        while at < size and chars[at] != _SLASH and not _is_blank(chars[at]) and (chars[at] != _EQUALS or at == start):
            plain = plain and (_A <= chars[at] <= _Z or chars[at] == _DASH)
            at += 1
        end = at
        while at < size and _is_blank(chars[at]):
            at += 1
        begins = ends = at
        refers = False  # a character is referred to
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
        if end > start and lengths >> min(end - start, 31) & 1:
            name = chars[start:end].decode("utf-8")
            if not plain:
                name = name.lower()
            if name not in found:
                value = chars[begins:ends].decode("utf-8")
                found[name] = unescape(value) if refers else value
                number += 1
    return found


def _is_blank(c: int) -> bool:
    return c in (_BLANK, _TAB, _LINE, _FEED, _RETURN)


def says_more(page: bytes, at: int, end: int) -> bool:
    """Whether attributes that stand there may hide their element or state something: most do not."""
    while at < end:
        c = page[at] | 32  # a letter in lower case
        if c == _H:
            if _is_at(page, at, end, b"hidden", 6):
                return True
        elif c == _A:
            if _is_at(page, at, end, b"author", 6) or _is_at(page, at, end, b"assistive", 9):
                return True
        elif c == _I:
            if _is_at(page, at, end, b"itemprop", 8):
                return True
        elif c == _S and (
            _is_at(page, at, end, b"style", 5)
            or _is_at(page, at, end, b"sr-only", 7)
            or _is_at(page, at, end, b"screen-reader", 13)
        ):
            return True
        at += 1
    return False


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
    lower = raw.lower()
    if not (
        lower.find(b"hidden") >= 0  # "in" raises and forgets an exception each time
        or lower.find(b"sr-only") >= 0
        or lower.find(b"screen-reader") >= 0
        or lower.find(b"assistive") >= 0
        or (lower.find(b"style") >= 0 and _may_hide(lower))
    ):
        return False
    stated = attributes(raw, _HIDING_LENGTHS)
    if "hidden" in stated and stated["hidden"] != "until-found":
        # React sends parts of a page late and hidden, as "S:1"; a script of one line puts them in their place.
        return not stated.get("id", "").startswith("S:")
    style = stated.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    classes = stated.get("class")
    return bool(classes) and _for_readers(classes or "")


def _may_hide(lower: bytes) -> bool:
    return lower.find(b"display") >= 0 or lower.find(b"visibility") >= 0 or lower.find(b"clip") >= 0


@lru_cache(maxsize=8192)
def _for_readers(classes: str) -> bool:
    return _READERS_ONLY.search(classes) is not None
