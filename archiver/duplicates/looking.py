# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""One look at many texts: which of those that share a key with a text may be similar to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from archiver.duplicates import windows


def look(
    ranks: NDArray[np.int32],
    places: NDArray[np.int64],
    ends: NDArray[np.int64],
    low: int,
    high: int,
    one: int,
    sizes: NDArray[np.int64],
    narrow: NDArray[np.uint64],
    share: float,
) -> list[int]:
    """See windows.py; compiled, it takes that of windows.pxd."""
    return windows.look(ranks, places, ends, low, high, one, sizes, narrow, share)
