# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A text's words as topics are looked up by: folded, with amounts, shares and scores as shapes.

Every character of every text passes through here. As a regular expression, which the tests hold against it:

    [$€£¥] before a digit | digit+ ([-–:.,/] digit+)* %? before no (joint) letter | letter+ (joint letter+)*

where a letter is any [^\\W_], and a joint one of [-.'’&] or a zero-width non-joiner.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from archiver.enrich import letters
from archiver.enrich.letters import MARKS, singly
from archiver.words.memory import BASIS, BITS, PRIME, Memory

NEAR, APART, LETTER, DIGIT, MARK = letters.NEAR, letters.APART, letters.LETTER, letters.DIGIT, letters.MARK
_KINDS, _SMALL = letters.KINDS, letters.SMALL
_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
                          "’": "'", "–": "-", "ي": "ی", "ك": "ک", "ى": "ی", "\u200c": "", "ـ": ""})  # fmt: skip
_DIGITS = re.compile(r"\d+")
_SHORT = re.compile(r"(?:\d{1,3}(?!\d)\D*)+$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_LONGEST_CJK = 4


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, without accents, Arabic letters in their Persian form."""
    return MARKS.sub("", unicodedata.normalize("NFD", word.lower())).translate(_LETTERS)


def tokens(text: str) -> list[str]:
    """The folded words of a text in order; a run of Chinese or Japanese is one."""
    return _read(text.lower(), False)


def words(text: str) -> list[str]:
    """As `tokens`, with shapes, "$#" for a currency's sign, and all pieces of Chinese and Japanese runs."""
    return _read(text.lower(), True)


Known = tuple[str, str, Any]
"""What is known of a word: it, folded and as a shape; its entry, "" where it has none; its lead, None where it begins
no phrase."""


def read(text: str, memory: Memory, known: Callable[[str], Known]) -> list[Known]:
    """What is known of each of a text's words, as `words` has them. memory: of what `learned` says of a word. known:
    what is known of one that is folded and shaped."""
    found = _remembered(singly(text), memory)
    return list(map(known, words(text))) if found is None else found


def learned(written: str, known: Callable[[str], Known]) -> Known | None:
    """What is known of a word as it is written; None where folding leaves nothing of it."""
    lower = written.lower()
    word = lower if lower.isascii() else fold(lower)
    if not word:
        return None
    number = not "a" <= lower[0] <= "z" and lower[0].isdigit()
    return known(shape(word) if number else word)


def listed(found: list[Known]) -> tuple[list[tuple[str, str, int]], list[tuple[int, Any]]]:
    """Of the words of a text (entry, word, how often) of the different ones that have an entry; and (place, lead) of
    those that may begin a phrase."""
    times: dict[str, int] = {}
    named: list[tuple[str, str]] = []
    leads: list[tuple[int, Any]] = []
    for at, one in enumerate(found):
        entry, lead = one[1], one[2]
        if lead is not None:
            leads.append((at, lead))
        if entry:
            word = one[0]
            before = times.get(word, 0)
            times[word] = before + 1
            if not before:
                named.append((entry, word))
    return [(entry, word, times[word]) for entry, word in named], leads


def longest_stem(word: str, stems: Mapping[str, str], shortest: int, longest: int) -> str:
    """The entry ("gover*") of the longest stem that a word begins with, or is; "". shortest, longest: of all stems."""
    for end in range(min(len(word), longest), shortest - 1, -1):
        entry = stems.get(word[:end])
        if entry is not None:
            return entry
    return ""


@functools.lru_cache(maxsize=8192)
def shape(word: str) -> str:
    """A folded word that begins with a digit, its numbers as "#": "3-2" is "#-#", "14%" is "#%", "5g" is "#g".

    A long one is an account, a year or a telephone number, and stays what it is.
    """
    return _DIGITS.sub("#", word) if word[0].isdigit() and _SHORT.match(word) else word


def _read(text, shaped):  # type: (str, bool) -> list[str]
    """The words of a text in lower case; shaped: as `words` has them."""
    found: list[str] = []
    pieces: list[str] = []
    plain = text.isascii()
    at, size = 0, len(text)
    while at < size:
        sign = text[at]
        if not _is_alnum(sign):
            if _is_currency(sign) and at + 1 < size and text[at + 1].isdecimal():
                found.append("$#" if shaped else sign)
            elif sign >= "\u0300" and MARKS.match(sign):  # a mark ends no word: without them all is read again
                return _read(MARKS.sub("", text), shaped)
            at += 1
            continue
        end = _end_of(text, at, size)
        word = text[at:end]
        at = end
        if not (plain or word.isascii()):
            word = fold(word)
            if not word:
                continue
            if shaped and word[0] > "\u3000" and _CJK.match(word):
                pieces.extend(_pieces(word))
        if shaped and not "a" <= sign <= "z" and sign.isdigit():
            word = shape(word)
        found.append(word)
    found.extend(pieces)
    return found


def _remembered(text, memory):  # type: (str, Memory) -> list[Known] | None
    """What is known of the words of a text of which each character has its small letter by itself; None where `_read`
    must be asked: runs of Chinese or Japanese have pieces."""
    found: list[Known] = []
    size = len(text)
    start = end = after = joint = 0  # of a word, where it is inside one; of a number; of what may join two
    basis, prime, bits = _BASIS, _PRIME, _BITS
    hashed = basis
    before = APART
    for at, sign in enumerate(text):
        if at < after:  # within a number
            before = DIGIT
            continue
        code = ord(sign)
        if code < NEAR:
            kind, code = _KINDS[code], _SMALL[code]
        else:
            kind = DIGIT if sign.isdecimal() else LETTER if sign.isalnum() else APART
            if kind == LETTER:
                code = ord(sign.lower())
        if LETTER <= kind <= DIGIT:
            if end == 0:
                if sign > "\u3000":
                    return None
                after = _end_of_number(text, at, size) if kind == DIGIT else at
                if after > at:
                    _remember(memory.at(text, at, after), found)
                    before = kind
                    continue
                start = at
            elif joint > 0:
                hashed = (hashed ^ joint) * prime & bits
                joint = 0
            hashed = (hashed ^ code) * prime & bits
            end = at + 1
        elif kind == MARK:  # no part of a word, and the end of none
            if before in (APART, DIGIT):
                return _remembered(MARKS.sub("", text), memory)
        elif end > 0 and joint == 0 and _is_joint(sign):
            joint = code
        else:
            if end > 0:
                _remember(memory.of(text, start, end, hashed), found)
                end = joint = 0
                hashed = basis
            if _is_currency(sign) and at + 1 < size and text[at + 1].isdecimal():
                found.append(memory.at("$#", 0, 2))
        before = kind
    if end > 0:
        _remember(memory.of(text, start, end, hashed), found)
    return found


def _remember(known, found):  # type: (Known | None, list[Known]) -> None
    if known is not None:
        found.append(known)


def _is_alnum(sign):  # type: (str) -> bool
    """Whether a character is a letter or a digit."""
    code = ord(sign)
    return LETTER <= _KINDS[code] <= DIGIT if code < NEAR else sign.isalnum()


def _is_currency(sign):  # type: (str) -> bool
    return sign == "$" or sign == "€" or sign == "£" or sign == "¥"


def _is_joint(sign):  # type: (str) -> bool
    return sign == "-" or sign == "." or sign == "'" or sign == "’" or sign == "&" or sign == "\u200c"


def _end_of(text, at, size):  # type: (str, int, int) -> int
    """One past the number or the word that begins there."""
    sign = text[at]
    number = sign < "a" or sign > "z"
    end = _end_of_number(text, at, size) if number and sign.isdecimal() else at
    return end if end > at else _end_of_word(text, at, size)


def _end_of_word(text, at, size):  # type: (str, int, int) -> int
    """One past the word that begins at `at`."""
    i = at + 1
    while i < size:
        sign = text[i]
        if _is_alnum(sign):
            i += 1
        elif _is_joint(sign) and i + 1 < size and _is_alnum(text[i + 1]):
            i += 2
        else:
            break
    return i


def _end_of_number(text, at, size):  # type: (str, int, int) -> int
    """One past the longest number that begins at `at` and ends there; `at` where a word goes on behind each."""
    end = i = at
    while True:
        while i < size and text[i].isdecimal():
            i += 1
        if i < size and text[i] == "%" and not _goes_on(text, i + 1, size):
            end = i + 1
        elif not _goes_on(text, i, size):
            end = i
        if not (i + 1 < size and text[i] in "-–:.,/" and text[i + 1].isdecimal()):
            return end
        i += 1


def _goes_on(text, i, size):  # type: (str, int, int) -> bool
    """Whether a word stands there, or a joint and then one."""
    if i >= size:
        return False
    sign = text[i]
    return _is_alnum(sign) or (_is_joint(sign) and i + 1 < size and _is_alnum(text[i + 1]))


def _pieces(run: str) -> list[str]:
    return [run[at : at + size] for size in range(2, _LONGEST_CJK + 1) for at in range(len(run) - size + 1)]
