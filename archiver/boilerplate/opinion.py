# cython: infer_types=True, annotation_typing=False
"""What the witnesses say together of a text in its place.

Most of what stands on a page stands on others as well, or says nothing that a witness would know: an opinion is formed
once of a text, of what is known of it on its site, and of where it stands, and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from archiver.boilerplate import repetition, standing, weights, witnesses
from archiver.boilerplate.between import label, sentence
from archiver.boilerplate.standing import Known
from archiver.boilerplate.stock import stock_line
from archiver.boilerplate.tail import place, words
from archiver.boilerplate.vocabulary import said_by_words
from archiver.boilerplate.witnesses import Testimony

# Below these log2 odds of being body no phrase has to say anything.
_CERTAIN = -6.0
# Bits for or against furniture from which on single words are not asked.
_DOUBT = 8.0


class Opinion:
    """What testimonies weigh together (bits for furniture), and of each side the one that weighs most; None where none
    speaks for it. put: whether the text is what is put between paragraphs (`witnesses.spoken`,
    `standing.frames_others`). apart: whether it may be, as what other pages have among others may.
    roams: see `standing.roams`."""

    def __init__(
        self, testimonies: Iterable[Testimony], put: bool = False, apart: bool = False, roams: bool = False
    ) -> None:
        bits = 0.0
        furniture: Testimony | None = None
        content: Testimony | None = None
        for one in testimonies:
            bits += one.bits
            if one.bits > (furniture.bits if furniture else 0.0):
                furniture = one
            if one.bits < (content.bits if content else 0.0):
                content = one
        self.bits = bits
        self.furniture = furniture
        self.content = content
        self.put = put
        self.apart = apart
        self.roams = roams


@lru_cache(maxsize=32768)
def opinion(
    text: str,
    whole: bool,
    plain: bool,
    heading: bool,
    odds: float | None,
    outside: bool,
    most: float | None,
    at_end: bool,
    twice: Testimony | None,
    placed: Testimony | None,
    known: Known | None,
    leads_out: bool,
    line: float | None,
    behind: bool,
    above: bool,
    unseen: int,
    alone: bool,
) -> Opinion:
    """The opinion of a unit of a page.

    whole, plain: see Unit. heading, odds: of its block. outside: whether the extractor of HTML has seen that outside
    the body. most: the most that these odds weigh, where furniture may be written into the body; None elsewhere.
    at_end: of the body of HTML. twice: what it says that the unit stands twice on the page. placed: what its place
    among the page's other units says (on_page.py). known, leads_out: see `repetition.site`.
    line: in the page's tail, what a line weighs there; None elsewhere. behind, above: see `repetition.site`.
    unseen: of what stands in the tail before all that the site's pages share, and on none of them: how many they are
    (a power of two at most 64); 0 of all else. alone: whether nothing is known of the site.
    """
    if whole and odds is None and line is None and placed is None and not above:
        between = label(text, known) if known is not None else sentence(text) if alone else None
        if between is not None:
            return Opinion([between], True)
    of_site = speaks = None
    if known is not None:
        known = _of_refrain(known) if placed is not None and placed.bits < 0 else known
        of_site = repetition.site(text, whole, known, leads_out, behind, above, odds is not None)
        if whole and odds is None and line is None and standing.is_common_sentence(text, known):
            speaks = words(text, "comes again, and")
    worded, says_put = (None, False) if plain else _worded(text, whole, odds, at_end)
    is_listed = placed is not None and placed.bits > 0
    is_open = outside or is_listed or (says_put and odds is None)
    said = [
        witnesses.looks(text, heading) if odds is None else witnesses.extractor(odds, whole, most),
        worded,
        twice,
        placed,
        _where_open(of_site, is_open),
        speaks if line is None else place(text, line, behind),
        repetition.unseen(unseen) if unseen else None,
    ]
    if odds is None and (_leave_doubt(said) or (known is not None and witnesses.is_sentence(text))):
        said.append(said_by_words(text, whole))
    is_between = whole and known is not None and standing.is_between(text, known)
    apart = whole and known is not None and standing.is_among_others(text, known)
    put = says_put or is_listed or speaks is not None or is_between
    roams = whole and known is not None and known.own is not None and standing.roams(known.own)
    return Opinion([testimony for testimony in said if testimony is not None], put, apart, roams)


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
    return phrase, whole and phrase is not None and witnesses.spoken(text).put


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
    share = 1.0 if at_end else weights.bits("lexicon.html")
    return said.weighing(min(said.bits, weights.bits("lexicon.most-html")) * share)


def _leave_doubt(said: Iterable[Testimony | None]) -> bool:
    """Whether a text's single words may matter after what the others have said."""
    return abs(sum([one.bits for one in said if one is not None])) < _DOUBT


def _where_open(said: Testimony | None, outside: bool) -> Testimony | None:
    """The site's word, but not for a block that an HTML extractor has seen outside the body, nor for one that says
    nothing but what is put between paragraphs.

    A text that comes again seldom, or among ever others, is quoted in running text - or it is a caption or a comment.
    """
    return None if said is not None and said.bits < 0 and outside else said
