# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A name in running text, by how it is written: words with capitals, and particles between them."""

from __future__ import annotations

import re

YEARS = r"(?:(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d|present))?)"
PARTICLES = frozenset(
    "of and & for de la le les des du del della di der die das den dem und y e i og och et en the in van "
    "von om da do".split(
        " "
    )
)
_MOST = 7
"""Words of a name after its first."""


def name_at(text: str, start: int) -> str:
    """The name that begins at a place of a text: words with capitals, and particles between them."""
    end = last = start
    number = 0
    at = _word_from(text, start)
    while at < len(text) and number <= _MOST:
        if (number and at == last) or not _is_blank(text, last, at):
            break
        after = _end_of_word(text, at)
        is_capital = _is_capital(text[at])
        if not is_capital and (not number or text[at:after].lower() not in PARTICLES):
            break
        if is_capital and not (text[at].isdigit() and re.fullmatch(YEARS, text[at:after])):
            end = after
        last = after
        at = _word_from(text, last)
        number += 1
    return text[start:end].strip(" -–'’")


def word_behind(text: str, at: int) -> str:
    """The word that stands behind a blank at a place of a text; "" where none does, or it begins with a figure."""
    start = at + 1
    if start >= len(text) or text[at] != " " or not text[start].isalnum() or text[start].isdecimal():
        return ""
    return text[start : _end_of_word(text, start)]


def _word_from(text: str, at: int) -> int:
    """Where the next word begins; the text's length where there is none."""
    while at < len(text) and _is_between(text[at]):
        at += 1
    return at


def _end_of_word(text: str, at: int) -> int:
    """Where the word ends that begins there: a full stop within it is part of it."""
    size = len(text)
    while at < size and (not _is_between(text[at]) or _is_joint(text, at, size)):
        at += 1
    return at


def _is_joint(text: str, at: int, size: int) -> bool:
    return text[at] == "." and at + 1 < size and not _is_between(text[at + 1])


def _is_between(sign: str) -> bool:
    """Whether a character is no part of a word."""
    return sign in ",.;:!?|()[]«»“”\"" or sign.isspace()


def _is_blank(text: str, start: int, end: int) -> bool:
    for at in range(start, end):
        if not text[at].isspace():
            return False
    return True


def _is_capital(first: str) -> bool:
    """Whether a word may be a name by its first character: a capital, a figure, or of letters without capitals."""
    if first.isupper() or first.isdigit():
        return True
    return first.isalpha() and (not (first.islower() or first.istitle()) or first.lower() == first.upper())
