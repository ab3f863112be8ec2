# cython: infer_types=True, annotation_typing=False
"""The witness of short lines that a site's pages have between ever other paragraphs: labels, or headings of sections.

"Open image in gallery" stands on the pages of a site as "What we know so far" does, once on each, and beside something
else each time. What tells them apart is how many of the pages have the line (a heading that comes again is seldom on
most of them), its words, its length, a number in it, and whether titles come after it: a logistic regression (Cox,
Journal of the Royal Statistical Society B 20, 1958) over 8,900 such lines of three persons' sites and of our own. With
one person's sites and words left out, of the furniture there it leaves 1, .1 and 3 %, and takes .5, .8 and 0 % of the
headings and other lines of articles (docs/decisions/boilerplate.md).
"""

from __future__ import annotations

import math

from archiver.boilerplate import weights
from archiver.boilerplate.counts import ALIKE
from archiver.boilerplate.forms import is_open_line
from archiver.boilerplate.repetition import Known, has_number
from archiver.boilerplate.telling import how_often
from archiver.boilerplate.vocabulary import vocabulary_bits
from archiver.boilerplate.witnesses import QUOTES, Testimony

LONGEST = 60
"""Longer lines (characters) are no headings that come again."""
RULE = "site-line/1"
_BASE, _WORD, _SHARE = weights.bits("between.base"), weights.bits("between.word"), weights.bits("between.share")
_SUPPORT, _NUMBER = weights.bits("between.support"), weights.bits("between.number")
_LENGTH, _LEADS, _LEAST = weights.bits("between.length"), weights.bits("between.leads"), weights.bits("between.least")
# Words of a line say as much as this, for furniture and against it (bits).
_MOST, _FEWEST = 12.0, -10.0


def label(text: str, known: Known) -> Testimony | None:
    """What it says of a block before the page's tail that it is a line of that kind; None of other texts, and where
    it may be a heading. It takes all into account that other witnesses would say of the line."""
    own = known.own
    if own is None or known.framed or own.inside or ALIKE in (own.before, own.after):
        return None
    if len(text) >= LONGEST or text[0] in QUOTES or not is_open_line(text):
        return None
    words = min(_MOST, max(_FEWEST, vocabulary_bits(text)))
    bits = _BASE + _WORD * words + _SHARE * own.share + _SUPPORT * math.log2(own.support)
    bits += _LENGTH * math.log2(len(text)) + _LEADS * own.leads + (_NUMBER if has_number(text) else 0.0)
    if bits < _LEAST:
        return None
    return Testimony(RULE, bits, f"{how_often(own)}, between ever other texts, in words that no heading has")
