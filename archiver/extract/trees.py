# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Gradient boosted oblivious trees (Prokhorenkova et al. 2018, CatBoost), evaluated without any library.

In an oblivious tree all nodes of a level ask the same question, so a leaf's number is the answers' bits. Many nodes
ask the same question, so each is answered once for all pieces of a page.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Sequence
from typing import Any

from msgspec.json import decode, encode

from archiver.extract import leaves as evaluating

TOGETHER = 4
"""Trees whose leaves are added in one go over the pieces."""


class Forest:
    """columns, borders: the different questions, in that order. which: of each node, levels of a tree in a row, the
    number of its question. leaves: 2**levels for each tree, log odds. bias: what is added to the sum of leaves.
    """

    def __init__(
        self,
        levels: int,
        columns: array[int],
        borders: array[float],
        which: array[int],
        leaves: array[float],
        bias: float,
    ) -> None:
        self.levels, self.bias = levels, bias
        self.columns, self.borders, self.which, self.leaves = columns, borders, which, leaves
        self.trees = len(which) // levels

    def log_odds(self, rows: array[float], count: int, width: int) -> array[float]:
        """Natural log odds of each row. rows: flat, `width` to a row."""
        columns, borders, which, leaves = self.columns, self.borders, self.which, self.leaves
        asked, size = len(self.columns), 1 << self.levels
        if not count:
            return array("d")
        answers = array("B", (0,)) * (asked * count)
        column = array("f", (0,)) * count
        found = array("B", (0,)) * (TOGETHER * count)
        out = array("d", (self.bias,)) * count
        before = -1
        for question in range(asked):
            if columns[question] != before:  # they are sorted by column
                before = columns[question]
                for i in range(count):
                    column[i] = rows[i * width + before]
            evaluating.answer(answers, question * count, column, borders[question], count)
        tree, levels = 0, self.levels
        while tree < self.trees:
            some = min(TOGETHER, self.trees - tree)
            for k in range(some):
                evaluating.find_leaves(found, k * count, answers, which, (tree + k) * levels, levels, count)
            evaluating.add_leaves(out, found, leaves, tree * size, size, some, count)
            tree += some
        return out


def forest_of(
    levels: int, questions: Sequence[int], borders: Sequence[float], leaves: Sequence[float], bias: float
) -> Forest:
    """A forest of nodes as they were grown: each one's column and border, levels of a tree in a row."""
    nodes = list(zip(questions, array("f", borders), strict=True))
    different = sorted(set(nodes))
    number = {node: n for n, node in enumerate(different)}
    columns, once = array("i", [column for column, _ in different]), array("f", [border for _, border in different])
    return Forest(levels, columns, once, array("i", [number[node] for node in nodes]), array("f", leaves), bias)


_ARRAYS = (("columns", "i"), ("borders", "f"), ("which", "i"), ("leaves", "f"))


def to_bytes(forest: Forest) -> bytes:
    """A forest as it is stored: a line of JSON, then its arrays, little-endian, all of it deflated."""
    arrays = [_little(getattr(forest, name)) for name, _ in _ARRAYS]
    head = {"levels": forest.levels, "bias": forest.bias, "sizes": [len(a) for a in arrays]}
    return zlib.compress(encode(head) + b"\n" + b"".join(a.tobytes() for a in arrays), 9)


def from_bytes(stored: bytes) -> Forest:
    """The inverse of `to_bytes`."""
    head, _, rest = zlib.decompress(stored).partition(b"\n")
    stated = decode(head)
    arrays: list[Any] = []
    for (_, code), size in zip(_ARRAYS, stated["sizes"], strict=True):
        found = array(code)
        length = size * found.itemsize
        found.frombytes(rest[:length])
        arrays.append(_little(found))
        rest = rest[length:]
    columns, borders, which, leaves = arrays
    return Forest(stated["levels"], columns, borders, which, leaves, stated["bias"])


def _little(numbers: Any) -> Any:
    """The same numbers with the byte order of a file, or of this machine."""
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
