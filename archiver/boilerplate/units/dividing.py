# cython: infer_types=True, annotation_typing=False
"""A page is divided: its tail is found, and blocks are taken apart at whose ends furniture may hang.

Which parts are furniture is not decided here: they are weighed with all other units, and those of one block that get
the same verdict are put together again.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate import weights
from archiver.boilerplate.keys.fingerprint import Fingerprint
from archiver.boilerplate.site.facts import ALIKE, KeyFacts
from archiver.boilerplate.site.known import is_between, is_on_nearly_all, known_of, roams
from archiver.boilerplate.site.statistics import SiteFacts
from archiver.boilerplate.text.forms import is_open_line, is_prose, is_sentence
from archiver.boilerplate.units.cutting import Suspicion, Unit, cut_at, units_of, whole_unit
from archiver.boilerplate.units.sheet import Sheet
from archiver.boilerplate.units.tail import Tail, hanging_line, tail_of
from archiver.boilerplate.units.twice import repeated_runs
from archiver.boilerplate.witnesses.phrases import phrases, spoken
from archiver.boilerplate.witnesses.repetition import SELDOM, said_by_site
from archiver.boilerplate.witnesses.stock import stock_line

# A shorter block is not cut (characters): it is one statement.
_CUTTABLE = 60
# What a sentence's phrases must weigh (bits) for it to be judged apart from its block.
_GLUED = 3.0


def tail_in(page: Sheet, facts: SiteFacts) -> Tail:
    """The page's tail; of HTML the end of what the extractor has seen in the body. Of HTML that is judged without facts
    the keys are not asked for."""
    by_key = facts.by_key
    if page.html:
        return _tail_in_body(page, by_key)
    texts, prints = page.texts, page.prints
    twice = _standing_twice([own.whole for own in prints])
    fixed = [n for n in range(len(texts)) if not _roams(prints[n], by_key)]

    def is_known(number: int) -> bool:
        n = fixed[number]
        if prints[n].whole in twice or _comes_again(texts[n], prints[n], by_key):
            return True
        return _is_said(texts[n]) or stock_line(texts[n]) is not None

    found = tail_of([texts[n] for n in fixed], is_known)
    if len(fixed) < len(texts):
        found = _placed(found, fixed, len(texts))
    return _learned_in(found, texts, prints, by_key)


def _roams(prints: Fingerprint, by_key: dict[int, KeyFacts]) -> bool:
    """Whether a block says nothing of where the text ends, since the site's pages have it anywhere."""
    known = by_key.get(prints.whole)
    return known is not None and roams(known)


def _placed(tail: Tail, fixed: Sequence[int], blocks: int) -> Tail:
    """The tail of some of a page's blocks as one of all: it begins right behind the last of them before it. fixed: the
    numbers of these."""
    start = fixed[tail.start - 1] + 1 if 0 < tail.start < len(fixed) else blocks
    return Tail(start, tail.glued, tail.lines, fixed[tail.known] if tail.known < len(fixed) else blocks)


def _learned_in(tail: Tail, texts: list[str], prints: Sequence[Fingerprint], by_key: dict[int, KeyFacts]) -> Tail:
    """The tail, with the first block of it that is furniture by what the site's pages share. But what is put between
    paragraphs may stand before the last of them."""
    if not by_key:
        return tail
    first = tail.start + _precedes_sentence(tail.start, texts, prints, by_key)
    for n in range(first, len(texts)):
        if _is_learned(texts[n], prints[n], by_key) and not _roams(prints[n], by_key):
            return Tail(tail.start, tail.glued, tail.lines, tail.known, n)
    return tail


def _precedes_sentence(n: int, texts: list[str], prints: Sequence[Fingerprint], by_key: dict[int, KeyFacts]) -> bool:
    """Whether a block is put between paragraphs, and a sentence that no other page has comes after it."""
    if n + 1 >= len(texts) or prints[n + 1].whole in by_key or not is_sentence(texts[n + 1]):
        return False
    known = known_of(prints[n], by_key)
    return spoken(texts[n]).put or (known is not None and is_between(texts[n], known))


def _comes_again(text: str, prints: Fingerprint, by_key: dict[int, KeyFacts]) -> bool:
    """Whether a block is on other pages too, as what an article does not end with. Running text that few have is a
    quotation or an article's own, stored twice."""
    known = by_key.get(prints.shared)
    if known is None or is_open_line(text):
        return known is not None
    return not (known.share <= SELDOM and is_prose(text)) or _is_learned(text, prints, by_key)


