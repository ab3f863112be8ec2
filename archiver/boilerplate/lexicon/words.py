# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The words of a text and the marks that slots need, in one pass over its characters."""

from __future__ import annotations

from collections.abc import Callable


def words_and_marks(text: str, fold: Callable[[str], str]) -> tuple[list[str], set[str]]:
    """Words (as "\\w+" finds them), those that are not all a-z folded, and the marks that slots need (slots.py).

    Folded or not, a text has the same marks, and words at the same places, unless folding reshapes it
    (`fold.is_reshaped`).
    """
    words: list[str] = []
    marks: set[str] = set()
    end = len(text)
    i = start = digits = numbers = 0
    iban = closes = False
    plain = True  # whether the word so far is all a-z
    while i < end:
        c = text[i]
        if "a" <= c <= "z":
            i += 1
            continue
        if c == "_" or (c != " " and c.isalnum()):
            plain = False
            if not c.isalpha() and c.isdecimal():
                digits += 1
                if i == 0 or not text[i - 1].isalnum():
                    numbers += 1
                iban = iban or _follows_country(text, i)
            i += 1
            continue
        if start < i:
            words.append(text[start:i] if plain else fold(text[start:i]))
            plain = True
        i += 1
        start = i
        if c == " " or c == ",":
            pass
        elif c == ".":
            if i < end and text[i].isalnum():
                marks.add("{dot}")
        elif c == "@":
            marks.add("{at}")
        elif c == "©" or c == "℗":
            marks.add("{c}")
        elif c == ")" or c == "]":
            closes = True
        elif c == ":" or c == "：":
            marks.add("{colon}")
        elif c in ">»›/|→•·«‹":
            marks.add("{sep}")
            if c == "/":
                marks.add("{slash}")
                if text[i - 3 : i] == "://":
                    marks.add("{dot}")
            elif c == "|":
                marks.add("{colon}")
    if start < end:
        words.append(text[start:] if plain else fold(text[start:]))
    if digits > 0:
        marks.add("{digit}")
        if numbers >= 2:
            marks.add("{numbers}")
        if digits >= 7:
            marks.add("{digits}")
        if iban:
            marks.add("{iban}")
    if closes:
        _closed_marks(text.lower(), marks)
    return words, marks


def _follows_country(text: str, i: int) -> bool:
    """Whether before a digit, with at most a sign or space between, stands a word that is two letters so far."""
    at = i - 1
    if at > 0 and text[at] in " .-":
        at -= 1
    return at > 0 and text[at].isalpha() and text[at - 1].isalpha() and (at == 1 or not text[at - 2].isalnum())


def _closed_marks(lower: str, marks: set[str]) -> None:
    """Marks that end with a bracket: "(c)", and the at sign as "[at]"."""
    if "(c)" in lower:
        marks.add("{c}")
    if "at]" in lower or "at)" in lower:
        marks.add("{at}")
