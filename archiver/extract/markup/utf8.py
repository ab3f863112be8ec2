# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Whether bytes are UTF-8, without making a text of them (Unicode 15, table 3-7)."""

from __future__ import annotations

from archiver.extract.markup import finding

_FIRST, _TWO, _THREE, _FOUR, _LAST = 0xC2, 0xE0, 0xF0, 0xF5, 0xC0
_LOW_THREE, _SURROGATES, _LOW_FOUR, _HIGH_FOUR = 0xE0, 0xED, 0xF0, 0xF4


def is_utf8(body: bytes) -> bool:
    """Whether `body.decode()` would give a text."""
    page, at, size = body, 0, len(body)
    while True:
        at = finding.past_ascii(page, at, size)
        if at >= size:
            return True
        length = _sequence(page, at, size)
        if length == 0:
            return False
        at += length


def _sequence(page: bytes, at: int, size: int) -> int:
    """Bytes of the character beyond ASCII that begins there; 0 where none does."""
    c = page[at]
    if c < _FIRST or c >= _FOUR:
        return 0
    length = 2 if c < _TWO else 3 if c < _THREE else 4
    if at + length > size:
        return 0
    for i in range(1, length):
        if page[at + i] & _LAST != 0x80:
            return 0
    second = page[at + 1]
    if c == _LOW_THREE:
        return length if second >= 0xA0 else 0
    if c == _SURROGATES:
        return length if second < 0xA0 else 0
    if c == _LOW_FOUR:
        return length if second >= 0x90 else 0
    if c == _HIGH_FOUR:
        return length if second < 0x90 else 0
    return length
