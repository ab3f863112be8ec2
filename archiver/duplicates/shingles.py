# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A text as the set of its shingles (Broder 1997): every three neighbouring words, each set member a 64-bit number.

Words are runs of letters, digits and marks, case folded, so that punctuation, quotation marks and line breaks make no
difference. In scripts that are written without spaces each character is a word. Numbers do not depend on the process,
the machine or the batch: they are kept in an index.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

WIDTH = _WIDTH = 3
"""Words in a shingle. One changed word costs three of them; unrelated news texts share hardly any."""

_APART, _WORD, _ALONE = range(3)
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# Characters below so many are folded by a table; what stands in it for one that is folded to several.
_NEAR, _SEVERAL = 0x800, 0xFFFF
_BITS = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_FIRST, _SECOND, _THIRD = 1, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
"""Odd numbers, one for each place in a shingle (those of xxHash64)."""
_MIX, _MIX_AGAIN = 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53


def shingles(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """The shingles of texts, in order and with repetitions, one text after the other, and where each begins.

    The second array has one entry more than there are texts: text i has the shingles from entry i to entry i + 1.
    """
    found = np.empty(sum(map(len, texts)), np.uint64)  # as many as there can be; what is not filled takes no memory
    places = found.data
    start, starts = 0, [0]
    for text in texts:
        end = _read(text, start, places, False)
        start = _read(text.casefold(), start, places, True) if end < 0 else end
        starts.append(start)
    return found[:start].copy(), np.array(starts, np.int64)


def distinct(hashes: Hashes) -> Hashes:
    """Each once, sorted."""
    found = np.sort(hashes)
    return found[: _without_repetitions(found.data)]


def _without_repetitions(hashes):  # type: (memoryview[int]) -> int
    """Move those that are not like the one before to the front; gives how many they are."""
    count = 0
    for i in range(len(hashes)):
        if i == 0 or hashes[i] != hashes[count - 1]:
            hashes[count] = hashes[i]
            count += 1
    return count


def _read(text, start, found, is_folded):  # type: (str, int, memoryview[int], bool) -> int
    """Put a text's shingles there, from `start` on; gives where they end. -1: it must be folded first.

    A word is the sum of code * BASE**place over its characters, modulo 2**64 (Karp and Rabin 1987), well mixed.
    """
    kinds, folds = _kinds(), _folds()
    end = start
    value, power = 0, 1
    inside = False
    for sign in text:
        code = ord(sign)
        if code < _NEAR:
            code = folds[code]
            if code == _SEVERAL:
                for other in sign.casefold():
                    value, power = (value + ord(other) * power) & _BITS, power * _BASE & _BITS
                inside = True
                continue
        kind = kinds[code]
        if kind == _WORD:
            if code >= _NEAR and not is_folded:
                return -1
            value, power = (value + code * power) & _BITS, power * _BASE & _BITS
            inside = True
            continue
        if inside:
            found[end] = _mixed(value)
            end += 1
            value, power = 0, 1
            inside = False
        if kind == _ALONE:
            found[end] = _mixed(code)
            end += 1
    if inside:
        found[end] = _mixed(value)
        end += 1
    return _joined(found, start, end)


def _joined(words, start, end):  # type: (memoryview[int], int, int) -> int
    """Put shingles in the place of the words that they begin with; gives where they end."""
    last = end - _WIDTH + 1
    for at in range(start, last):
        words[at] = _mixed((words[at] * _FIRST + words[at + 1] * _SECOND + words[at + 2] * _THIRD) & _BITS)
    return max(last, start)


def _mixed(value):  # type: (int) -> int
    """Every bit of the input reaches every bit (the finalizer of MurmurHash3)."""
    value ^= value >> 33
    value = value * _MIX & _BITS
    value ^= value >> 33
    value = value * _MIX_AGAIN & _BITS
    return value ^ value >> 33


@cache
def _folds() -> array[int]:
    """The character that each is folded to."""
    folded = [chr(code).casefold() for code in range(_NEAR)]
    return array("H", [ord(signs) if len(signs) == 1 else _SEVERAL for signs in folded])


@cache
def _kinds() -> bytes:
    """What each character is: between words, part of one, or one alone."""
    kinds = bytearray(0x110000)
    for code in range(0x1F000):
        if unicodedata.category(chr(code))[0] in "LNM":
            kinds[code] = _WORD
    for first, last in _WITHOUT_SPACES:
        for code in range(first, min(last + 1, 0x1F000)):
            kinds[code] = _ALONE if kinds[code] == _WORD else _APART
    kinds[0x20000:0x40000] = bytes([_ALONE]) * 0x20000
    return bytes(kinds)
