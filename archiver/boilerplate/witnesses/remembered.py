# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What a function gives for a text, remembered: a site's furniture comes again on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Remembered:
    """A function of a text with a memory. Each text has one place in it, where a later one may take its turn: so it
    never grows, and needs no account of which was asked for last."""

    def __init__(self, function: Callable[[str], Any], places: int) -> None:
        """places: so many results at most are remembered, a power of two."""
        self._function = function
        self._mask = places - 1
        self._results: list[tuple[str | None, Any]] = [(None, None)] * places

    def of(self, text: str) -> Any:
        """What the function gives for a text."""
        place = hash(text) & self._mask
        result = self._results[place]
        if result[0] != text:
            result = self._results[place] = (text, self._function(text))
        return result[1]
