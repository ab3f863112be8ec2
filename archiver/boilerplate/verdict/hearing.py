# cython: infer_types=True, annotation_typing=False
"""The hearing: each unit of a page is put to the witnesses, with how it stands there and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from archiver.boilerplate.keys.fingerprint import part_print
from archiver.boilerplate.site.facts import ALIKE, KeyFacts
from archiver.boilerplate.site.known import Known, is_on_nearly_all, known_of, roams
from archiver.boilerplate.site.statistics import SiteFacts
from archiver.boilerplate.text.forms import PROSE, is_sentence
from archiver.boilerplate.units import on_page
from archiver.boilerplate.units.copies import is_copy, is_rare
from archiver.boilerplate.units.cutting import Unit
from archiver.boilerplate.units.sheet import Sheet
from archiver.boilerplate.units.tail import Tail
from archiver.boilerplate.units.twice import repeated_runs
from archiver.boilerplate.verdict.opinion import Opinion, Setting, is_certain, opinion, paragraph, phrases_at
from archiver.boilerplate.witnesses.extractor import most_at_end, place_bits
from archiver.boilerplate.witnesses.phrases import spoken
from archiver.boilerplate.witnesses.testimony import Testimony
from archiver.records import Kind

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


def heard(units: list[Unit], page: Sheet, facts: SiteFacts, tail: Tail) -> list[Weighed]:
    """Each unit with what the witnesses say of it."""
    hearing = Hearing(units, page, facts, tail)
    return [hearing.weighed(n) for n in range(len(units))]


class Hearing:
    """What must be known of a page before its units are put to the witnesses.

    at_end: of each unit whether it stands at the end of what an extractor of HTML has seen in the body. twice, placed:
    see Setting, by the units' numbers. begins: the block with which the text begins. leads_out: see `_leading_out`.
    copy: whether another page is a copy of it. pages: of the site, see `SiteFacts.pages`. learned: see Tail; -1: none.
    """

    def __init__(self, units: list[Unit], page: Sheet, facts: SiteFacts, tail: Tail) -> None:
        self.units, self.page, self.facts, self.by_key = units, page, facts, facts.by_key
        self.start, self.glued, self.lines, self.known_from = tail.start, tail.glued, tail.lines, tail.known
        self.learned = -1 if tail.learned is None else tail.learned
        self.at_end = at_end = _at_end(units, page, tail.start)
        said_of = _spoken(units, page, at_end)
        self.twice: dict[int, Testimony] = {}
        self.placed: dict[int, Testimony] = {}
        if not page.html:
            self.placed = on_page.placed(units, tail.start, self.by_key)
            self.twice = repeated_runs([unit.key for unit in units], [unit.block for unit in units], said_of)
        is_known = bool(self.by_key)
        self.begins = _text_begins(page, facts) if is_known else 0
        self.leads_out = _leading_out(units, page, facts) if is_known else []
        self.copy = is_copy(units, page, said_of, facts) if is_known else False
        self.pages = facts.pages() if is_known else 0

    def weighed(self, n: int) -> Weighed:
        """The unit of that number with what is said of it."""
        unit = self.units[n]
        odds = self.page.odds[unit.block]
        known = self._known_of(unit)
        in_tail = self._is_in_tail(n, unit)
        if odds is None:
            if unit.plain and known is None and not in_tail and n not in self.twice and n not in self.placed:
                return Weighed(unit, paragraph(len(unit.text)), 0.0)
            return Weighed(unit, opinion(unit.text, self._setting(n, unit, known, in_tail)), 0.0)
        own = self._setting(n, unit, known, in_tail)
        own.seen, own.certain = True, is_certain(odds)
        if self._may_be_written_in(n, unit, known):
            bits = place_bits(odds, unit.whole, most_at_end(self.page.texts[unit.block]))
        else:
            bits = place_bits(odds, unit.whole)
        return Weighed(unit, opinion(unit.text, own), bits)

    def _known_of(self, unit: Unit) -> Known | None:
        """What is known of a unit on its site; what only copies share is the article."""
        if not self.by_key or (self.copy and is_rare(unit, self.facts)):
            return None
        return known_of(self.page.prints[unit.block], self.by_key) if unit.whole else _known_part(unit, self.by_key)

    def _is_in_tail(self, n: int, unit: Unit) -> bool:
        if self.at_end[n] or (unit.block >= self.start and not self.page.html):
            return True
        return self.glued is not None and unit.block == self.start - 1 and unit.start >= self.glued

    def _may_be_written_in(self, n: int, unit: Unit, known: Known | None) -> bool:
        """Whether furniture there may be written into the body's own element."""
        return self.at_end[n] or (known is not None and unit.block < self.begins and self.page.inside[unit.block])

    def _setting(self, n: int, unit: Unit, known: Known | None, in_tail: bool) -> Setting:
        page, block = self.page, unit.block
        own = Setting(unit.whole, unit.plain, known)
        own.at_end, own.alone = self.at_end[n], not self.by_key
        own.leads_out = known is not None and self.leads_out[n]
        own.above = block < self.begins
        if page.html:
            own.outside = page.outside[block]
            own.above = own.above and not page.inside[block]
        else:
            own.twice, own.placed = self.twice.get(n), self.placed.get(n)
        if page.odds[block] is None:
            own.heading = page.blocks[block].kind is _HEADING
        if in_tail:
            own.line = self.lines
            own.behind = self.lines != 0 and (block > self.known_from or _is_before_account(block, page.texts))
            if known is None and not self.copy and self.learned >= 0:
                varies = block > self.learned and _varies(n, self.units, self.by_key)
                own.unseen = 0 if varies else self.pages
        return own


