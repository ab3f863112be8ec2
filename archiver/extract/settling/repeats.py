# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a page says twice: lists of other articles, quotes lifted out of the text, lines that all begin alike."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

from archiver.extract.page.pieces import Piece
from archiver.records import Kind

WORDS = 6
"""Words from which on it is no chance that a text stands on a page twice."""

BEGINNING, ALIKE = 3, 3
"""Words that so many lines begin with where they are all of one template ("Read more | ...")."""

LINKED = 0.5
"""Share of characters in links from which on a line can be of such a template."""

_PARAGRAPH, _ITEM, _QUOTE = Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE
_MARKS = " \"'“”„‟‘’‚«»‹›「」『』.,"


def items_twice(pieces: Sequence[Piece], odds: array[float]) -> list[int]:
    """A list's items, likelier body than not, whose text is also another piece's: such lists go to other articles."""
    items = [i for i in _likely(pieces, odds, _ITEM) if _is_long(pieces[i].text)]
    if not items:
        return items
    count = Counter([piece.text for piece in pieces])
    return [i for i in items if count[pieces[i].text] > 1]


def pulled_quotes(pieces: Sequence[Piece], odds: array[float]) -> list[int]:
    """Quotes, likelier body than not, that a paragraph of the body has too: an eye-catcher, not a part of the text."""
    quotes = [i for i in _likely(pieces, odds, _QUOTE) if _is_long(pieces[i].text)]
    if not quotes:
        return quotes
    body = "\n".join([pieces[i].text for i in _likely(pieces, odds, _PARAGRAPH)])
    return [i for i in quotes if pieces[i].text.strip(_MARKS) in body]


def of_a_kind(pieces: Sequence[Piece], odds: array[float]) -> list[int]:
    """Paragraphs, likelier body than not, that are mostly links and begin as others of that kind do."""
    begun: dict[str, list[int]] = {}
    for i in _likely(pieces, odds, _PARAGRAPH):
        piece = pieces[i]
        if piece.linked and piece.linked >= LINKED * len(piece.text):
            words = piece.text.split(None, BEGINNING)
            if len(words) > BEGINNING:
                begun.setdefault(" ".join(words[:BEGINNING]), []).append(i)
    return [i for those in begun.values() if len(those) >= ALIKE for i in those]


def _likely(pieces: Sequence[Piece], odds: array[float], kind: Kind) -> list[int]:
    """The pieces of a kind that are likelier body than not."""
    found: list[int] = []
    for i, piece in enumerate(pieces):
        if odds[i] > 0 and piece.kind is kind:
            found.append(i)
    return found


def _is_long(text: str) -> bool:
    return text.count(" ") >= WORDS - 1
