# cython: infer_types=True, annotation_typing=False
"""What the witnesses say together of a text in its place.

Most of what stands on a page stands on others as well, or says nothing that a witness would know: an opinion is formed
once of a text, of what is known of it on its site, and of where it stands, and remembered. The extractor of HTML has
other odds for the same text on each page, so its word is no part of the opinion: it comes first, and by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from archiver.boilerplate import weights
from archiver.boilerplate.site.known import Known, is_among_others, is_between, is_common_sentence, roams
from archiver.boilerplate.text.forms import is_sentence
from archiver.boilerplate.witnesses.appeals import appeal, in_tail
from archiver.boilerplate.witnesses.between import label, sentence
from archiver.boilerplate.witnesses.extractor import by_place
from archiver.boilerplate.witnesses.looks import looks, looks_long
from archiver.boilerplate.witnesses.phrases import phrases, spoken
from archiver.boilerplate.witnesses.repetition import said_by_site, unseen
from archiver.boilerplate.witnesses.stock import stock_line
from archiver.boilerplate.witnesses.testimony import Testimony
from archiver.boilerplate.witnesses.vocabulary import said_by_words

# Below these log2 odds of being body no phrase has to say anything.
_CERTAIN = -6.0
# Bits for or against furniture from which on single words are not asked.
_DOUBT = 8.0
# Of a page of HTML the most that phrases weigh, and the share of it that counts but at the body's end.
_MOST_HTML, _HTML = weights.bits("lexicon.most-html"), weights.bits("lexicon.html")


class Setting:
    """How a unit stands on its page, and what is known of it there.

    whole, plain: see Unit. seen: whether an extractor has seen its place. certain: so far outside the body that no
    phrase has to say anything. heading: whether its block is one; asked where no place was seen. outside: whether the
    extractor of HTML has seen it outside the body. at_end: of the body of HTML. twice: what it says that the unit
    stands twice on the page. placed: what its place among the page's other units says (on_page.py). known, leads_out,
    behind, above: see `repetition.said_by_site`. line: in the page's tail, what a line weighs there; None elsewhere.
    unseen: of what stands in the tail before all that the site's pages share, and on none of them: how many they are
    (a power of two at most 64); 0 of all else. alone: whether nothing is known of the site.
    """

    def __init__(self, whole: bool, plain: bool, known: Known | None) -> None:
        self.whole, self.plain, self.known = whole, plain, known
        self.heading = self.outside = self.at_end = self.leads_out = self.behind = self.above = self.alone = False
        self.seen = self.certain = False
        self.line: float | None = None
        self.twice: Testimony | None = None
        self.placed: Testimony | None = None
        self.unseen = 0

    def is_like(self, other: Setting) -> bool:
        """Whether a text with that setting has the same opinion."""
        if self.whole != other.whole or self.plain != other.plain or self.heading != other.heading:
            return False
        if self.outside != other.outside or self.at_end != other.at_end or self.leads_out != other.leads_out:
            return False
        if self.behind != other.behind or self.above != other.above or self.alone != other.alone:
            return False
        if self.unseen != other.unseen or not (self.twice == other.twice and self.placed == other.placed):
            return False
        if self.seen != other.seen or self.certain != other.certain:
            return False
        return self.line == other.line and self._knows(other)

    def _knows(self, other: Setting) -> bool:
        if self.known is None or other.known is None:
            return self.known is other.known
        return self.known.says(other.known)


class Opinion:
    """What testimonies say together. heard: each. put: whether the text is what is put between paragraphs
    (`phrases.Spoken`, `known.frames_others`). apart: whether it may be, as what other pages have among others may.
    roams: see `known.roams`. text, setting: of which it is, where it is remembered."""

    def __init__(
        self, testimonies: Iterable[Testimony | None], put: bool = False, apart: bool = False, roams: bool = False
    ) -> None:
        self.heard = [one for one in testimonies if one is not None]
        self.put, self.apart, self.roams = put, apart, roams
        self.text: str | None = None
        self.setting: Setting | None = None

    def bits(self, placed: float) -> float:
        """What all of them weigh together, for furniture. placed: what the extractor's word weighs, 0 without one."""
        total = placed
        for one in self.heard:
            total += one.bits
        return total

    def decisive(self, furniture: bool, placed: float) -> Testimony | None:
        """Of one side's testimonies the one that weighs most, the extractor's among them (see `bits`); None where none
        speaks for it."""
        most = max(placed, 0.0) if furniture else min(placed, 0.0)
        found = None
        for one in self.heard:
            if one.bits > most if furniture else one.bits < most:
                found, most = one, one.bits
        return by_place(most) if found is None and most != 0 else found


