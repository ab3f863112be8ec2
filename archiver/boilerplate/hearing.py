# cython: infer_types=True, annotation_typing=False
"""The hearing: each unit of a page is put to the witnesses, with how it stands there and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from archiver.boilerplate import on_page
from archiver.boilerplate.copies import is_copy, is_rare
from archiver.boilerplate.counts import ALIKE, KeyFacts
from archiver.boilerplate.cut import PROSE, Unit
from archiver.boilerplate.dividing import is_html, is_inside, is_outside
from archiver.boilerplate.fingerprint import Fingerprint, part_print
from archiver.boilerplate.opinion import Opinion, Setting, is_certain, opinion, paragraph, phrases
from archiver.boilerplate.standing import Known, is_on_nearly_all, known_of, roams
from archiver.boilerplate.statistics import SiteFacts
from archiver.boilerplate.tail import Tail
from archiver.boilerplate.witnesses import Testimony, is_sentence, most_at_end, place_bits, repeated_runs, spoken
from archiver.records import Block, Kind

_HEADING = Kind.HEADING
# A sentence of so many characters that no other page has begins the text of a dump.
_SENTENCE = 60


class Weighed:
    """A unit, what was said of it, and in bits (positive: furniture) what the extractor's word on its place weighs (0:
    it has seen none) and the outcome, its neighbours considered, once that is known."""

    def __init__(self, unit: Unit, said: Opinion, placed: float) -> None:
        self.unit, self.said, self.placed = unit, said, placed
        self.score = 0.0

    def bits(self) -> float:
        """What all that was said of the unit weighs together."""
        return self.said.bits(self.placed)


def heard(
    units: Sequence[Unit], blocks: Sequence[Block], prints: Sequence[Fingerprint], facts: SiteFacts, tail: Tail
) -> list[Weighed]:
    """Each unit with what the witnesses say of it."""
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
    found: list[Weighed] = []
    for n, unit in enumerate(units):
        block = blocks[unit.block]
        known = None
        if by_key and not (copy and is_rare(unit, facts)):  # what only the copies share is the article
            known = known_of(prints[unit.block], by_key) if unit.whole else _known_part(unit, by_key)
        is_glued = glued is not None and unit.block == start - 1 and unit.start >= glued
        in_tail = is_glued or at_end[n] or (unit.block >= start and not html)
        odds = block.body_odds
        if unit.plain and known is None and not in_tail and odds is None and n not in twice and n not in placed:
            found.append(Weighed(unit, paragraph(len(unit.text)), 0.0))
            continue
        own = Setting(unit.whole, unit.plain)
        own.twice, own.placed, own.known = twice.get(n), placed.get(n), known
        own.seen, own.certain = odds is not None, odds is not None and is_certain(odds)
        own.heading = odds is None and block.kind is _HEADING
        own.at_end, own.alone = at_end[n], not by_key
        own.leads_out = known is not None and leads_out[n]
        if in_tail:
            own.line = lines
            own.behind = lines != 0 and (unit.block > known_from or _is_before_account(unit.block, blocks))
            is_alone = known is None and not copy and learned >= 0
            varies = is_alone and unit.block > learned and _varies(n, units, by_key)
            own.unseen = pages if is_alone and not varies else 0
        at_head = unit.block < begins
        may_be_written_in = False
        if html:
            own.outside, inside = is_outside(block), is_inside(block)
            may_be_written_in = at_end[n] or (known is not None and at_head and inside)
            own.above = at_head and not inside
        else:
            own.above = at_head
        bits = 0.0
        if odds is not None:
            whole = unit.whole
            bits = place_bits(odds, whole, most_at_end(block.text)) if may_be_written_in else place_bits(odds, whole)
        found.append(Weighed(unit, opinion(unit.text, own), bits))
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
