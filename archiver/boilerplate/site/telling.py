# cython: infer_types=True, annotation_typing=False
"""Facts of a text on its site, in words: how often it comes there, where it stands, and beside what."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate.site.facts import ALIKE, LAST, KeyFacts
from archiver.boilerplate.site.quantising import MANY_PAGES


def describe(known: KeyFacts) -> str:
    """Facts as a sentence: "on nearly all of about 32 pages of this site, always among the last 4 blocks"."""
    return how_often(known) + place(known)


def place(known: KeyFacts, beside: Sequence[str] = ()) -> str:
    """Where it stands: ", always among the last 4 blocks, the same block before and after it".

    beside: what the neighbours are that are the same everywhere, where that is known ("a bank account").
    """
    return _where(known) + (f", beside {' and '.join(beside)}" if beside else _beside(known))


_OFTEN = (
    "on few", "on about a tenth", "on about a seventh", "on about a fifth", "on a quarter to a half",
    "on more than half", "on nearly all", "on all or nearly all",
)  # fmt: skip
"""A key's share of its site's pages, by the step of SHARES that it has reached."""


def how_often(known: KeyFacts) -> str:
    return f"{_OFTEN[known.share]} of {about(known.site)} of this site"


def about(pages: int) -> str:
    return f"{pages} pages or more" if pages == MANY_PAGES else f"about {pages} pages"


def _where(known: KeyFacts) -> str:
    if known.end <= LAST:
        return ", always last" if known.end == 0 else f", always among the last {1 << known.end} blocks"
    if known.start <= 2:
        return ", always first" if known.start == 0 else f", always among the first {1 << known.start} blocks"
    if known.inside < 2:
        return ""
    return ", always at a paragraph's end" if known.closes else ", inside running text"


def _beside(known: KeyFacts) -> str:
    sides = [name for name, alike in (("before", known.before), ("after", known.after)) if alike == ALIKE]
    if not sides:
        return ", beside different blocks each time"
    # The page's edge is a neighbour too, always the same, but no block.
    blocks = [name for name in sides if (known.start if name == "before" else known.end) != 0]
    return f", the same block {' and '.join(blocks)} it" if blocks else ""
