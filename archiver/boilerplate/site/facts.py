# cython: infer_types=True, annotation_typing=False
"""The facts of a key: the few things known of it on its site that a verdict rests on, quantised."""

from __future__ import annotations

REPEATED = 2
"""A key on at least so many pages has facts; one page alone repeats nothing."""
NEARLY_ALL = 6
"""The index of a share of three quarters and more."""
LAST = 3
"""Bin of the last eight blocks."""
ALIKE = 2
"""Neighbours that are the same everywhere."""
ALWAYS = 2
"""What comes next may be a title nearly everywhere."""
FACTS = 13
"""Facts of a key, a byte each."""


class KeyFacts:
    """What is known of a key on its site, in small integers.

    support: pages that have it, a power of two at most 64 (2 means 2 or 3). share: of the site's pages,
    index into the steps of SHARES (0: under 1/16, 7: 15/16 and more). site: pages of the site, a power of two
    at most 64. end: bin of the distance to the page's end within which it stands on nearly all pages;
    start: likewise to the beginning. before, after: how alike its neighbours are, 0 (differ) to 2 (the
    same). inside: 0 a block of its own, 1 both, 2 a sentence within larger blocks. closes: nearly always the
    sentence that its block ends with. late: on more than one page in eight among the last eight blocks. doubled: mostly
    more than once a page. again: more than once on some of its pages, as no section's heading is. leads: whether what
    comes next may be a title, 0 (hardly ever) to 2 (nearly always). packed: all of them, a byte each, in this order.
    """

    def __init__(
        self,
        support: int,
        share: int,
        site: int,
        end: int,
        start: int,
        before: int,
        after: int,
        inside: int,
        closes: bool,
        late: bool,
        doubled: bool,
        again: bool,
        leads: int,
    ) -> None:
        self.support, self.share, self.site = support, share, site
        self.end, self.start = end, start
        self.before, self.after = before, after
        self.inside, self.closes, self.late = inside, closes, late
        self.doubled, self.again, self.leads = doubled, again, leads
        where = (end, start, before, after, inside, closes, late)
        self.packed = bytes((support, share, site, *where, doubled, again, leads))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeyFacts) and self.packed == other.packed

    def __hash__(self) -> int:
        return hash(self.packed)

    def __repr__(self) -> str:
        return f"KeyFacts({', '.join(map(str, self.packed))})"

    def by_itself(self) -> KeyFacts:
        """The same, but for what stands beside it."""
        rest = (self.inside, self.closes, self.late, False, self.again, self.leads)
        return KeyFacts(self.support, self.share, self.site, self.end, self.start, 0, 0, *rest)
