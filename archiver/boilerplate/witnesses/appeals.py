# cython: infer_types=True, annotation_typing=False
"""The witness of appeals: sentences that speak of several of what furniture speaks of (concepts.py), and lines where an
article has ended."""

from __future__ import annotations

from functools import lru_cache

from archiver.boilerplate import weights
from archiver.boilerplate.text.forms import PROSE, asks, is_open_line
from archiver.boilerplate.text.iban import has_iban
from archiver.boilerplate.witnesses.concepts import Naming, concepts_of
from archiver.boilerplate.witnesses.looks import prose_bits
from archiver.boilerplate.witnesses.testimony import Testimony

# One concept is no evidence.
_FEWEST = 2
_AGAIN, _CONCEPT, _WORD = weights.bits("words.again"), weights.bits("words.concept"), weights.bits("words.word")
_LOOKS = weights.bits("looks.sentence")


def in_tail(text: str, line: float, behind: bool = False) -> Testimony | None:
    """What it says of a text that it stands in the tail. line: what a line weighs there. behind: whether it stands
    behind what is known there: a question is a headline then."""
    if is_open_line(text) or (behind and len(text) < PROSE and asks(text)):
        return Testimony("tail/1", line, "a line after the article's last paragraph") if line else None
    return appeal(text)


@lru_cache(maxsize=8192)
def appeal(text: str, where: str = "after the article's last paragraph, and") -> Testimony | None:
    """What the concepts of sentences in a tail say, or of such as come again; None where they are too few. where: that
    they stand there, in words.

    Concepts come at a rate a word, in running text and (eight times as often) in appeals: the testimony is the
    ratio of the likelihoods of two Poisson processes.
    """
    named = concepts_of(text)
    account = has_iban(text)
    bits = appeal_bits(named) + (weights.bits("words.account") if account else 0.0)
    if bits <= 0:
        return None
    bits = min(bits, weights.bits("words.most"))
    about = ", ".join([*sorted(named.concepts), *(["a bank account"] if account else [])])
    return Testimony("words/1", bits, f"{where} speaks of {about}")


def appeal_bits(named: Naming) -> float:
    """What concepts weigh, in bits."""
    different = len(named.concepts)
    if different < _FEWEST:
        return 0.0
    return different * _CONCEPT + (named.mentions - different) * _AGAIN + named.words * _WORD


def is_appeal(length: int, named: Naming, words: float = 0.0) -> bool:
    """Whether what a text names outweighs that it is a sentence of so many characters. words: what its words add."""
    own = prose_bits(length) if length >= PROSE else _LOOKS
    return appeal_bits(named) + own + words > 0
