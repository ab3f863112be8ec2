"""The loops in which forests spend their time. What is compiled takes leaves.pxd's versions: plain pointers, and steps
of pieces of which a compiler makes a few instructions."""

from __future__ import annotations

from array import array

STEP = 32
"""Pieces of a step."""

LOWEST = -128
"""The rank of a number that is larger than no border: ranks are signed bytes."""


def rank(
    ranks: array[int],
    to: int,
    features: array[float],
    at: int,
    whole: int,
    borders: array[float],
    first: int,
    last: int,
) -> None:
    """How many of some borders each number of a column is larger than, from LOWEST on."""
    for i in range(whole):
        ranks[to + i] = LOWEST + sum(features[at + i] > borders[k] for k in range(first, last))


def find_leaves(
    leaf: array[int],
    to: int,
    ranks: array[int],
    scales: array[int],
    steps: array[int],
    node: int,
    levels: int,
    whole: int,
) -> None:
    """The leaf of one tree for each piece, from `to` on. Of its nodes, from `node` on: of which column (scale) which
    ranks say yes (above step). whole: ranks of a column."""
    for i in range(whole):
        leaf[to + i] = 0
    for level in range(levels):
        at, step, bit = scales[node + level] * whole, steps[node + level], 1 << level
        for i in range(whole):
            if ranks[at + i] > step:
                leaf[to + i] |= bit


def add_leaves(
    out: array[float], leaf: array[int], leaves: array[float], base: int, size: int, trees: int, count: int, whole: int
) -> None:
    """Add what the leaves of some trees are worth, in the trees' order."""
    for k in range(trees):
        for i in range(count):
            out[i] += leaves[base + k * size + leaf[k * whole + i]]
