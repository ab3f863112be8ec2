"""The second look: what a piece's neighbours, container and siblings turned out to be at the first look.

Stacked sequential learning (Cohen & Carvalho 2005): a second model sees the first one's odds of the pieces
around. It is how a heading learns that it stands before body, and a teaser that its list is furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archiver.extract.features import shifted
from archiver.extract.walk import Piece, Place, Walked

Array = NDArray[np.float32]

STEPS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
LEVELS = 4
NAMES = [
    "first",
    *(f"first{step:+d}" for step in STEPS),
    *(f"{name}{level}" for level in range(LEVELS) for name in ("box_mean", "box_mass")),
    "path_mean",
    "mass_before",
    "mass_after",
    "since_body",
    "until_body",
    "surest",
    "mass",
]
"""The columns of `look_again`, in order."""

FAR = 50
_SURE = 0.6


def look_again(walked: Walked, paths: Sequence[str], tokens: Array, log_odds: Array) -> Array:
    """Features of each piece from all pieces' odds, (pieces, len(NAMES)).

    paths: one for each piece, equal where pieces are siblings. tokens: words in each. log_odds: natural.
    """
    odds = np.clip(log_odds, -6.9, 6.9).astype(np.float32)
    chance = (1 / (1 + np.exp(-odds))).astype(np.float32)
    weight = np.log2(2 + tokens).astype(np.float32)
    mass = (chance * tokens).astype(np.float32)
    total = float(mass.sum()) + 1e-6
    running = np.cumsum(mass)
    columns: list[NDArray[Any]] = [
        odds,
        *(shifted(odds[:, None], step)[:, 0] for step in STEPS),
        *_boxes(walked.pieces, walked.places, chance, weight, mass, total),
        _siblings(paths, chance, weight),
        (running - mass) / total,
        (total - running) / total,
        *_distances(chance > _SURE),
        np.full(len(odds), chance.max(initial=0)),
        np.full(len(odds), np.log1p(total)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _boxes(
    pieces: Sequence[Piece], places: Sequence[Place], chance: Array, weight: Array, mass: Array, total: float
) -> list[NDArray[Any]]:
    """Of the elements round a piece: mean chance of the other pieces in it, and its share of all body."""
    sums = np.zeros((len(places) + 1, 3))
    spots = np.array([p.place for p in pieces])
    np.add.at(sums, spots, np.stack([chance * weight, weight, mass], axis=1))
    rows = sums.tolist()
    parents = [place.parent for place in places]
    for i in range(len(places) - 1, -1, -1):
        above, own = rows[parents[i]], rows[i]
        above[0] += own[0]
        above[1] += own[1]
        above[2] += own[2]
    sums = np.array(rows)
    up = np.array([*parents, -1])
    out = []
    for _ in range(LEVELS):
        inside = spots >= 0
        others = sums[spots, 1] - weight
        alone = ~inside | (others <= 1e-3)
        mean = np.where(alone, -1, (sums[spots, 0] - chance * weight) / np.maximum(others, 1e-3))
        out += [mean, np.where(inside, sums[spots, 2] / total, -1)]
        spots = up[spots]
    return out


def _siblings(paths: Sequence[str], chance: Array, weight: Array) -> NDArray[Any]:
    """Mean chance of the other pieces of the same path; -1 where there is none."""
    _, group = np.unique(np.array(paths), return_inverse=True)
    hit, all_of = np.bincount(group, chance * weight), np.bincount(group, weight)
    others = all_of[group] - weight
    return np.where(others > 1e-3, (hit[group] - chance * weight) / np.maximum(others, 1e-3), -1)


def _distances(body: NDArray[np.bool_]) -> list[NDArray[Any]]:
    """Pieces since the last, and until the next, that is body; FAR at most."""
    number = len(body)
    at = np.arange(number)
    last = np.maximum.accumulate(np.where(body, at, -FAR))
    before = np.concatenate([[-FAR], last[:-1]])
    coming = np.minimum.accumulate(np.where(body, at, number + FAR)[::-1])[::-1]
    after = np.concatenate([coming[1:], [number + FAR]])
    return [np.minimum(at - before, FAR), np.minimum(after - at, FAR)]
