"""The witnesses: each looks at one side of a unit and says, in bits, how much more like furniture it is.

Weights of evidence add up (I. J. Good, Probability and the Weighing of Evidence, 1950): a witness gives the
log2 of a likelihood ratio, and a sentence of measured values that says what it saw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from archiver.boilerplate import lexicon, weights
from archiver.boilerplate.counts import SHARES, KeyFacts
from archiver.boilerplate.cut import PROSE
from archiver.boilerplate.fingerprint import Fingerprint, fingerprint
from archiver.boilerplate.statistics import SiteFacts
from archiver.records import Block

SHORT = 40
_STOPS = frozenset(".!?…。！？؟۔।")
_QUOTES = "\"'“”„‟«»‘’‚‹›「『"
ALIKE = 2
_STEP = re.compile(r" [>»›/|→•·] ")
# Bins of the distance to the page's end and start: among the last sixteen blocks, the first four.
_NEAR_END = 4
_NEAR_START = 2
# On less than 3/16 of the pages.
_SELDOM = 2
# So many blocks twice in a row are longer than a chorus.
_LONG_RUN = 4
# Kinds of phrases that make a run which stands twice on a page an appeal rather than a chorus.
_SAYS_FURNITURE = 6.0


class Testimony(NamedTuple):
    """What a witness says: the rule's stable id, bits for furniture (negative: for content), and why."""

    rule: str
    bits: float
    evidence: str


class Form(NamedTuple):
    """A text as the site's facts are weighed for it. short: too short to be anyone's own. counts: short, and
    with a number in it. prose: running text by its length. sentence: it ends like one. leads_out: from here on all is
    the same everywhere, and leads out of the body."""

    short: bool
    counts: bool
    prose: bool
    sentence: bool
    leads_out: bool = False


@lru_cache(maxsize=32768)
def looks(text: str, heading: bool) -> Testimony:
    """Length, final stop and letters of a text."""
    length = len(text)
    if length >= PROSE:
        return Testimony("looks/1", prose_bits(length), f"running text of {length} characters")
    stop = is_sentence(text)
    name = "looks.heading" if heading else "looks.sentence" if stop else "looks.line"
    bits = weights.bits(name)
    if not stop and is_trail(text):
        return Testimony("looks/1", weights.bits("looks.trail"), "a line of steps, as menus and trails have")
    if not stop and 2 * sum(map(str.isalpha, text)) < length - text.count(" "):
        bits = weights.bits("looks.symbols")
    words = {"looks.heading": "a heading", "looks.sentence": "a sentence"}.get(name, "a line")
    return Testimony("looks/1", bits, f"{words} of {length} characters")


def is_trail(text: str) -> bool:
    """Whether a line has two separators of steps or more: "Home > News > ...", "News / Region / ..."."""
    return len(_STEP.findall(text)) >= 2


def prose_bits(length: int) -> float:
    """What running text of so many characters weighs by its length alone."""
    return weights.bits("looks.prose-300" if length >= 300 else "looks.prose-200" if length >= 200 else "looks.prose")


def is_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or its like, closing quotes aside."""
    return text.rstrip(_QUOTES + ")] ")[-1:] in _STOPS


def is_prose(text: str) -> bool:
    """Whether a text is long enough to be running text."""
    return len(text) >= PROSE


def has_number(text: str) -> bool:
    """Whether there is a digit in a text, of whatever script."""
    return any(map(str.isdigit, text))


def form_of(text: str, leads_out: bool = False) -> Form:
    """What the site's facts are weighed by, besides themselves."""
    short = len(text) < SHORT
    return Form(short, short and has_number(text), is_prose(text), is_sentence(text), leads_out)


@lru_cache(maxsize=32768)
def phrases(text: str) -> Testimony | None:
    """What the lexicon knows of a text. Mentioned is not said: a phrase in quotation marks does not count."""
    hits = [hit for hit in lexicon.match(text) if not _quoted(text, hit)]
    coverage = sum(hit.coverage for hit in hits)
    if not hits:
        return None
    strongest = max(hits, key=lambda hit: (hit.bits * hit.coverage, hit.id))
    own = sum(hit.bits * hit.coverage for hit in hits) / coverage + 2 * (len(hits) - 1)
    whole, part = weights.bits("lexicon.full"), weights.bits("lexicon.part")
    said = min(1.0, max(0.0, (coverage - 0.4) / 0.4))
    bits = min(weights.bits("lexicon.most"), own * (part + (whole - part) * said))
    if bits <= 0:
        return None
    words = f"{strongest.kind}: {coverage:.0%} of it is known phrases"
    return Testimony(f"lexicon/{strongest.id}", bits, words)


