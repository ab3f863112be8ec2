# cython: infer_types=True, annotation_typing=False
"""The witness that the extractors of single pages lack: how often a site's pages have a text, where, and beside what.

Its facts are few and saturate (counts.py); what each weighs is in weights.tsv, why in docs/decisions/boilerplate.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from archiver.boilerplate import weights
from archiver.boilerplate.counts import ALIKE, ALWAYS, LAST, MANY_PAGES, NEARLY_ALL, KeyFacts
from archiver.boilerplate.fingerprint import Fingerprint, label_length
from archiver.boilerplate.forms import ASKS
from archiver.boilerplate.telling import about, describe, how_often
from archiver.boilerplate.witnesses import Testimony, is_prose, is_sentence

SHORT = 40
LEADS_OUT = ", on the way out of the body"
# Bins of the distance to the page's end and start: among the last sixteen blocks, the first four.
_NEAR_END = 4
_NEAR_START = 2
_HEAD = 4  # among the first sixteen blocks
# From so many pages on, what none of the others has says the same.
MOST_UNSEEN = 16
# On less than 3/16 of the pages.
SELDOM = 2
# On fewer pages it is chance where a block stands, and beside what.
_SEVERAL = 4
# On fewer pages it is no sign that a sentence always ends its block; from so many on it says the same.
FEWEST_CLOSING, MOST_CLOSING = 8, 16


class Form(Struct, frozen=True):
    """A text as the site's facts are weighed for it. short: too short to be anyone's own. counts: short, and
    with a number in it. prose: running text by its length. sentence: it ends like one. leads_out: from here on all is
    the same everywhere, and leads out of the body. behind: it stands in the tail, behind what is known. above: it
    is a line above the text, here and on nearly all pages that have it: no section heading stands there. placed: the
    extractor of HTML has seen its place."""

    short: bool
    counts: bool
    prose: bool
    sentence: bool
    leads_out: bool = False
    behind: bool = False
    above: bool = False
    placed: bool = False


class Known(Struct, frozen=True):
    """What is known of a text on its site: of all of it, and of a short line's first and last words; None: nothing.
    framed: the text holds another line of its page, and all of it is what is round that."""

    own: KeyFacts | None
    head: KeyFacts | None
    tail: KeyFacts | None
    framed: bool = False


def known_of(prints: Fingerprint, by_key: Mapping[int, KeyFacts]) -> Known | None:
    """What is known of a text with these keys; None where nothing is."""
    own = by_key.get(prints.whole)
    if prints.frame and (frame := by_key.get(prints.frame)) is not None:
        return Known(frame, None, None, True)
    if not prints.head:
        return None if own is None else Known(own, None, None)
    head, tail = by_key.get(prints.head), by_key.get(prints.tail)
    return None if own is None and head is None and tail is None else Known(own, head, tail)


def site(
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
    """What the site's facts say of a text of that form. frames: see `frames_others`."""
    own = None if known.own is None else repetition(_above(form, above, known.own), whole, known.own)
    if own and known.framed:
        return Testimony("site-pattern/1", own.bits, f"round another line of the page: {own.evidence}")
    parts = [facts for facts in (known.head, known.tail) if facts is not None]
    if not parts:
        return own
    if frames and known.head is not None:
        bits = weights.bits("site.part") + weights.bits(f"site.share.{known.head.share}")
        return Testimony("site-pattern/1", bits, f"a label before ever other words: {how_often(known.head)}")
    pattern = max((_repeated(form, part, weights.bits("site.part")) for part in parts), key=lambda t: t.bits)
    if pattern.bits <= (own.bits if own else 0.0):
        return own
    # A reader's name that comes again now and then makes a line rare, not the frame round the name.
    return Testimony("site-pattern/1", pattern.bits, f"its first or last words: {pattern.evidence}")


@lru_cache(maxsize=16)
def unseen(pages: int) -> Testimony:
    """What it says of a text in a page's tail that the site's other pages, of about so many, have nothing like it,
    while they share what comes after it."""
    bits = weights.bits(f"site.unseen.{min(pages, MOST_UNSEEN)}")
    return Testimony("site-unseen/1", bits, f"on no other of {about(pages)} of this site")


def is_between(text: str, known: Known) -> bool:
    """Whether a block is what a site puts between the paragraphs of its texts."""
    if frames_others(text, known):
        return True
    if known.own is None or is_prose(text):
        return False
    short = len(text) < SHORT
    return is_put(known.own, short and not is_sentence(text), short and has_number(text))


def is_among_others(text: str, known: Known) -> bool:
    """Whether a block stands on several pages, beside other blocks each time: whether it is furniture its neighbours
    do not know. A short line may be a section's heading, which they do know."""
    own = known.own
    return own is not None and len(text) >= SHORT and not own.inside and ALIKE not in (own.before, own.after)


def roams(own: KeyFacts) -> bool:
    """Whether a site's pages have a block anywhere among ever other blocks: where one has it near its end, an article
    may still go on behind it. A label of a list is among others as well, but the list ends the page."""
    if own.inside or own.leads == ALWAYS or own.site < _SEVERAL or own.end <= LAST:
        return False
    return ALIKE not in (own.before, own.after)


def frames_others(text: str, known: Known) -> bool:
    """Whether a line is a label on more than half of a site's pages and each time something else behind it, as links to
    other stories are ("RELATED STORY: ..."). A heading does not vary, and who speaks in an interview is no line."""
    head = known.head
    if head is None or head.share < 5 or head.site < 8 or is_prose(text) or is_sentence(text) or not label_length(text):
        return False
    return known.own is None or known.own.share < head.share


def has_number(text: str) -> bool:
    """Whether there is a digit in a text, of whatever script."""
    return any(c.isdigit() for c in text)


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
    return replace(form, above=True)


