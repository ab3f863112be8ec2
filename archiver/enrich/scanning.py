# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The passes over every character of a text by which its language is told.

As expressions, which the tests hold against them: `Counter` of [^\\x00-\\x7f]; of the words
letter+ (['’\\u200c] letter+)*, where a letter is any [^\\W\\d_].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archiver.memory import Memory

Codes = tuple[str, ...]

# Characters below this are counted by their numbers: two bytes each, the low ones apart from the high ones.
_NEAR = 0x800
_MOST = 0xFFFF


def beyond_ascii(text: str) -> dict[str, int]:
    """How often each character that is not ASCII stands in a text."""
    found: dict[str, int] = {}
    if text.isascii():
        return found
    for start in range(0, len(text), _MOST):  # so that no count outgrows its bytes
        _count(text[start : start + _MOST], found)
    return found


def _count(text, found):  # type: (str, dict[str, int]) -> None
    low, high = bytearray(_NEAR), bytearray(_NEAR)
    for sign in text:
        code = ord(sign)
        if code < 128:
            continue
        if code >= _NEAR:
            found[sign] = found.get(sign, 0) + 1
        elif low[code] == 255:
            low[code] = 0
            high[code] += 1
        else:
            low[code] += 1
    for code in range(128, _NEAR):
        if low[code] > 0 or high[code] > 0:
            sign = chr(code)
            found[sign] = found.get(sign, 0) + low[code] + 256 * high[code]


def words_of_languages(text: str, known: Memory, longest: int) -> tuple[int, dict[Codes, int]]:
    """How many words a text in lower case has; and how many of them are known, by what is known of them.

    known: says the languages of a word, or None. longest: characters of the longest known word.
    """
    found: dict[Codes, int] = {}
    words = i = 0
    end = len(text)
    while i < end:
        if not _is_letter(text[i]):
            i += 1
            continue
        start = i
        while i < end and (_is_letter(text[i]) or (_is_joint(text[i]) and i + 1 < end and _is_letter(text[i + 1]))):
            i += 1
        words += 1
        if i - start <= longest:
            codes = known.at(text, start, i)
            if codes is not None:
                found[codes] = found.get(codes, 0) + 1
    return words, found


def by_language(shared: Mapping[Codes, int]) -> dict[str, int]:
    """How many words are known of each language. shared: how many of each of its languages' names together."""
    found: dict[str, int] = {}
    for codes, count in shared.items():
        for code in codes:
            found[code] = found.get(code, 0) + count
    return found


def beside(shared: Mapping[Codes, int], language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Of the words that are known of a language how many are known of each other as well; and of the words that are
    not, how many are known of each."""
    both: dict[str, int] = {}
    lacked: dict[str, int] = {}
    for codes, count in shared.items():
        to = both if language in codes else lacked
        for n, code in enumerate(codes):
            if code not in codes[:n]:
                to[code] = to.get(code, 0) + count
    return both, lacked


class Beginnings:
    """Some words, and where in a text they begin: a pattern that begins with one of them need be tried nowhere else."""

    def __init__(self, words: Iterable[str]) -> None:
        """words: their first signs are below U+0800."""
        words = list(words)
        self._words = {first: tuple([w for w in words if w[0] == first]) for first in {word[0] for word in words}}
        self._is_first = bytearray(_NEAR)
        for first in self._words:
            self._is_first[ord(first)] = 1

    def places(self, text: str) -> list[int]:
        """Where in a text one of the words begins, with no character of a word before it."""
        found: list[int] = []
        for i in range(len(text)):
            code = ord(text[i])
            if code >= _NEAR or self._is_first[code] == 0:
                continue
            if i > 0 and (text[i - 1].isalnum() or text[i - 1] == "_"):
                continue
            if text.startswith(self._words[text[i]], i):
                found.append(i)
        return found


def _is_letter(sign):  # type: (str) -> bool
    if sign < "\x80":
        return "a" <= sign <= "z"  # the text is in lower case
    return sign.isalnum() and not sign.isdecimal()


def _is_joint(sign):  # type: (str) -> bool
    return sign == "'" or sign == "’" or sign == "\u200c"