# Opinions that were formed, each in a place by its text's hash, where a later one may take its turn.
_PLACES = 1 << 15
_FORMED: list[Opinion | None] = [None] * _PLACES


def opinion(text: str, setting: Setting) -> Opinion:
    """The opinion of a unit of a page."""
    known = setting.known
    mixed = hash(text) if known is None or known.own is None else hash(text) ^ hash(known.own.packed)
    place = (mixed + (setting.line is None)) & (_PLACES - 1)
    found = _FORMED[place]
    if found is None or found.text != text or found.setting is None or not setting.is_like(found.setting):
        found = _FORMED[place] = _formed(text, setting)
        found.text, found.setting = text, setting
    return found


def _formed(text: str, setting: Setting) -> Opinion:
    whole, seen, line, placed, known = setting.whole, setting.seen, setting.line, setting.placed, setting.known
    if whole and not seen and line is None and placed is None and not setting.above:
        between = label(text, known) if known is not None else sentence(text) if setting.alone else None
        if between is not None:
            return Opinion([between], True)
    of_site = speaks = None
    if known is not None:
        known = _of_refrain(known) if placed is not None and placed.bits < 0 else known
        of_site = said_by_site(text, whole, known, setting.leads_out, setting.behind, setting.above, seen)
        if whole and not seen and line is None and is_common_sentence(text, known):
            speaks = appeal(text, "comes again, and")
    worded, says_put = (None, False) if setting.plain else _worded(text, setting)
    is_listed = placed is not None and placed.bits > 0
    is_open = setting.outside or is_listed or (says_put and not seen)
    said = [
        None if seen else looks(text, setting.heading),
        worded,
        setting.twice,
        placed,
        _where_open(of_site, is_open),
        speaks if line is None else in_tail(text, line, setting.behind),
        unseen(setting.unseen) if setting.unseen else None,
    ]
    if not seen and (_leave_doubt(said) or (known is not None and is_sentence(text))):
        said.append(said_by_words(text, whole))
    if known is None or not whole:
        return Opinion(said, says_put or is_listed or speaks is not None)
    put = says_put or is_listed or speaks is not None or is_between(text, known)
    return Opinion(said, put, is_among_others(text, known), known.own is not None and roams(known.own))


def _of_refrain(known: Known) -> Known:
    """What the site knows of a refrain's line, but for what stands beside it: another line of the refrain."""
    own = known.own
    return Known(None if own is None else own.by_itself(), None, None)


def _worded(text: str, setting: Setting) -> tuple[Testimony | None, bool]:
    """The word of the lexicon, or of the stock lines of dumps where that weighs more; and whether the text is what is
    put between paragraphs by what they know."""
    if setting.seen:
        phrase = None if setting.certain else _phrases_of_html(text, setting.at_end)
        return phrase, setting.whole and phrase is not None and spoken(text).put
    phrase = phrases(text)
    stock = stock_line(text) if setting.whole else None
    if stock is not None:
        return stock if phrase is None or phrase.bits < stock.bits else phrase, True
    return phrase, setting.whole and phrase is not None and spoken(text).put


@lru_cache(maxsize=8192)
def paragraph(length: int) -> Opinion:
    """The opinion of running text of a dump, before the tail and plain (see Unit), of which the site knows nothing."""
    return Opinion([looks_long(length)])


def phrases_at(text: str, odds: float | None, at_end: bool = False) -> Testimony | None:
    """The lexicon's word. odds: the extractor's, of its block; None where it has seen none. at_end: of HTML's body."""
    if odds is None:
        return phrases(text)
    return None if is_certain(odds) else _phrases_of_html(text, at_end)


def is_certain(odds: float) -> bool:
    """Whether the extractor is so sure that a block is outside the body that no phrase has to say anything."""
    return odds < _CERTAIN


def _phrases_of_html(text: str, at_end: bool) -> Testimony | None:
    """The lexicon has less to say, since the extractor has seen where the words stand: but not at the body's end, where
    that tells little."""
    said = phrases(text)
    if said is None:
        return None
    return said.weighing(min(said.bits, _MOST_HTML) * (1.0 if at_end else _HTML))


def _leave_doubt(said: Sequence[Testimony | None]) -> bool:
    """Whether a text's single words may matter after what the others have said."""
    bits = 0.0
    for one in said:
        if one is not None:
            bits += one.bits
    return -_DOUBT < bits < _DOUBT


def _where_open(said: Testimony | None, outside: bool) -> Testimony | None:
    """The site's word, but not for a block that an HTML extractor has seen outside the body, nor for one that says
    nothing but what is put between paragraphs.

    A text that comes again seldom, or among ever others, is quoted in running text - or it is a caption or a comment.
    """
    return None if said is not None and said.bits < 0 and outside else said
