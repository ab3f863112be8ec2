"""The verdict on each block of a page: a pure function of the page, its site's facts and a person's pins.

Witnesses give weights of evidence, which add up; a chain over the page makes neighbours agree; parts of a
block with the same verdict become one block again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, groupby, takewhile
from typing import NamedTuple

from archiver.boilerplate import chain, concepts, lexicon, repetition, weights, witnesses
from archiver.boilerplate.copies import is_copy, is_rare, without_copies
from archiver.boilerplate.cut import Unit, piece
from archiver.boilerplate.dividing import is_html, is_inside, tail_in, units_in
from archiver.boilerplate.fingerprint import fingerprint, whole_key
from archiver.boilerplate.observation import keys_of
from archiver.boilerplate.pins import NO_PINS, Pins
from archiver.boilerplate.statistics import SiteFacts
from archiver.boilerplate.tail import Tail, place
from archiver.boilerplate.witnesses import Testimony
from archiver.records import Block, Document, JudgedBlock, JudgedDocument, Kind, Verdict

NO_FACTS = SiteFacts()


class Weighed(NamedTuple):
    """A unit, what was said of it, and the outcome in bits (positive: furniture)."""

    unit: Unit
    testimonies: tuple[Testimony, ...]
    score: float


@cache
def ruleset() -> str:
    """A digest of all rules: weights, lexicon and concepts."""
    return hashlib.sha256(f"8 {weights.digest()} {lexicon.digest()} {concepts.digest()}".encode()).hexdigest()[:16]


def judge(document: Document, facts: SiteFacts | None = None, *, pins: Pins | None = NO_PINS) -> JudgedDocument:
    """A verdict for every block. Pure: the same page, facts of its keys, and pins give the same verdicts.

    facts: of the site, for the keys of this page at least (`SiteStatistics.facts`); None: judged alone.
    Kept and removed blocks in order are the whole page text: a block cut in two keeps the space between.
    """
    known = NO_FACTS if facts is None else facts
    weighed = weigh(document.blocks, known, pins or NO_PINS)
    blocks = tuple(_judged(document.blocks[i], parts) for i, parts in _by_block(weighed))
    flat = tuple(block for several in blocks for block in several)
    digest = None if facts is None else _digest_of(document, known)
    return JudgedDocument(document, flat, ruleset(), digest)


def weigh(blocks: Sequence[Block], facts: SiteFacts, pins: Pins) -> list[Weighed]:
    """Every unit of a page with what the witnesses say of it and the outcome."""
    facts = without_copies(blocks, facts)
    tail = tail_in(blocks, facts)
    units = units_in(blocks, facts, tail)
    said = _testimonies(units, blocks, facts, tail)
    own = [
        sum(t.bits for t in several) + _pinned(unit, blocks, pins) for unit, several in zip(units, said, strict=True)
    ]
    # The extractor's odds of a block of HTML have its neighbours in them already.
    if is_html(blocks):
        scores = _of_body_end(units, _joined_at_ends(units, own, facts), blocks, tail)
    else:
        scores = chain.scores(own)
    scores = _glued_at_ends(units, scores)
    return [Weighed(unit, tuple(several), score) for unit, several, score in zip(units, said, scores, strict=True)]


def _joined_at_ends(units: Sequence[Unit], own: Sequence[float], facts: SiteFacts) -> list[float]:
    """Parts of one block that are known of the site have one change, from content to furniture: where the likelihood of
    all of them is highest (change-point estimation; D. V. Hinkley, Biometrika 57, 1970). All behind it go together.
    """
    scores = list(own)
    for _, same in groupby(range(len(units)), key=lambda n: units[n].block):
        known = list(takewhile(lambda n: units[n].key in facts.by_key, reversed(list(same))))
        behind = list(accumulate(own[n] for n in known))
        best = max(behind, default=0.0)
        if best > 0:
            parts = known[: behind.index(best) + 1]
            for n in parts:
                scores[n] = own[n] if own[n] > 0 else best / len(parts)
    return scores


def _of_body_end(units: Sequence[Unit], scores: Sequence[float], blocks: Sequence[Block], tail: Tail) -> list[float]:
    """At the body's end neighbours agree as they do in dumps: what is before it is body."""
    out = list(scores)
    at_end = [n for n, unit in enumerate(units) if unit.block >= tail.start and is_inside(blocks[unit.block])]
    agreed = chain.scores([-weights.bits("body.most"), *(scores[n] for n in at_end)])[1:]
    for n, score in zip(at_end, agreed, strict=True):
        out[n] = score
    return out


