# cython: infer_types=True, annotation_typing=False
"""Numbers of pages as facts have them: coarse on purpose, for one page more shall change few of them."""

from __future__ import annotations

SHARES = (1 / 16, 1 / 8, 3 / 16, 1 / 4, 1 / 2, 3 / 4, 15 / 16)
MANY_PAGES = 64


def share_step(share: float) -> int:
    """How many of SHARES a share has reached."""
    step = 0
    for least in SHARES:
        if share < least:
            break
        step += 1
    return step


def pages_step(pages: int) -> int:
    """A site's number of pages as shares see it: rounded down to two significant binary digits after the first."""
    shift = 0
    while pages >> shift > 7:
        shift += 1
    return pages >> shift << shift


def power_of_two(pages: int) -> int:
    """The largest power of two up to a number of one or more; MANY_PAGES at most."""
    power, most = 1, min(pages, MANY_PAGES)
    while 2 * power <= most:
        power *= 2
    return power
