# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What is certain of a page whatever a model says.

Comments and dialogs are no body, an aside is none, nor is a box in the text, an article has one, what stands twice
is none (repeats.py), siblings agree, what stands within a body belongs to it (within.py), a box behind the body is a
footer, a line below a picture its caption (captions.py), and one that is a link to the same site no text (pointers.py).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archiver.extract.markup.roles import BESIDE, COMMENTS, FOLDED
from archiver.extract.page.kinship import kin_of
from archiver.extract.page.pieces import Piece, Place, Walked
from archiver.extract.settling.captions import RUNNING, captions
from archiver.extract.settling.notes import notes
from archiver.extract.settling.pointers import pointers
from archiver.extract.settling.repeats import items_twice, of_a_kind, pulled_quotes
from archiver.extract.settling.within import (
    folds_within,
    leads_within,
    mixed_within,
    runs_in_box,
    runs_within,
    tables_within,
)
from archiver.records import Kind

_PARAGRAPH, _ANY = Kind.PARAGRAPH, 0

AGAINST = -12.0
"""Log2 odds that standing in one of these brings at least."""
_AGAINST = AGAINST

DOUBTED = -2.0
"""Log2 odds above which a paragraph goes by its siblings, where half of the body are that."""

LINKS = 0.5
"""Share of characters in links from which on a paragraph does not go by its siblings."""

BOX = 0.25
"""Share of the body's running text, by characters, from which on the element that it stands in is the body's own."""

REPEATED = -6.0
"""Log2 odds that being said twice brings a list's item, and standing below a picture a line; and that lifted quotes
and lines of a template then have."""

BEHIND = -4.0
"""Log2 odds that standing in another one behind all of these brings: a footer within the article's element."""

POINTING, LABELLED = -4.0, -9.0
"""Log2 odds that being a link to another article of the site brings a line, and one behind a label ("Read more:")."""

NOTED = 4.0
"""Log2 odds of a footnote: at a body's end, where thanks and sources are taken for furniture, it is believed."""

LISTS = frozenset((Kind.LIST_ITEM, Kind.TABLE))
"""Kinds of which that says nothing: lists have an element of their own wherever they are."""

PROSE = 25
"""Words of a piece from which on it can be the one that a short article is made of."""

HOPE = -4.0
"""Log2 odds below which not even the likeliest piece of a page is taken for its body."""


def settled(walked: Walked, odds: Sequence[float], addresses: Sequence[str] = ()) -> list[float]:
    """The model's log2 odds, with comments, dialogs, asides and what repeats put out, and what stands within the body,
    or among its paragraphs' siblings, raised.

    Where no piece is likelier body than not, all are raised so that the likeliest piece of prose is: its page has an
    article, but one that looks like no other. addresses: those that the page has.
    """
    pieces, out = walked.pieces, array("d", (0,)) * len(odds)
    for i, value in enumerate(odds):
        out[i] = value
    inside, kin = _inside(walked.places), kin_of(walked)
    _put_out(pieces, out, inside, COMMENTS)
    for i in _boxed(walked, out, inside):
        out[i] = min(out[i], _AGAINST)
    if 2 * _body(pieces, out, inside, BESIDE) < _body(pieces, out, inside, _ANY):
        _put_out(pieces, out, inside, BESIDE)
    _hope(pieces, out)
    for i in items_twice(pieces, out):
        out[i] += REPEATED
    for i in _of_kin(walked, out, kin):
        out[i] = 1.0
    _raise(out, runs_within(walked, out))
    _raise(out, runs_in_box(walked, out))
    _raise(out, tables_within(walked, out))
    _raise(out, leads_within(walked, out))
    _raise(out, mixed_within(walked, out))
    _raise(out, folds_within(walked, out, inside))
    for i in (*pulled_quotes(pieces, out), *of_a_kind(pieces, out)):
        out[i] = REPEATED
    for i in _behind(walked, out, kin):
        out[i] += BEHIND
    for i in captions(pieces, out):
        out[i] += REPEATED
    bare, labelled = pointers(walked, out, addresses)
    for i in bare:
        out[i] += POINTING
    for i in labelled:
        out[i] += LABELLED
    for i in notes(walked, out):
        out[i] = NOTED
    return [out[i] for i in range(len(odds))]


def _raise(odds: array[float], runs: Sequence[range]) -> None:
    """Make pieces likelier body than not."""
    for run in runs:
        for i in run:
            odds[i] = max(odds[i], 1.0)


def _hope(pieces: Sequence[Piece], odds: array[float]) -> None:
    """Raise the odds where none speaks for a body: before siblings are asked, for they are a short article's rest."""
    count, best = len(odds), HOPE
    for i in range(count):
        if odds[i] > 0:
            return
    for i, piece in enumerate(pieces):
        if odds[i] > best and _is_prose(piece):
            best = odds[i]
    if best > HOPE:
        for i in range(count):
            odds[i] = odds[i] - best + 1.0


