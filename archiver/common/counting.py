"""How often a byte stands in others. What is compiled takes counting.pxd's version: `bytes.count` looks for one after
the other, and in a page "<" is never far."""

from __future__ import annotations


def count_of(page: bytes, size: int, wanted: int) -> int:
    """How often a byte stands among the first `size` bytes."""
    return page.count(wanted, 0, size)
