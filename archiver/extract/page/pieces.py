# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Pieces of visible text and the places they stand in."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from msgspec import Struct, field

from archiver.extract.markup import naming
from archiver.extract.markup.naming import Called
from archiver.records import Kind


class Place:
    """An element that stands round pieces. parent: index of the one round it, -1 at the top. depth: how many are
    open round it. called: what it is called.
    """

    def __init__(self, parent: int, called: Called, depth: int) -> None:
        self.parent = parent
        self.called = called
        self.depth = depth

    @property
    def words(self) -> tuple[str, ...]:
        """What a model may read of it (naming.py)."""
        return naming.words(self.called.tag, self.called.values)


class Piece:
    """A piece of visible text. place: index of the innermost element round it.

    linked: characters inside links. bold: characters in bold or italics. after_break: it follows a double
    `<br>`, or one before an indented line, in the element that the piece before stands in. after_picture: no text
    stands between a picture and it. link_at: where in the page (Walked.page) the tag of the last link before its end
    begins; -1: there is none.
    """

    def __init__(
        self,
        text: str,
        place: int,
        kind: Kind,
        level: int | None = None,
        linked: int = 0,
        bold: int = 0,
        links: int = 0,
        after_break: bool = False,
        after_picture: bool = False,
        link_at: int = -1,
    ) -> None:
        self.text = text
        self.place = place
        self.kind = kind
        self.level = level
        self.linked = linked
        self.bold = bold
        self.links = links
        self.after_break = after_break
        self.after_picture = after_picture
        self.link_at = link_at


def place_of(parent: int, called: Called, depth: int) -> Place:
    """A Place, in a third of the time that its class takes."""
    place = Place.__new__(Place)
    place.parent, place.called, place.depth = parent, called, depth
    return place


def piece_of(
    text: str, place: int, kind: Kind, level: int | None, linked: int, bold: int, links: int, after_break: bool
) -> Piece:
    """A Piece, in a third of the time that its class takes."""
    piece = Piece.__new__(Piece)
    piece.text, piece.kind, piece.level = text, kind, level
    piece.place, piece.linked, piece.bold, piece.links = place, linked, bold, links
    piece.after_break, piece.after_picture, piece.link_at = after_break, False, -1
    return piece


def parents_of(places: Sequence[Place]) -> array[int]:
    """Of each place: the one round it, -1 at the top."""
    parents = array("i", (0,)) * len(places)
    for i, place in enumerate(places):
        parents[i] = place.parent
    return parents


class Walked(Struct):
    """places, pieces: in document order. page: what they were read from, in UTF-8. kin: the places' families, once
    they were asked for (kinship.py)."""

    places: list[Place] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    page: bytes = b""
    kin: array[int] | None = None
