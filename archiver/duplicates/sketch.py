"""Small sketches of texts by which near-duplicates meet, and the similarity that then decides.

MinHash (Broder 1997) keeps, for each of 100 random orders of all shingles, the first one that a text has: two texts
agree in a place with the probability of their Jaccard similarity. Of each we keep eight bits (b-bit minwise hashing, Li
and König 2010). Twenty bands of five places each (locality-sensitive hashing, Indyk and Motwani 1998) are what an index
is asked by: two texts of similarity .8 share one with a probability of .9996, of .95 or .9 practically always, of .2
with one of .006.

Whether two texts are near-duplicates is a function of the two texts alone, and the same both ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archiver.duplicates.bitmaps import MADE_BY as BITMAPS
from archiver.duplicates.bitmaps import bitmap
from archiver.duplicates.shingles import WIDTH, Hashes, distinct, shingles

BANDS = 20
PLACES = 5
"""Places of a sketch in a band."""
SIZE = BANDS * PLACES
"""Places of a sketch, a byte each."""
SEED = 7

SIMILAR = 0.7
"""Jaccard similarity of shingles from which on two texts are near-duplicates."""
FEWEST = 10
"""Shingles that a text must have: shorter ones ("No comment.") are alike by chance."""


class Sketch(NamedTuple):
    """What is kept of a text: places of its MinHash, how many shingles it has, and their bitmap."""

    places: bytes
    size: int
    bits: bytes


def sketches(texts: Sequence[str]) -> list[Sketch | None]:
    """The sketch of each text; None for one that is too short."""
    from rensa import RMinHash

    hashes, starts = shingles(texts)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, starts.astype(np.uint64), SIZE, SEED)
    rows = np.array(matrix.to_rows(), np.uint32).reshape(len(texts), SIZE).astype(np.uint8)
    return [
        _sketch(row, distinct(hashes[a:b])) if b - a >= FEWEST else None
        for row, (a, b) in zip(rows, pairwise(starts), strict=True)
    ]


def _sketch(row: NDArray[np.uint8], found: Hashes) -> Sketch:
    return Sketch(row.tobytes(), len(found), bitmap(found))


def made_by() -> str:
    """What the sketches depend on, beside the texts: those of another maker cannot be compared with them."""
    from importlib.metadata import version

    return f"rensa {version('rensa')}, {WIDTH} words, {BANDS} bands of {PLACES}, seed {SEED}, {BITMAPS}"


def band_keys(several: Sequence[bytes]) -> NDArray[np.int64]:
    """The keys of sketches' bands, BANDS numbers in a row for each: made of the band's number and its places."""
    places = np.frombuffer(b"".join(several), np.uint8).reshape(len(several), BANDS, PLACES).astype(np.int64)
    keys = np.broadcast_to(np.arange(BANDS, dtype=np.int64), (len(several), BANDS))
    for i in range(PLACES):
        keys = (keys << 8) | places[:, :, i]
    return keys


def shingle_sets(texts: Sequence[str]) -> list[Hashes]:
    """The shingles of each text, each once, sorted."""
    hashes, starts = shingles(texts)
    return [distinct(hashes[a:b]) for a, b in pairwise(starts)]


def jaccard(one: Hashes, other: Hashes) -> float:
    """Size of the intersection of two sets by that of their union, 0-1; of two empty ones 0."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    both = len(one) + len(other) - common
    return common / both if both else 0.0
