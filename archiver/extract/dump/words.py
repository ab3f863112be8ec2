# cython: infer_types=True, annotation_typing=False
"""Words as addresses spell them, and which of some words a text speaks of.

A text has hundreds of words, a title five: so a text is read once, character by character, for how these begin, and
none of its words becomes a string. Each character is folded by itself, so that gives what folding the text would.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Set
from functools import lru_cache

STEM = 5
"""Characters at a word's beginning in which its forms mostly agree."""

_WORD = re.compile(r"[^\W_]+")
# Characters below so many are folded by a table. What they are there that are no single letter or figure: no part of a
# word, nothing at all (marks), several, what no table can say ("½").
_LISTED = 0x800
_APART, _GONE, _SEVERAL, _OTHER = range(4)
# Bits of a character in a stem's number; all of it.
_BITS = 12
_ALL = (1 << STEM * _BITS) - 1


def fold(text: str) -> str:
    """Small letters without marks, as addresses spell them."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "ae").replace("đ", "d"))
    return plain.translate(_WITHOUT_MARKS)


class _Marks(dict[int, int | None]):
    """For `str.translate`: combining marks are left out."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if unicodedata.combining(chr(code)) else code
        return found


_WITHOUT_MARKS = _Marks()


def words_of(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(_WORD.findall(fold(text)))


@lru_cache(maxsize=32768)
def _stems_between(spaces: str) -> tuple[str, ...]:
    """The stems of what stands between two spaces; remembered, for a text's words are mostly others' too."""
    return tuple([word[:STEM] for word in _WORD.findall(fold(spaces))])


def stems_in(text: str, stems: Set[str]) -> Set[str]:
    """Those of some stems with which a word of the text begins, folded; a shorter one is all of a word."""
    numbers = {_number_of(stem): stem for stem in stems}
    wanted = array("q", numbers)
    found = _begin_words(text, wanted) if wanted and min(wanted) > 0 else None
    if found is None:  # in scripts that have no such table
        return stems & {stem for spaces in set(text.split()) for stem in _stems_between(spaces)}
    return {stem for number, stem in numbers.items() if number in found}


def _number_of(stem: str) -> int:
    """A stem as a number; 0 where a character has none."""
    number = 0
    for sign in stem:
        if ord(sign) >= _LISTED:
            return 0
        number = number << _BITS | ord(sign)
    return number


def _begin_words(text, wanted):  # type: (str, array[int]) -> set[int] | None
    """Which of the wanted stems begin words of the text; None where a character is not in the table."""
    found: set[int] = set()
    signs = _signs()
    count = len(wanted)
    number = length = 0
    for sign in text:
        code = ord(sign)
        own = _APART
        if code < _LISTED:
            own = signs[code]
        elif not _is_apart(sign):
            own = _OTHER
        if own > _OTHER:
            if length < STEM:
                number = number << _BITS | own
            length += 1
        elif own == _APART:
            if length > 0:
                _note(found, number, wanted, count)
                number = length = 0
        elif own == _SEVERAL:
            for other in _FOLDED[code]:
                if length < STEM:
                    number = number << _BITS | ord(other)
                length += 1
        elif own == _OTHER:
            return None
    if length > 0:
        _note(found, number, wanted, count)
    return found


def _note(found, number, wanted, count):  # type: (set[int], int, array[int], int) -> None
    for n in range(count):
        if wanted[n] == number:
            found.add(number)


def _is_apart(sign):  # type: (str) -> bool
    """Of characters beyond the table, whether one is a dash, a quotation mark or the like."""
    return "\u2010" <= sign <= "\u2027" or "\u2030" <= sign <= "\u205e"


_FOLDED: dict[int, str] = {}
"""Of characters in the table that are folded to several, these."""


@lru_cache(maxsize=1)
def _signs() -> array[int]:
    return array("H", [_sign(code) for code in range(_LISTED)])


def _sign(code: int) -> int:
    """What a character is in the table: the code of the one that it is folded to, or one of the four others."""
    folded = fold(chr(code))
    if not folded:
        return _GONE
    if not _WORD.search(folded):
        return _APART
    if not _WORD.fullmatch(folded) or max(map(ord, folded)) >= 1 << _BITS:
        return _OTHER
    if len(folded) == 1:
        return ord(folded)
    _FOLDED[code] = folded
    return _SEVERAL
