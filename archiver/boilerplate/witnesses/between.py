# cython: infer_types=True, annotation_typing=False
"""The witness of what stands between paragraphs: short lines, labels or headings; sentences of a page alone.

"Open image in gallery" stands on the pages of a site as "What we know so far" does, once on each, and beside something
else each time. What tells them apart is how many of the pages have the line (a heading that comes again is seldom on
most of them), its words, its length, a number in it, whether it asks, and whether titles come after it: a logistic
regression (Cox, Journal of the Royal Statistical Society B 20, 1958) over 18,000 such lines of seven persons' sites and
of our own (docs/notebook/judging.md).
"""

from __future__ import annotations

import math

from archiver.boilerplate import weights
from archiver.boilerplate.site.facts import ALIKE
from archiver.boilerplate.site.known import Known, is_on_nearly_all
from archiver.boilerplate.site.telling import how_often
from archiver.boilerplate.text.forms import QUOTES, asks, has_number, is_open_line, is_prose, is_sentence
from archiver.boilerplate.witnesses import vocabulary
from archiver.boilerplate.witnesses.testimony import Testimony
from archiver.boilerplate.witnesses.vocabulary import vocabulary_bits

LONGEST = 60
"""Longer lines (characters) are no headings that come again."""
RULE = "site-line/1"
_SENTENCE = weights.bits("alone.sentence")
_BASE, _WORD, _SHARE = weights.bits("between.base"), weights.bits("between.word"), weights.bits("between.share")
_SUPPORT, _NUMBER = weights.bits("between.support"), weights.bits("between.number")
_LENGTH, _LEADS, _LEAST = weights.bits("between.length"), weights.bits("between.leads"), weights.bits("between.least")
_QUESTION, _EVERYWHERE = weights.bits("between.question"), weights.bits("between.everywhere")
# Words of a line say as much as this, for furniture and against it (bits).
_MOST, _FEWEST = 12.0, -10.0
_QUOTES = QUOTES


def label(text: str, known: Known) -> Testimony | None:
    """What it says of a block before the page's tail that it is a line of that kind; None of other texts, and where
    it may be a heading. It takes all into account that other witnesses would say of the line."""
    own = known.own
    if own is None or known.framed or own.inside or own.before == ALIKE or own.after == ALIKE:
        return None
    if len(text) >= LONGEST or _is_quoted(text) or not (is_open_line(text) or asks(text)):
        return None
    words = min(_MOST, max(_FEWEST, vocabulary_bits(text)))
    bits = _BASE + _WORD * words + _SHARE * own.share + _SUPPORT * math.log2(own.support)
    bits += _LENGTH * math.log2(len(text)) + _LEADS * own.leads + (_NUMBER if has_number(text) else 0.0)
    bits += _EVERYWHERE * math.log2(own.support) if is_on_nearly_all(own) else 0.0
    bits += _QUESTION if asks(text) else 0.0
    if bits < _LEAST:
        return None
    return Testimony(RULE, bits, f"{how_often(own)}, between ever other texts, in words that no heading has")


def sentence(text: str) -> Testimony | None:
    """What it says of a block before the tail of a page of whose site nothing is known that its words are furniture's:
    sentences of articles have a few such words, hardly ever so many. None of other texts, and of running text."""
    if is_prose(text) or not is_sentence(text) or _is_quoted(text) or asks(text):
        return None
    words = vocabulary_bits(text)
    return Testimony(vocabulary.RULE, words, "") if words >= _SENTENCE else None


def _is_quoted(text: str) -> bool:
    """Whether a text begins or ends with a quotation: who speaks there is not the site."""
    return text[0] in _QUOTES or text.rstrip(".")[-1:] in _QUOTES
