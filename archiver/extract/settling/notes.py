# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Footnotes: what stands behind the body and leads back into it, where the body leads to notes."""

from __future__ import annotations

from array import array

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.page.pieces import Walked
from archiver.records import Kind

_PARAGRAPH, _ITEM = Kind.PARAGRAPH, Kind.LIST_ITEM

LINKED = 0.2
"""Share of characters in links up to which a paragraph has a note's mark, and a note the way back."""

MARK = 6
"""Characters of a note's number, where it is a piece of its own."""

WORST = -9.0
"""Log2 odds below which a piece is no note."""

LONGEST_TAG = 4000
"""Bytes of a link's tag beyond which it is not asked."""


def notes(walked: Walked, odds: array[float]) -> list[int]:
    """Pieces behind a paragraph of the body that links to somewhere on its page, which link to somewhere there
    themselves: notes with the way back to where they belong. Where a note's number is a piece of its own, the piece
    behind it too."""
    page, pieces = walked.page, walked.pieces
    found: list[int] = []
    leads = False
    follows = -1
    for i, piece in enumerate(pieces):
        size = len(piece.text)
        if i == follows and odds[i] > WORST and piece.linked <= LINKED * size:
            found.append(i)
        if not piece.linked or odds[i] <= WORST or (piece.kind is not _PARAGRAPH and piece.kind is not _ITEM):
            continue
        few = piece.linked <= LINKED * size
        if odds[i] > 0:
            leads = leads or (few and _leads_within(page, piece.link_at))
        elif leads and (few or size <= MARK) and _leads_within(page, piece.link_at):
            found.append(i)
            if not few:
                follows = i + 1
    return found


def _leads_within(page: bytes, at: int) -> bool:
    """Whether the link whose tag begins there leads to a place on its own page that is named for a note or its mark."""
    end = page.find(b">", at, at + LONGEST_TAG) if at >= 0 else -1
    if end < 0 or page.find(b"#", at, end) < 0:
        return False
    target = attributes_of.values(page[at:end], (b"href",))[0].strip()
    return target[:1] == "#" and target[-1:].isdecimal()
