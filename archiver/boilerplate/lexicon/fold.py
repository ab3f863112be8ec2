"""Folding: the one form in which phrases and page texts are compared.

Case, diacritics, typographic variants and the letters that Arabic-script keyboards interchange
(ي ى ی, ك ک, ه ة ہ, أ إ آ ا) are made equal, digits of all scripts become ASCII, zero-width
non-joiners become spaces. Folding keeps the length (one character for one), but for marks that are
dropped; `Folded.original` leads back to the text as it was.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Chosen by hand: Unicode has no folding for keyboard variants. Pashto ې and ۍ stay letters of their own.
_VARIANTS = str.maketrans("يىكةہھۀۂأإآٱګıłøđ", "ییکهههههااااگiløđ")
_VARIANTS |= str.maketrans("’‘ʼ´`\u200c\u00a0\u202f", "'''''   ")
# Tatweel, vowel signs, bidi controls, soft hyphen, joiners, combining accents: nothing a reader would type.
_DROPPED = re.compile(
    "[\u0640\u064b-\u065f\u0670\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f]"
)


# The same, and the one letter that is folded to a mark.
_RESHAPED = re.compile(_DROPPED.pattern[:-1] + "ʼ]")


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


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. offsets: for each of its characters the place in the original; None where equal."""

    text: str
    offsets: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text that the span start:end of the folded text stands for."""
        if self.offsets is None or start == end:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """The folded form of a text, with the way back."""
    if text.isascii():
        return Folded(text.lower())
    if not _DROPPED.search(text):
        return Folded(text.translate(_TABLE))
    offsets = list(range(len(text)))
    for dropped in reversed(list(_DROPPED.finditer(text))):
        del offsets[dropped.start()]
    return Folded(_DROPPED.sub("", text).translate(_TABLE), tuple(offsets))


def is_reshaped(text: str) -> bool:
    """Whether folding may change where the words of a text begin and end."""
    return not text.isascii() and _RESHAPED.search(text) is not None


def fold_word(word: str) -> str:
    """A word folded by itself, as it is within a text that is not reshaped."""
    return word.translate(_TABLE)
