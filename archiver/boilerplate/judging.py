# cython: infer_types=True, annotation_typing=False
"""The verdict on each block of a page: a pure function of the page, its site's facts and a person's pins.

Witnesses give weights of evidence, which add up; a chain over the page makes neighbours agree; parts of a
block with the same verdict become one block again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby

from archiver.boilerplate import concepts, lexicon, on_page, stock, vocabulary, weights
from archiver.boilerplate.agreeing import agreed
from archiver.boilerplate.copies import is_copy, is_rare, without_copies
from archiver.boilerplate.counts import ALIKE, KeyFacts
from archiver.boilerplate.cut import PROSE, Unit, piece
from archiver.boilerplate.digests import data_digest
from archiver.boilerplate.dividing import is_html, is_inside, is_outside, tail_in, units_in
from archiver.boilerplate.facts_digest import digest_of
from archiver.boilerplate.fingerprint import Fingerprint, part_print, whole_key
from archiver.boilerplate.framing import prints_of
from archiver.boilerplate.opinion import Opinion, Setting, opinion, paragraph, phrases
from archiver.boilerplate.pins import NO_PINS, Pins
from archiver.boilerplate.standing import Known, is_on_nearly_all, known_of, roams
from archiver.boilerplate.statistics import NO_FACTS, SiteFacts
from archiver.boilerplate.tail import Tail
from archiver.boilerplate.witnesses import Testimony, is_sentence, most_at_end, repeated_runs, spoken
from archiver.records import Block, Document, JudgedBlock, JudgedDocument, Kind, Verdict

# Bits that no testimony reaches, but a pin does.
_PINNED = weights.bits("pin") / 2
# By so much furniture must outweigh an article: to lose an article's words is worse than to leave a line too many.
_MARGIN, _MARGIN_ALONE = weights.bits("margin"), weights.bits("margin.alone")
_HEADING = Kind.HEADING
# A sentence of so many characters that no other page has begins the text of a dump.
_SENTENCE = 60


class Weighed:
    """A unit, what was said of it, and the outcome in bits (positive: furniture)."""

    def __init__(self, unit: Unit, said: Opinion, score: float) -> None:
        self.unit = unit
        self.said = said
        self.score = score


@cache
def ruleset() -> str:
    """A digest of all rules: weights, lexicon, concepts and vocabulary."""
    data = f"{weights.digest()} {lexicon.digest()} {concepts.digest()} {vocabulary.digest()} {stock.digest()}"
    return data_digest(f"24 {data}")


def judge(
    document: Document,
    facts: SiteFacts | None = None,
    *,
    pins: Pins | None = NO_PINS,
    prints: list[Fingerprint] | None = None,
) -> JudgedDocument:
    """A verdict for every block. Pure: the same page, facts of its keys, and pins give the same verdicts.

    facts: of the site, for the keys of this page at least (`SiteStatistics.facts`); None: judged alone.
    prints: the blocks' keys (`prints_of`), where they are known.
    Kept and removed blocks in order are the whole page text: a block cut in two keeps the space between.
    """
    known = NO_FACTS if facts is None else facts
    blocks = document.blocks
    prints = prints_of(blocks) if prints is None else prints
    judged: list[JudgedBlock] = []
    for parts in _by_block(weigh(blocks, prints, known, pins or NO_PINS)):
        _judge(judged, blocks[parts[0].unit.block], parts)
    digest = None if facts is None else digest_of(prints, known)
    return JudgedDocument(document, tuple(judged), ruleset(), digest)


def removed_alone(document: Document, prints: list[Fingerprint] | None = None) -> list[str]:
    """The texts of the blocks that `judge` removes from the page alone, without the reasons. prints: as there."""
    blocks = document.blocks
    prints = prints_of(blocks) if prints is None else prints
    removed: list[str] = []
    for parts in _by_block(weigh(blocks, prints, NO_FACTS, NO_PINS)):
        text = blocks[parts[0].unit.block].text
        if len(parts) == 1:
            if _is_furniture(parts[0]):
                removed.append(text)
            continue
        for is_removed, same in groupby(parts, key=_is_furniture):
            joined = list(same)
            if is_removed:
                removed.append(text[joined[0].unit.start : joined[-1].unit.end])
    return removed


def weigh(blocks: Sequence[Block], prints: Sequence[Fingerprint], facts: SiteFacts, pins: Pins) -> list[Weighed]:
    """Every unit of a page with what the witnesses say of it and the outcome. prints: the blocks' keys."""
    facts = without_copies(blocks, prints, facts)
    tail = tail_in(blocks, prints, facts)
    units = units_in(blocks, prints, facts, tail)
    said = _opinions(units, blocks, prints, facts, tail)
    own = [opinion.bits for opinion in said]
    if pins:
        own = [bits + _pinned(unit, prints, pins) for bits, unit in zip(own, units, strict=True)]
    scores = agreed(units, own, said, blocks, facts, tail)
    margin = 0.0 if is_html(blocks) else _MARGIN if facts.by_key else _MARGIN_ALONE
    return [Weighed(units[n], said[n], scores[n] - margin) for n in range(len(units))]


