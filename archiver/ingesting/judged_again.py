"""Which pages of earlier runs a run has judged again, because it learned more of their sites."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

_NONE = np.empty(0, np.uint64)


class JudgedAgain:
    """Counts each of them once, in however many rounds it was judged, and none that the run itself brought. Holds 16
    digits of a row's id, 8 bytes, for each row that the run writes."""

    def __init__(self) -> None:
        self._brought = self._written = _NONE
        self._count = 0

    def grown(self, rows: Iterable[tuple[Collection[str], Collection[str]]]) -> int:
        """By how many a round makes them more. rows: of each task, the ids of those that the round brought, and of all
        that it wrote."""
        for brought, written in rows:
            self._brought = np.union1d(self._brought, _numbers(brought))
            self._written = np.union1d(self._written, _numbers(written))
        before, self._count = self._count, np.setdiff1d(self._written, self._brought, assume_unique=True).size
        return self._count - before


def _numbers(row_ids: Collection[str]) -> NDArray[np.uint64]:
    return np.fromiter((int(row_id[:16], 16) for row_id in row_ids), np.uint64, len(row_ids))
