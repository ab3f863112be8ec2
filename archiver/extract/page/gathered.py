# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Text gathered between two boundaries: of all its runs, as they stand in the page, one text is made."""

from __future__ import annotations

from archiver.extract.markup import finding, whitespace

_ROOM = 1000
"""Bytes: few texts have more."""


class Gathered:
    """runs: how many there are, empty ones too; size: bytes in them, in UTF-8."""

    def __init__(self) -> None:
        self.runs = self.size = self.room = 0
        self.held = self.written = bytearray()
        self._make_room(_ROOM)

    def _make_room(self, room: int) -> None:
        held = bytearray(room)
        held[: self.size] = self.held[: self.size]
        self.held, self.written = held, bytearray(room)
        self.chars, self.into, self.room = self.held, self.written, room

    def add(self, page: bytes, start: int, end: int) -> None:
        """One more run: what stands there."""
        size = self.size
        wanted = size + end - start
        if wanted > self.room:
            self._make_room(2 * wanted)
        finding.copy(self.chars, size, page, start, end)
        self.size = wanted
        self.runs += 1

    def squeezed(self) -> str:
        """The text as a browser shows it, of which nothing is left."""
        size = whitespace.squeeze(self.chars, self.size, self.into)
        if size >= 0:
            text = self.into[:size].decode("utf-8")
        elif size == -1:
            text = whitespace.with_wide_lines(self._whole())
        else:
            text = whitespace.composed(self.into[: -2 - size].decode("utf-8"))
        self.runs = self.size = 0
        return text

    def lines(self) -> str:
        """The text with its line breaks, as code has them, of which nothing is left."""
        text = whitespace.lines_of(self._whole())
        self.runs = self.size = 0
        return text

    def _whole(self) -> str:
        return self.chars[: self.size].decode("utf-8")