def _quoted(text: str, hit: lexicon.Hit) -> bool:
    return hit.start > 0 and text[hit.start - 1] in _QUOTES and hit.coverage < 0.9


def extractor(block: Block, whole: bool = True) -> Testimony | None:
    """The HTML extractor's own odds that a block belongs to the body. whole: asked of all of it, not of a part."""
    if block.body_odds is None:
        return None
    most = weights.bits("body.most")
    bits = min(most, max(-most, block.body_odds * weights.bits("body.per-bit")))
    bits *= 1.0 if whole else weights.bits("body.part")
    side = "outside" if bits > 0 else "inside"
    return Testimony("extractor/1", bits, f"by its place in the page {side} the body ({-bits:+.1f} bits)")


def site(text: str, whole: bool, facts: SiteFacts, leads_out: bool = False) -> Testimony | None:
    """What the site's other pages say of a text: how many have it, where, and beside what.

    leads_out: whether all from there to furniture is the same everywhere.
    """
    prints = fingerprint(text)
    known = facts.by_key.get(prints.whole)
    parts = _parts(prints, facts) if prints.head else ()
    if known is None and not parts:
        return None
    form = form_of(text, leads_out)
    own = None if known is None else repetition(form, whole, known)
    if not parts:
        return own
    pattern = max((_repeated(form, part, weights.bits("site.part")) for part in parts), key=lambda t: t.bits)
    if pattern.bits <= (own.bits if own else 0.0):
        return own
    # A reader's name that comes again now and then makes a line rare, not the frame round the name.
    return Testimony("site-pattern/1", pattern.bits, f"its first or last words: {pattern.evidence}")


def _parts(prints: Fingerprint, facts: SiteFacts) -> list[KeyFacts]:
    """Facts of a short line's first and last words."""
    return [fact for fact in (facts.by_key.get(prints.head), facts.by_key.get(prints.tail)) if fact is not None]


def repetition(form: Form, whole: bool, known: KeyFacts) -> Testimony:
    """What the facts of a text's own key say. whole: it is a block, not part of one."""
    return _repeated(form, known, _base(form, whole, known))


def _base(form: Form, whole: bool, known: KeyFacts) -> float:
    if form.short:
        return weights.bits("site.repeated-count" if form.counts else "site.repeated-short")
    if known.inside == 2 and not whole:
        return weights.bits("site.sentence")
    return weights.bits("site.repeated")


@lru_cache(maxsize=32768)
def _repeated(form: Form, known: KeyFacts, base: float) -> Testimony:
    """Facts are few and saturate: the same come again with every page."""
    bits = base + _share(form, known) + _surroundings(form, known)
    return Testimony("site-repetition/1", bits, describe(known))


def _share(form: Form, known: KeyFacts) -> float:
    share = weights.bits(f"site.share.{known.share}")
    if form.prose and known.share == 4 and not (known.after == ALIKE and (known.end <= 3 or form.leads_out)):
        share = weights.bits("site.share.2")
    of_its_own = known.inside < 2 and not (form.prose or form.sentence)
    if share < 0 and known.end <= _NEAR_END and of_its_own:
        # Titles in a list of links, names: each is rare, what they stand among is not.
        return max(share, weights.bits("site.share-rare-line"))
    return share * weights.bits("site.few") if share > 0 and known.site < 8 else share


def _surroundings(form: Form, known: KeyFacts) -> float:
    prose = form.prose or form.sentence
    ends = known.end <= 3 or form.leads_out
    total = weights.bits("site.ending") if ends else 0.0
    if known.inside == 2 and known.share <= _SELDOM and max(known.before, known.after) == ALIKE:
        # Sentences of one passage go together wherever it is quoted: they are no witnesses for each other.
        return total
    if known.after == ALIKE or (known.before == ALIKE and not (prose and _opens(known))):
        total += weights.bits("site.run")
        total += weights.bits("site.doubled") if known.doubled else 0.0
    elif known.before == ALIKE:
        total += weights.bits("site.opening-prose")
    else:
        loose = weights.bits("site.loose" if prose else "site.loose-short")
        total += loose * _looseness(form, known)
    if known.inside == 2 and not (ends or _is_everywhere(known)):
        total += weights.bits("site.inside")
    return total


