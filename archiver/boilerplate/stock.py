# cython: infer_types=True, annotation_typing=False
"""The witness of stock lines: furniture that different newsrooms word alike, to the letter.

The lexicon has phrases with what they leave open, vocabulary.tsv single words. But a third of the lines of furniture
that one person words for a site another has worded before, in the same words ("Open image in gallery", "Not now"), and
hardly a line of an article is among them. stock.tsv has such lines, folded, without marks, numbers as "0", and of each
how many writers have it; what anybody has worded for an article is not in it. `bench/dumps/train.py fit` writes it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from archiver.boilerplate import weights
from archiver.boilerplate.digests import data_digest
from archiver.boilerplate.lexicon.fold import fold
from archiver.boilerplate.witnesses import Testimony
from archiver.common.data_files import files
from archiver.words.memory import BASIS, BITS, PRIME
from archiver.words.numbering import Listed

RULE = "stock/1"
LONGEST = 160
"""Longer texts (characters) are nobody's stock lines."""
_WORD = re.compile(r"[^\W_]+")
_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=8192)
def stock_line(text: str) -> Testimony | None:
    """What it says of a whole text that it is a stock line; None of other texts."""
    if len(text) > LONGEST:
        return None
    writers = _lines().of(hash_of(fold(text).text))
    if not writers:
        return None
    several = writers > 1
    words = f"word for word as {'others print' if several else 'another prints'} it"
    return Testimony(RULE, weights.bits("stock.several" if several else "stock.one"), words)


def plain(text: str) -> str:
    """A text as it is told apart from others: its folded words, numbers as 0."""
    return _NUMBER.sub("0", " ".join(_WORD.findall(fold(text).text)))


def hash_of(folded: str) -> int:
    """The hash (memory.py) of a folded text as `plain` would have it."""
    hashed, before = _BASIS, " "
    for c in folded:
        sign = c if "a" <= c <= "z" else "0" if c.isdecimal() else c if c.isalnum() else " "
        if sign != " ":
            if before == " " and hashed != _BASIS:
                hashed = (hashed ^ ord(" ")) * _PRIME & _BITS
            if not sign == before == "0":
                hashed = (hashed ^ ord(sign)) * _PRIME & _BITS
        before = sign
    return hashed


@cache
def digest() -> str:
    """A digest of all lines (16 hex digits)."""
    return data_digest(_file())


@cache
def _file() -> str:
    return (files(__package__) / "stock.tsv").read_bytes().decode()


@cache
def _lines() -> Listed:
    """Of each line by how many writers it is."""
    return Listed(_file())