def _is_before_account(number: int, texts: Sequence[str]) -> bool:
    """Whether the next block has payment details: what asks for the money stands before them."""
    return number + 1 < len(texts) and spoken(texts[number + 1]).account


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


def _at_end(units: list[Unit], page: Sheet, start: int) -> list[bool]:
    """Of each unit whether it stands at the end of what an extractor of HTML has seen in the body. start: the block
    with which that end begins."""
    found: list[bool] = []
    for unit in units:
        found.append(unit.block >= start and page.inside[unit.block])
    return found


def _text_begins(page: Sheet, facts: SiteFacts) -> int:
    """The first block of running text that no other page has, of HTML within what the extractor takes for body; of
    dumps a sentence will do, for there are languages and papers with short paragraphs.

    What is known of the site and stands before it, as reading times and notices do, may be written into the body's own
    element; and no section has begun.
    """
    by_key, html = facts.by_key, page.html
    for n, own in enumerate(page.prints):
        if own.whole in by_key:
            continue
        text = page.texts[n]
        begins = len(text) >= PROSE or (not html and len(text) >= _SENTENCE and is_sentence(text))
        if begins and not (html and not page.inside[n]):
            return n
    return 0


def _spoken(units: Sequence[Unit], page: Sheet, at_end: Sequence[bool]) -> Callable[[int], Testimony | None]:
    """The lexicon's word on a unit, by its number."""

    def said(n: int) -> Testimony | None:
        unit = units[n]
        return None if unit.plain else phrases_at(unit.text, page.odds[unit.block], at_end[n])

    return said


def _leading_out(units: Sequence[Unit], page: Sheet, facts: SiteFacts) -> list[bool]:
    """Of each unit: whether all from there on is followed by the same on every page, and the last of it by what is
    surely no body: what the extractor has seen outside of it, or a block on nearly all pages."""
    by_key, html = facts.by_key, page.html
    out = [False] * len(units)
    for n in range(len(units) - 2, -1, -1):
        unit = units[n]
        known = by_key.get(unit.key)
        if known is not None and known.after == ALIKE:
            following = units[n + 1]
            beyond = page.outside[following.block] if html else _is_surely_outside(following, by_key)
            out[n] = out[n + 1] or beyond
    return out


def _is_surely_outside(unit: Unit, by_key: dict[int, KeyFacts]) -> bool:
    known = by_key.get(unit.key)
    return unit.whole and known is not None and is_on_nearly_all(known) and known.site >= 4
