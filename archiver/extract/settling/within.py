# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Lists, headings, quotes and tables within the body: what has its text before and behind it belongs to it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.markup.roles import FOLDED
from archiver.extract.page.pieces import Piece, Place, Walked
from archiver.records import Kind

_PARAGRAPH, _HEADING, _ITEM, _QUOTE, _TABLE = Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTE, Kind.TABLE
_CODE = Kind.CODE
_FOLDED = FOLDED

WITHIN = frozenset((_ITEM, _HEADING, _QUOTE, _CODE))
"""Kinds of which that is said."""

LISTING = frozenset("li dt dd ul ol dl menu".split())
"""Elements that lists are made of."""

WITHIN_ITEM, DEEPEST_LIST = 3, 12
"""Elements round a piece up to which its item is looked for; elements of lists in each other."""

FRAMES = 3
"""Elements round a table up to which one may be the text's own."""

FEWEST = 2
"""Items of lists in such a run as headings and lists make by turns."""

NEAR = 2
"""Pieces before and behind among which a paragraph of the body is, wherever it stands."""

DOUBT = -4.0
"""Mean log2 odds of a run above which it is raised. Below, the model knows why: it has learned from such a site."""

DOUBT_UNKNOWN = -8.0
"""The same of what the model has not learned from any site: code, and tables in a figure."""

DOUBT_FOLD = -6.0
"""The same of what a fold shows when it is shut."""

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
        piece = pieces[at]
        start, kind = at, piece.kind
        while at < size and _is(pieces, at, kind):
            at += 1
        if (
            kind in WITHIN
            and _has_body(pieces, odds, max(0, start - NEAR), start)
            and _has_body(pieces, odds, at, min(size, at + NEAR))
            and _mean(odds, start, at) > (DOUBT_UNKNOWN if kind is _CODE else DOUBT)
            and not _is_linked(pieces, start, at)
        ):
            found.append(range(start, at))
    return found


def runs_in_box(walked: Walked, odds: array[float]) -> list[range]:
    """Runs of one of the kinds WITHIN in an element that has paragraphs of the body before and behind them, however
    much else (a gallery, an advertisement) stands between."""
    pieces = walked.pieces
    boxes = _boxes(walked, odds)
    first, last = _extents(walked, odds, boxes, _PARAGRAPH, _PARAGRAPH)
    found: list[range] = []
    at, size = 0, len(pieces)
    while at < size:
        piece = pieces[at]
        start, kind, box = at, piece.kind, boxes[at]
        while at < size and boxes[at] == box and _is(pieces, at, kind):
            at += 1
        if box >= 0 and kind in WITHIN and first[box] < start < last[box]:
            floor = DOUBT_UNKNOWN if kind is _CODE else DOUBT
            if _is_linked(pieces, start, at):
                floor = DOUBT_LINKED if kind is _HEADING else 0.0
            if floor < _mean(odds, start, at):
                found.append(range(start, at))
    return found


def leads_within(walked: Walked, odds: array[float]) -> list[range]:
    """Headings, and what a fold (`<details>`) shows when it is shut, that have text of the body right behind them, in
    the same element, and before them."""
    pieces, places = walked.pieces, walked.places
    found: list[range] = []
    begun = False
    for i in range(len(pieces) - 1):
        if odds[i] <= DOUBT_FOLD:
            continue
        piece = pieces[i]
        if odds[i] > 0:
            begun = begun or piece.kind is _PARAGRAPH
        elif begun and odds[i + 1] > 0 and piece.place >= 0:
            place = places[piece.place]
            fold = place.called.tag == "summary"
            if (
                (fold or (piece.kind is _HEADING and odds[i] > DOUBT))
                and _stands_in(places, pieces, i + 1, place.parent)
                and not _is_linked(pieces, i, i + 1)
            ):
                found.append(range(i, i + 1))
    return found


def _stands_in(places: Sequence[Place], pieces: Sequence[Piece], i: int, box: int) -> bool:
    """Whether a paragraph stands in that element, right in it or one deeper."""
    piece = pieces[i]
    if piece.kind is not _PARAGRAPH or piece.place < 0 or box < 0:
        return False
    place = places[piece.place]
    if place.parent == box:
        return True
    if place.parent < 0:
        return False
    place = places[place.parent]
    return place.parent == box


