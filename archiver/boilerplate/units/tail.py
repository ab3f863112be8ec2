# cython: infer_types=True, annotation_typing=False
"""The tail of a page: what comes after the article's last paragraph, and the furniture that hangs at its end.

Of 205 bodies with hand-made gold 182 end with a sentence; most of the others' last lines are credits and
links. So a line without a final stop that no running text follows is furniture, several times over. What
is worded as sentences there is asked for the concepts that it names (appeals.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from archiver.boilerplate import weights
from archiver.boilerplate.keys.fingerprint import Fingerprint, fingerprint
from archiver.boilerplate.text.forms import PROSE, is_open_line, is_sentence
from archiver.boilerplate.text.iban import has_iban
from archiver.boilerplate.witnesses.appeals import appeal_bits, is_appeal
from archiver.boilerplate.witnesses.concepts import concepts_of, mentions_of, naming
from archiver.boilerplate.witnesses.vocabulary import said_by_words

# Sentences that nothing is known of and that may stand in a tail: after two the article may have begun. But one more
# for so many lines and known blocks behind it: an article does not end with lines and sentences by turns.
_UNKNOWN = 1
_LINES = 2
# More lines than these with no sentence between them, of which none is known as furniture, may be a list that ends the
# article.
_LIST = 8
# So many lines of such a list above a line that is known: a heading that other articles have too.
_BOTH_SIDES = 4
# A label before a story's title has as many characters at most, the title more.
_LABEL = 20
# What follows a paragraph's last stop is no sentence of it if it is as short as this (characters).
_FRAGMENT = 60
# Bits of words by which sentences before such a line are an article's.
_ARTICLES = -2.0
_MOST_OF_WORDS = weights.bits("vocabulary.most")
_EMAIL = re.compile(r"\w@[\w-]+\.\w")
# An appeal of so many sentences at most is looked for at the end of the last paragraph.
_APPEAL_SENTENCES = 6


class Tail(NamedTuple):
    """start: the first block of the tail; the number of blocks where there is none. glued: where in the block
    before it an appeal begins (a character of its text), or None. lines: weight of a line without a stop. known: the
    first block of it that is known as furniture; the number of blocks where none is. learned: the first that is
    furniture by what the site's pages share; None where none is, and of HTML."""

    start: int
    glued: int | None
    lines: float
    known: int
    learned: int | None = None


# What a text is that nothing is known of, as a tail sees it. Prose: running text, or a paragraph at whose end furniture
# hangs: the article ends with it.
_LINE, _APPEAL, _SENTENCE, _PROSE = 0, 1, 2, 3


def tail_of(texts: list[str], is_known: Callable[[int], bool], placed: bool = False) -> Tail:
    """The page's tail. texts: of its blocks. is_known: whether the text of that number is known as furniture, from
    the lexicon or other pages.

    placed: these are what an extractor of HTML has seen in the body. There an element ends where its paragraph does,
    and a line weighs less, and only beside what is known: credits stand at an article's end.
    """
    unknown = lines = known = run = longest = listed = above = 0
    start = first = below = plain = len(texts)
    while start > 0:
        text = texts[start - 1]
        if is_known(start - 1):
            if listed > _LIST and _names_another(text):
                break  # what stands below is no list of its
            known += 1
            above = 0
            if listed > _LIST:
                above, below = listed + 1, first
            first, listed = start - 1, 0
        else:
            form = _form(text)
            says = form == _APPEAL or (form == _LINE and _bears_address(text))
            known += says
            ends = form == _PROSE or (form == _SENTENCE and listed > _LIST)
            listed = listed if ends else listed + 1 if form == _LINE and not says else 0
            if not listed:
                above = 0
            elif above and listed >= _BOTH_SIDES:  # that line was one of a list, and the list goes on
                listed, first, above = listed + above, below, 0
            if form == _SENTENCE and not unknown:
                plain = start
            lines += form == _LINE
            unknown += form == _SENTENCE
            run = 0 if form == _SENTENCE and is_sentence(text) else run + (form == _LINE)
            longest = max(longest, run)
            if ends or unknown > _UNKNOWN + (lines + known) // _LINES:
                break
        start -= 1
    if start == 0:  # nothing that would be an article, but a short one, of sentences
        start = plain
        if start == len(texts):
            return Tail(start, None, 0.0, start)
    elif listed > _LIST:
        start += listed  # a list ends the article, and what is known comes after it
    if placed:
        return Tail(start, None, weights.bits("tail.line-html") if known else 0.0, first)
    bits = 0.0 if longest > _LIST and not known else weights.bits("tail.line")
    return Tail(start, _glued(texts[start - 1]), bits, first)


@lru_cache(maxsize=8192)
def _form(text: str) -> int:
    if is_open_line(text):
        return _LINE
    if _speaks_as_furniture(text) or has_iban(text):
        return _PROSE if _begins_as_content(text) else _APPEAL
    return _PROSE if len(text) >= PROSE else _SENTENCE


def _speaks_as_furniture(text: str) -> bool:
    """Whether concepts and words outweigh that it is a sentence. Its words are asked where they could turn that."""
    length, named = len(text), concepts_of(text)
    if not is_appeal(length, named, _MOST_OF_WORDS):
        return False
    said = said_by_words(text)
    return is_appeal(length, named, said.bits if said else 0.0)


def _names_another(text: str) -> bool:
    """Whether a line leads to one story by itself ("Related: ..."), as the heading of a list does not."""
    label, colon, rest = text.partition(":")
    return bool(colon) and len(label) <= _LABEL and len(rest) >= _LABEL


def _bears_address(text: str) -> bool:
    """Whether a line has an e-mail address, or an account number with its check digits: as a footer's lines do, and
    seldom a list's of what an article is about."""
    return ("@" in text and _EMAIL.search(text) is not None) or has_iban(text)


def _begins_as_content(text: str) -> bool:
    """Whether what goes before the furniture at a paragraph's end speaks against it."""
    start = _glued(text)
    if start is None:
        return False
    return appeal_bits(concepts_of(text)) - appeal_bits(concepts_of(text[start:])) <= weights.bits("words.content")


@lru_cache(maxsize=8192)
def _glued(text: str) -> int | None:
    """Where furniture begins that hangs at the end of a paragraph: at the sentence from which on most is said, or
    after the last stop."""
    outer = fingerprint(text).sentences[1:][-_APPEAL_SENTENCES:]
    mentions = [mentions_of(text[start:end]) for _, start, end in outer]
    found = [(naming(mentions[n:]), start) for n, (_, start, _) in enumerate(outer)]
    said = [(appeal_bits(named), start) for named, start in found if is_appeal(len(text) - start, named)]
    if said:
        return max(said)[1]
    return _last_line(text, outer[-1][1]) if outer else None


def _last_line(text: str, start: int) -> int | None:
    """Where the last piece of a text begins, if it is a short line; None otherwise. start: behind its last stop."""
    return start if len(text) - start <= _FRAGMENT and is_open_line(text[start:]) else None


def hanging_line(text: str, prints: Fingerprint) -> int | None:
    """Where a line begins that hangs at the end of sentences in an article's words; None where none does. prints: the
    text's keys."""
    start = _last_line(text, prints.sentences[-1][1]) if prints.sentences else None
    said = said_by_words(text[:start].rstrip()) if start else None
    return start if said is not None and said.bits <= _ARTICLES else None
