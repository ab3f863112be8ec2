# cython: infer_types=True, annotation_typing=False
"""The verdict on each block of a page: a pure function of the page, its site's facts and a person's pins.

Witnesses give weights of evidence, which add up; a chain over the page makes neighbours agree; parts of a
block with the same verdict become one block again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from archiver.boilerplate import concepts, lexicon, stock, vocabulary, weights
from archiver.boilerplate.agreeing import agreed
from archiver.boilerplate.copies import without_copies
from archiver.boilerplate.cut import Unit, piece
from archiver.boilerplate.digests import data_digest
from archiver.boilerplate.dividing import tail_in, units_in
from archiver.boilerplate.facts_digest import digest_of
from archiver.boilerplate.fingerprint import Fingerprint, whole_key
from archiver.boilerplate.framing import prints_of
from archiver.boilerplate.hearing import Weighed, heard
from archiver.boilerplate.opinion import Opinion
from archiver.boilerplate.pins import Pins
from archiver.boilerplate.sheet import Sheet, as_said
from archiver.boilerplate.statistics import NO_FACTS, SiteFacts
from archiver.records import PICTURE_PATH, Block, Document, JudgedBlock, JudgedDocument, Verdict
from archiver.words import markdown

# Bits that no testimony reaches, but a pin does.
_PINNED = weights.bits("pin") / 2
# What says of a block of a dump that it is none of the text, by the path that tells its form.
_BY_FORM = {
    "front-matter": "by its form it tells of the article",
    "front-matter/title": "by its form it is a title",
    PICTURE_PATH: "a picture, without words",
    "rule": "a rule, without words",
}
# By so much furniture must outweigh an article: to lose an article's words is worse than to leave a line too many.
_MARGIN, _MARGIN_ALONE = weights.bits("margin"), weights.bits("margin.alone")


@cache
def ruleset() -> str:
    """A digest of all rules: weights, lexicon, concepts and vocabulary."""
    data = f"{weights.digest()} {lexicon.digest()} {concepts.digest()} {vocabulary.digest()} {stock.digest()}"
    return data_digest(f"27 {data}")


def judge(
    document: Document,
    facts: SiteFacts | None = None,
    *,
    pins: Pins | None = None,
    prints: list[Fingerprint] | None = None,
) -> JudgedDocument:
    """A verdict for every block. Pure: the same page, facts of its keys, and pins give the same verdicts.

    facts: of the site, for the keys of this page at least (`SiteStatistics.facts`); None: judged alone.
    prints: the blocks' keys (`prints_of`), where they are known.
    Kept and removed blocks in order are the whole page text: a block cut in two keeps the space between.
    """
    known = NO_FACTS if facts is None else facts
    blocks = as_said(document.blocks)
    prints = prints_of(document.blocks) if prints is None else prints
    judged = _judged(document.blocks, blocks, weigh(Sheet(blocks, prints), known, pins or None))
    digest = None if facts is None else digest_of(prints, known)
    return JudgedDocument(document, tuple(judged), ruleset(), digest)


def removed_alone(document: Document, prints: list[Fingerprint] | None = None) -> list[str]:
    """What the blocks say that `judge` removes from the page alone, without the reasons. prints: as there."""
    blocks = as_said(document.blocks)
    prints = prints_of(document.blocks) if prints is None else prints
    removed: list[str] = []
    weighed = weigh(Sheet(blocks, prints), NO_FACTS, None)
    start = 0
    while start < len(weighed):
        end = _block_end(weighed, start)
        text = blocks[weighed[start].unit.block].text
        for is_removed, same in groupby(weighed[start:end], key=_is_furniture):
            joined = list(same)
            if is_removed:
                removed.append(text[joined[0].unit.start : joined[-1].unit.end])
        start = end
    return removed


def weigh(page: Sheet, facts: SiteFacts, pins: Pins | None) -> list[Weighed]:
    """Every unit of a page with what the witnesses say of it and the outcome. pins: None where there are none."""
    facts = without_copies(page, facts)
    tail = tail_in(page, facts)
    units = units_in(page, facts, tail)
    weighed = heard(units, page, facts, tail)
    own: list[float] = []
    said: list[Opinion] = []
    for one in weighed:
        own.append(one.bits())
        said.append(one.said)
    if pins is not None:
        own = [bits + _pinned(unit, page.prints, pins) for bits, unit in zip(own, units, strict=True)]
    scores = agreed(units, own, said, page, facts, tail)
    margin = 0.0 if page.html else _MARGIN if facts.by_key else _MARGIN_ALONE
    for n, one in enumerate(weighed):
        one.score = scores[n] - margin
    return weighed


def _pinned(unit: Unit, prints: Sequence[Fingerprint], pins: Pins) -> float:
    keys = {unit.key, prints[unit.block].whole}
    if keys & pins.content:
        return -weights.bits("pin")
    return weights.bits("pin") if keys & pins.furniture else 0.0


# ── verdicts ──────────────────────────────────────────────────────────────────────────────────


def _block_end(weighed: list[Weighed], start: int) -> int:
    """One past the last unit of the block whose first unit has that number."""
    first = weighed[start]
    end = start + 1
    while end < len(weighed):
        one = weighed[end]
        if one.unit.block != first.unit.block:
            break
        end += 1
    return end


def _judged(written: tuple[Block, ...], blocks: tuple[Block, ...], weighed: list[Weighed]) -> list[JudgedBlock]:
    """Each block with its verdict, or its pieces where its parts have different ones. written: the blocks as they are
    stored; blocks: as they were judged."""
    judged: list[JudgedBlock] = []
    start = 0
    while start < len(weighed):
        one, end = weighed[start], _block_end(weighed, start)
        if end == start + 1:
            block = written[one.unit.block]
            judged.append(JudgedBlock(block, one.unit.key, _verdict(one, block.path)))
        else:
            _judge_parts(judged, written[one.unit.block], blocks[one.unit.block].text, weighed[start:end])
        start = end
    return judged


def _judge_parts(judged: list[JudgedBlock], block: Block, text: str, parts: list[Weighed]) -> None:
    """text: what the block says."""
    alike = [list(same) for _, same in groupby(parts, key=_is_furniture)]
    spans = [(joined[0].unit.start, joined[-1].unit.end) for joined in alike]
    before = 0
    for joined, (said_from, said_to), (start, end) in zip(alike, spans, _written(block, text, spans), strict=True):
        own = block if len(alike) == 1 else piece(block, start, end, before)
        key = joined[0].unit.key if len(joined) == 1 else whole_key(text[said_from:said_to])
        decisive = max(joined, key=_certainty)
        judged.append(JudgedBlock(own, key, _verdict(decisive, block.path)))
        before = end


def _written(block: Block, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where in a block that stands what it says there."""
    return spans if text is block.text else markdown.written(block.text, spans)


