# cython: infer_types=True, annotation_typing=False
"""Neighbours agree: what is said of each unit of a page by itself becomes the outcome for all of them together.

On dumps a chain over the page does it (chain.py). The extractor's odds of a block of HTML have its neighbours in them
already, so there it does so at the body's end only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile

from archiver.boilerplate import weights
from archiver.boilerplate.site.statistics import SiteFacts
from archiver.boilerplate.text.forms import PROSE, is_sentence
from archiver.boilerplate.units.cutting import Unit
from archiver.boilerplate.units.sheet import Sheet
from archiver.boilerplate.units.tail import Tail
from archiver.boilerplate.verdict import chain
from archiver.boilerplate.verdict.opinion import Opinion

# Blocks at the top before whose text a date or a share bar may be glued.
_HEAD_BLOCKS = 3
# Bits by which a sentence stays that looks like furniture in the midst of running text.
_INSIDE = 1.0
# So much must speak for a block that other pages have among others, for its neighbours to have no word.
_ISLAND = weights.bits("chain.island")
# At least so much a paragraph before the tail weighs for content that neighbours alone do not outweigh it.
_FIRM = -(weights.bits("chain.enter") + weights.bits("chain.leave")) - _INSIDE


def agreed(
    units: Sequence[Unit],
    own: Sequence[float],
    said: Sequence[Opinion],
    page: Sheet,
    facts: SiteFacts,
    tail: Tail,
) -> list[float]:
    """Bits for furniture of each unit, its neighbours considered. own: what weighs for it by itself, pins too."""
    if page.html:
        scores = _of_body_end(units, _joined_at_ends(units, own, facts), page, tail)
    else:
        scores = _of_dump(units, own, said, tail)
    return _glued_at_ends(units, scores)


def _of_dump(units: Sequence[Unit], own: Sequence[float], said: Sequence[Opinion], tail: Tail) -> list[float]:
    """Neighbours agree, but for what is put between paragraphs: that says nothing of the paragraphs beside it, and they
    nothing of it. Nor is a paragraph before the tail furniture for its neighbours alone."""
    begins, text_ends = _text_at(units, own), tail.start
    scores = list(own)
    chained: list[int] = []
    bits: list[float] = []
    for n, unit in enumerate(units):
        before_tail = unit.block < text_ends
        if n > begins and _is_island(said[n], own[n], before_tail):
            continue
        is_firm = before_tail and own[n] < 0 and len(unit.text) >= PROSE
        chained.append(n)
        bits.append(min(own[n], _FIRM) if is_firm else own[n])
    for n, score in zip(chained, chain.scores(bits, begins), strict=True):
        scores[n] = score
    return scores


def _is_island(said: Opinion, bits: float, before_tail: bool) -> bool:
    """Whether a block is furniture between paragraphs by what speaks for itself alone. bits: that. In the tail only
    what the site's pages have anywhere is."""
    if not before_tail:
        return said.roams and bits > 0
    return bits > 0 if said.put else said.apart and bits > _ISLAND


def _text_at(units: Sequence[Unit], own: Sequence[float]) -> int:
    """The first unit of running text: a paragraph, or a sentence that nothing speaks against."""
    for n, unit in enumerate(units):
        if own[n] < 0 and (len(unit.text) >= PROSE or is_sentence(unit.text)):
            return n
    return len(units)


def _joined_at_ends(units: Sequence[Unit], own: Sequence[float], facts: SiteFacts) -> list[float]:
    """Parts of one block that are known of the site have one change, from content to furniture: where the likelihood of
    all of them is highest (change-point estimation; D. V. Hinkley, Biometrika 57, 1970). All behind it go together.
    """
    scores = list(own)
    start, size = 0, len(units)
    while start < size:
        one, end = units[start], start + 1
        while end < size:
            other = units[end]
            if other.block != one.block:
                break
            end += 1
        if end - start > 1:
            _join_at_end(scores, units, range(start, end), facts)
        start = end
    return scores


def _join_at_end(scores: list[float], units: Sequence[Unit], parts: range, facts: SiteFacts) -> None:
    """Set the scores of the parts of one block that go together. scores: each one's own, before."""
    known = list(takewhile(lambda n: units[n].key in facts.by_key, reversed(parts)))
    behind = list(accumulate(scores[n] for n in known))
    best = max(behind, default=0.0)
    if best > 0:
        together = known[: behind.index(best) + 1]
        for n in together:
            scores[n] = scores[n] if scores[n] > 0 else best / len(together)


def _of_body_end(units: Sequence[Unit], scores: Sequence[float], page: Sheet, tail: Tail) -> list[float]:
    """At the body's end neighbours agree as they do in dumps: what is before it is body."""
    out = list(scores)
    start, at_end = tail.start, []
    for n, unit in enumerate(units):
        if unit.block >= start and page.inside[unit.block]:
            at_end.append(n)
    if not at_end:
        return out
    agreed = chain.scores([-weights.bits("body.most"), *[scores[n] for n in at_end]])[1:]
    for n, score in zip(at_end, agreed, strict=True):
        out[n] = score
    return out


def _glued_at_ends(units: Sequence[Unit], scores: Sequence[float]) -> list[float]:
    """Furniture hangs at the end of a block, or before the first blocks' text: never inside running text."""
    out = list(scores)
    content_follows = False
    block = -1
    for n in range(len(units) - 1, -1, -1):
        unit, score = units[n], out[n]
        if unit.block != block:
            content_follows, block = False, unit.block
        if score > 0 and content_follows and block >= _HEAD_BLOCKS:
            out[n] = -_INSIDE
        content_follows = content_follows or score <= 0
    return out
