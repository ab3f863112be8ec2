"""The two loops in which forests spend their time. What is compiled takes leaves.pxd's versions: plain pointers, of
which a compiler makes steps of sixteen pieces."""

from __future__ import annotations

from array import array


def answer(answers: array[int], at: int, column: array[float], border: float, count: int) -> None:
    """Whether each number of a column is larger than a border."""
    for i in range(count):
        answers[at + i] = column[i] > border


def find_leaves(
    leaf: array[int], to: int, answers: array[int], which: array[int], node: int, levels: int, count: int
) -> None:
    """The leaf of one tree for each piece, by the answers to its levels' questions, from `to` on; `which` says where
    these stand."""
    for i in range(count):
        leaf[to + i] = 0
    for level in range(levels - 1, -1, -1):
        at = which[node + level] * count
        for i in range(count):
            leaf[to + i] += leaf[to + i] + answers[at + i]


def add_leaves(
    out: array[float], leaf: array[int], leaves: array[float], base: int, size: int, trees: int, count: int
) -> None:
    """Add what the leaves of some trees are worth, in the trees' order."""
    for k in range(trees):
        for i in range(count):
            out[i] += leaves[base + k * size + leaf[k * count + i]]
