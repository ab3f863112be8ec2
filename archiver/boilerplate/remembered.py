# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What is said of texts, remembered: of what comes again, as a site's furniture does on every page, it is said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Sayings:
    """What is said of texts, by one function. Each text has one place, where a later one may take its turn."""

    def __init__(self, say: Callable[[str], Any], places: int) -> None:
        """say: what there is to say of a text. places: so many at most are remembered, a power of two."""
        self._say = say
        self._mask = places - 1
        self._said: list[tuple[str | None, Any]] = [(None, None)] * places

    def of(self, text: str) -> Any:
        """What is said of a text."""
        place = hash(text) & self._mask
        said = self._said[place]
        if said[0] != text:
            said = self._said[place] = (text, self._say(text))
        return said[1]
