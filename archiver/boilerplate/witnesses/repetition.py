# cython: infer_types=True, annotation_typing=False
"""The witness that the extractors of single pages lack: how often a site's pages have a text, where, and beside what.

Its facts are few and saturate (site/facts.py); what each weighs is in weights.tsv, and why in
docs/decisions/boilerplate.md.
"""

from __future__ import annotations

from functools import lru_cache

from archiver.boilerplate import weights
from archiver.boilerplate.site.facts import ALIKE, LAST, KeyFacts
from archiver.boilerplate.site.known import SHORT, Known, frames_others, hangs_at_ends, is_on_nearly_all, is_put
from archiver.boilerplate.site.quantising import MANY_PAGES, SHARES
from archiver.boilerplate.site.telling import about, describe, how_often
from archiver.boilerplate.text.forms import has_number, is_prose, is_sentence
from archiver.boilerplate.witnesses.testimony import Testimony

LEADS_OUT = ", on the way out of the body"
# Bins of the distance to the page's end and start: among the last sixteen blocks, the first four.
_NEAR_END = 4
_NEAR_START = 2
_HEAD = 4  # among the first sixteen blocks
# From so many pages on, what none of the others has says the same.
MOST_UNSEEN = 16
# On less than 3/16 of the pages.
SELDOM = 2
# From so many pages on it says the same that a sentence always ends its block.
MOST_CLOSING = 16
_REPEATED, _REPEATED_SHORT = weights.bits("site.repeated"), weights.bits("site.repeated-short")
_REPEATED_COUNT, _SENTENCE = weights.bits("site.repeated-count"), weights.bits("site.sentence")
_PART = weights.bits("site.part")
_SHARES = tuple([weights.bits(f"site.share.{step}") for step in range(len(SHARES) + 1)])
_RARE_LINE, _FEW = weights.bits("site.share-rare-line"), weights.bits("site.few")
_ENDING, _INSIDE = weights.bits("site.ending"), weights.bits("site.inside")
_CLOSING = {support: weights.bits(f"site.closing.{support}") for support in (8, MOST_CLOSING)}
_RUN, _DOUBLED, _OPENING = weights.bits("site.run"), weights.bits("site.doubled"), weights.bits("site.opening-prose")
_LOOSE, _LOOSE_SHORT = weights.bits("site.loose"), weights.bits("site.loose-short")
_LOOSE_LINE, _LOOSE_ONCE = weights.bits("site.loose-line"), weights.bits("site.loose-once")
_LOOSE_TWO = weights.bits("site.loose-two")


class Form:
    """A text as the site's facts are weighed for it. short: too short to be anyone's own. counts: short, and
    with a number in it. prose: running text by its length. sentence: it ends like one. leads_out: from here on all is
    the same everywhere, and leads out of the body. behind: it stands in the tail, behind what is known. above: it
    is a line above the text, here and on nearly all pages that have it: no section heading stands there. placed: the
    extractor of HTML has seen its place."""

    def __init__(
        self,
        short: bool,
        counts: bool,
        prose: bool,
        sentence: bool,
        leads_out: bool = False,
        behind: bool = False,
        above: bool = False,
        placed: bool = False,
    ) -> None:
        self.short, self.counts, self.prose, self.sentence = short, counts, prose, sentence
        self.leads_out, self.behind, self.above, self.placed = leads_out, behind, above, placed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def _parts(self) -> tuple[bool, ...]:
        ends, above = self.leads_out, self.above
        return self.short, self.counts, self.prose, self.sentence, ends, self.behind, above, self.placed


def said_by_site(
    text: str,
    whole: bool,
    known: Known,
    leads_out: bool = False,
    behind: bool = False,
    above: bool = False,
    placed: bool = False,
) -> Testimony | None:
    """What the site's other pages say of a text: how many have it, where, and beside what.

    whole: it is a block, not part of one. leads_out: whether all from there to furniture is the same everywhere.
    behind: whether it stands in the page's tail, behind what is known as furniture. above: above its text. placed:
    whether the extractor of HTML has seen its place.
    """
    form = form_of(text, leads_out, behind, placed)
    return _said(form, whole, known, above, whole and frames_others(text, known))


