# cython: infer_types=True, annotation_typing=False
"""A key's place on a page as one small number: there are hundreds a page, and all they are for is to be counted."""

from __future__ import annotations

# Distances (in blocks) to the page's end or start are counted in bins that double: 0, 1, 2-3, 4-7, 8-15, 16+.
END_BINS = START_BINS = 6
# A neighbour is remembered as one of so many buckets; bucket 0 is the edge of the page. Two different
# neighbours fall into one bucket once in fifteen.
BUCKETS = 16
# How a text stands in its block: it is the block, a sentence within it, or the sentence that it ends with.
WHOLE, WITHIN, CLOSING = 0, 1, 2

# Bits before each part of a place.
_START, _BEFORE, _AFTER, _INSIDE, _LEADS, _FIRST = 3, 6, 10, 14, 16, 17


def place(end: int, start: int, before: int, after: int, inside: int, leads: bool) -> int:
    """A place: bins of the distance to the page's last and first block; buckets of the neighbours' keys before and
    after; how the text stands in its block; whether a block comes next that may be a title."""
    beside = end | start << _START | before << _BEFORE | after << _AFTER
    return beside | inside << _INSIDE | leads << _LEADS


def as_first(of: int) -> int:
    """That place as the first of its key on the page."""
    return of | 1 << _FIRST


def end_of(of: int) -> int:
    """The bin of the distance to the page's last block."""
    return of & 7


def start_of(of: int) -> int:
    """The bin of the distance to the page's first block."""
    return of >> _START & 7


def before_of(of: int) -> int:
    """The bucket of the key before it."""
    return of >> _BEFORE & 15


def after_of(of: int) -> int:
    """The bucket of the key after it."""
    return of >> _AFTER & 15


def inside_of(of: int) -> int:
    """How the text stands in its block: WHOLE, WITHIN or CLOSING."""
    return of >> _INSIDE & 3


def leads_of(of: int) -> int:
    """Whether a block comes next that may be a title (1, 0)."""
    return of >> _LEADS & 1


def first_of(of: int) -> int:
    """Whether it is the first of its key on the page (1, 0)."""
    return of >> _FIRST & 1
