# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""What is known of words, by how they are written: no word that was met before is cut out of its text again."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

# Words that are remembered; a power of two.
_PLACES = 1 << 16
# FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo).
BASIS, PRIME, BITS = 0xCBF29CE484222325, 0x100000001B3, 0xFFFFFFFFFFFFFFFF
"""A word's hash: from BASIS on, with each of its characters, (hash ^ code) * PRIME & BITS."""
_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS


class Memory:
    """What is known of words. They are told apart by a hash of 64 bits. Each has one place, where a later word may take
    its turn."""

    def __init__(self, learn: Callable[[str], Any]) -> None:
        """learn: says what is known of a word that is not remembered."""
        self._learn = learn
        self._places = array("Q", bytes(16 * _PLACES))  # of each a hash and the number of what is known, side by side
        self._places[0] = 1  # no hash of that place
        self._known: list[Any] = [None]  # in the order in which places were taken: what is frequent lies close together

    def of(self, text: str, start: int, end: int, hashed: int) -> Any:
        """What is known of the word that stands there. hashed: its hash."""
        place = 2 * ((hashed ^ hashed >> 32) & (_PLACES - 1))
        if self._places[place] != hashed:
            self._remember(place, hashed, self._learn(text[start:end]))
        return self._known[self._places[place + 1]]

    def _remember(self, place: int, hashed: int, known: Any) -> None:
        number = self._places[place + 1]
        if number == 0:
            self._places[place + 1] = len(self._known)
            self._known.append(known)
        else:
            self._known[number] = known
        self._places[place] = hashed

    def at(self, text: str, start: int, end: int) -> Any:
        """As `of`, where the hash is not known."""
        hashed = _BASIS
        for i in range(start, end):
            hashed = (hashed ^ ord(text[i])) * _PRIME & _BITS
        return self.of(text, start, end, hashed)

    def words(self, text: str) -> list[Any]:
        """What is known of each word of a text (as "\\w+" finds them), in order."""
        found: list[Any] = []
        start = end = 0
        hashed = _BASIS
        for c in text:
            if _is_of_word(c):
                hashed = (hashed ^ ord(c)) * _PRIME & _BITS
            else:
                if start < end:
                    found.append(self.of(text, start, end, hashed))
                    hashed = _BASIS
                start = end + 1
            end += 1
        if start < end:
            found.append(self.of(text, start, end, hashed))
        return found


def word_start(text: str, at: int) -> int:
    """Where the first word from there on begins; the text's length where there is none."""
    while at < len(text) and not _is_of_word(text[at]):
        at += 1
    return at


def word_end(text: str, at: int) -> int:
    """Where the word ends whose first sign stands there."""
    while at < len(text) and _is_of_word(text[at]):
        at += 1
    return at


def _is_of_word(c: str) -> bool:
    return "a" <= c <= "z" or "A" <= c <= "Z" or "0" <= c <= "9" or c == "_" or (c > "\x7f" and c.isalnum())