@lru_cache(maxsize=32768)
def _said(form: Form, whole: bool, known: Known, above: bool, frames: bool) -> Testimony | None:
    """Facts are few and saturate: the same come again with every page. frames: see `frames_others`."""
    return _weighed(form, whole, known, above, frames)


def _weighed(form: Form, whole: bool, known: Known, above: bool, frames: bool) -> Testimony | None:
    """What the site's facts say of a text of that form."""
    own = None if known.own is None else repetition(_above(form, above, known.own), whole, known.own)
    if own is not None and known.framed:
        return Testimony("site-pattern/1", own.bits, f"round another line of the page: {own.evidence}")
    head, tail = known.head, known.tail
    if frames and head is not None:
        bits = _PART + _SHARES[head.share]
        return Testimony("site-pattern/1", bits, f"a label before ever other words: {how_often(head)}")
    pattern = None if head is None else _repeated(form, head, _PART)
    if tail is not None:
        ending = _repeated(form, tail, _PART)
        pattern = ending if pattern is None or ending.bits > pattern.bits else pattern
    if pattern is None or pattern.bits <= (0.0 if own is None else own.bits):
        return own
    # A reader's name that comes again now and then makes a line rare, not the frame round the name.
    return Testimony("site-pattern/1", pattern.bits, f"its first or last words: {pattern.evidence}")


@lru_cache(maxsize=16)
def unseen(pages: int) -> Testimony:
    """What it says of a text in a page's tail that the site's other pages, of about so many, have nothing like it,
    while they share what comes after it."""
    bits = weights.bits(f"site.unseen.{min(pages, MOST_UNSEEN)}")
    return Testimony("site-unseen/1", bits, f"on no other of {about(pages)} of this site")


def form_of(text: str, leads_out: bool = False, behind: bool = False, placed: bool = False) -> Form:
    """What the site's facts are weighed by, besides themselves."""
    short = len(text) < SHORT
    counts, prose = short and has_number(text), is_prose(text)
    return Form(short, counts, prose, is_sentence(text), leads_out, behind, False, placed)


def _above(form: Form, above: bool, known: KeyFacts) -> Form:
    """The form of a line that stands above the text here, and among the first blocks wherever it is: not in a list at
    the end, as headlines do to which other pages link."""
    if not above or form.prose or form.sentence or known.start > _HEAD or known.late:
        return form
    return Form(form.short, form.counts, False, False, form.leads_out, form.behind, True, form.placed)


def repetition(form: Form, whole: bool, known: KeyFacts) -> Testimony:
    """What the facts of a text's own key say. whole: it is a block, not part of one."""
    return _repeated(form, known, _base(form, whole, known))


def _base(form: Form, whole: bool, known: KeyFacts) -> float:
    if form.short and not form.above:
        return _REPEATED_COUNT if form.counts else _REPEATED_SHORT
    return _SENTENCE if known.inside == 2 and not whole else _REPEATED


def _repeated(form: Form, known: KeyFacts, base: float) -> Testimony:
    bits = base + _share(form, known) + _surroundings(form, known)
    where = LEADS_OUT if form.leads_out and known.end > LAST else ""
    return Testimony("site-repetition/1", bits, describe(known) + where)


def _share(form: Form, known: KeyFacts) -> float:
    share = _SHARES[known.share]
    if form.prose and known.share == 4 and not (known.after == ALIKE and (known.end <= LAST or form.leads_out)):
        share = _SHARES[2]
    of_its_own = known.inside < 2 and not (form.prose or form.sentence)
    if share < 0 and (known.end <= _NEAR_END or form.behind) and of_its_own:
        # Titles in a list of links, names: each is rare, what they stand among is not. Of a page's own title the site
        # knows that it also stands at the top.
        return max(share, _RARE_LINE)
    return share * _FEW if share > 0 and known.site < 8 else share


