# cython: infer_types=True, annotation_typing=False
"""The witness of words: how much oftener furniture is made of a text's words than articles are.

The lexicon knows phrases, concepts.tsv what an appeal is about. Neither knows whoever says the same in words of
their own ("Never miss a story", "OK, got it"). vocabulary.tsv has a weight for each of some thousand words, stems
and pairs of words: the coefficients of a logistic regression (L2) over lines of furniture that twenty-five writers
have worded, in six languages, and lines of articles, also such as recur or speak of what furniture speaks of, with
length and final stop beside them, which other witnesses speak of. What only one writer has is not in it.
`bench/dumps/train.py` trains it and says how it does on writers that it has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from archiver.boilerplate import weights
from archiver.boilerplate.digests import data_digest
from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped
from archiver.boilerplate.witnesses import Testimony, is_prose, is_sentence
from archiver.common.data_files import files
from archiver.words.memory import Memory, word_end, word_start
from archiver.words.numbering import Listed, begun_by

STEM = 5
"""Letters by which longer words are known as well, whatever their ending."""
RULE = "vocabulary/1"
_NUMBER = re.compile(r"\d+")
# Quotations: each mark with those that close it. By its first sign alone `re` passes over what begins none.
_QUOTED = re.compile(
    r'"[^"]*"|“[^“”]*[“”]|„[^“”]*[“”]|”[^“”]*[“”]|«[^»]*»|»[^«]*«|‘[^‘’]*’(?!\w)|「[^」]*」|『[^』]*』'
)
# So many words are named as the reason.
_NAMED = 3


@lru_cache(maxsize=8192)
def said_by_words(text: str, whole: bool = True) -> Testimony | None:
    """What a text's words say, without naming them (`telling_words` does); None where they say nothing.

    whole: of a whole block, not of a part of one: of one sentence in a paragraph they say less. Against furniture
    words speak in a sentence only: a link to another story is made of an article's words.
    """
    bits = vocabulary_bits(text) * weights.bits("vocabulary.per-bit")
    if bits > 0:
        bits = min(bits, weights.bits("vocabulary.most")) if bits >= weights.bits("vocabulary.fewest") else 0.0
    else:
        least = "vocabulary.least-prose" if is_prose(text) else "vocabulary.least"
        bits = max(bits, weights.bits(least)) if is_sentence(text) else 0.0
    if not whole and bits > 0:
        bits *= weights.bits("vocabulary.part")
    return Testimony(RULE, bits, "") if bits else None


def vocabulary_bits(text: str) -> float:
    """The sum of the weights of a text's own words and pairs of them (log2 odds of furniture, form and place aside)."""
    said = own_words(text)
    words = _MEMORY.words(fold(said).text if is_reshaped(said) else said)
    known = _weights()
    total, begun = 0, _FIRST
    for word in words:
        total += word.weight + known.of_pair(begun, word.paired)
        begun = word.begun
    if words:
        total += known.of_pair(begun, "$")
    return total / 10


def own_words(text: str) -> str:
    """A text without what it quotes: mentioned is not said. All of what is nothing but a quotation."""
    if not _has_quote(text):
        return text
    own = _QUOTED.sub(" ", text)
    return own if any(map(str.isalpha, own)) else text


def _has_quote(text: str) -> bool:
    """Whether a mark stands there that opens a quotation."""
    for c in text:
        if c in "\"“„”«»‘「『":
            return True
    return False


@lru_cache(maxsize=8192)
def telling_words(text: str, furniture: bool) -> str:
    """The words that say most for furniture, or for an article, as they are written: the evidence of a verdict."""
    named = _telling(own_words(text), 1 if furniture else -1)
    return f"words of {'furniture' if furniture else 'an article'}: {', '.join([word for _, word in named])}"


def _telling(text: str, sign: int) -> list[tuple[int, str]]:
    """Of the words whose weight has a sign (1, -1) those with the most, each behind the reverse of its weight."""
    found: list[tuple[int, str]] = []
    least = 1
    at = word_start(text, 0)
    while at < len(text):
        end = word_end(text, at)
        word = _MEMORY.at(text, at, end)
        own = sign * word.weight
        if own >= least:
            one = (-own, text[at:end])
            if one not in found:
                found = sorted([*found, one])[:_NAMED]
                least = -found[_NAMED - 1][0] if len(found) == _NAMED else 1
        at = word_start(text, end)
    return found


def parts_of(word: str) -> tuple[str, ...]:
    """What has a weight of a folded word: all of it, numbers in it made one, and its stem ("subsc*")."""
    word = _numbers_alike(word)
    return (word, word[:STEM] + "*") if len(word) > STEM else (word,)


def pairs_of(words: Sequence[str]) -> list[str]:
    """Two folded words that follow each other, and the first and last of a text as such, by what has a weight ("^ our",
    "this page", "here $")."""
    known = ["^", *map(_numbers_alike, words), "$"]
    return [f"{a} {b}" for a, b in pairwise(known)] if words else []


@cache
def digest() -> str:
    """A digest of all weights (16 hex digits)."""
    return data_digest(_file())


@cache
def _file() -> str:
    return (files(__package__) / "vocabulary.tsv").read_bytes().decode()


@cache
def _weights() -> Listed:
    """Of each word, stem or pair its weight in tenths of a bit."""
    return Listed(_file())


class Known:
    """What is known of a word: its weight, how it is written in pairs, and what it begins these with (`begun_by`)."""

    def __init__(self, written: str) -> None:
        known = _weights()
        self.paired = _numbers_alike(fold_word(written))
        self.weight = sum([known.of_word(part) for part in parts_of(self.paired)])
        self.begun = begun_by(self.paired)


def _numbers_alike(word: str) -> str:
    return word if word.isalpha() else _NUMBER.sub("0", word)


_FIRST = begun_by("^")
_MEMORY = Memory(Known)
