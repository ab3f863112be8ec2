# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Pieces of visible text and the places they stand in; and what a browser does to the white space of a text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from msgspec import Struct, field

from archiver.extract import finding, naming
from archiver.extract.naming import Called
from archiver.records import Kind

_TAB, _RETURN, _SEPARATOR, _SPACE = b"\t\r\x1c "
_NO_TEXT = str.maketrans("", "", "\u00ad\u200b\ufeff\u2060")
"""Soft hyphens and zero-width spaces are not part of words; zero-width (non-)joiners are, in Persian."""


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
    `<br>` in the element that the piece before stands in. after_picture: no text stands between a picture and it.
    link_at: where in the page (Walked.page) the tag of the last link before its end begins; -1: there is none.
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
    """places, pieces: in document order. page: what they were read from, in UTF-8."""

    places: list[Place] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    page: bytes = b""


def without_marks(text: str) -> str:
    """The text without what is no part of words; most texts have none of it, and a translation takes long."""
    for c in text:
        if c == "\u00ad" or c == "\u200b" or c == "\ufeff" or c == "\u2060":
            return text.translate(_NO_TEXT)
    return text


LINE_BREAK = "\u2028"
"""A `<br>`: white space as the end of a line of the markup is, and yet another one."""


def size_without_ends(text: str) -> int:
    """Characters of a text without the white space at its ends."""
    start, end = 0, len(text)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return end - start


def squeezed(text: str) -> str:
    """The text with one space for each run of white space, and none at its ends.

    Chinese and Japanese have no spaces between words: the end of a line of the markup is none there.
    """
    if text.isascii():
        text = text.strip()
        return " ".join(text.split()) if _has_gaps(finding.utf8_of(text), len(text)) else text
    start, end = 0, len(text)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    at = start
    while at < end:
        c = text[at]
        at += 1
        if c.isspace() and (c != " " or text[at].isspace()):  # some way behind it stands a letter
            return " ".join(_without_line_ends(text).split())
    return text[start:end]


def _has_gaps(text: bytes, size: int) -> bool:
    """Whether white space stands in ASCII text that is no single space."""
    was_blank = False
    for at in range(size):
        c = text[at]
        is_blank = c <= _SPACE and (c == _SPACE or _TAB <= c <= _RETURN or c >= _SEPARATOR)
        if is_blank and (was_blank or c != _SPACE):
            return True
        was_blank = is_blank
    return False


def _without_line_ends(text: str) -> str:
    """The text without the ends of lines of the markup between two wide characters, Hangul aside (CSS Text 3,
    4.1.3)."""
    at, size, done = text.find("\n"), len(text), 0
    parts = []
    while at >= 0:
        start, end = at, at + 1
        while start > done and (text[start - 1] == " " or text[start - 1] == "\t"):
            start -= 1
        while end < size and text[end].isspace():
            end += 1
        if start > done and end < size and _is_wide(text[start - 1]) and _is_wide(text[end]):
            parts.append(text[done:start])
            done = end
        at = text.find("\n", end)
    return "".join([*parts, text[done:]]) if parts else text


def _is_wide(character: str) -> bool:
    c = ord(character)
    return c >= 0x2E80 and (
        c <= 0x303F or 0x3041 <= c <= 0x30FF or 0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF or 0xFF01 <= c <= 0xFF60
    )


def lines(text: str) -> str:
    """The text with its line breaks, as code has them; no space at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).strip()