def _surroundings(form: Form, known: KeyFacts) -> float:
    prose = form.prose or form.sentence
    ends = known.end <= LAST or form.leads_out
    once = _is_once(known) and not form.behind and (prose or not (ends or form.placed))
    total = _ENDING if ends and (form.placed or not once) else 0.0
    if hangs_at_ends(known):
        return total + _CLOSING[min(known.support, MOST_CLOSING)]
    if known.inside == 2 and known.share <= SELDOM and max(known.before, known.after) == ALIKE:
        # Sentences of one passage go together wherever it is quoted: they are no witnesses for each other.
        return total
    intro = prose and _opens(form, known) and not _is_notice(form, known)
    if not once and (known.after == ALIKE or (known.before == ALIKE and not intro)):
        total += _RUN
        total += _DOUBLED if known.doubled else 0.0
    elif known.before == ALIKE and intro:
        total += _OPENING
    elif not once or (prose and not form.placed):
        loose = _LOOSE if prose else _LOOSE_SHORT if form.short else _LOOSE_LINE
        total += loose * (_LOOSE_ONCE if once else _looseness(form, known, intro))
    if known.inside == 2 and not (ends or _is_everywhere(known)):
        total += _INSIDE
    return total


def _is_once(known: KeyFacts) -> bool:
    """Whether it is known of two pages out of many or several, once on each: that what stands beside it is the same
    is one comparison then, and what ends an article stands before a footer as well as what the footer begins with."""
    several = known.share <= SELDOM or (known.site < 8 and known.share < 5)
    return known.support == 2 and several and not known.doubled and max(known.before, known.after) == ALIKE


def _opens(form: Form, known: KeyFacts) -> bool:
    """Whether prose stands where a body begins: among a page's first four blocks; among the first eight where it is
    there once and more comes after it: a long head may go before it. On a page with a short text the footer is as near
    to its beginning: what this page has in its tail opens none."""
    if form.behind:
        return False
    after_head = known.start > _NEAR_START and known.end > LAST and not known.doubled
    return known.start <= _NEAR_START or after_head


def _is_notice(form: Form, known: KeyFacts) -> bool:
    """Whether it is a short sentence on nearly all pages ("This article is more than a year old."), or on more than
    half of many: no columnist writes so many. Running text there may be the standing intro of one who writes all."""
    if form.prose:
        return False
    return (is_on_nearly_all(known) and known.site >= 4) or (known.share >= 5 and known.site >= 16)


def _is_on_many(known: KeyFacts) -> bool:
    """Whether a block is on more than half of sixteen pages and more, or a quarter of many: agencies' paragraphs and
    quotations are on fewer. Not what stands among the first blocks, as a columnist's intro does."""
    often = known.share >= (4 if known.site >= MANY_PAGES else 5)
    return often and known.site >= 16 and not known.inside and known.start >= _HEAD


def _is_everywhere(known: KeyFacts) -> bool:
    """On nearly all pages of a site of some size: no heading and no refrain is, wherever they stand."""
    return is_on_nearly_all(known) and known.site >= 8


def _looseness(form: Form, known: KeyFacts, intro: bool) -> float:
    """How much of the weight of ever other neighbours counts. On more than half of a site's pages, always near
    the end or first, they are furniture that varies: titles of other stories, readers' names. Of a short sentence
    that is on nearly all pages, and not within paragraphs, it says nothing, nor of a line that is so above the text:
    what stands beside them is the text, or comes and goes; of a sentence on more than half of them, half. Of a short
    text that two pages share near their ends it says less: two places are one comparison. intro: whether it is prose
    where a body begins."""
    line = not (form.prose or form.sentence)
    if not form.prose and is_put(known, form.short and not form.sentence, form.counts):
        return 0.0
    if line and (form.behind or form.above):
        return 0.25
    if form.sentence and known.inside < 2 and _is_notice(form, known):
        return 0.0
    if known.end <= LAST and known.share >= 5 and known.site >= 4:
        return 0.25
    if not form.short and _is_on_many(known):
        return 0.25
    if form.sentence and not form.prose and known.inside < 2 and known.share >= 5 and known.site >= 8:
        return 0.5
    at_head = known.start <= _NEAR_START
    if line and _is_everywhere(known):
        return 0.0 if at_head else 0.25
    if line and at_head and known.share >= 5 and known.site >= 4:
        return 0.25
    if (known.end <= LAST or (line and at_head)) and known.support == 2 and not form.prose:
        return _LOOSE_TWO
    if intro and known.share < 5 and known.after == 0 and known.start < _HEAD:
        return 1.0  # what stands before an intro is a head's, and partly the same
    return 0.5 if max(known.before, known.after) == 1 or (known.end <= 2 and line) else 1.0
