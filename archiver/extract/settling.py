# cython: infer_types=True, annotation_typing=False
"""What is certain of a page whatever a model says.

Comments and dialogs are no body, an aside is none, what stands within a body belongs to it, siblings agree, a box
behind the body is a footer, and an article has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from archiver.extract.pieces import Piece, Place, Walked
from archiver.records import Kind

COMMENTS = frozenset(
    ".comment .comments .commentlist .comment-list .comments-list .comment-body .comment_body .comment-content "
    ".comment_content .comment-text .comments-area .comments-section .comment-thread .comment-wrapper .disqus "
    ".disqus_thread .fb-comments .usercomments .respond .reply-list .comments__list .comment__body".split()
)
"""Names of elements that hold what readers wrote, by the habits of WordPress, Disqus and most others."""

BESIDE = frozenset(("aside", "dialog", "lightbox", "modal", "popup"))
"""Words of elements that lie beside or over the page: by the HTML standard, and by what scripts call them. Where such
an element holds half of what is likely body, it is the page's layout that is named so."""

AGAINST = -12.0
"""Log2 odds that standing in one of these brings at least."""

WITHIN = frozenset((Kind.LIST_ITEM, Kind.HEADING, Kind.QUOTE))
"""Kinds that belong to the body where they have its paragraphs on both sides and no links in them."""

NEAR = 2
"""Pieces before and behind among which that paragraph is."""

DOUBT = -4.0
"""Mean log2 odds of such a run above which it is raised."""

LINKED = 0.05
"""Share of characters in links, from which on a run may be something to go on with."""

DOUBTED = -2.0
"""Log2 odds above which a paragraph goes by its siblings, where half of the body are that."""

KIN = 4
"""Innermost elements round a piece whose names its siblings share."""

LINKS = 0.3
"""Share of characters in links from which on a paragraph does not go by its siblings."""

BOX = 0.25
"""Share of the body's running text, by characters, from which on the element that it stands in is the body's own."""

RUNNING = 120
"""Characters of a paragraph from which on it is running text."""

BEHIND = -4.0
"""Log2 odds that standing in another one behind all of these brings: a footer within the article's element."""

LISTS = frozenset((Kind.LIST_ITEM, Kind.TABLE))
"""Kinds of which that says nothing: lists have an element of their own wherever they are."""

PROSE = 25
"""Words of a piece from which on it can be the one that a short article is made of."""

HOPE = -4.0
"""Log2 odds below which not even the likeliest piece of a page is taken for its body."""


def settled(walked: Walked, odds: Sequence[float]) -> list[float]:
    """The model's log2 odds, with comments, dialogs and asides put out, and what stands within the body, or among
    its paragraphs' siblings, raised.

    Where no piece is likelier body than not, all are raised so that the likeliest piece of prose is: its page has an
    article, but one that looks like no other.
    """
    pieces = walked.pieces
    out = _put_out(pieces, odds, _inside(walked.places, COMMENTS))
    beside = _inside(walked.places, BESIDE)
    if any(beside) and 2 * _body(pieces, out, beside) < _body(pieces, out):
        out = _put_out(pieces, out, beside)
    for i in _of_kin(walked, out):
        out[i] = 1.0
    for run in _runs_within(pieces, out):
        for i in run:
            out[i] = max(out[i], 1.0)
    for i in _behind(walked, out):
        out[i] += BEHIND
    if any(value > 0 for value in out):
        return out
    best = max((v for p, v in zip(pieces, out, strict=True) if _is_prose(p)), default=HOPE)
    return [value - best + 1.0 for value in out] if best > HOPE else out


def _put_out(pieces: Sequence[Piece], odds: Sequence[float], inside: Sequence[bool]) -> list[float]:
    """The odds, with those of pieces in such places at AGAINST."""
    return [
        AGAINST if value > AGAINST and piece.place >= 0 and inside[piece.place] else value
        for piece, value in zip(pieces, odds, strict=True)
    ]


def _body(pieces: Sequence[Piece], odds: Sequence[float], inside: Sequence[bool] | None = None) -> int:
    """Characters that are likelier body than not; inside: of pieces in such places."""
    return sum(
        len(piece.text)
        for piece, value in zip(pieces, odds, strict=True)
        if value > 0 and (inside is None or (piece.place >= 0 and inside[piece.place]))
    )


def _of_kin(walked: Walked, odds: Sequence[float]) -> list[int]:
    """Paragraphs that the model is in doubt of, and whose siblings are half of the body."""
    doubted = [
        i
        for i, piece in enumerate(walked.pieces)
        if DOUBTED < odds[i] <= 0 and piece.kind is Kind.PARAGRAPH and piece.linked < LINKS * len(piece.text)
    ]
    if not doubted:
        return []
    kin = [_kin(walked.places, piece.place) for piece in walked.pieces]
    body: Counter[tuple[str, ...]] = Counter()
    for piece, own, value in zip(walked.pieces, kin, odds, strict=True):
        if value > 0:
            body[own] += len(piece.text)
    return [i for i in doubted if 2 * body[kin[i]] >= body.total() > 0]


def _kin(places: Sequence[Place], at: int) -> tuple[str, ...]:
    names: list[str] = []
    while at >= 0 and len(names) < KIN:
        names.append(places[at].name)
        at = places[at].parent
    return tuple(names)


def _behind(walked: Walked, odds: Sequence[float]) -> list[int]:
    """Pieces that are likelier body than not, and stand behind all the elements that hold its running text."""
    pieces, places = walked.pieces, walked.places
    chosen = [i for i, value in enumerate(odds) if value > 0 and pieces[i].place >= 0]
    boxes = {i: _kin(places, places[pieces[i].place].parent) for i in chosen}
    body: Counter[tuple[str, ...]] = Counter()
    for i in chosen:
        if len(pieces[i].text) >= RUNNING:
            body[boxes[i]] += len(pieces[i].text)
    least = BOX * body.total()
    last = max((i for i in chosen if body[boxes[i]] >= least), default=-1)
    return [i for i in chosen if i > last >= 0 and pieces[i].kind not in LISTS]


def _runs_within(pieces: Sequence[Piece], odds: Sequence[float]) -> Iterator[range]:
    """Runs of one of the kinds WITHIN that have paragraphs of the body on both sides."""
    body = [value > 0 and piece.kind is Kind.PARAGRAPH for piece, value in zip(pieces, odds, strict=True)]
    at, size = 0, len(pieces)
    while at < size:
        start, kind = at, pieces[at].kind
        while at < size and pieces[at].kind is kind:
            at += 1
        if (
            kind in WITHIN
            and any(body[max(0, start - NEAR) : start])
            and any(body[at : at + NEAR])
            and sum(odds[start:at]) > DOUBT * (at - start)
            and sum(piece.linked for piece in pieces[start:at]) < LINKED * sum(len(p.text) for p in pieces[start:at])
        ):
            yield range(start, at)


def _is_prose(piece: Piece) -> bool:
    return piece.text.count(" ") >= PROSE and piece.linked < len(piece.text) / 2


def _inside(places: Sequence[Place], names: Set[str]) -> list[bool]:
    """Of each place: whether it or one round it has one of these names."""
    inside: list[bool] = []
    for place in places:
        above = place.parent >= 0 and inside[place.parent]
        inside.append(above or not names.isdisjoint(place.words))
    return inside
