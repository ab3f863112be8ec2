"""Numbers as short as they are stored. What is compiled takes rounding.pxd's version."""

from __future__ import annotations


def thousandths(value: float) -> float:
    """The number rounded to three places."""
    return round(value, 3)
