"""What evidence says of a block at the page's edge, beside which there is no block."""

from __future__ import annotations

import pytest

from archiver.boilerplate.site.facts import KeyFacts
from archiver.boilerplate.site.telling import place

ALIKE, DIFFER = 2, 0


@pytest.mark.parametrize(
    ("end", "start", "before", "after", "said"),
    [
        (0, 9, ALIKE, ALIKE, ", always last, the same block before it"),
        (0, 9, DIFFER, ALIKE, ", always last"),
        (9, 0, ALIKE, ALIKE, ", always first, the same block after it"),
        (9, 0, ALIKE, DIFFER, ", always first"),
        (1, 9, ALIKE, ALIKE, ", always among the last 2 blocks, the same block before and after it"),
        (1, 9, DIFFER, DIFFER, ", always among the last 2 blocks, beside different blocks each time"),
    ],
)
def test_an_edge_is_no_block(end: int, start: int, before: int, after: int, said: str) -> None:
    assert place(KeyFacts(16, 6, 16, end, start, before, after, 0, False, False, False, False, 0)) == said
