# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The numbers that a data file gives to words, found by how a word is written: of ten thousands of lines, none is made
a string and put into a dictionary, of which a page asks for some hundred."""

from __future__ import annotations

from array import array

from archiver.memory import BASIS, BITS, PRIME

_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
# Parts of a line.
_WORD, _NUMBER, _REMARK = 0, 1, 2


class Listed:
    """Words, or whole lines of them, with a number each. They are told apart by a hash of 64 bits (memory.py)."""

    def __init__(self, text: str) -> None:
        """text: a word, a tab and a whole number on each line; lines that begin with "#" are remarks."""
        places, most = 1024, 2 * text.count("\n")
        while places < most:
            places *= 2
        self._mask = places - 1
        self._hashes, self._numbers = array("Q", (0,)) * places, array("i", (0,)) * places
        self._read(text)

    def _read(self, text: str) -> None:
        own, number, sign = _BASIS, 0, 1
        part = _WORD
        for c in text:
            if c == "\n":
                if part == _NUMBER:
                    self._put(own, sign * number)
                own, number, sign, part = _BASIS, 0, 1, _WORD
            elif part == _WORD:
                if c == "\t":
                    part = _NUMBER
                elif c == "#" and own == _BASIS:
                    part = _REMARK
                else:
                    own = (own ^ ord(c)) * _PRIME & _BITS
            elif part == _NUMBER:
                if c == "-":
                    sign = -1
                elif "0" <= c <= "9":
                    number = 10 * number + ord(c) - 48
        if part == _NUMBER:
            self._put(own, sign * number)

    def _put(self, own: int, number: int) -> None:
        place = self._place(own)
        self._hashes[place], self._numbers[place] = own, number

    def of(self, word: str) -> int:
        """The number of a word; 0 where it has none."""
        return self._numbers[self._place(_hashed(_BASIS, word, 0, len(word)))]

    def of_pair(self, begun: int, second: str) -> int:
        """The number of two words with a blank between them. begun: the first (`begun_by`)."""
        return self._numbers[self._place(_hashed(begun, second, 0, len(second)))]

    def of_hash(self, own: int) -> int:
        """The number of what has that hash."""
        return self._numbers[self._place(own)]

    def _place(self, own: int) -> int:
        """Where a hash stands, or would stand."""
        place = (own ^ own >> 32) & self._mask
        while self._hashes[place] and self._hashes[place] != own:
            place = (place + 1) & self._mask
        return place


def begun_by(word: str) -> int:
    """The hash of a pair as far as its first word and the blank reach."""
    return (_hashed(_BASIS, word, 0, len(word)) ^ ord(" ")) * _PRIME & _BITS


def _hashed(value: int, text: str, start: int, end: int) -> int:
    """The hash of what has a hash already and, behind that, part of a text."""
    for i in range(start, end):
        value = (value ^ ord(text[i])) * _PRIME & _BITS
    return value
