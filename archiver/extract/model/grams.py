# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Sets of words, and of three words in a row, as numbers: a hash table with open addressing (linear probing)."""

from __future__ import annotations

from array import array


class Grams:
    """Numbers (not negative), each with bits that are not all 0. count: how many different ones."""

    def __init__(self, room: int) -> None:
        size = 8
        while size < 2 * room:
            size *= 2
        self.mask = size - 1
        self.keys = array("q", (0,)) * size
        self.bits = array("B", bytes(size))
        self.count = 0

    def add(self, number: int, bits: int) -> None:
        """There must be room for it."""
        at = self.slot(number)
        self.count += self.bits[at] == 0
        self.keys[at] = number
        self.bits[at] |= bits

    def of(self, number: int) -> int:
        """The bits of a number, 0 where it is not there."""
        return self.bits[self.slot(number)]

    def slot(self, number: int) -> int:
        """Where a number is, or would be."""
        at = (number ^ (number >> 20)) & self.mask
        while self.bits[at] and self.keys[at] != number:
            at = (at + 1) & self.mask
        return at