def repetition(form: Form, whole: bool, known: KeyFacts) -> Testimony:
    """What the facts of a text's own key say. whole: it is a block, not part of one."""
    return _repeated(form, known, _base(form, whole, known))


def _base(form: Form, whole: bool, known: KeyFacts) -> float:
    if form.short and not form.above:
        return weights.bits("site.repeated-count" if form.counts else "site.repeated-short")
    if known.inside == 2 and not whole:
        return weights.bits("site.sentence")
    return weights.bits("site.repeated")


@lru_cache(maxsize=32768)
def _repeated(form: Form, known: KeyFacts, base: float) -> Testimony:
    """Facts are few and saturate: the same come again with every page."""
    bits = base + _share(form, known) + _surroundings(form, known)
    where = LEADS_OUT if form.leads_out and known.end > LAST else ""
    return Testimony("site-repetition/1", bits, describe(known) + where)


def _share(form: Form, known: KeyFacts) -> float:
    share = weights.bits(f"site.share.{known.share}")
    if form.prose and known.share == 4 and not (known.after == ALIKE and (known.end <= LAST or form.leads_out)):
        share = weights.bits("site.share.2")
    of_its_own = known.inside < 2 and not (form.prose or form.sentence)
    if share < 0 and (known.end <= _NEAR_END or form.behind) and of_its_own:
        # Titles in a list of links, names: each is rare, what they stand among is not. Of a page's own title the site
        # knows that it also stands at the top.
        return max(share, weights.bits("site.share-rare-line"))
    return share * weights.bits("site.few") if share > 0 and known.site < 8 else share


def _surroundings(form: Form, known: KeyFacts) -> float:
    prose = form.prose or form.sentence
    ends = known.end <= LAST or form.leads_out
    once = _is_once(known) and not form.behind and (prose or not (ends or form.placed))
    total = weights.bits("site.ending") if ends and (form.placed or not once) else 0.0
    if hangs_at_ends(known):
        return total + weights.bits(f"site.closing.{min(known.support, MOST_CLOSING)}")
    if known.inside == 2 and known.share <= SELDOM and max(known.before, known.after) == ALIKE:
        # Sentences of one passage go together wherever it is quoted: they are no witnesses for each other.
        return total
    intro = prose and _opens(form, known) and not _is_notice(form, known)
    if not once and (known.after == ALIKE or (known.before == ALIKE and not intro)):
        total += weights.bits("site.run")
        total += weights.bits("site.doubled") if known.doubled else 0.0
    elif known.before == ALIKE and intro:
        total += weights.bits("site.opening-prose")
    elif not once or (prose and not form.placed):
        loose = weights.bits("site.loose" if prose else "site.loose-short" if form.short else "site.loose-line")
        total += loose * (weights.bits("site.loose-once") if once else _looseness(form, known, intro))
    if known.inside == 2 and not (ends or _is_everywhere(known)):
        total += weights.bits("site.inside")
    return total


def _is_once(known: KeyFacts) -> bool:
    """Whether it is known of two pages out of many or several, once on each: that what stands beside it is the same
    is one comparison then, and what ends an article stands before a footer as well as what the footer begins with."""
    several = known.share <= SELDOM or (known.site < 8 and known.share < 5)
    return known.support == 2 and several and not known.doubled and max(known.before, known.after) == ALIKE


def hangs_at_ends(known: KeyFacts) -> bool:
    """Whether a sentence ends its block wherever it is, each time behind another, and what comes then are a few blocks
    by turns, as a footer's first: so does what is glued to articles, and hardly ever a sentence of theirs that comes
    again."""
    return known.closes and known.inside == 2 and known.before < known.after and known.support >= FEWEST_CLOSING


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


def is_common_sentence(text: str, known: Known) -> bool:
    """Whether a block ends like a sentence and is on a quarter of the pages or more: of what it speaks can tell; not
    what it asks, as an interviewer does."""
    own = known.own
    return own is not None and own.share >= 4 and not own.inside and is_sentence(text) and text[-1] not in ASKS


def is_put(known: KeyFacts, heads: bool, counts: bool) -> bool:
    """Whether a line or short sentence is put between paragraphs by the site: on all or nearly all pages; on three
    quarters of several and more than once on some of them; or on more than half and with a number. heads: whether it
    may be the heading of a section. That stands on a page once, and on all pages of a site that has few only. counts:
    whether it is short and has a number."""
    if known.inside or ALIKE in (known.before, known.after):
        return False
    if known.share > NEARLY_ALL:
        return known.site >= (16 if heads else 4)
    return known.site >= 8 and known.share >= 5 and (counts or (known.again and known.share == NEARLY_ALL))


def _is_on_many(known: KeyFacts) -> bool:
    """Whether a block is on more than half of sixteen pages and more, or a quarter of many: agencies' paragraphs and
    quotations are on fewer. Not what stands among the first blocks, as a columnist's intro does."""
    often = known.share >= (4 if known.site >= MANY_PAGES else 5)
    return often and known.site >= 16 and not known.inside and known.start >= _HEAD


def _is_everywhere(known: KeyFacts) -> bool:
    """On nearly all pages of a site of some size: no heading and no refrain is, wherever they stand."""
    return is_on_nearly_all(known) and known.site >= 8


def is_on_nearly_all(known: KeyFacts) -> bool:
    """Whether a text is on three quarters of its site's pages or more."""
    return known.share >= NEARLY_ALL


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
        return weights.bits("site.loose-two")
    if intro and known.share < 5 and known.after == 0 and known.start < _HEAD:
        return 1.0  # what stands before an intro is a head's, and partly the same
    return 0.5 if max(known.before, known.after) == 1 or (known.end <= 2 and line) else 1.0
