# cython: infer_types=True, annotation_typing=False
"""What stands above the text of a dump, as the site's pages, the lexicon and the verdicts see it, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from archiver.boilerplate.keys.fingerprint import fingerprint
from archiver.boilerplate.site.facts import ALIKE, NEARLY_ALL, KeyFacts
from archiver.boilerplate.site.statistics import SiteFacts
from archiver.boilerplate.text.said import is_html
from archiver.boilerplate.witnesses.phrases import phrases
from archiver.boilerplate.witnesses.vocabulary import said_by_words
from archiver.records import PICTURE_PATH, JudgedBlock, JudgedDocument, LineAbove, Verdict
from archiver.words.markdown import said

_MOST = 40
"""Blocks among which the text begins, or nothing stands above it."""
_SPOKEN = 2.0
"""Bits from which on a phrase, or single words, are furniture by themselves."""
_TITLE = Verdict(False, "title/1", "the article's title", 12.0)
_TOP = 2
"""Bins of the distance to the page's beginning: among its first four blocks."""
_QUARTER, _HALF = 4, 5
"""Steps of a key's share of its site's pages: of lines, and of their first or last words."""


def above(judged: JudgedDocument, facts: SiteFacts | None) -> Iterator[LineAbove]:
    """The first blocks of a dump as lines with what is known of each; none of HTML.

    One by one: of what stands within the text nobody asks, and it is the lexicon's and the keys' dearest.
    """
    blocks = judged.document.blocks
    if is_html(blocks):
        return
    for block, (own, alone) in zip(blocks[:_MOST], _kept(judged.blocks), strict=False):
        text = "" if block.path == PICTURE_PATH else said(block.text)
        framed = facts is not None and _is_framed(text, facts)
        spoken = not framed and _is_spoken(text)
        yield LineAbove(text, block.path or "", framed, spoken, own, own or alone)


def titled(blocks: Sequence[JudgedBlock], number: int) -> tuple[JudgedBlock, ...]:
    """The judged blocks with the one of that number as the title; a person's pin goes before."""
    whole = -1
    found = []
    for block in blocks:
        whole += block.block.separator == "\n" or whole < 0
        pinned = block.verdict.rule.startswith("pinned")
        found.append(replace(block, verdict=_TITLE) if whole == number and not pinned else block)
    return tuple(found)


def _kept(blocks: Sequence[JudgedBlock]) -> Iterator[tuple[bool, bool]]:
    """Of each block whether all of it is kept, and whether all of it fell by its neighbours alone."""
    own: tuple[bool, bool] | None = None
    for block in blocks:
        kept, alone = block.verdict.kept, block.verdict.kept or block.verdict.rule.startswith("neighbours")
        if own is None:
            own = kept, alone
        elif block.block.separator != "\n":
            own = own[0] and kept, own[1] and alone
        else:
            yield own
            own = kept, alone
    if own is not None:
        yield own


def _is_framed(text: str, facts: SiteFacts) -> bool:
    """Whether the site's pages have the line, or lines that begin or end so, in their frame. A headline to which other
    pages link stands in other places there."""
    prints = fingerprint(text)
    if (known := facts[prints.whole]) is not None and _is_frame(known, _QUARTER):
        return True
    parts = (prints.head, prints.tail) if prints.head else ()
    return any(_is_frame(known, _HALF) for key in parts if (known := facts[key]) is not None)


def _is_frame(known: KeyFacts, share: int) -> bool:
    """Whether it stands on a good part of the pages, and always near their beginning or beside the same; or on nearly
    all of them and more than once, as a bar does that is above and below the text."""
    if known.share < share:
        return False
    if known.doubled and known.share >= NEARLY_ALL:
        return True
    return known.start <= _TOP or (max(known.before, known.after) == ALIKE and not known.doubled)


def _is_spoken(text: str) -> bool:
    testimony = phrases(text)
    if testimony is None:
        testimony = said_by_words(text)
    return testimony is not None and testimony.bits >= _SPOKEN
