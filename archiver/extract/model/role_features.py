# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What the elements round each piece are for, to a model: how far up the nearest one is that says so (roles.py)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.markup.roles import ROLES
from archiver.extract.model import columns
from archiver.extract.model.columns import Features
from archiver.extract.page.pieces import Place

_FARTHEST = 6
"""Steps from which on an element is not told from one that is not there."""

_COUNT, _ROLES = len(ROLES), columns.ROLES_AT


def add_role_features(features: Features, places: Sequence[Place]) -> None:
    """Fill the role columns: elements from the piece's own up to the nearest that speaks for the role."""
    steps = array("i", (0,)) * (_COUNT * len(places))
    for i, place in enumerate(places):
        parent, bits, at = place.parent, place.called.roles(), i * _COUNT
        up = parent * _COUNT
        for k in range(_COUNT):
            if (bits >> k) & 1:
                steps[at + k] = 0
            else:
                steps[at + k] = min(steps[up + k] + 1, _FARTHEST) if parent >= 0 else _FARTHEST
    values, spots, room = features.values, features.spots, features.room
    for i in range(features.count):
        at, up = _ROLES * room + i, spots[i] * _COUNT
        for k in range(_COUNT):
            values[at] = steps[up + k] if up >= 0 else _FARTHEST
            at += room
