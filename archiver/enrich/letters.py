# cython: infer_types=True, annotation_typing=False
"""What a character is to those who read a text's words, and its small letter: asked of tables, and a text is read in
small letters without a copy of it in them."""

from __future__ import annotations

from array import array

from archiver.expressions import expression

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
    return MARK if MARKS.match(sign) else APART


KINDS = bytes(kind_of(chr(code)) for code in range(NEAR))
SMALL = array("H", (ord(chr(code).lower()[0]) for code in range(NEAR)))
"""The small letter of each character, by its code; of others the character itself."""
