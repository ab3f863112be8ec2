"""Signs that stand on letters and are part of a word: accents, and the vowels of Hindi, Bengali, Tamil and their kin.

To Python (isalnum, and expressions' class of words) they end a word, so that काम and किमी are the same two letters.
Thai, Lao, Burmese and Khmer are left out: nothing stands between their words, which are looked up by what stands
between the signs.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_FIRST, _LAST = 0x300, 0x11FFF
_OTHERS = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0xFE00, 0xFE0F))
"""Scripts without spaces, and what chooses among the looks of a sign."""
JOINER = "\u200d"
"""Joins two letters of one word to a sign."""


def is_mark(sign: str) -> bool:
    """Whether a character is such a sign."""
    code = ord(sign)
    if not _FIRST <= code <= _LAST or any(first <= code <= last for first, last in _OTHERS):
        return False
    return sign == JOINER or unicodedata.category(sign) in ("Mn", "Mc")


@cache
def marks() -> str:
    """All of them, as ranges for a class of a regular expression."""
    found = [code for code in range(_FIRST, _LAST + 1) if is_mark(chr(code))]
    starts = [code for code in found if not is_mark(chr(code - 1))]
    ends = [code for code in found if not is_mark(chr(code + 1))]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(starts, ends, strict=True))
