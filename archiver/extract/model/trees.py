# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Gradient boosted oblivious trees (Prokhorenkova et al. 2018, CatBoost), evaluated without any library.

In an oblivious tree all nodes of a level ask the same question, so a leaf's number is the answers' bits. All questions
of one column are answered by one number: how many of its borders lie below the value.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Sequence
from typing import Any

from msgspec.json import decode, encode

from archiver.extract.model import leaves as evaluating
from archiver.extract.model.leaves import LOWEST, STEP

TOGETHER = 4
"""Trees whose leaves are added in one go over the pieces."""

MOST_BORDERS = 255


class Forest:
    """columns, borders: the different questions, in that order. which: of each node, levels of a tree in a row, the
    number of its question. leaves: 2**levels for each tree, log odds. bias: what is added to the sum of leaves.

    Of a column, at most MOST_BORDERS different ones are asked: how many of them a number is larger than, its rank, is
    a byte, and answers all questions of that column.
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
        self.scales, self.steps = array("i", (0,)) * len(which), array("b", (0,)) * len(which)
        self.asked = self._graduate()

    def _graduate(self) -> int:
        """Find of each node its column's number among those that are asked (scale), and the rank above which its answer
        is yes (step); how many columns are asked."""
        columns, which, scales, steps = self.columns, self.which, self.scales, self.steps
        questions = len(columns)
        scale_of, step_of = array("i", (0,)) * questions, array("b", (0,)) * questions
        scale, first = -1, 0
        for question in range(questions):
            if question == 0 or columns[question] != columns[question - 1]:
                scale, first = scale + 1, question
            if question - first >= MOST_BORDERS:
                raise ValueError(f"more than {MOST_BORDERS} borders of one column")
            scale_of[question], step_of[question] = scale, LOWEST + question - first
        for node in range(len(which)):
            scales[node], steps[node] = scale_of[which[node]], step_of[which[node]]
        return scale + 1

    def log_odds(self, features: array[float], count: int, room: int) -> array[float]:
        """Natural log odds of each piece. features: column by column, `room` numbers to one, of which the first `count`
        are the pieces' (columns.py)."""
        leaves, scales, steps = self.leaves, self.scales, self.steps
        whole, size = (count + STEP - 1) // STEP * STEP, 1 << self.levels
        if not count:
            return array("d")
        ranks = self._ranked(features, whole, room)
        found = array("B", (0,)) * (TOGETHER * whole)
        out = array("d", (self.bias,)) * count
        tree, levels = 0, self.levels
        while tree < self.trees:
            some = min(TOGETHER, self.trees - tree)
            for k in range(some):
                evaluating.find_leaves(found, k * whole, ranks, scales, steps, (tree + k) * levels, levels, whole)
            evaluating.add_leaves(out, found, leaves, tree * size, size, some, count, whole)
            tree += some
        return out

    def _ranked(self, features: array[float], whole: int, room: int) -> array[int]:
        """Ranks of all pieces by column: `whole` to each column that is asked, in their order."""
        columns, borders = self.columns, self.borders
        questions = len(columns)
        ranks = array("b", (0,)) * (whole * self.asked)
        first = to = 0
        while first < questions:
            last = first + 1
            while last < questions and columns[last] == columns[first]:
                last += 1
            evaluating.rank(ranks, to, features, columns[first] * room, whole, borders, first, last)
            first, to = last, to + whole
        return ranks


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
