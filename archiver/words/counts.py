# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""How many words a text has, in scripts with spaces between words and without."""

from __future__ import annotations

_LETTERS = 4
"""Of a word in those, vowels and tones counted; an estimate, for only a dictionary could divide them."""


def word_count(text: str) -> int:
    """What stands between white space; Chinese and Japanese characters are a word each, as word processors count
    them, and in Thai, Lao, Burmese and Khmer each four letters in a row are one."""
    return _unspaced(text) if _may_be_unspaced(text) and _is_unspaced(text) else _spaced(text)


def _may_be_unspaced(text: str) -> bool:
    """Whether a character is from Thai on, punctuation and symbols aside: those before stand in words with spaces
    between them."""
    for sign in text:
        if sign >= "\u0e01" and not "\u2000" <= sign <= "\u2bff":
            return True
    return False


def _is_unspaced(text: str) -> bool:
    """Whether a character or a phrase of such a script is in it."""
    for sign in text:
        if _is_character(sign) or _is_phrased(sign):
            return True
    return False


def _unspaced(text: str) -> int:
    """Characters, phrases by their letters, and of what stands between them and white space all that is more than
    signs."""
    count = letters = 0
    is_word = False
    for sign in text:
        if _is_phrased(sign):
            count += is_word + (letters % _LETTERS == 0)  # each four in a row, begun or full
            is_word = False
            letters += 1
            continue
        letters = 0
        if _is_character(sign):
            count += is_word + 1
            is_word = False
        elif sign.isspace():
            count += is_word
            is_word = False
        elif sign.isalnum():
            is_word = True
    return count + is_word


def _is_character(sign: str) -> bool:
    """Han and kana."""
    if sign < "\u3041":
        return False
    if sign <= "\u31ff":
        return sign <= "\u3096" or "\u309d" <= sign <= "\u309f" or "\u30a1" <= sign <= "\u30ff" or sign >= "\u31f0"
    return (
        "\u3400" <= sign <= "\u4dbf"
        or "\u4e00" <= sign <= "\u9fff"
        or "\uf900" <= sign <= "\ufaff"
        or "\U00020000" <= sign <= "\U0003ffff"
    )


def _is_phrased(sign: str) -> bool:
    """Thai, Lao, Burmese and Khmer: spaces stand between phrases."""
    return "\u0e01" <= sign <= "\u17d3" and (
        sign <= "\u0e4e" or "\u0e81" <= sign <= "\u0ece" or "\u1000" <= sign <= "\u103f" or sign >= "\u1780"
    )


def _spaced(text: str) -> int:
    """As many as `text.split()` gives."""
    count = 0
    spaced = True
    for sign in text:
        if "!" <= sign <= "~":
            count += spaced
            spaced = False
        elif sign.isspace():
            spaced = True
        else:
            count += spaced
            spaced = False
    return count
