# cython: infer_types=True, annotation_typing=False
"""Lists, headings, quotes and tables within the body: what has its text before and behind it belongs to it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.pieces import Piece, Walked
from archiver.records import Kind

_PARAGRAPH, _HEADING, _ITEM, _QUOTE, _TABLE = Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE, Kind.TABLE

WITHIN = frozenset((_ITEM, _HEADING, _QUOTE))
"""Kinds of which that is said."""

_PARAGRAPHS, _TEXT = frozenset((_PARAGRAPH,)), frozenset((_PARAGRAPH, _ITEM))

FRAMES = 3
"""Elements round a table up to which one may be the text's own."""

NEAR = 2
"""Pieces before and behind among which a paragraph of the body is, wherever it stands."""

DOUBT = -4.0
"""Mean log2 odds of a run above which it is raised. Below, the model knows why: it has learned from such a site."""

DOUBT_LINKED = -2.0
"""The same of a heading that is a link."""

LINKED = 0.05
"""Share of characters in links, from which on a run may be something to go on with."""

LINKED_QUOTE = 0.2
"""The same of quotes, which link to where they were said."""


def runs_within(walked: Walked, odds: array[float]) -> list[range]:
    """Runs of one of the kinds WITHIN, without links, that have paragraphs of the body on both sides."""
    pieces = walked.pieces
    found: list[range] = []
    at, size = 0, len(pieces)
    while at < size:
        start, kind = at, pieces[at].kind
        while at < size and pieces[at].kind is kind:
            at += 1
        if (
            kind in WITHIN
            and _has_body(pieces, odds, max(0, start - NEAR), start)
            and _has_body(pieces, odds, at, min(size, at + NEAR))
            and _mean(odds, start, at) > DOUBT
            and not _is_linked(pieces, start, at)
        ):
            found.append(range(start, at))
    return found


def runs_in_box(walked: Walked, odds: array[float]) -> list[range]:
    """Runs of one of the kinds WITHIN in an element that has paragraphs of the body before and behind them, however
    much else (a gallery, an advertisement) stands between."""
    pieces = walked.pieces
    boxes = _boxes(walked)
    first, last = _extents(pieces, odds, boxes, _PARAGRAPHS)
    found: list[range] = []
    at, size = 0, len(pieces)
    while at < size:
        start, kind, box = at, pieces[at].kind, boxes[at]
        while at < size and boxes[at] == box and pieces[at].kind is kind:
            at += 1
        if kind in WITHIN and first.get(box, start) < start < last.get(box, start):
            floor = DOUBT
            if _is_linked(pieces, start, at):
                floor = DOUBT_LINKED if kind is _HEADING else 0.0
            if floor < _mean(odds, start, at):
                found.append(range(start, at))
    return found


def tables_within(walked: Walked, odds: array[float]) -> list[range]:
    """Tables in an element, be it with a frame of their own, that has text of the body before and behind them."""
    pieces, places = walked.pieces, walked.places
    tables: list[int] = []
    for i, piece in enumerate(pieces):
        if piece.kind is _TABLE and DOUBT < odds[i] <= 0:
            tables.append(i)
    found: list[range] = []
    if not tables:
        return found
    first, last = _extents(pieces, odds, _boxes(walked), _TEXT)
    for i in tables:
        box = pieces[i].place
        for _ in range(FRAMES):
            box = places[box].parent if box >= 0 else -1
            if first.get(box, i) < i < last.get(box, i):
                found.append(range(i, i + 1))
                break
    return found


def _extents(
    pieces: Sequence[Piece], odds: array[float], boxes: Sequence[int], kinds: frozenset[Kind]
) -> tuple[dict[int, int], dict[int, int]]:
    """The first and the last piece of the body of such kinds, by the element they stand in."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for i, piece in enumerate(pieces):
        if odds[i] > 0 and boxes[i] >= 0 and piece.kind in kinds:
            first.setdefault(boxes[i], i)
            last[boxes[i]] = i
    return first, last


def _boxes(walked: Walked) -> list[int]:
    """Of each piece: the element that its own stands in, of a list's item the one that the list stands in."""
    places, boxes = walked.places, []
    for piece in walked.pieces:
        box = places[piece.place].parent if piece.place >= 0 else -1
        if box >= 0 and piece.kind is _ITEM:
            box = places[box].parent
        boxes.append(box)
    return boxes


def _has_body(pieces: Sequence[Piece], odds: array[float], start: int, end: int) -> bool:
    """Whether one of these is a paragraph of the body."""
    for i in range(start, end):
        piece = pieces[i]
        if odds[i] > 0 and piece.kind is _PARAGRAPH:
            return True
    return False


def _mean(odds: array[float], start: int, end: int) -> float:
    total = 0.0
    for i in range(start, end):
        total += odds[i]
    return total / (end - start)


def _is_linked(pieces: Sequence[Piece], start: int, end: int) -> bool:
    linked = size = 0
    for i in range(start, end):
        piece = pieces[i]
        linked += piece.linked
        size += len(piece.text)
    share = LINKED_QUOTE if pieces[start].kind is _QUOTE else LINKED
    return linked >= share * size