# ── what is said of them ──────────────────────────────────────────────────────────────────────


def _opinions(
    units: Sequence[Unit], blocks: Sequence[Block], prints: Sequence[Fingerprint], facts: SiteFacts, tail: Tail
) -> list[Opinion]:
    """What the witnesses say of each unit."""
    by_key, html = facts.by_key, is_html(blocks)
    at_end = _at_end(units, blocks, tail) if html else [False] * len(units)
    begins = _text_begins(blocks, prints, facts) if by_key else 0
    said_of = _spoken(units, blocks, at_end)
    twice: dict[int, Testimony] = {}
    placed: dict[int, Testimony] = {}
    if not html:
        placed = on_page.placed(units, tail.start, by_key)
        twice = repeated_runs([unit.key for unit in units], [unit.block for unit in units], said_of)
    leads_out = _leading_out(units, blocks, facts) if by_key else []
    copy = is_copy(units, blocks, said_of, facts) if by_key else False
    pages = facts.pages() if by_key else 0
    start, glued, lines, known_from = tail.start, tail.glued, tail.lines, tail.known
    learned = -1 if tail.learned is None else tail.learned
    found: list[Opinion] = []
    for n, unit in enumerate(units):
        block = blocks[unit.block]
        known = None
        if by_key and not (copy and is_rare(unit, facts)):  # what only the copies share is the article
            known = known_of(prints[unit.block], by_key) if unit.whole else _known_part(unit, by_key)
        is_glued = glued is not None and unit.block == start - 1 and unit.start >= glued
        in_tail = is_glued or at_end[n] or (unit.block >= start and not html)
        odds = block.body_odds
        if unit.plain and known is None and not in_tail and odds is None and n not in twice and n not in placed:
            found.append(paragraph(len(unit.text)))
            continue
        own = Setting(unit.whole, unit.plain)
        own.odds, own.twice, own.placed, own.known = odds, twice.get(n), placed.get(n), known
        own.heading, own.at_end, own.alone = block.kind is _HEADING, at_end[n], not by_key
        own.leads_out = known is not None and leads_out[n]
        if in_tail:
            own.line = lines
            own.behind = lines != 0 and (unit.block > known_from or _is_before_account(unit.block, blocks))
            is_alone = known is None and not copy and learned >= 0
            varies = is_alone and unit.block > learned and _varies(n, units, by_key)
            own.unseen = pages if is_alone and not varies else 0
        at_head = unit.block < begins
        if html:
            own.outside, inside = is_outside(block), is_inside(block)
            if at_end[n] or (known is not None and at_head and inside):
                own.most = most_at_end(block.text)
            own.above = at_head and not inside
        else:
            own.above = at_head
        found.append(opinion(unit.text, own))
    return found


def _is_before_account(number: int, blocks: Sequence[Block]) -> bool:
    """Whether the next block has payment details: what asks for the money stands before them."""
    return number + 1 < len(blocks) and spoken(blocks[number + 1].text).account


def _varies(n: int, units: Sequence[Unit], by_key: Mapping[int, KeyFacts]) -> bool:
    """Whether a unit behind what a site's pages share may be the site's, though no other page has it: a line, or a
    short sentence where what stands before it has its place on the page, as who wrote comes behind a heading."""
    text = units[n].text
    if not is_sentence(text):
        return True
    if len(text) >= _SENTENCE:
        return False
    known = by_key.get(units[n - 1].key) if n else None
    return known is not None and not roams(known)


def _known_part(unit: Unit, by_key: dict[int, KeyFacts]) -> Known | None:
    """What is known of a part of a block. With what words a sentence ends says nothing: verbs stand there in many
    languages ("... has been closed")."""
    known = known_of(part_print(unit.text, unit.key), by_key)
    if known is None or not is_sentence(unit.text):
        return known
    return None if known.own is None and known.head is None else Known(known.own, known.head, None)


def _at_end(units: Sequence[Unit], blocks: Sequence[Block], tail: Tail) -> list[bool]:
    """Of each unit whether it stands at the end of what the extractor of HTML takes for body."""
    return [unit.block >= tail.start and is_inside(blocks[unit.block]) for unit in units]


