# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""An element of a page's outline, for who asks it by name what it says and what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.extract.page.outline import Outline


class Node:
    """An element of an outline. index: its number. tag: its name. attributes: by name in lower case."""

    __slots__ = ("_attributes", "index", "outline", "tag")

    def __init__(self, outline: Outline, index: int) -> None:
        self.outline = outline
        self.index = index
        self.tag = outline.name(index)
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        if self._attributes is None:
            self._attributes = self.outline.attributes(self.index)
        return self._attributes

    @property
    def parent(self) -> Node | None:
        """The element round it."""
        above = self.outline.parent(self.index)
        return Node(self.outline, above) if above >= 0 else None

    def text(self, *, separator: str = " ") -> str:
        """The text in it, white space folded, what lies between two tags apart; the beginning of it, where it is longer
        than LONG."""
        return separator.join([text for text, _ in self.outline.texts(self.index)])

    def texts(self) -> Iterator[tuple[str, Node]]:
        """The texts in it between two tags, with the elements that they stand in (Outline.texts)."""
        for text, around in self.outline.texts(self.index):
            yield text, Node(self.outline, around)
