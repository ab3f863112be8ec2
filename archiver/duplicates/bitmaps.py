# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Bitmaps of sets of shingles: a bound on how similar two texts can be, without either text.

Each shingle of a text turns over one bit of its bitmap. Where two bitmaps differ, some shingle is of one text alone; so
two sets of sizes a and b, whose bitmaps differ in h places, share at most (a + b - h) / 2 (Bitmap Filter: Sandes,
Teodoro and Melo 2017). The bound is exact: no pair that is similar enough is ever passed over. Of two texts of
similarity .5 a bitmap of twice as many bits as shingles says practically always that they do not reach .7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archiver.duplicates.looking import look
from archiver.duplicates.shingles import Hashes

NARROW = 1 << 10
"""Bits that each bitmap has at least, and at which all are compared first: a wider one can be folded."""
WIDE = 1 << 14
"""Bits that it has at most."""
BITS_PER_SHINGLE = 2
MADE_BY = f"bitmaps of {NARROW} to {WIDE} bits, {BITS_PER_SHINGLE} a shingle"

Words = NDArray[np.uint64]


def bitmap(shingles: Hashes) -> bytes:
    """The bitmap of a set, of a power of two of bits. shingles: each once."""
    width = NARROW
    while width < min(BITS_PER_SHINGLE * len(shingles), WIDE):
        width *= 2
    bits = bytearray(width // 8)
    _turn_over(bits, shingles.data, width - 1)
    return bytes(bits)


def _turn_over(bits, shingles, mask):  # type: (bytearray, memoryview[int], int) -> None
    """Turn a bit over for each shingle."""
    for i in range(len(shingles)):
        place = shingles[i] & mask
        bits[place >> 3] ^= 128 >> (place & 7)


@dataclass(frozen=True, slots=True)
class Lists:
    """Ordered lists of rows, as far as they have not been looked at: of `rows` from each place to each end."""

    rows: NDArray[np.int32]
    places: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        """Rows that are left, some of them in several lists."""
        return int((self.ends - self.places).sum())


class Bitmaps:
    """Those of several texts, which are rows here."""

    def __init__(self, count: int) -> None:
        self._sizes = np.zeros(count, np.int64)
        self._narrow = np.zeros((count, NARROW // 64), np.uint64)
        self._wide: dict[int, bytes] = {}

    def put(self, row: int, size: int, bits: bytes) -> None:
        """size: shingles of the text."""
        self._sizes[row] = size
        several = np.frombuffer(bits, np.uint64).reshape(-1, NARROW // 64)
        self._narrow[row] = several[0] if len(several) == 1 else np.bitwise_xor.reduce(several)
        if len(several) > 1:
            self._wide[row] = bits

    def may_be_similar(self, one: int, lists: Lists, low: int, high: int, enough: float) -> list[int]:
        """The rows of some lists, from low to high, in order, that may have a Jaccard similarity to `one` of so much.

        The lists go on behind them then.
        """
        share = (1 - enough) / (1 + enough)
        found = look(lists.rows, lists.places, lists.ends, low, high, one, self._sizes, self._narrow, share)
        if one not in self._wide:
            return found
        most = [(int(self._sizes[other]) + int(self._sizes[one])) * share + 1e-6 for other in found]
        return [other for other, enough in zip(found, most, strict=True) if self._differ(one, other) <= enough]

    def _differ(self, one: int, other: int) -> int:
        """In how many places the bitmaps differ, at the narrower one's width; 0 where that is NARROW."""
        if other not in self._wide:
            return 0
        first, second = sorted((self._wide[one], self._wide[other]), key=len)
        return (int.from_bytes(first, "little") ^ _folded(second, len(first))).bit_count()


def _folded(bits: bytes, length: int) -> int:
    """A bitmap at a narrower width of so many bytes."""
    folded = 0
    for start in range(0, len(bits), length):
        folded ^= int.from_bytes(bits[start : start + length], "little")
    return folded
