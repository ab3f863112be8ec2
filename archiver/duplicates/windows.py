"""The texts of several ordered lists that lie in a window and may be similar to one, by their narrow bitmaps.

What is compiled takes windows.pxd's version, which does the same ten times as fast.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SPARSE = 16
"""Ranks are sorted where they are less than one of so many of the window's."""


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
    """Texts from `low` on and before `high` in order, each once, that may be as similar to `one` as `share` says.

    ranks, places, ends: each list goes on at its place in `ranks`, at a text from `low` on, and ends before its end;
    the places are moved behind the window. sizes, narrow: of each text. share: of both texts' shingles, those that one
    of both alone may have.
    """
    several = []
    for i, (place, end) in enumerate(zip(places.tolist(), ends.tolist(), strict=True)):
        places[i] = place + ranks[place:end].searchsorted(high)
        several.append(ranks[place : places[i]])
    others = _distinct(np.concatenate(several), low, high)
    most = (sizes[others] + sizes[one]) * share + 1e-6
    differ = np.bitwise_count(narrow[others] ^ narrow[one]).sum(axis=1, dtype=np.uint16)
    found: list[int] = others[(differ <= most) & (abs(sizes[others] - sizes[one]) <= most)].tolist()
    return found


def _distinct(ranks: NDArray[np.int32], low: int, high: int) -> NDArray[np.int64]:
    """Ranks from low to high, in order, each once. Of many, sorting them would take longer than comparing them."""
    if len(ranks) * SPARSE < high - low:
        return np.unique(ranks).astype(np.int64)
    there = np.zeros(high - low, bool)
    there[ranks - low] = True
    return there.nonzero()[0] + low
