"""A page's elements, for who asks for them by name or by what stands in their tags."""

from __future__ import annotations

from functools import cached_property

from archiver.extract.page.node import Node
from archiver.extract.page.outline import Outline


class Tree:
    """A page's elements. They are found when they are first asked for, as of most pages they need not be: what they say
    stands in their head and their JSON-LD."""

    def __init__(self, page: bytes) -> None:
        self._page = page

    @cached_property
    def outline(self) -> Outline:
        """All of them."""
        return Outline(self._page)

    def named(self, name: str) -> list[Node]:
        """The elements of a name, in document order."""
        return list(map(self.outline.node, self.outline.named(name)))

    def holding(self, words: bytes) -> list[Node]:
        """The elements in whose tags these bytes stand, in document order."""
        return list(map(self.outline.node, self.outline.holding(words))) if words in self._page else []
