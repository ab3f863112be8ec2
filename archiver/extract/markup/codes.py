# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Words of markup as numbers: the words of a name are hashed where they stand in it, and none is made a string.

A name's words are itself and its parts, in lower case: cut at humps ("postBody"), digits and signs. Their code is the
64-bit FNV-1a hash of their characters; that two of the words that a model knows and a page's share one is out of reach
of chance.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping

from archiver.extract.markup import finding

# Named, since codes.pxd gives them a C type: as literals they would be Python's integers.
_A, _Z, _CAPITAL_A, _CAPITAL_Z = b"azAZ"
_DOT = b"."
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}|(?:(?![\x00-\x7f])[^\W\d_])+")
_SEED, _PRIME, _ALL = 14695981039346656037, 1099511628211, 0xFFFFFFFFFFFFFFFF
MOST = 200
"""Words of one name that are coded: names are given no more than eighty characters."""


class Table:
    """Numbers from 0 up, by the codes of words."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        size = 64
        while size < 2 * len(numbers):
            size *= 2
        self.mask = size - 1
        self.codes = array("Q", (0,)) * size
        self.numbers = array("i", (-1,)) * size
        for word, number in numbers.items():
            own = code(word)
            at = own & self.mask
            while self.codes[at]:
                at = (at + 1) & self.mask
            self.codes[at], self.numbers[at] = own, number

    def of(self, own: int) -> int:
        """The number of a code; -1 where it has none."""
        at = own & self.mask
        while self.codes[at] and self.codes[at] != own:
            at = (at + 1) & self.mask
        return self.numbers[at]


def code(word: str) -> int:
    """The code of a word, in lower case."""
    chars = word.encode()
    return _code(_SEED, chars, 0, len(chars))


def _code(value: int, chars: bytes, start: int, end: int) -> int:
    for at in range(start, end):
        c = chars[at]
        value = ((value ^ (c + 32 if _CAPITAL_A <= c <= _CAPITAL_Z else c)) * _PRIME) & _ALL
    return value


def codes_of(chars: bytes, at: int, size: int, into: list[int]) -> int:
    """How many codes of a name's words were put into a list: of the whole with a dot before it, then of its parts.

    The name stands there from `at` on, before `size`.
    """
    if finding.past_ascii(chars, at, size) < size:
        return _of_words(chars[at:size].decode("utf-8"), into)
    into[0] = _code(_code(_SEED, _DOT, 0, 1), chars, at, size)
    count = 0
    while at < size and count < MOST - 1:
        start, c = at, chars[at]
        at += 1
        if _A <= c <= _Z:
            while at < size and _A <= chars[at] <= _Z:
                at += 1
        elif _CAPITAL_A <= c <= _CAPITAL_Z and at < size:
            if _A <= chars[at] <= _Z:
                while at < size and _A <= chars[at] <= _Z:
                    at += 1
            else:
                while at < size and _CAPITAL_A <= chars[at] <= _CAPITAL_Z:
                    at += 1
                if at == start + 1:  # a single capital is no word
                    continue
        else:
            continue
        count += 1
        into[count] = _code(_SEED, chars, start, at)
    return count + 1


def _of_words(value: str, into: list[int]) -> int:
    count = 0
    for word in words_of(value)[:MOST]:
        into[count] = code(word)
        count += 1
    return count


def words_of(value: str) -> tuple[str, ...]:
    """A name in lower case, whole with a dot before it and in parts: cut at humps ("postBody"), digits and signs."""
    return ("." + value.lower(), *[word.lower() for word in _WORD.findall(value)])