def _glued_at_ends(units: Sequence[Unit], scores: Sequence[float]) -> list[float]:
    """Furniture hangs at the end of a block, or before the first blocks' text: never inside running text."""
    out = list(scores)
    content_follows = False
    for n in range(len(units) - 1, -1, -1):
        if n + 1 == len(units) or units[n + 1].block != units[n].block:
            content_follows = False
        if out[n] > 0 and content_follows and units[n].block >= _HEAD_BLOCKS:
            out[n] = -_INSIDE
        content_follows = content_follows or out[n] <= 0
    return out


# Blocks at the top before whose text a date or a share bar may be glued.
_HEAD_BLOCKS = 3
# Bits by which a sentence stays that looks like furniture in the midst of running text.
_INSIDE = 1.0
# Below these log2 odds of being body no phrase has to say anything.
_CERTAIN = -6.0


# ── what is said of them ──────────────────────────────────────────────────────────────────────


def _testimonies(units: Sequence[Unit], blocks: Sequence[Block], facts: SiteFacts, tail: Tail) -> list[list[Testimony]]:
    at_end = [unit.block >= tail.start and is_inside(blocks[unit.block]) for unit in units]
    spoken = [
        None if unit.plain else _phrases(unit, blocks[unit.block], end) for unit, end in zip(units, at_end, strict=True)
    ]
    runs: dict[int, Testimony] = {}
    if not is_html(blocks):
        runs = witnesses.repeated_runs([unit.key for unit in units], [unit.block for unit in units], spoken)
    learned = _learned(units, spoken, blocks, facts)
    found = []
    for n, unit in enumerate(units):
        block = blocks[unit.block]
        placed = witnesses.extractor(block, unit.whole, at_end[n])
        first = placed or witnesses.looks(unit.text, block.kind is Kind.HEADING)
        glued = tail.glued is not None and unit.block == tail.start - 1 and unit.start >= tail.glued
        in_tail = glued or at_end[n] or (unit.block >= tail.start and block.link_density is None)
        said = (first, spoken[n], runs.get(n), learned[n], place(unit.text, tail) if in_tail else None)
        found.append([testimony for testimony in said if testimony is not None])
    return found


def _learned(
    units: Sequence[Unit], spoken: Sequence[Testimony | None], blocks: Sequence[Block], facts: SiteFacts
) -> list[Testimony | None]:
    """What the site's other pages say of each unit."""
    if not facts.by_key:
        return [None] * len(units)
    learned = [
        _where_open(repetition.site(unit.text, unit.whole, facts, leads_out), blocks[unit.block])
        for unit, leads_out in zip(units, _leading_out(units, blocks, facts), strict=True)
    ]
    if is_copy(units, spoken, facts):  # what only the copies share is the article
        return [None if is_rare(unit, facts) else said for unit, said in zip(units, learned, strict=True)]
    return learned


def _leading_out(units: Sequence[Unit], blocks: Sequence[Block], facts: SiteFacts) -> list[bool]:
    """Of each unit: whether all from there on is followed by the same on every page, and the last of it by what is
    surely no body: what the extractor has seen outside of it, or a block on nearly all pages."""
    out = [False] * len(units)
    for n in range(len(units) - 2, -1, -1):
        known = facts.by_key.get(units[n].key)
        if known is None or known.after != repetition.ALIKE:
            continue
        out[n] = out[n + 1] or _is_surely_outside(units[n + 1], blocks, facts)
    return out


