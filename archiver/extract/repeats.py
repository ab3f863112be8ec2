"""What a page says twice: lists of other articles, quotes lifted out of the text, lines that all begin alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from archiver.extract.pieces import Piece
from archiver.records import Kind

WORDS = 6
"""Words from which on it is no chance that a text stands on a page twice."""

BEGINNING, ALIKE = 3, 3
"""Words that so many lines begin with where they are all of one template ("Read more | ...")."""

LINKED = 0.5
"""Share of characters in links from which on a line can be of such a template."""

_MARKS = " \"'“”„‟‘’‚«»‹›「」『』.,"


def items_twice(pieces: Sequence[Piece], odds: Sequence[float]) -> list[int]:
    """A list's items, likelier body than not, whose text is also another piece's: such lists go to other articles."""
    items = [i for i, piece in enumerate(pieces) if odds[i] > 0 and piece.kind is Kind.LIST_ITEM]
    items = [i for i in items if _is_long(pieces[i].text)]
    if not items:
        return []
    count = Counter(piece.text for piece in pieces)
    return [i for i in items if count[pieces[i].text] > 1]


def pulled_quotes(pieces: Sequence[Piece], odds: Sequence[float]) -> list[int]:
    """Quotes, likelier body than not, that a paragraph of the body has too: an eye-catcher, not a part of the text."""
    body = [piece.text for i, piece in enumerate(pieces) if odds[i] > 0 and piece.kind is not Kind.QUOTE]
    found = []
    for i, piece in enumerate(pieces):
        if odds[i] > 0 and piece.kind is Kind.QUOTE and _is_long(piece.text):
            quote = piece.text.strip(_MARKS)
            if any(quote in text for text in body):
                found.append(i)
    return found


def of_a_kind(pieces: Sequence[Piece], odds: Sequence[float]) -> list[int]:
    """Paragraphs, likelier body than not, that are mostly links and begin as others of that kind do."""
    begun: dict[str, list[int]] = {}
    for i, piece in enumerate(pieces):
        if odds[i] > 0 and piece.kind is Kind.PARAGRAPH and piece.linked >= LINKED * len(piece.text):
            words = piece.text.split(None, BEGINNING)
            if len(words) > BEGINNING:
                begun.setdefault(" ".join(words[:BEGINNING]), []).append(i)
    return [i for those in begun.values() if len(those) >= ALIKE for i in those]


def _is_long(text: str) -> bool:
    return text.count(" ") >= WORDS - 1
