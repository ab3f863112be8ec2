# cython: infer_types=True, annotation_typing=False
"""What the lexicon files under a word: ways of writing a phrase, and templates that are not written out yet."""

from __future__ import annotations

import re

from archiver.boilerplate.lexicon.entries import Entry
from archiver.boilerplate.lexicon.fold import fold
from archiver.boilerplate.lexicon.gates import WORD, Demands, are_met, demands, writings
from archiver.boilerplate.lexicon.slots import BUTTON, ITEM_WORDS, NETWORK_WORDS, NUMBER, SLOTS
from archiver.boilerplate.lexicon.template import Tokens, Variant
from archiver.boilerplate.lexicon.words import MARKS

_SLOT = re.compile(r"\{(\w+)\}")
# Slots that take anybody's words.
_OPEN = frozenset(("{rest}", "{title}", "{name}", "{person}", "{publisher}", "{labels}"))
# Words of a text that may be as long as it likes.
_ANY = 1 << 30
_ALL = NUMBER | BUTTON


class Filing:
    """A way of writing a phrase, filed under one of its words, and what a text must have for it to be tried.

    before, after: the phrase's words right beside that one; "" where there is none. others: its further words. run: a
    run of its words that must stand side by side; "" where those beside see to it. marks: of its slots, as bits.
    longest: words that the text may have at most; small: likewise, those that `small_words` counts. opens, closes:
    kinds of the text's first and last word, of which they must have one; 0 where they may be any. ends: so many of
    its last words must be of that kind. is_open: whether it has room for anybody's words.
    """

    def __init__(self, variant: Variant, entry: Entry, at: int | None) -> None:
        """at: the place of the word among the variant's tokens; None where it has none, and is filed by its marks."""
        self.variant, self.entry = variant, entry
        self.before, self.after = ("", "") if at is None else _beside(variant.tokens, at)
        beside = () if at is None else (self.before, variant.tokens[at], self.after)
        self.others = frozenset([token for token in variant.tokens if token[0] != "{" and token not in beside])
        self.run = "" if variant.run in f" {' '.join(beside).strip()} " else variant.run
        self.marks = sum([MARKS[need] for need in variant.needs if need[0] == "{"])
        self.longest = _ANY if variant.longest is None else variant.longest
        self.small = _ANY if variant.small is None else variant.small
        self.opens, self.closes = variant.edges
        self.ends = variant.ends
        self.is_open = not _OPEN.isdisjoint(variant.tokens)

    def may_be(self, words: list[Word], marks: int) -> bool:
        """Whether a text of these words and marks may be it, or have it, as far as its ends and numbers tell."""
        length = len(words)
        if length > self.longest or marks & self.marks != self.marks:
            return False
        if self.opens:
            word = words[0]
            if not word.kinds & self.opens:
                return False
        if self.closes:
            word = words[length - 1]
            if not word.kinds & self.closes:
                return False
            if self.ends > 1 and word.kinds != _ALL:  # which with a "_" may be several
                if length == 1:
                    return False
                word = words[length - 2]
                if not word.kinds & self.closes:
                    return False
        return True

    def may_stand(self, words: list[Word], n: int, marks: int) -> bool:
        """Whether in a text of these words and marks it may stand about the n-th word, under which it is filed."""
        length = len(words)
        if not self.may_be(words, marks):
            return False
        if self.before:
            if n == 0:
                return False
            beside = words[n - 1]
            if beside.text != self.before:
                return False
        if self.after:
            if n + 1 == length:
                return False
            beside = words[n + 1]
            if beside.text != self.after:
                return False
        return True


def _beside(tokens: Tokens, at: int) -> tuple[str, str]:
    """The words before and after a token, "" for what is none."""
    before = tokens[at - 1] if at > 0 else "{"
    after = tokens[at + 1] if at + 1 < len(tokens) else "{"
    return "" if before[0] == "{" else before, "" if after[0] == "{" else after


class Waiting:
    """A template that is not written out yet."""

    def __init__(self, template: str, entry: Entry) -> None:
        self.template, self.entry = template, entry
        self._demands: Demands | None = None
        self._longest = -1  # until it is asked for

    def may_be_in(self, found: set[str], length: int) -> bool:
        """Whether a text of these words, so many with those that come again, may hold it."""
        if self._longest < 0:
            self._longest = _longest(self.template) if self.entry.scope == "line" else _ANY
        if length > self._longest:
            return False
        if self._demands is None:
            self._demands = demands(self.template)
        return are_met(self._demands, found)


def _longest(template: str) -> int:
    """Words of a text at most that is nothing but this."""
    sizes = [SLOTS[name].most for name in _SLOT.findall(template)]
    words = max([len(WORD.findall(fold(writing).text)) for writing in writings(template)])
    return _ANY if None in sizes else words + sum(filter(None, sizes))


def kinds_of(word: str) -> int:
    """The kinds of a folded word (slots.py); all of one with a "_", which slots take for a mark."""
    if "_" in word:
        return _ALL
    kinds = BUTTON if word in ITEM_WORDS else 0
    return kinds | NUMBER if word[0].isdecimal() else kinds


class Word:
    """A word as it is folded, and what a text may hold that has it.

    anchored: phrases by their longest word, but for those that are filed by their first. first: phrases that are a
    whole line and begin with it. waiting: templates of which it is a gate and that are not written out yet. kinds: see
    `kinds_of`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.anchored: list[Filing] = []
        self.first: list[Filing] = []
        self.waiting: list[Waiting] = []
        self.is_network = text in NETWORK_WORDS
        self.kinds = kinds_of(text)

    @property
    def is_filed(self) -> bool:
        """Whether anything is filed under it."""
        return bool(self.anchored or self.first or self.waiting)
