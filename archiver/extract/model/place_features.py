# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True
"""Where each piece stands, to a model: what the elements round it are named, and what else lies in them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence

from archiver.extract.markup import codes, naming
from archiver.extract.markup.codes import Table
from archiver.extract.markup.naming import Called
from archiver.extract.markup.roles import BITS
from archiver.extract.model import columns
from archiver.extract.model.columns import Features
from archiver.extract.page.pieces import Piece, Place, parents_of

_FIRST, _WIDE = len(columns.STRUCTURE), len(columns.PLACE_NAMES)
_STRUCTURE = columns.STRUCTURE
_PLACES, _BOXES, _LINKED = columns.PLACES, columns.BOXES, columns.LINKED
_MOST_COUNTED = 600
"""Words of one element: it is given thirteen names at most, of eighty characters."""


class Vocabulary:
    """Log odds of words of markup."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._numbers = {word: number for number, word in enumerate(weights)}
        self._table = Table(self._numbers)
        self._odds = array("d", weights.values())
        self._counted = [0] * 600  # _MOST_COUNTED
        self._codes = [0] * 200  # codes.MOST

    def score(self, called: Called) -> float:
        """Sum of an element's words (naming.py), each once, -6 to 6."""
        if called.scored_by is not self:
            self._read(called)
        return called.score

    def _read(self, called: Called) -> None:
        """Find out score and roles of an element: its words are hashed once for both."""
        found, counted, size, total = self._codes, self._counted, 0, 0.0
        bits = BITS.get(called.tag, 0)
        number = self._numbers.get(called.tag, -1)
        if number >= 0:
            counted[0] = number
            size, total = 1, self._odds[number]
        for n in range(called.count):
            for k in range(codes.codes_of(called.chars, called.begins[n], called.ends[n], found)):
                said = naming.SAID.of(found[k])
                if said > 0:
                    bits |= said
                number = self._table.of(found[k])
                if number >= 0 and _is_new(number, counted, size) and size < _MOST_COUNTED:
                    counted[size] = number
                    size += 1
                    total += self._odds[number]
        called.structure = _STRUCTURE.get(called.tag, 0)
        called.said, called.score, called.scored_by = bits, max(-6.0, min(6.0, total)), self


def _is_new(number: int, counted: list[int], size: int) -> bool:
    """Whether a number is none of the first `size` of those counted."""
    k = 0
    while k < size and counted[k] != number:
        k += 1
    return k == size


def add_place_features(features: Features, places: Sequence[Place], vocabulary: Vocabulary) -> None:
    """Fill the place columns: what the elements round each piece are named."""
    size = len(places)
    said = array("f", (0,)) * (_WIDE * size)
    masks = array("i", (0,)) * size
    for i, place in enumerate(places):
        called = place.called
        parent, own, at = place.parent, vocabulary.score(called), i * _WIDE
        mask = called.structure
        up = parent * _WIDE + _FIRST
        if parent >= 0:
            mask |= masks[parent]
        masks[i] = mask
        for bit in range(_FIRST):
            said[at + bit] = (mask >> bit) & 1
        at += _FIRST
        said[at] = min(place.depth, 60)  # depth
        said[at + 1] = own  # words_own
        said[at + 2] = said[up + 1] if parent >= 0 else 0.0  # words_parent
        said[at + 3] = said[up + 2] if parent >= 0 else 0.0  # words_grand
        said[at + 4] = (said[up + 4] if parent >= 0 else 0.0) + own  # words_all
        said[at + 5] = min(said[up + 5] if parent >= 0 else 0.0, own)  # words_min
        said[at + 6] = max(said[up + 6] if parent >= 0 else 0.0, own)  # words_max
    values, spots, room = features.values, features.spots, features.room
    for i in range(features.count):
        if spots[i] >= 0:
            at, up = _PLACES * room + i, spots[i] * _WIDE
            for k in range(_WIDE):
                values[at] = said[up + k]
                at += room


def add_box_features(features: Features, places: Sequence[Place], menus: Sequence[Piece]) -> None:
    """Fill the box columns: what lies in the elements round a piece, and whether it is in the page's best one.

    The best element is the deepest that holds most of the good text (full sentences outside links):
    from the top, go down as long as one child keeps two thirds of it. menus: pieces that are only counted.
    """
    values, room, spots, tokens, good = features.values, features.room, features.spots, features.tokens, features.good
    size = len(places)
    sums = array("d", (0,)) * (4 * size)
    parents = parents_of(places)
    total = 1.0
    for i in range(features.count):
        total += good[i]
        if spots[i] >= 0:
            at = 4 * spots[i]
            sums[at] += tokens[i]
            sums[at + 1] += good[i]
            sums[at + 2] += 1
            sums[at + 3] += tokens[i] * values[_LINKED * room + i]
    for piece in menus:
        if piece.place >= 0:
            at, words = 4 * piece.place, piece.text.count(" ") + 1
            sums[at] += words
            sums[at + 2] += 1
            sums[at + 3] += words
    best = _best(parents, sums)
    inside = _inside(parents, best)
    logs, known = array("f", (0,)) * (5 * size), array("b", (0,)) * size
    share = sums[4 * best + 1] / total if best >= 0 else 0.0
    for i in range(features.count):
        at, place = _BOXES * room + i, spots[i]
        own = place
        for _ in range(3):
            place = parents[place] if place >= 0 else -1
            if place >= 0 and not known[place]:
                known[place] = True
                to, of = 5 * place, 4 * place
                logs[to] = math.log1p(sums[of])  # box_tokens
                logs[to + 1] = math.log1p(sums[of + 1])  # box_good
                logs[to + 2] = math.log1p(sums[of + 2])  # box_pieces
                logs[to + 3] = sums[of + 3] / (sums[of] + 1.0)  # box_links
                logs[to + 4] = sums[of + 1] / total  # box_share
            for k in range(5):
                values[at] = logs[5 * place + k] if place >= 0 else 0.0
                at += room
        values[at] = share  # best_share
        values[at + room] = own >= 0 and inside[own] >= 0  # in_best
        values[at + 2 * room] = inside[own] if own >= 0 else -1.0  # best_depth


def _best(parents: array[int], sums: array[float]) -> int:
    """The page's best element by the sums of all; adds up the sums of children on the way."""
    size = len(parents)
    child, top = array("i", (-1,)) * size, -1
    for i in range(size - 1, -1, -1):
        above = parents[i]
        if above >= 0:
            for k in range(4):
                sums[4 * above + k] += sums[4 * i + k]
            if child[above] < 0 or sums[4 * i + 1] > sums[4 * child[above] + 1]:
                child[above] = i
        elif top < 0 or sums[4 * i + 1] >= sums[4 * top + 1]:
            top = i
    while top >= 0 and child[top] >= 0:
        fullest = child[top]
        if sums[4 * fullest + 1] < sums[4 * top + 1] * 0.67 or sums[4 * fullest + 2] < 2:
            break
        top = fullest
    return top


def _inside(parents: array[int], best: int) -> array[int]:
    """Of each place: how deep below the best one it lies, -1 where it is not inside."""
    size = len(parents)
    depth = array("i", (-1,)) * size
    for i in range(size):
        above = depth[parents[i]] if parents[i] >= 0 else -1
        depth[i] = 0 if i == best else above + 1 if above >= 0 else -1
    return depth