def _is_learned(text: str, prints: Fingerprint, by_key: dict[int, KeyFacts]) -> bool:
    """Whether a block is furniture by what the site's other pages say of it alone, or on nearly all of them. A heading
    or a quotation comes again as well, and says nothing of where the article ends."""
    known = known_of(prints, by_key)
    if known is None:
        return False
    own = known.own
    if own is not None and own.site >= 4 and is_on_nearly_all(own):
        return True
    said = said_by_site(text, True, known)
    return said is not None and said.bits > 0


def _tail_in_body(page: Sheet, by_key: dict[int, KeyFacts]) -> Tail:
    """Furniture that is written into the body's own element has nothing to its place that the body has not."""
    inside = [n for n, is_inside in enumerate(page.inside) if is_inside]
    texts = [page.texts[n] for n in inside]
    prints, known, keyed = page.prints, _suspicious(by_key), bool(by_key)
    found = tail_of(texts, lambda n: known(texts[n], prints[inside[n]].shared if keyed else 0), True)
    places = [*inside, len(page.texts)]
    return Tail(places[found.start], found.glued, found.lines, places[found.known])


def _standing_twice(keys: Sequence[int]) -> set[int]:
    """Keys of blocks in a long run that stands twice in a row."""
    runs = repeated_runs(keys, range(len(keys)), lambda n: None)
    return {keys[n] for n, said in runs.items() if said.bits >= weights.bits("page.tandem-long")}


def units_in(page: Sheet, facts: SiteFacts, tail: Tail) -> list[Unit]:
    """Units in reading order, found from the end: running text before plain running text hides no furniture."""
    by_key, texts, prints = facts.by_key, page.texts, page.prints
    known_only, suspicious = _known_only(by_key), _suspicious(by_key)
    if page.html:  # an element ends where its paragraph does: only what is known of the site is cut off
        if not by_key:
            return [whole_unit(i, text, prints[i]) for i, text in enumerate(texts)]
        suspicious = known_only
    found: list[list[Unit]] = []
    before_prose = False
    for i in range(len(texts) - 1, -1, -1):
        text, own = texts[i], prints[i]
        if i == tail.start - 1 and tail.glued is not None:
            units, before_prose = _cut_tail(i, text, own, tail.glued, by_key), False
        elif own.frame or (len(text) < _CUTTABLE and not _ends_known(own, by_key)):
            units, before_prose = [whole_unit(i, text, own)], False
        elif known := by_key.get(own.whole):
            units, before_prose = _cut_known(i, text, own, known, by_key), False
        else:
            units = units_of(i, text, own, known_only if before_prose and i > 1 else suspicious)
            before_prose = units[0].plain  # which only a whole block is
        found.append(units)
    return [unit for units in reversed(found) for unit in units]


def _ends_known(prints: Fingerprint, by_key: dict[int, KeyFacts]) -> bool:
    """Whether other pages have what a block ends with, and not the block: "It rained on. Follow us on X"."""
    return bool(prints.sentences) and prints.sentences[-1][0] in by_key and prints.whole not in by_key


def _cut_tail(index: int, text: str, prints: Fingerprint, glued: int, by_key: dict[int, KeyFacts]) -> list[Unit]:
    """The article's last block, cut where furniture hangs at its end: where an appeal begins, and where sentences do
    that lead out of the body on other pages too. What is between is asked by itself: together with what is known behind
    it, a sentence of the article may speak of as much as an appeal does."""

    def leads_out(sentence: str, key: int) -> bool:
        known = by_key.get(key)
        return known is not None and known.after == ALIKE

    units = units_of(index, text, prints, leads_out)
    if len(units) > 1 and units[1].start < glued:
        return units
    known = [start for key, start, _ in prints.sentences if start > glued and key in by_key]
    return cut_at(index, text, *sorted({glued, *known, *(unit.start for unit in units[1:])}))


def _cut_known(index: int, text: str, prints: Fingerprint, known: KeyFacts, by_key: dict[int, KeyFacts]) -> list[Unit]:
    """A block that comes again, cut where its outer sentences come again on more pages than it does, and where a line
    hangs at the end of an article's sentences."""

    def is_commoner(sentence: str, key: int) -> bool:
        own = by_key.get(key)
        return own is not None and own.share > known.share

    units = units_of(index, text, prints, is_commoner)
    if len(units) > 1:
        return units
    hangs = hanging_line(text, prints)
    return [whole_unit(index, text, prints)] if hangs is None else cut_at(index, text, hangs)


def _suspicious(by_key: dict[int, KeyFacts]) -> Suspicion:
    def look(text: str, key: int) -> bool:
        return key in by_key or _is_said(text)

    return look


def _is_said(text: str) -> bool:
    """Whether the lexicon says enough of a text for it to be judged apart from what it is glued to."""
    said = phrases(text)
    return said is not None and said.bits > _GLUED


def _known_only(by_key: dict[int, KeyFacts]) -> Suspicion:
    return lambda text, key: key in by_key
