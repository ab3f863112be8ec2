# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Lines below pictures, which newsrooms that know no `<figcaption>` set as paragraphs."""

from __future__ import annotations

from array import array

from archiver.extract.page.pieces import Piece
from archiver.extract.page.wording import is_sentence
from archiver.records import Kind

_PARAGRAPH = Kind.PARAGRAPH

RUNNING = 120
"""Characters of a paragraph from which on it is running text."""

LONGEST = 160
"""Characters of a caption that is no sentence."""


def captions(pieces: list[Piece], odds: array[float]) -> list[int]:
    """Lines taken for body right behind a picture that are no sentence and lead to nothing, where running text of the
    body stands before them: behind a picture at its head there may be a lead, or who wrote what about what."""
    found: list[int] = []
    running = False
    for i, piece in enumerate(pieces):
        if odds[i] <= 0 or piece.kind is not _PARAGRAPH:
            continue
        text, size = piece.text, len(piece.text)
        if not (running and piece.after_picture and size <= LONGEST and 2 * piece.linked < size):
            running = running or size >= RUNNING
        elif not is_sentence(text) and text[size - 1] not in ":：":
            found.append(i)
    return found
