# cython: infer_types=True, annotation_typing=False
"""Whether a text is as records have it: in Unicode NFC, without NUL and without lone surrogates."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _stands_alone(sign: str) -> bool:
    return unicodedata.normalize("NFC", sign) == sign and unicodedata.combining(sign) == 0


# Of characters below so many, by their codes, whether they are themselves in NFC whatever stands beside them: neither
# marks that may change places or be joined to a letter, nor the NUL. Below _MARKS there is no mark.
_LISTED, _MARKS = 0x800, 0x300
_ITSELF = b"\0" + b"\1" * (_MARKS - 1) + bytes([_stands_alone(chr(code)) for code in range(_MARKS, _LISTED)])


def is_normal(text: str) -> bool:
    """Whether a text is NFC and has no NUL and no lone surrogate, as far as each character shows by itself or beside
    the one before; where not, that may still be so."""
    if text.isascii() or _is_latin_1(text):  # whose characters are themselves in NFC
        return "\0" not in text
    before, mark = " ", 0  # mark: the place of the last mark that may stay where it is
    for at, sign in enumerate(text, 1):
        code = ord(sign)
        if code < _LISTED:
            if not _ITSELF[code]:
                if code == 0 or at - 1 == mark or not _stays_behind(before, sign):
                    return False
                mark = at  # what order two marks come in is no matter of each
        elif not ("\u2002" <= sign <= "\u20cf" or "\u3000" <= sign <= "\u3029" or "\u4e00" <= sign <= "\u9fff"):
            return False
        before = sign
    return True


def _is_latin_1(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1024)
def _stays_behind(letter: str, mark: str) -> bool:
    """Whether a mark that stands behind a letter is another character in NFC as well."""
    both = letter + mark
    return bool(unicodedata.combining(mark)) and unicodedata.normalize("NFC", both) == both