def _opens(known: KeyFacts) -> bool:
    """Whether prose stands where a body begins: among a page's first four blocks; among the first eight where it is
    there once and more comes after it: a long head may go before it."""
    after_head = known.start == _NEAR_START + 1 and known.start < known.end and not known.doubled
    return known.start <= _NEAR_START or after_head


def _is_everywhere(known: KeyFacts) -> bool:
    """On nearly all pages of a site of some size: no heading and no refrain is, wherever they stand."""
    return is_on_nearly_all(known) and known.site >= 8


def is_on_nearly_all(known: KeyFacts) -> bool:
    """Whether a text is on three quarters of its site's pages or more."""
    return known.share == len(SHARES)


def _looseness(form: Form, known: KeyFacts) -> float:
    """How much of the weight of ever other neighbours counts. On more than half of a site's pages, always near
    the end or first, they are furniture that varies: titles of other stories, readers' names. Of a short text that
    two pages share near their ends it says less: two places are one comparison."""
    line = not (form.prose or form.sentence)
    if known.end <= 3 and known.share >= 5 and known.site >= 4:
        return 0.25
    if line and (_is_everywhere(known) or (known.start <= _NEAR_START and known.share >= 5 and known.site >= 4)):
        return 0.25
    if (known.end <= 3 or (line and known.start <= _NEAR_START)) and known.support == 2 and not form.prose:
        return weights.bits("site.loose-two")
    return 0.5 if max(known.before, known.after) == 1 or (known.end <= 2 and line) else 1.0


def describe(known: KeyFacts) -> str:
    """Facts as a sentence: "on nearly all of about 32 pages of this site, always among the last 4 blocks"."""
    return _how_often(known) + place(known)


def place(known: KeyFacts, beside: Sequence[str] = ()) -> str:
    """Where it stands: ", always among the last 4 blocks, the same block before and after it".

    beside: what the neighbours are that are the same everywhere, where that is known ("a bank account").
    """
    return _where(known) + (f", beside {' and '.join(beside)}" if beside else _beside(known))


_OFTEN = (
    "on few", "on about a tenth", "on about a seventh", "on about a fifth", "on a quarter to a half",
    "on more than half", "on nearly all",
)  # fmt: skip
"""A key's share of its site's pages, by the step of SHARES that it has reached."""


def _how_often(known: KeyFacts) -> str:
    pages = f"{known.site} pages or more" if known.site == 64 else f"about {known.site} pages"
    return f"{_OFTEN[known.share]} of {pages} of this site"


def _where(known: KeyFacts) -> str:
    if known.end <= 3:
        return ", always last" if known.end == 0 else f", always among the last {1 << known.end} blocks"
    if known.start <= 2:
        return ", always first" if known.start == 0 else f", always among the first {1 << known.start} blocks"
    return ", inside running text" if known.inside == 2 else ""


def _beside(known: KeyFacts) -> str:
    sides = [name for name, alike in (("before", known.before), ("after", known.after)) if alike == ALIKE]
    if sides:
        return f", the same block {' and '.join(sides)} it"
    return ", beside ever other blocks"


def repeated_runs(
    keys: Sequence[int], blocks: Sequence[int], found: Sequence[Testimony | None]
) -> dict[int, Testimony]:
    """Runs of units that stand twice on one page, one right after the other: a footer that came twice.

    keys, blocks, found: of each unit its key, its block's number and the lexicon's testimony. A run in which that
    says nothing may be a chorus.
    """
    said: dict[int, Testimony] = {}
    if len(set(keys)) == len(keys):
        return said
    places: dict[int, list[int]] = {}
    for i, key in enumerate(keys):
        places.setdefault(key, []).append(i)
    for repeats in places.values():
        for i, j in pairwise(repeats):
            if i not in said and keys[i:j] == keys[j : 2 * j - i]:
                run = range(i, j)
                _tell(said, run, len({blocks[n] for n in run}), found)
    return said


def _tell(said: dict[int, Testimony], run: range, blocks: int, found: Sequence[Testimony | None]) -> None:
    speaks = any(t is not None and t.bits >= _SAYS_FURNITURE for t in (found[i] for i in run))
    plain = "page.tandem-long" if blocks >= _LONG_RUN else "page.tandem-plain"
    bits = weights.bits("page.tandem" if speaks else plain)
    what = "a block" if blocks == 1 else f"a run of {blocks} blocks"
    words = f"{what} that stands twice in a row on this page"
    for i in run:
        said[i] = said[i + len(run)] = Testimony("page-repetition/1", bits, words)
