"""A text as the set of its shingles (Broder 1997): every three neighbouring words, each set member a 64-bit number.

Words are runs of letters, digits and marks, case folded, so that punctuation, quotation marks and line breaks make no
difference. In scripts that are written without spaces each character is a word. Numbers do not depend on the process,
the machine or the batch: they are kept in an index.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

WIDTH = 3
"""Words in a shingle. One changed word costs three of them; unrelated news texts share hardly any."""
AT_ONCE = 1 << 15
"""Characters that are cut at once: the arrays on the way then fit a core's cache."""

_APART, _WORD, _ALONE = 0, 1, 2
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_FACTORS = (1, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
"""Odd numbers, one for each place in a shingle (those of xxHash64)."""


def shingles(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """The shingles of texts, in order and with repetitions, one text after the other, and where each begins.

    The second array has one entry more than there are texts: text i has the shingles from entry i to entry i + 1.
    """
    parts: list[Hashes] = []
    counts: list[NDArray[np.int64]] = []
    for some in _handfuls(text.casefold() for text in texts):
        found, count = _cut(some)
        parts.append(found)
        counts.append(count)
    starts = np.concatenate([np.zeros(1, np.int64), *counts]).cumsum()
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64), starts


def _handfuls(texts: Iterable[str]) -> Iterator[list[str]]:
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > AT_ONCE:
            yield held
            held, size = [], 0
    if held:
        yield held


def _cut(texts: list[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """Shingles of all texts, and how many each has."""
    lengths = np.array([len(text) + 1 for text in texts], np.int64)
    codes = np.frombuffer("".join(f"{text}\n" for text in texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    words, starts = _words(codes)
    of_text = np.diff(np.searchsorted(starts, np.concatenate([[0], lengths.cumsum()])))
    count = np.maximum(of_text - WIDTH + 1, 0)
    if len(words) < WIDTH:
        return np.zeros(0, np.uint64), count
    windows = len(words) - WIDTH + 1
    mixed = np.zeros(windows, np.uint64)
    for i, factor in enumerate(_FACTORS):
        mixed += words[i : i + windows] * np.uint64(factor)
    return _mixed(mixed)[_within(of_text)[:windows]], count


def _within(of_text: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each word, whether a shingle that begins with it ends in the same text."""
    ends = np.repeat(of_text.cumsum(), of_text)
    return np.asarray(np.arange(len(ends)) + WIDTH <= ends)


def _words(codes: NDArray[np.uint32]) -> tuple[Hashes, NDArray[np.int64]]:
    """A number for each word, and the place where it begins.

    Rolling hash (Karp and Rabin 1987) modulo 2**64: prefix sums of code * BASE**place; a word's is the difference of
    two of them, moved to place 0.
    """
    kinds = _kinds()[codes]
    before = np.concatenate([[_APART], kinds[:-1]])
    begins = (kinds == _ALONE) | ((kinds == _WORD) & (before != _WORD))
    after = np.concatenate([kinds[1:], [_APART]])
    ends = (kinds == _ALONE) | ((kinds == _WORD) & (after != _WORD))
    starts, stops = np.flatnonzero(begins), np.flatnonzero(ends) + 1
    powers, inverse = _powers(1 << len(codes).bit_length())
    sums = np.concatenate([np.zeros(1, np.uint64), (codes.astype(np.uint64) * powers[: len(codes)]).cumsum()])
    return _mixed((sums[stops] - sums[starts]) * inverse[starts]), starts


def _mixed(values: Hashes) -> Hashes:
    """Every bit of the input reaches every bit (the finalizer of MurmurHash3)."""
    values = values ^ (values >> np.uint64(33))
    values = values * np.uint64(0xFF51AFD7ED558CCD)
    values = values ^ (values >> np.uint64(33))
    values = values * np.uint64(0xC4CEB9FE1A85EC53)
    return np.asarray(values ^ (values >> np.uint64(33)))


@cache
def _powers(length: int) -> tuple[Hashes, Hashes]:
    """BASE**i and BASE**-i modulo 2**64."""
    base = np.full(length, _BASE, np.uint64)
    inverse = np.full(length, _INVERSE, np.uint64)
    base[0] = inverse[0] = 1
    return np.multiply.accumulate(base), np.multiply.accumulate(inverse)


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character is: between words, part of one, or one alone."""
    kinds = np.zeros(0x110000, np.uint8)
    for code in range(0x1F000):
        if unicodedata.category(chr(code))[0] in "LNM":
            kinds[code] = _WORD
    for first, last in _WITHOUT_SPACES:
        kinds[first : last + 1] = np.where(kinds[first : last + 1] == _WORD, _ALONE, _APART)
    kinds[0x20000:0x40000] = _ALONE
    return kinds