def _text_begins(blocks: Sequence[Block], prints: Sequence[Fingerprint], facts: SiteFacts) -> int:
    """The first block of running text that no other page has, of HTML within what the extractor takes for body; of
    dumps a sentence will do, for there are languages and papers with short paragraphs.

    What is known of the site and stands before it, as reading times and notices do, may be written into the body's own
    element; and no section has begun.
    """
    by_key, html = facts.by_key, is_html(blocks)
    for n, own in enumerate(prints):
        if own.whole in by_key:
            continue
        text = blocks[n].text
        begins = len(text) >= PROSE or (not html and len(text) >= _SENTENCE and is_sentence(text))
        if begins and not (html and not is_inside(blocks[n])):
            return n
    return 0


def _spoken(
    units: Sequence[Unit], blocks: Sequence[Block], at_end: Sequence[bool]
) -> Callable[[int], Testimony | None]:
    """The lexicon's word on a unit, by its number."""

    def said(n: int) -> Testimony | None:
        unit = units[n]
        return None if unit.plain else phrases(unit.text, blocks[unit.block].body_odds, at_end[n])

    return said


def _leading_out(units: Sequence[Unit], blocks: Sequence[Block], facts: SiteFacts) -> list[bool]:
    """Of each unit: whether all from there on is followed by the same on every page, and the last of it by what is
    surely no body: what the extractor has seen outside of it, or a block on nearly all pages."""
    by_key, html = facts.by_key, is_html(blocks)
    out = [False] * len(units)
    for n in range(len(units) - 2, -1, -1):
        unit = units[n]
        known = by_key.get(unit.key)
        if known is not None and known.after == ALIKE:
            following = units[n + 1]
            beyond = is_outside(blocks[following.block]) if html else _is_surely_outside(following, by_key)
            out[n] = out[n + 1] or beyond
    return out


def _is_surely_outside(unit: Unit, by_key: dict[int, KeyFacts]) -> bool:
    known = by_key.get(unit.key)
    return unit.whole and known is not None and is_on_nearly_all(known) and known.site >= 4


def _pinned(unit: Unit, prints: Sequence[Fingerprint], pins: Pins) -> float:
    keys = {unit.key, prints[unit.block].whole}
    if keys & pins.content:
        return -weights.bits("pin")
    return weights.bits("pin") if keys & pins.furniture else 0.0


# ── verdicts ──────────────────────────────────────────────────────────────────────────────────


def _by_block(weighed: Sequence[Weighed]) -> list[list[Weighed]]:
    """The units of each block, in order."""
    found: list[list[Weighed]] = []
    block = -1
    for one in weighed:
        if one.unit.block == block:
            found[-1].append(one)
        else:
            found.append([one])
            block = one.unit.block
    return found


def _judge(judged: list[JudgedBlock], block: Block, parts: list[Weighed]) -> None:
    """Add the block with its verdict, or its pieces where its parts have different ones."""
    if len(parts) == 1:
        judged.append(JudgedBlock(block, parts[0].unit.key, _verdict(parts[0])))
        return
    before = 0
    for _, same in groupby(parts, key=_is_furniture):
        joined = list(same)
        start, end = joined[0].unit.start, joined[-1].unit.end
        own = block if end - start == len(block.text) else piece(block, start, end, before)
        key = joined[0].unit.key if len(joined) == 1 else whole_key(own.text)
        decisive = max(joined, key=_certainty)
        judged.append(JudgedBlock(own, key, _verdict(decisive)))
        before = end


def _is_furniture(part: Weighed) -> bool:
    return part.score > 0


def _certainty(part: Weighed) -> float:
    return abs(part.score)


def _rounded(score: float) -> float:
    """A score to two decimals, as `round` gives it, which takes the way over its decimal digits. That way is needed
    where the third may be a five, and for the sign of nothing."""
    whole = int(score * 100 + (0.5 if score > 0 else -0.5))
    return whole / 100 if whole and abs(score * 100 - whole) < 0.499 else round(score, 2)


def _verdict(part: Weighed) -> Verdict:
    """The testimony that weighed most on the side that won; a side may also win by its neighbours alone."""
    said, score = part.said, part.score
    removed = score > 0
    rounded = _rounded(score)
    if abs(score) > _PINNED:
        return Verdict(not removed, "pinned/1", "pinned by a person", rounded)
    best = said.furniture if removed else said.content
    if best is None:
        return Verdict(not removed, "neighbours/1", "as the blocks round it", rounded)
    evidence = best.evidence or vocabulary.telling_words(part.unit.text, removed)
    return Verdict(not removed, best.rule, evidence, rounded)
