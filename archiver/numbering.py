# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Numbers for words that are told apart by a hash of 64 bits (memory.py)."""

from __future__ import annotations

from array import array

_FIRST_PLACES = 1 << 12  # a power of two


class Numbering:
    """A number from 1 up for each hash, in the order in which they come. count: of them."""

    def __init__(self) -> None:
        self.count = 0
        self._reserve(_FIRST_PLACES)

    def _reserve(self, places: int) -> None:
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
