# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, initializedcheck=False
"""Which places of a page are siblings: those whose innermost four elements have the same names, one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.pieces import Place, Walked

KIN = 4
"""Innermost elements round a piece whose names its siblings share."""

# Named, since kinship.pxd gives them a C type: as literals they would be Python's integers.
_PRIME, _ALL = 1099511628211, 0xFFFFFFFFFFFFFFFF


class Numbering:
    """A number from 1 up for each of some keys, in the order in which they come. There must be room for all."""

    def __init__(self, room: int) -> None:
        size = 8
        while size < 2 * room:
            size *= 2
        self.mask = size - 1
        self.keys = array("Q", (0,)) * size
        self.numbers = array("i", (0,)) * size
        self.count = 0

    def of(self, key: int) -> int:
        """The number of a key, a new one where it has none."""
        at = (key ^ (key >> 29)) & self.mask
        while self.numbers[at] and self.keys[at] != key:
            at = (at + 1) & self.mask
        if not self.numbers[at]:
            self.count += 1
            self.keys[at], self.numbers[at] = key, self.count
        return self.numbers[at]


def kin_of(walked: Walked) -> array[int]:
    """`families` of a page's places, found once."""
    if walked.kin is None:
        walked.kin = families(walked.places)
    return walked.kin


def families(places: Sequence[Place]) -> array[int]:
    """The number of each place's family, from 1 up, at one past the place's index: what stands in none (-1) has 0.

    Names are told apart by hashes of 64 bits: that two of a page's share one is out of reach of chance.
    """
    size = len(places)
    found, keys, parents = array("i", (0,)) * (size + 1), array("Q", (0,)) * size, array("i", (0,)) * size
    numbers = Numbering(size)
    for i, place in enumerate(places):
        keys[i], parents[i] = place.called.key, place.parent
        key, at, left = 0, i, KIN
        while at >= 0 and left:
            key = (key * _PRIME + keys[at]) & _ALL
            at = parents[at]
            left -= 1
        found[i + 1] = numbers.of(key)
    return found
