# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""How deep the elements of an HTML page lie in each other, before any parser is asked.

The tree construction of the HTML standard looks through the open elements at each tag, so a page of
200,000 nested tags takes a conforming parser minutes (lexbor: 0.1 s at 10,000, 9 s at 80,000). Such
a page is no article; it is refused before it costs that.
"""

from __future__ import annotations

import re

from archiver.common import counting
from archiver.errors import LimitError
from archiver.records import Origin

(_LESS,) = b"<"
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements without an end, and those whose end may be left out: they lie beside each other.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt html head body".split()
)


def check_nesting(body: bytes, allowed: int, origin: Origin) -> None:
    """Raise LimitError where elements lie in each other deeper than `allowed`."""
    # A page with fewer tags than that cannot; nearly all pages end here.
    if counting.count_of(body, len(body), _LESS) > allowed and deepest(body) > allowed:
        raise LimitError(origin, "nested-too-deep", f"HTML elements in each other more than {allowed:,} deep; not read")


def deepest(body: bytes) -> int:
    """The largest number of elements that are open at one place, by their tags alone."""
    depth = most = 0
    for tag in _TAG.finditer(body):
        if tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        most = max(most, depth)
    return most
