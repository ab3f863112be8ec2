"""A text's words as topics are looked up by: folded, with amounts, shares and scores as shapes."""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
                          "’": "'", "–": "-", "ي": "ی", "ك": "ک", "ى": "ی", "\u200c": "", "ـ": ""})  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
_JOINED = "[-.'’&\u200c]"
_NUMBER = rf"\d+(?:[-–:.,/]\d+)*%?(?!{_JOINED}?[^\W_])"
_WORD = re.compile(rf"[$€£¥](?=\d)|{_NUMBER}|[^\W_]+(?:{_JOINED}[^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_SHORT = re.compile(r"(?:\d{1,3}(?!\d)\D*)+$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_CJK_FROM = "\u3000"
_LONGEST_CJK = 4
_CURRENCIES = "$€£¥"


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, without accents, Arabic letters in their Persian form."""
    return _MARKS.sub("", unicodedata.normalize("NFD", word.lower())).translate(_LETTERS)


def tokens(text: str) -> list[str]:
    """The folded words of a text in order; a run of Chinese or Japanese is one."""
    text = text.lower()
    if text.isascii():
        return _WORD.findall(text)
    return [word if word.isascii() else fold(word) for word in _WORD.findall(_MARKS.sub("", text))]


def shape(word: str) -> str:
    """A folded word that begins with a digit, its numbers as "#": "3-2" is "#-#", "14%" is "#%", "5g" is "#g".

    A long one is an account, a year or a telephone number, and stays what it is.
    """
    return _DIGITS.sub("#", word) if word[0].isdigit() and _SHORT.match(word) else word


def words(text: str) -> list[str]:
    """As `tokens`, with shapes, "$#" for a currency's sign, and all pieces of Chinese and Japanese runs."""
    found = tokens(text)
    pieces: list[str] = []
    for at, word in enumerate(found):
        first = word[0]
        if first.isdigit():
            found[at] = shape(word)
        elif first in _CURRENCIES:
            found[at] = "$#"
        elif first > _CJK_FROM and _CJK.match(word):
            pieces += _pieces(word)
    return found + pieces


def _pieces(run: str) -> list[str]:
    return [run[at : at + size] for size in range(2, _LONGEST_CJK + 1) for at in range(len(run) - size + 1)]