def _is_furniture(part: Weighed) -> bool:
    return part.score > 0


def _certainty(part: Weighed) -> float:
    return abs(part.score)


def _rounded(score: float) -> float:
    """A score to two decimals, as `round` gives it, which takes the way over its decimal digits. That way is needed
    where the third may be a five, and for the sign of nothing."""
    whole = int(score * 100 + (0.5 if score > 0 else -0.5))
    return whole / 100 if whole and abs(score * 100 - whole) < 0.499 else round(score, 2)


def _verdict(part: Weighed, path: str | None) -> Verdict:
    """The testimony that weighed most on the side that won; a side may also win by its neighbours alone. path: of the
    block; of a dump, what its form makes it."""
    score = part.score
    removed = score > 0
    rounded = _rounded(score)
    if abs(score) > _PINNED:
        return Verdict(not removed, "pinned/1", "pinned by a person", rounded)
    best = part.said.decisive(removed, part.placed)
    if best is None:
        return Verdict(not removed, "neighbours/1", "as the blocks round it", rounded)
    if best.rule == "extractor/1" and path in _BY_FORM:
        return Verdict(not removed, best.rule, _BY_FORM[path], rounded)
    evidence = best.evidence or vocabulary.telling_words(part.unit.text, removed)
    return Verdict(not removed, best.rule, evidence, rounded)
