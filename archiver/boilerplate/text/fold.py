# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Folding: the one form in which phrases and page texts are compared.

Case, diacritics, typographic variants and the letters that Arabic-script keyboards interchange
(ي ى ی, ك ک, ه ة ہ, أ إ آ ا) are made equal, digits of all scripts become ASCII, zero-width
non-joiners become spaces. Folding keeps the length (one character for one), but for marks that are
dropped; `Folded.original` leads back to the text as it was.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

from msgspec import Struct

# Chosen by hand: Unicode has no folding for keyboard variants. Pashto ې and ۍ stay letters of their own.
_VARIANTS = str.maketrans("يىكةہھۀۂأإآٱګıłøđ", "ییکهههههااااگiløđ")
_VARIANTS |= str.maketrans("’‘ʼ´`\u200c\u00a0\u202f", "'''''   ")
# What ends a sentence or parts a row is of Latin-1 then: a set of signs beyond it is dear to compile, forty times over.
_VARIANTS |= str.maketrans("…”•", '."·')
# Characters below are looked up in a list; most texts have no others.
_LISTED = 0x800


class _Table(dict[int, int]):
    """A translation table that works out a character when it is first seen."""

    def __missing__(self, code: int) -> int:
        self[code] = folded = ord(_fold_character(chr(code)))
        return folded


def _fold_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    base = unicodedata.normalize("NFD", character)[0].translate(_VARIANTS)
    lower = base.lower().translate(_VARIANTS)
    return lower if len(lower) == 1 else base


_TABLE = _Table()
for _code, _to in _VARIANTS.items():
    _TABLE[_code] = _to


class Folded(Struct, frozen=True):
    """A folded text. gaps: of each sign that was dropped, which character of this text comes next, in order."""

    text: str
    gaps: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text that the span start:end of the folded text stands for."""
        if not self.gaps or start == end:
            return start, end
        return start + bisect_right(self.gaps, start), end + bisect_right(self.gaps, end - 1)


_LIST: list[str | None] = [None] * _LISTED
"""Characters of `_TABLE` that were met, by their codes."""


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """The folded form of a text, with the way back. Of a text that is reshaped it is asked several times over."""
    if text.isascii() or not _has_dropped(text):
        return Folded(fold_plain(text))
    kept, gaps = _without_dropped(text)
    return Folded(_translated(kept), gaps)


def fold_plain(text: str) -> str:
    """A text folded of which no sign is dropped."""
    if text.isascii():
        return text.lower().replace("`", "'")  # the one sign of ASCII among the variants
    return _translated(text)


def _translated(text: str) -> str:
    """A text with each character folded."""
    known, folded = _LIST, []
    for c in text:
        code = ord(c)
        sign = known[code] if code < _LISTED else chr(_TABLE[code])
        if sign is None:
            sign = known[code] = chr(_TABLE[code])
        folded.append(sign)
    return "".join(folded)


def fold_sign(c: str) -> str:
    """A character folded by itself; of those that are dropped see `fold`."""
    code = ord(c)
    if code >= _LISTED:
        return chr(_TABLE[code])
    sign = _LIST[code]
    if sign is None:
        sign = _LIST[code] = chr(_TABLE[code])
    return sign


def _without_dropped(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without the signs that are dropped, and of each of these which of its characters comes next."""
    kept: list[str] = []
    gaps: list[int] = []
    start = 0
    for i, c in enumerate(text):
        if _is_dropped(c):
            kept.append(text[start:i])
            gaps.append(i - len(gaps))
            start = i + 1
    kept.append(text[start:])
    return "".join(kept), tuple(gaps)


def _has_dropped(text: str) -> bool:
    for c in text:
        if _is_dropped(c):
            return True
    return False


def _is_dropped(c: str) -> bool:
    """Tatweel, vowel signs, bidi controls, soft hyphen, joiners, combining accents: nothing a reader would type."""
    if c < "\u0300":
        return c == "\u00ad"
    if c < "\u0700":
        return c <= "\u036f" or c == "\u0640" or "\u064b" <= c <= "\u065f" or c == "\u0670"
    if c < "\u2070":
        return c == "\u200b" or "\u200d" <= c <= "\u200f" or "\u202a" <= c <= "\u202e" or "\u2060" <= c <= "\u2069"
    return c == "\ufeff"


def is_reshaped(text: str) -> bool:
    """Whether folding may change where the words of a text begin and end: drops a sign, or makes the one letter a mark
    that it does."""
    return not text.isascii() and ("ʼ" in text or _has_dropped(text))


def fold_word(word: str) -> str:
    """A word ("\\w+", so without signs) folded by itself, as it is within a text that is not reshaped."""
    return word.lower() if word.isascii() else _translated(word)
