# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True
"""The second look: what a piece's neighbours, container and siblings turned out to be at the first look.

Stacked sequential learning (Cohen & Carvalho 2005): a second model sees the first one's odds of the pieces
around. It is how a heading learns that it stands before body, and a teaser that its list is furniture.
"""

from __future__ import annotations

import math
from array import array

from archiver.extract.model.columns import WIDTH, Features
from archiver.extract.page.pieces import Walked, parents_of

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
"""The columns that `add_context_features` adds, in order."""

BOTH = WIDTH + len(NAMES)
"""Columns of both looks."""

FAR = 50
# Named, since context_features.pxd gives them a C type, which Python does not see.
_LEVELS, _FAR = LEVELS, FAR
_SURE = 0.6
_MOST = 6.9
_OWN = WIDTH
_BOX = WIDTH + 1 + len(STEPS)
_REST = _BOX + 2 * LEVELS


def add_context_features(walked: Walked, features: Features, log_odds: array[float]) -> None:
    """Fill the second part of the columns (len(NAMES) from WIDTH on) from all pieces' odds.

    log_odds: natural, by the first look.
    """
    _Context(walked, features, log_odds).fill()


class _Context:
    """One page at its second look. odds, chance: of each piece. weight: how much it counts. mass: words of body."""

    def __init__(self, walked: Walked, features: Features, log_odds: array[float]) -> None:
        self.features, self.count = features, features.count
        size = self.count
        self.parents = parents_of(walked.places)
        self.odds, self.chance = array("d", (0,)) * size, array("d", (0,)) * size
        self.weight, self.mass = array("d", (0,)) * size, array("d", (0,)) * size
        self.total = 1e-6
        self._measure(log_odds)

    def _measure(self, log_odds: array[float]) -> None:
        odds, chance, weight, mass, tokens = self.odds, self.chance, self.weight, self.mass, self.features.tokens
        total = 0.0
        for i in range(self.count):
            odds[i] = max(-_MOST, min(_MOST, log_odds[i]))
            chance[i] = 1 / (1 + math.exp(-odds[i]))
            weight[i] = math.log2(2 + tokens[i])
            mass[i] = chance[i] * tokens[i]
            total += mass[i]
        self.total = total + 1e-6

    def fill(self) -> None:
        self.neighbours()
        self.boxes()
        self.rest()

    def neighbours(self) -> None:
        """The odds of the piece and of those before and after it; -1 where there is none."""
        values, odds, count, room = self.features.values, self.odds, self.count, self.features.room
        to = _OWN * room
        for i in range(count):
            values[to + i] = odds[i]
        for step in STEPS:
            to += room
            for i in range(count):
                other = i + step
                values[to + i] = odds[other] if 0 <= other < count else -1.0

    def boxes(self) -> None:
        """Of the elements round a piece: mean chance of the other pieces in it, and its share of all body."""
        values, spots, parents, room = self.features.values, self.features.spots, self.parents, self.features.room
        chance, weight, mass, size = self.chance, self.weight, self.mass, len(self.parents)
        sums = array("d", (0,)) * (3 * size)
        for i in range(self.count):
            if spots[i] >= 0:
                at = 3 * spots[i]
                sums[at] += chance[i] * weight[i]
                sums[at + 1] += weight[i]
                sums[at + 2] += mass[i]
        for i in range(size - 1, -1, -1):
            if parents[i] >= 0:
                for k in range(3):
                    sums[3 * parents[i] + k] += sums[3 * i + k]
        for i in range(self.count):
            place, to = spots[i], _BOX * room + i
            for _ in range(_LEVELS):
                mean = share = -1.0
                if place >= 0:
                    others = sums[3 * place + 1] - weight[i]
                    if others > 1e-3:
                        mean = (sums[3 * place] - chance[i] * weight[i]) / others
                    share = sums[3 * place + 2] / self.total
                    place = parents[place]
                values[to], values[to + room] = mean, share  # box_mean, box_mass
                to += 2 * room

    def rest(self) -> None:
        """Siblings, body before and after, the nearest body on either side, and how much there is at all."""
        values, groups, room, count = self.features.values, self.features.groups, self.features.room, self.count
        chance, weight, mass, total = self.chance, self.weight, self.mass, self.total
        hits = array("d", (0,)) * count
        weights = array("d", (0,)) * count
        surest = 0.0
        for i in range(count):
            hits[groups[i]] += chance[i] * weight[i]
            weights[groups[i]] += weight[i]
            surest = max(surest, chance[i])
        all_mass, running, last = math.log1p(total), 0.0, -_FAR
        for i in range(count):
            at = _REST * room + i
            others = weights[groups[i]] - weight[i]
            values[at] = (hits[groups[i]] - chance[i] * weight[i]) / others if others > 1e-3 else -1.0  # path_mean
            values[at + room] = running / total  # mass_before
            running += mass[i]
            values[at + 2 * room] = (total - running) / total  # mass_after
            values[at + 3 * room] = min(i - last, _FAR)  # since_body
            values[at + 5 * room], values[at + 6 * room] = surest, all_mass  # surest, mass
            if chance[i] > _SURE:
                last = i
        last = count + _FAR
        for i in range(count - 1, -1, -1):
            values[(_REST + 4) * room + i] = min(last - i, _FAR)  # until_body
            if chance[i] > _SURE:
                last = i
