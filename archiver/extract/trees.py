"""Gradient boosted oblivious trees (Prokhorenkova et al. 2018, CatBoost), evaluated with numpy alone.

In an oblivious tree all nodes of a level ask the same question, so a leaf's number is the answers' bits:
a forest over a page is one gather, one comparison and one dot product.
"""

from __future__ import annotations

from dataclasses import dataclass

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

    def log_odds(self, rows: Array) -> Array:
        """Natural log odds of each row, (rows,)."""
        trees, levels = self.questions.shape
        answers = rows[:, self.questions.ravel()] > self.borders.ravel()
        bits = (1 << np.arange(levels)).astype(np.int32)
        leaf = answers.reshape(len(rows), trees, levels) @ bits
        out: Array = self.leaves[np.arange(trees), leaf].sum(axis=1, dtype=np.float32) + np.float32(self.bias)
        return out
