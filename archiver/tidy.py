# cython: infer_types=True, annotation_typing=False
"""Whether a text is as records have it: in Unicode NFC, without NUL and without lone surrogates."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _stands_alone(sign: str) -> bool:
    return unicodedata.normalize("NFC", sign) == sign and unicodedata.combining(sign) == 0


# Of characters below so many, by their codes, whether they are themselves in NFC whatever stands beside them: neither
# marks that may change places or be joined to a letter, nor the NUL.
_LISTED = 0x800
_TIDY = bytes([code > 0 and _stands_alone(chr(code)) for code in range(_LISTED)])


def is_tidy(text: str) -> bool:
    """Whether a text is NFC and has no NUL and no lone surrogate, as far as each character shows by itself or beside
    the one before; where not, that may still be so."""
    before = " "
    alone = False
    for sign in text:
        code = ord(sign)
        if code < _LISTED:
            if _TIDY[code]:
                alone = True
            elif alone and code > 0 and _stays_behind(before, sign):
                alone = False  # what order two marks come in is no matter of each
            else:
                return False
        elif "\u2002" <= sign <= "\u20cf" or "\u3000" <= sign <= "\u3029" or "\u4e00" <= sign <= "\u9fff":
            alone = True
        else:
            return False
        before = sign
    return True


@lru_cache(maxsize=1024)
def _stays_behind(letter: str, mark: str) -> bool:
    """Whether a mark that stands behind a letter is another character in NFC as well."""
    both = letter + mark
    return bool(unicodedata.combining(mark)) and unicodedata.normalize("NFC", both) == both
