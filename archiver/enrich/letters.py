# cython: infer_types=True, annotation_typing=False
"""What a character is to those who read a text's words, and its small letter: asked of tables, and a text is read in
small letters without a copy of it in them."""

from __future__ import annotations

from array import array

from archiver.common.expressions import expression

NEAR = 0x800
"""Characters below this one are in the tables."""
APART, LETTER, DIGIT, MARK = range(4)
"""Between words; a letter, or what counts as one ("²"); a decimal digit; a mark, without which the word means the
same."""

MARKS = expression(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")


def singly(text: str) -> str:
    """The text, if each of its characters has its small letter by itself; else the text in small letters."""
    return text.lower() if "Σ" in text or "İ" in text else text


def kind_of(sign: str) -> int:
    """What a character is, by Unicode."""
    if sign.isdecimal():
        return DIGIT
    if sign.isalnum():
        return LETTER
    return MARK if _is_mark(sign) else APART


def _is_mark(sign: str) -> bool:
    """Whether it is one of MARKS, which takes a while to compile."""
    return (
        "\u0300" <= sign <= "\u036f"
        or "\u0591" <= sign <= "\u05c7"
        or "\u0610" <= sign <= "\u061a"
        or "\u064b" <= sign <= "\u065f"
        or sign == "\u0670"
    )


_SIGNS = "".join(map(chr, range(NEAR)))
KINDS = bytes([kind_of(sign) for sign in _SIGNS])
SMALL = array("H", map(ord, _SIGNS.replace("İ", "i").lower()))  # of İ, which has two, the first
"""The small letter of each character, by its code; of others the character itself."""