def _is_surely_outside(unit: Unit, blocks: Sequence[Block], facts: SiteFacts) -> bool:
    if blocks[unit.block].link_density is not None:
        return _is_outside(blocks[unit.block])
    known = facts.by_key.get(unit.key)
    return unit.whole and known is not None and repetition.is_on_nearly_all(known) and known.site >= 4


def _is_outside(block: Block) -> bool:
    """Whether the extractor of HTML has seen a block outside the body."""
    return block.link_density is not None and (block.body_odds or 0.0) < 0


def _where_open(said: Testimony | None, block: Block) -> Testimony | None:
    """The site's word, but not for a block that an HTML extractor has seen outside the body.

    A text that comes again seldom, or among ever others, is quoted in running text - or it is a caption or a comment.
    """
    return None if said is not None and said.bits < 0 and _is_outside(block) else said


def _phrases(unit: Unit, block: Block, at_end: bool) -> Testimony | None:
    """The lexicon's word; of HTML it has less to say, since the extractor has seen where the words stand: but not at
    the body's end, where that tells little."""
    if block.body_odds is not None and block.body_odds < _CERTAIN:
        return None
    said = witnesses.phrases(unit.text)
    if said is None or block.body_odds is None:
        return said
    share = 1.0 if at_end else weights.bits("lexicon.html")
    return said._replace(bits=min(said.bits, weights.bits("lexicon.most-html")) * share)


def _pinned(unit: Unit, blocks: Sequence[Block], pins: Pins) -> float:
    if not pins:
        return 0.0
    keys = {unit.key, fingerprint(blocks[unit.block].text).whole}
    if keys & pins.content:
        return -weights.bits("pin")
    return weights.bits("pin") if keys & pins.furniture else 0.0


# ── verdicts ──────────────────────────────────────────────────────────────────────────────────


def _by_block(weighed: Iterable[Weighed]) -> Iterable[tuple[int, list[Weighed]]]:
    found: dict[int, list[Weighed]] = {}
    for one in weighed:
        found.setdefault(one.unit.block, []).append(one)
    return found.items()


def _judged(block: Block, parts: list[Weighed]) -> list[JudgedBlock]:
    """The block with its verdict, or its pieces where its parts have different ones."""
    if len(parts) == 1:
        return [JudgedBlock(block, parts[0].unit.key, _verdict(parts[0]))]
    found, before = [], 0
    for _, same in groupby(parts, key=lambda part: part.score > 0):
        joined = list(same)
        start, end = joined[0].unit.start, joined[-1].unit.end
        own = block if end - start == len(block.text) else piece(block, start, end, before)
        key = joined[0].unit.key if len(joined) == 1 else whole_key(own.text)
        decisive = max(joined, key=lambda part: abs(part.score))
        found.append(JudgedBlock(own, key, _verdict(decisive)))
        before = end
    return found


def _verdict(part: Weighed) -> Verdict:
    """The testimony that weighed most on the side that won; a side may also win by its neighbours alone."""
    removed = part.score > 0
    score = round(part.score, 2)
    if abs(part.score) > weights.bits("pin") / 2:
        return Verdict(not removed, "pinned/1", "pinned by a person", score)
    best = max(part.testimonies, key=lambda t: t.bits if removed else -t.bits)
    if (best.bits if removed else -best.bits) <= 0:
        return Verdict(not removed, "neighbours/1", "as the blocks round it", score)
    return Verdict(not removed, best.rule, best.evidence, score)


def _digest_of(document: Document, facts: SiteFacts) -> str | None:
    """A digest of the facts about this page's own keys; None where nothing on it is known to repeat."""
    known = sorted(facts.by_key.keys() & keys_of(document))
    packed = b"".join(key.to_bytes(8, "little", signed=True) + bytes(facts.by_key[key]) for key in known)
    return hashlib.sha256(packed).hexdigest()[:16] if known else None
