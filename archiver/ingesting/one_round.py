"""A round: what is committed together, and when there is enough of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from archiver.errors import InputError
from archiver.ingesting.mapping import Mapped

ROUND = 1000
"""Pages in a commit, for each worker: what a crash can cost, and what a commit's fixed price is spread over."""

WIDE = 8
"""How many times as many where they are few of each site: a round that brings a site's next pages judges those again
that are stored, so that many sites' pages mixed, a few of each a round, cost several times what they cost together."""

WIDE_BYTES = 64 << 20
"""... and are small: bytes of a round's inputs, for each worker, up to which it may be wide."""


@dataclass
class Round:
    """The slices whose pages are committed together. before: by slice, the records of its file before it.
    size: their bytes. sites: pages by site."""

    mapped: list[Mapped] = field(default_factory=list)
    before: dict[int, int] = field(default_factory=dict)
    errors: list[InputError] = field(default_factory=list)
    size: int = 0
    sites: Counter[str | None] = field(default_factory=Counter)

    @property
    def pages(self) -> int:
        return self.sites.total()

    def is_full(self, workers: int) -> bool:
        """Whether it is large enough for so many workers, if nobody said how large it is to be."""
        enough = ROUND * workers
        if self.pages < enough:
            return False
        largest = max((pages for site, pages in self.sites.items() if site is not None), default=0)
        return largest >= ROUND or self.size >= WIDE_BYTES * workers or self.pages >= WIDE * enough
