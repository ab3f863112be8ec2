"""Copies: what a page shares with near-duplicates of it is its article, not the site's furniture.

A table of water levels that comes every day, an article that was stored under two addresses: all that such pages say
repeats, and only what more pages have than they themselves is furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from archiver.boilerplate import witnesses
from archiver.boilerplate.counts import SHARES, KeyFacts
from archiver.boilerplate.cut import Unit
from archiver.boilerplate.fingerprint import fingerprint
from archiver.boilerplate.statistics import SiteFacts
from archiver.boilerplate.witnesses import Testimony
from archiver.records import Block, Kind

# Of a page whose running text is to this share known from few other pages, another page is a copy.
_COPY = 0.75
_FEW = 4
# From so many pages on, a line that stands on nearly all of them is no article's.
_ENOUGH_PAGES = 8


def without_copies(blocks: Sequence[Block], facts: SiteFacts) -> SiteFacts:
    """The facts of a page that has no sentence of its own, without those that say no more than that it has copies:
    of keys that are on no more pages than most of what it says.

    A page with a line of its own (a headline) is none where all pages say the rest: a picture and its frame.
    """
    if not facts.by_key:
        return facts
    said: Counter[tuple[int, int]] = Counter()
    own_line = False
    for block in blocks:
        known = facts.by_key.get(fingerprint(block.text).whole)
        if known is None and _is_told(block):
            return facts
        if known is None:
            own_line = own_line or not _is_furniture(block)
        elif _is_told(block) and not _is_furniture(block):
            said[_spread(known)] += len(block.text)
    if not said:
        return facts
    most = max(said, key=lambda spread: (said[spread], spread))
    site = max(known.site for known in facts.by_key.values())
    if own_line and site >= _ENOUGH_PAGES and most[1] == len(SHARES):
        return facts
    return SiteFacts({key: known for key, known in facts.by_key.items() if _spread(known) > most})


def _spread(known: KeyFacts) -> tuple[int, int]:
    return known.support, known.share


def _is_told(block: Block) -> bool:
    """Whether a block is a sentence or running text: what an article says, rather than what it is called."""
    return witnesses.is_prose(block.text) or witnesses.is_sentence(block.text)


def _is_furniture(block: Block) -> bool:
    """Whether a block looks like furniture by itself."""
    first = witnesses.extractor(block) or witnesses.looks(block.text, block.kind is Kind.HEADING)
    said = witnesses.phrases(block.text)
    return first.bits + (said.bits if said else 0.0) > 0


def is_copy(units: Sequence[Unit], spoken: Sequence[Testimony | None], facts: SiteFacts) -> bool:
    """Whether nearly all running text is on a few other pages as well."""
    prose = repeated = blocks = 0
    for unit, said in zip(units, spoken, strict=True):
        if said is None and witnesses.is_prose(unit.text):
            known = facts.by_key.get(unit.key)
            prose += len(unit.text)
            if known is not None and known.support <= _FEW:
                repeated, blocks = repeated + len(unit.text), blocks + 1
    return blocks >= 2 and repeated >= _COPY * prose


def is_rare(unit: Unit, facts: SiteFacts) -> bool:
    """Whether only copies of a page need have it."""
    known = facts.by_key.get(unit.key)
    return known is not None and known.support <= _FEW
