# cython: infer_types=True, annotation_typing=False
"""What the lexicon files under a word: ways of writing a phrase, and templates that are not written out yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from archiver.boilerplate.lexicon.entries import Entry
from archiver.boilerplate.lexicon.gates import count_words, demands
from archiver.boilerplate.lexicon.slots import BUTTON, ITEM_WORDS, NETWORK_WORDS, NUMBER, SLOTS
from archiver.boilerplate.lexicon.template import Tokens, Variant, longest_run
from archiver.boilerplate.lexicon.words import MARKS

_SLOT = re.compile(r"\{(\w+)\}")
# Slots that take anybody's words.
_OPEN = frozenset(("{rest}", "{title}", "{name}", "{person}", "{publisher}", "{labels}"))
# Words of a text that may be as long as it likes.
_ANY = 1 << 30
_ALL = NUMBER | BUTTON
_NO_WORDS: frozenset[str] = frozenset()


class Filing:
    """A way of writing a phrase, filed under one of its words, and what a text must have for it to be tried.

    before, after: the phrase's words right beside that one; "" where there is none. others: its further words. run: a
    run of its words that must stand side by side; "" where those beside see to it. marks: of its slots, as bits.
    longest: words that the text may have at most; small: likewise, those that `small_words` counts. opens, closes:
    kinds of the text's first and last word, of which they must have one; 0 where they may be any. ends: so many of
    its last words must be of that kind. is_open: whether it has room for anybody's words. tried: the number of the
    text that may have it last. at: the word's place. is_known: whether others, run and is_open are (`know`).
    """

    def __init__(self, variant: Variant, entry: Entry, at: int | None) -> None:
        """at: the place of the word among the variant's tokens; None where it has none, and is filed by its marks."""
        self.variant, self.entry, self.at = variant, entry, at
        self.before, self.after = ("", "") if at is None else _beside(variant.tokens, at)
        self.others, self.run = _NO_WORDS, ""
        self.is_open = self.is_known = False
        self.marks = sum([MARKS[need] for need in variant.needs if need[0] == "{"])
        self.longest = _ANY if variant.longest is None else variant.longest
        self.small = _ANY if variant.small is None else variant.small
        self.opens, self.closes = variant.edges
        self.ends = variant.ends
        self.tried = 0

    def know(self) -> None:
        """Work out the rest, which most are never asked for: others, run, is_open."""
        tokens = self.variant.tokens
        beside = () if self.at is None else (self.before, tokens[self.at], self.after)
        self.others = frozenset([token for token in tokens if token[0] != "{" and token not in beside])
        run = longest_run(tokens)
        self.run = "" if run in f" {' '.join(beside).strip()} " else run
        self.is_open = not _OPEN.isdisjoint(tokens)
        self.is_known = True

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
    """A template that is not written out yet. is_learnt: whether its demands are known (`learn`)."""

    def __init__(self, template: str, entry: Entry) -> None:
        self.template, self.entry = template, entry
        self._demands: tuple[tuple[list[Word], list[list[list[Word]]]], ...] = ()
        self._longest = -1  # until it is asked for
        self.is_learnt = False

    def may_be_all(self, length: int) -> bool:
        """Whether a text of so many words may be nothing but this, if it has to be."""
        if self._longest < 0:
            self._longest = _longest(self.template) if self.entry.scope == "line" else _ANY
        return length <= self._longest

    def learn(self, of: Callable[[str], Word]) -> None:
        """Have its demands (`gates.demands`) as words. of: says which a folded word is; it will go on to be that."""
        found = []
        for words, options in demands(self.template):
            taken = [[_wanted(choice, of) for choice in choices] for choices in options]
            found.append((_wanted(words, of), taken))
        self._demands, self.is_learnt = tuple(found), True

    def may_be_in(self, text: int) -> bool:
        """Whether a text, by its number, may hold it: it has the words of one of the writings, and of each of its
        options those of one choice."""
        for words, options in self._demands:
            if _are_in(words, text) and _are_taken(options, text):
                return True
        return False


def _wanted(words: Iterable[str], of: Callable[[str], Word]) -> list[Word]:
    found = [of(word) for word in words]
    for word in found:
        word.is_wanted = True
    return found


def _are_in(words: list[Word], text: int) -> bool:
    for n in range(len(words)):
        word = words[n]
        if word.seen != text:
            return False
    return True


def _are_taken(options: list[list[list[Word]]], text: int) -> bool:
    for choices in options:
        for choice in choices:
            if _are_in(choice, text):
                break
        else:
            return False
    return True


def _longest(template: str) -> int:
    """Words of a text at most that is nothing but this."""
    words = count_words(template)
    if "{" not in template:
        return words
    sizes = [SLOTS[name].most for name in _SLOT.findall(template)]
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
    whole line and begin with it. waiting: templates of which it is a gate and that are not written out yet. is_wanted:
    whether one demands it. kinds: see `kinds_of`. seen: the number of the text that had it last.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.anchored: tuple[Filing, ...] = ()  # most have none, and there are many
        self.first: tuple[Filing, ...] = ()
        self.waiting: tuple[Waiting, ...] = ()
        self.is_network = text in NETWORK_WORDS
        self.is_wanted = False
        self.kinds = kinds_of(text)
        self.seen = 0

    @property
    def is_filed(self) -> bool:
        """Whether anything is filed under it, or asks for it."""
        return bool(self.anchored or self.first or self.waiting or self.is_wanted)
