# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, initializedcheck=False
"""Numbers by hash: a table with open addressing (linear probing), for words that never become strings.

Words are told apart by a hash of 64 bits (memory.py): that two of those that are known share one is out of reach of
chance.
"""

from __future__ import annotations

from array import array

from archiver.words.memory import BASIS, BITS, PRIME

_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
# Parts of a line of `Listed`.
_WORD, _NUMBER, _REMARK = 0, 1, 2


class Numbering:
    """A number from 1 up for each hash, in the order in which they come. count: how many hashes have one."""

    def __init__(self, room: int) -> None:
        """room: hashes for which there is room at first; it grows with them."""
        places = 8
        while places < 2 * room:
            places *= 2
        self.count = 0
        self._reserve(places)

    def _reserve(self, places: int) -> None:
        """places: a power of two."""
        self._mask = places - 1
        self._hashes, self._numbers = array("Q", (0,)) * places, array("i", (0,)) * places

    def of(self, own: int) -> int:
        """The number of a hash; 0 where it has none."""
        return self._numbers[self._place(own)]

    def take(self, own: int) -> int:
        """The number of a hash, a new one where it has none."""
        place = self._place(own)
        if not self._numbers[place]:
            self.count += 1
            self._hashes[place], self._numbers[place] = own, self.count
            if 2 * self.count > self._mask:
                self._grow()
            return self.count
        return self._numbers[place]

    def _grow(self) -> None:
        hashes, numbers = self._hashes, self._numbers
        size = self._mask + 1
        self._reserve(4 * size)
        for old in range(size):
            if numbers[old]:
                place = self._place(hashes[old])
                self._hashes[place], self._numbers[place] = hashes[old], numbers[old]

    def _place(self, own: int) -> int:
        """Where a hash stands, or would stand."""
        place = (own ^ own >> 32) & self._mask
        while self._numbers[place] and self._hashes[place] != own:
            place = (place + 1) & self._mask
        return place


class Listed(Numbering):
    """The numbers that a data file gives to words, or to whole lines of them.

    Of its ten thousands of lines a page asks for some hundred, so none is made a string and put into a dictionary.
    """

    def __init__(self, text: str) -> None:
        """text: a word, a tab and a whole number on each line; lines that begin with "#" are remarks."""
        super().__init__(text.count("\n"))
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
        """There is room: it was reserved by the file's lines."""
        place = self._place(own)
        self._hashes[place], self._numbers[place] = own, number

    def of_word(self, word: str) -> int:
        """The number of a word; 0 where it has none."""
        return self._numbers[self._place(_hashed(_BASIS, word, 0, len(word)))]

    def of_pair(self, begun: int, second: str) -> int:
        """The number of two words with a blank between them. begun: the first (`begun_by`)."""
        return self._numbers[self._place(_hashed(begun, second, 0, len(second)))]


def begun_by(word: str) -> int:
    """The hash of a pair as far as its first word and the blank reach."""
    return (_hashed(_BASIS, word, 0, len(word)) ^ ord(" ")) * _PRIME & _BITS


def _hashed(value: int, text: str, start: int, end: int) -> int:
    """The hash of what has a hash already and, behind that, part of a text."""
    for i in range(start, end):
        value = (value ^ ord(text[i])) * _PRIME & _BITS
    return value
