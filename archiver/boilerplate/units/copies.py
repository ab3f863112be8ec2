# cython: infer_types=True, annotation_typing=False
"""Copies: what a page shares with near-duplicates of it is its article, not the site's furniture.

A table of water levels that comes every day, an article that was stored under two addresses: all that such pages say
repeats, and only what more pages have than they themselves is furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from archiver.boilerplate.site.facts import NEARLY_ALL, KeyFacts
from archiver.boilerplate.site.statistics import SiteFacts
from archiver.boilerplate.text.forms import PROSE, is_prose, is_sentence
from archiver.boilerplate.units.cutting import Unit
from archiver.boilerplate.units.sheet import Sheet
from archiver.boilerplate.witnesses.extractor import place_bits
from archiver.boilerplate.witnesses.looks import looks
from archiver.boilerplate.witnesses.phrases import phrases
from archiver.boilerplate.witnesses.testimony import Testimony
from archiver.records import Kind

# Of a page whose running text is to this share known from few other pages, another page is a copy.
_COPY = 0.75
_FEW = 4
# From so many pages on, a line that stands on nearly all of them is no article's.
_ENOUGH_PAGES = 8


def without_copies(page: Sheet, facts: SiteFacts) -> SiteFacts:
    """The facts of a page that has no sentence of its own, without those that say no more than that it has copies:
    of keys that are on no more pages than most of what it says.

    A page with a line of its own (a headline) is none where all pages say the rest: a picture and its frame.
    """
    by_key = facts.by_key
    if not by_key:
        return facts
    own: list[int] = []
    for n, keys in enumerate(page.prints):
        if keys.whole not in by_key:
            if _is_told(page.texts[n]):
                return facts
            own.append(n)
    said: Counter[tuple[int, int]] = Counter()
    for n, keys in enumerate(page.prints):
        known = by_key.get(keys.whole)
        if known is not None and _is_told(page.texts[n]) and not _is_furniture(page, n):
            said[_spread(known)] += len(page.texts[n])
    if not said:
        return facts
    most = max(said, key=lambda spread: (said[spread], spread))
    site = max(known.site for known in by_key.values())
    if site >= _ENOUGH_PAGES and most[1] >= NEARLY_ALL and not all(_is_furniture(page, n) for n in own):
        return facts
    return SiteFacts({key: known for key, known in by_key.items() if _spread(known) > most})


def _spread(known: KeyFacts) -> tuple[int, int]:
    return known.support, known.share


def _is_told(text: str) -> bool:
    """Whether a block is a sentence or running text: what an article says, rather than what it is called."""
    return is_prose(text) or is_sentence(text)


def _is_furniture(page: Sheet, n: int) -> bool:
    """Whether a block, by its number, looks like furniture by itself."""
    text, odds = page.texts[n], page.odds[n]
    is_heading = page.blocks[n].kind is Kind.HEADING
    first = looks(text, is_heading).bits if odds is None else place_bits(odds)
    said = phrases(text)
    return first + (said.bits if said else 0.0) > 0


def is_copy(units: Sequence[Unit], page: Sheet, said: Callable[[int], Testimony | None], facts: SiteFacts) -> bool:
    """Whether nearly all running text is on a few other pages as well; of HTML all that the extractor has seen in the
    body, for teasers and notices are running text too. said: the lexicon's word on a unit."""
    rare = 0
    for unit in units:
        if len(unit.text) >= PROSE and is_rare(unit, facts):
            rare += 1
    if rare < 2:
        return False
    prose = repeated = times = 0
    for n, unit in enumerate(units):
        if is_prose(unit.text) and not page.outside[unit.block] and said(n) is None:
            prose += len(unit.text)
            if is_rare(unit, facts):
                repeated, times = repeated + len(unit.text), times + 1
    return times >= 2 and repeated >= _COPY * prose


def is_rare(unit: Unit, facts: SiteFacts) -> bool:
    """Whether only copies of a page need have it."""
    known = facts.by_key.get(unit.key)
    return known is not None and known.support <= _FEW
