# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, initializedcheck=False
"""Which places of a page are siblings: those whose innermost four elements have the same names, one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.page.pieces import Place, Walked
from archiver.words.numbering import Numbering

KIN = 4
"""Innermost elements round a piece whose names its siblings share."""

# Named, since kinship.pxd gives them a C type: as literals they would be Python's integers.
_PRIME, _ALL = 1099511628211, 0xFFFFFFFFFFFFFFFF


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
        found[i + 1] = numbers.take(key)
    return found
