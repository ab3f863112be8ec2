# cython: infer_types=True, annotation_typing=False
"""What the witnesses say together of a text in its place.

Most of what stands on a page stands on others as well, or says nothing that a witness would know: an opinion is formed
once of a text, of what is known of it on its site, and of where it stands, and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from archiver.boilerplate import weights, witnesses
from archiver.boilerplate.between import label, sentence
from archiver.boilerplate.repetition import site, unseen
from archiver.boilerplate.standing import Known, is_among_others, is_between, is_common_sentence, roams
from archiver.boilerplate.stock import stock_line
from archiver.boilerplate.tail import place, words
from archiver.boilerplate.vocabulary import said_by_words
from archiver.boilerplate.witnesses import Testimony, extractor, is_sentence, looks, spoken

# Below these log2 odds of being body no phrase has to say anything.
_CERTAIN = -6.0
# Bits for or against furniture from which on single words are not asked.
_DOUBT = 8.0
# Of a page of HTML the most that phrases weigh, and the share of it that counts but at the body's end.
_MOST_HTML, _HTML = weights.bits("lexicon.most-html"), weights.bits("lexicon.html")


class Setting:
    """How a unit stands on its page, and what is known of it there.

    whole, plain: see Unit. heading, odds: of its block. outside: whether the extractor of HTML has seen that outside
    the body. most: the most that these odds weigh, where furniture may be written into the body; None elsewhere.
    at_end: of the body of HTML. twice: what it says that the unit stands twice on the page. placed: what its place
    among the page's other units says (on_page.py). known, leads_out: see `repetition.site`.
    line: in the page's tail, what a line weighs there; None elsewhere. behind, above: see `repetition.site`.
    unseen: of what stands in the tail before all that the site's pages share, and on none of them: how many they are
    (a power of two at most 64); 0 of all else. alone: whether nothing is known of the site.
    """

    def __init__(self, whole: bool, plain: bool) -> None:
        self.whole, self.plain = whole, plain
        self.heading = self.outside = self.at_end = self.leads_out = self.behind = self.above = self.alone = False
        self.odds: float | None = None
        self.most: float | None = None
        self.line: float | None = None
        self.twice: Testimony | None = None
        self.placed: Testimony | None = None
        self.known: Known | None = None
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
        return self.odds == other.odds and self.most == other.most and self.line == other.line and self._knows(other)

    def _knows(self, other: Setting) -> bool:
        if self.known is None or other.known is None:
            return self.known is other.known
        return self.known.says(other.known)


class Opinion:
    """What testimonies weigh together (bits for furniture), and of each side the one that weighs most; None where none
    speaks for it. put: whether the text is what is put between paragraphs (`witnesses.spoken`,
    `standing.frames_others`). apart: whether it may be, as what other pages have among others may.
    roams: see `standing.roams`. text, setting: of which it is, where it is remembered."""

    def __init__(
        self, testimonies: Iterable[Testimony | None], put: bool = False, apart: bool = False, roams: bool = False
    ) -> None:
        self.bits = 0.0
        self.furniture: Testimony | None = None
        self.content: Testimony | None = None
        self.put, self.apart, self.roams = put, apart, roams
        self.text: str | None = None
        self.setting: Setting | None = None
        for one in testimonies:
            if one is not None:
                self._hear(one)

    def _hear(self, one: Testimony) -> None:
        self.bits += one.bits
        if one.bits > (0.0 if self.furniture is None else self.furniture.bits):
            self.furniture = one
        if one.bits < (0.0 if self.content is None else self.content.bits):
            self.content = one


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
    whole, odds, line, placed, known = setting.whole, setting.odds, setting.line, setting.placed, setting.known
    if whole and odds is None and line is None and placed is None and not setting.above:
        between = label(text, known) if known is not None else sentence(text) if setting.alone else None
        if between is not None:
            return Opinion([between], True)
    of_site = speaks = None
    if known is not None:
        known = _of_refrain(known) if placed is not None and placed.bits < 0 else known
        of_site = site(text, whole, known, setting.leads_out, setting.behind, setting.above, odds is not None)
        if whole and odds is None and line is None and is_common_sentence(text, known):
            speaks = words(text, "comes again, and")
    worded, says_put = (None, False) if setting.plain else _worded(text, whole, odds, setting.at_end)
    is_listed = placed is not None and placed.bits > 0
    is_open = setting.outside or is_listed or (says_put and odds is None)
    said = [
        looks(text, setting.heading) if odds is None else extractor(odds, whole, setting.most),
        worded,
        setting.twice,
        placed,
        _where_open(of_site, is_open),
        speaks if line is None else place(text, line, setting.behind),
        unseen(setting.unseen) if setting.unseen else None,
    ]
    if odds is None and (_leave_doubt(said) or (known is not None and is_sentence(text))):
        said.append(said_by_words(text, whole))
    if known is None or not whole:
        return Opinion(said, says_put or is_listed or speaks is not None)
    put = says_put or is_listed or speaks is not None or is_between(text, known)
    return Opinion(said, put, is_among_others(text, known), known.own is not None and roams(known.own))


def _of_refrain(known: Known) -> Known:
    """What the site knows of a refrain's line, but for what stands beside it: another line of the refrain."""
    own = known.own
    return Known(None if own is None else own.by_itself(), None, None)


def _worded(text: str, whole: bool, odds: float | None, at_end: bool) -> tuple[Testimony | None, bool]:
    """The word of the lexicon, or of the stock lines of dumps where that weighs more; and whether the text is what is
    put between paragraphs by what they know."""
    phrase = phrases(text, odds, at_end)
    stock = stock_line(text) if whole and odds is None else None
    if stock is not None:
        return stock if phrase is None or phrase.bits < stock.bits else phrase, True
    return phrase, whole and phrase is not None and spoken(text).put


@lru_cache(maxsize=8192)
def paragraph(length: int) -> Opinion:
    """The opinion of running text of a dump, before the tail and plain (see Unit), of which the site knows nothing."""
    return Opinion([witnesses.looks_long(length)])


def phrases(text: str, odds: float | None, at_end: bool = False) -> Testimony | None:
    """The lexicon's word; of HTML it has less to say, since the extractor has seen where the words stand: but not at
    the body's end, where that tells little."""
    if odds is not None and odds < _CERTAIN:
        return None
    said = witnesses.phrases(text)
    if said is None or odds is None:
        return said
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