def tables_within(walked: Walked, odds: array[float]) -> list[range]:
    """Tables in an element, be it with a frame of their own, that has text of the body before and behind them."""
    pieces, places = walked.pieces, walked.places
    tables: list[int] = []
    for i, piece in enumerate(pieces):
        if piece.kind is _TABLE and DOUBT_UNKNOWN < odds[i] <= 0:
            place = places[piece.place]
            around = places[place.parent] if place.parent >= 0 else place
            if odds[i] > DOUBT or around.called.tag == "figure":
                tables.append(i)
    found: list[range] = []
    if not tables:
        return found
    first, last = _extents(walked, odds, _boxes(walked, odds), _PARAGRAPH, _ITEM)
    for i in tables:
        piece = pieces[i]
        box = piece.place
        for _ in range(FRAMES):
            if box < 0:
                break
            place = places[box]
            box = place.parent
            if box >= 0 and first[box] < i < last[box]:
                found.append(range(i, i + 1))
                break
    return found


def mixed_within(walked: Walked, odds: array[float]) -> list[range]:
    """Runs of headings and lists by turns, without links, that have pieces of the body, of whatever kind, right before
    and behind them: ingredients above a recipe's steps, what speaks for a thing and against it."""
    pieces = walked.pieces
    found: list[range] = []
    at, size = 0, len(pieces)
    while at < size:
        start, headings, items = at, 0, 0
        while at < size and odds[at] <= 0 and (_is(pieces, at, _HEADING) or _is(pieces, at, _ITEM)):
            headings += _is(pieces, at, _HEADING)
            at += 1
        items = at - start - headings
        if at == start:
            at += 1
        elif (
            items >= FEWEST
            and start > 0
            and at < size
            and odds[start - 1] > 0
            and odds[at] > 0
            and (headings or _is(pieces, start - 1, _HEADING))
            and _mean(odds, start, at) > DOUBT
            and not _is_linked(pieces, start, at)
        ):
            found.append(range(start, at))
    return found


def folds_within(walked: Walked, odds: array[float], inside: array[int]) -> list[range]:
    """Runs of pieces folded away behind headings (accordions, by name), without links, that have paragraphs of the
    body right before and behind them. inside: what each piece's place stands in, by name."""
    pieces = walked.pieces
    found: list[range] = []
    at, size = 0, len(pieces)
    while at < size:
        start = at
        while at < size and _is_folded(pieces, at, inside):
            at += 1
        if at == start:
            at += 1
        elif (
            _has_body(pieces, odds, max(0, start - NEAR), start)
            and _has_body(pieces, odds, at, min(size, at + NEAR))
            and _mean(odds, start, at) > DOUBT_UNKNOWN
            and not _is_linked(pieces, start, at)
        ):
            found.append(range(start, at))
    return found


def _is_folded(pieces: Sequence[Piece], at: int, inside: array[int]) -> bool:
    piece = pieces[at]
    return piece.place >= 0 and inside[piece.place] & _FOLDED != 0


def _is(pieces: Sequence[Piece], at: int, kind: Kind) -> bool:
    piece = pieces[at]
    return piece.kind is kind


def _extents(
    walked: Walked, odds: array[float], boxes: array[int], kind: Kind, other: Kind
) -> tuple[array[int], array[int]]:
    """Of each place: the first and the last piece of the body, of these kinds, that has it for its box; behind and
    before all pieces where none has."""
    pieces, size = walked.pieces, len(walked.places)
    first, last = array("i", (len(pieces),)) * size, array("i", (-1,)) * size
    for i, piece in enumerate(pieces):
        box = boxes[i]
        if box >= 0 and odds[i] > 0 and (piece.kind is kind or piece.kind is other):
            first[box] = min(first[box], i)
            last[box] = i
    return first, last


def _boxes(walked: Walked, odds: array[float]) -> array[int]:
    """Of each piece: the element that its own stands in, of a list's item the one that its outermost list stands in
    (of one that is no body whatever stands round it, its own list)."""
    places, pieces = walked.places, walked.pieces
    boxes = array("i", (-1,)) * len(pieces)
    lists = box = -1
    for i, piece in enumerate(pieces):
        if piece.place < 0:
            continue
        place = places[piece.place]
        if piece.kind is _ITEM and odds[i] > DOUBT_UNKNOWN:
            if place.parent != lists:  # as of the item before
                lists, box = place.parent, _round_list(places, piece.place)
            boxes[i] = box
            continue
        if piece.kind is _ITEM and place.parent >= 0:
            place = places[place.parent]
        boxes[i] = place.parent
    return boxes


def _round_list(places: Sequence[Place], at: int) -> int:
    """The element that the outermost of the lists stands in whose item is there."""
    place = places[at]
    for _ in range(WITHIN_ITEM):
        if place.called.tag in LISTING or place.parent < 0:
            break
        place = places[place.parent]
    at = place.parent
    for _ in range(DEEPEST_LIST):
        if at < 0:
            break
        place = places[at]
        if place.called.tag not in LISTING:
            break
        at = place.parent
    return at


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