def _inside(places: Sequence[Place]) -> array[int]:
    """Of each place: what it or one round it is named for (COMMENTS, BESIDE, FOLDED)."""
    inside = array("i", (0,)) * len(places)
    for i, place in enumerate(places):
        parent = place.parent
        inside[i] = place.called.roles() & (COMMENTS | BESIDE | FOLDED)
        if parent >= 0:
            inside[i] |= inside[parent]
    return inside


def _put_out(pieces: Sequence[Piece], odds: array[float], inside: array[int], role: int) -> None:
    """Put the odds of pieces in such places at AGAINST."""
    for i, piece in enumerate(pieces):
        place = piece.place
        if place >= 0 and inside[place] & role and odds[i] > _AGAINST:
            odds[i] = _AGAINST


def _body(pieces: Sequence[Piece], odds: array[float], inside: array[int], role: int) -> int:
    """Characters that are likelier body than not, of pieces in such places."""
    size = 0
    for i, piece in enumerate(pieces):
        place = piece.place
        if odds[i] > 0 and (role == _ANY or (place >= 0 and inside[place] & role)):
            size += len(piece.text)
    return size


def _boxed(walked: Walked, odds: array[float], inside: array[int]) -> list[int]:
    """Pieces of asides in an element that holds running text of its own: boxes in the text, however long they are."""
    pieces, places = walked.pieces, walked.places
    asides: list[int] = []
    for i, piece in enumerate(pieces):
        if piece.place >= 0 and inside[piece.place] & BESIDE:
            asides.append(i)
    if not asides:
        return asides
    own = array("q", (0,)) * (len(places) + 1)  # characters by place; the last is what stands in no element
    total = 0
    for i, piece in enumerate(pieces):
        place, size = piece.place, len(piece.text)
        if odds[i] > 0 and place >= 0 and size >= RUNNING:
            total += size
            if not inside[place] & BESIDE:
                own[place] += size
                around = places[place]
                if around.parent >= 0:
                    own[around.parent] += size
    found: list[int] = []
    for i in asides:
        piece = pieces[i]
        if own[_round_aside(places, inside, piece.place)] >= BOX * total > 0:
            found.append(i)
    return found


def _round_aside(places: Sequence[Place], inside: array[int], at: int) -> int:
    """The element that the outermost aside round a place stands in; the number of places where there is none."""
    while at >= 0 and inside[at] & BESIDE:
        place = places[at]
        at = place.parent
    return at if at >= 0 else len(places)


def _of_kin(walked: Walked, odds: array[float], kin: array[int]) -> list[int]:
    """Paragraphs that the model is in doubt of, and whose siblings are half of the body."""
    doubted: list[int] = []
    for i, piece in enumerate(walked.pieces):
        if DOUBTED < odds[i] <= 0 and piece.kind is _PARAGRAPH and piece.linked < LINKS * len(piece.text):
            doubted.append(i)
    if not doubted:
        return []
    body, total = array("q", (0,)) * len(kin), 0  # characters by family
    for i, piece in enumerate(walked.pieces):
        if odds[i] > 0:
            total += len(piece.text)
            body[kin[piece.place + 1]] += len(piece.text)
    found: list[int] = []
    for i in doubted:
        piece = walked.pieces[i]
        if 2 * body[kin[piece.place + 1]] >= total > 0:
            found.append(i)
    return found


def _behind(walked: Walked, odds: array[float], kin: array[int]) -> list[int]:
    """Pieces that are likelier body than not, and stand behind all the elements that hold its running text."""
    pieces, places = walked.pieces, walked.places
    body, total = array("q", (0,)) * len(kin), 0  # characters by family of the element round a piece's own
    chosen: list[int] = []
    for i, piece in enumerate(pieces):
        if odds[i] > 0 and piece.place >= 0:
            chosen.append(i)
            size = len(piece.text)
            if size >= RUNNING:
                total += size
                body[_round(places, piece, kin)] += size
    least, last = BOX * total, -1
    for i in chosen:
        if body[_round(places, pieces[i], kin)] >= least:
            last = i
    return [i for i in chosen if i > last >= 0 and pieces[i].kind not in LISTS]


def _round(places: Sequence[Place], piece: Piece, kin: array[int]) -> int:
    """The family of the element round the one that a piece stands in."""
    place = places[piece.place]
    return kin[place.parent + 1]


def _is_prose(piece: Piece) -> bool:
    text = piece.text
    return text.count(" ") >= PROSE and 2 * piece.linked < len(text)
