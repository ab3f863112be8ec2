"""Numbers of things, as people write them."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """ "1 file", "1,200 files": a number with its noun, which takes an s."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
