"""Gradient boosted oblivious trees (Prokhorenkova et al. 2018, CatBoost), evaluated with numpy alone.

In an oblivious tree all nodes of a level ask the same question, so a leaf's number is the answers' bits:
a forest over a page is one gather, one comparison and one dot product.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Forest:
    """questions: (trees, levels) columns; borders: (trees, levels); leaves: (trees, 2**levels), log odds.

    bias: what is added to the sum of leaves.
    """

    questions: NDArray[np.int16]
    borders: Array
    leaves: Array
    bias: float

    @cached_property
    def _asked(self) -> tuple[NDArray[np.intp], Array, NDArray[np.intp]]:
        """Each question once (column, border), and which of them each node asks: many nodes ask the same."""
        pairs = np.stack([self.questions.ravel().astype(np.float64), self.borders.ravel()], axis=1)
        once, which = np.unique(pairs, axis=0, return_inverse=True)
        return once[:, 0].astype(np.intp), once[:, 1].astype(np.float32)[:, None], which.ravel()

    def log_odds(self, rows: Array) -> Array:
        """Natural log odds of each row, (rows,)."""
        trees, levels = self.questions.shape
        columns, borders, which = self._asked
        answers = (np.ascontiguousarray(rows.T)[columns] > borders).view(np.uint8)
        by_node = answers[which].reshape(trees, levels, len(rows))
        leaf = by_node[:, 0].astype(np.intp)
        for level in range(1, levels):
            leaf |= by_node[:, level].astype(np.intp) << level
        out: Array = np.take_along_axis(self.leaves, leaf, axis=1).sum(axis=0, dtype=np.float32)
        return out + np.float32(self.bias)
