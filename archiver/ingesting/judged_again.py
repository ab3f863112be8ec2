"""Which pages of earlier runs a run has judged again, because it learned more of their sites."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]


class JudgedAgain:
    """Counts each of them once, in however many rounds it was judged, and none that the run itself brought. Holds 16
    digits of a row's id, 8 bytes, for each row that the run writes."""

    def __init__(self) -> None:
        self._brought, self._written = _Growing(), _Growing()

    def grown(self, rows: Iterable[tuple[Collection[str], Collection[str]]]) -> int:
        """By how many a round makes them more. rows: of each task, the ids of those that the round brought, and of all
        that it wrote."""
        more = 0
        for brought, written in rows:
            more -= int(self._written.has(self._brought.add(_numbers(brought))).sum())
            more += int((~self._brought.has(self._written.add(_numbers(written)))).sum())
        return more


class _Growing:
    """A set of numbers, as sorted arrays of which each is at least twice as long as the next: so a number is moved
    about as often as the set has doubled, and not with every round."""

    def __init__(self) -> None:
        self._runs: list[Numbers] = []

    def add(self, numbers: Numbers) -> Numbers:
        """Take numbers up; gives those that were not there, sorted."""
        numbers = np.unique(numbers)
        new = numbers[~self.has(numbers)]
        last = new
        while self._runs and 2 * len(last) > len(self._runs[-1]):
            last = np.sort(np.concatenate([self._runs.pop(), last]))
        if len(last):
            self._runs.append(last)
        return new

    def has(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Of each number whether it is there."""
        found = np.zeros(len(numbers), bool)
        for run in self._runs:
            at = np.minimum(run.searchsorted(numbers), len(run) - 1)
            found |= run[at] == numbers
        return found


def _numbers(row_ids: Collection[str]) -> Numbers:
    return np.fromiter((int(row_id[:16], 16) for row_id in row_ids), np.uint64, len(row_ids))
