# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""Where a text's sentences end, in one pass over its characters."""

from __future__ import annotations

from archiver.boilerplate.text.names import is_month

_MONTH_AND_YEAR = 16  # characters
# A label at a sentence's beginning: characters, words.
_LABEL, _LABEL_WORDS = 40, 5


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space after it.

    A sentence ends with stops (and closing quotes) before a space or before a letter that is no a-z; with a
    semicolon of Arabic script before a space; with a bar or dot between spaces in a row that begins the text, but for
    a list that a label begins ("Topics: Ferry | Harbour") and the label of a line ("Also | The ferry is back"); before
    the sign of copyright. Not with the stop of a number in a list ("1. First"), of a date's day ("4. September 2024")
    or before a small letter ("4. september", "approx. two"), nor within initials ("U.S.").
    """
    spans: list[tuple[int, int]] = []
    start = seen = 0
    end = len(text)
    in_row = True
    for i, c in enumerate(text):
        if "a" <= c <= "z" or c == " " or i < seen:
            continue
        if c in ".!?…。！？؟۔।":
            stop = _after_stops(text, i)
            seen = _after_spaces(text, stop)
            goes_on = (seen < end and text[seen].islower()) or _is_number(text, start, i) or _is_day(text, i, seen)
            glued = seen == stop and seen < end and _opens(text[seen]) and not _is_initial(text, i)
            ends = not goes_on and (seen > stop or glued)
            in_row = in_row and not ends
        elif c in "؛;":
            stop = i + 1
            seen = _after_spaces(text, stop)
            ends = seen > stop
        elif c in "|•·":
            last = _before_spaces(text, i, seen)
            if last == i:
                continue
            stop = i + 1
            ends = in_row and stop < end and text[stop] == " " and not _has_label(text, start, last, i)
            seen = _after_spaces(text, stop)
        elif c == "©":
            stop, seen = _before_spaces(text, i, seen), i
            ends = start < stop < i
        else:
            continue
        if ends:
            spans.append((start, stop))
            start = seen
    if start < end:
        spans.append((start, end))
    return spans


def _is_initial(text: str, dot: int) -> bool:
    """Whether a capital letter by itself stands before a stop, and another one with a stop right behind it."""
    if dot == 0 or text[dot + 2 : dot + 3] != text[dot] or not text[dot + 1].isupper() or not text[dot - 1].isupper():
        return False
    return dot == 1 or not text[dot - 2].isalnum()


def _is_number(text: str, start: int, i: int) -> bool:
    """Whether all from start to i is a number of up to three digits."""
    return 0 < i - start <= 3 and text[start:i].isdecimal()


def _is_day(text: str, dot: int, i: int) -> bool:
    """Whether a number of one or two digits stands before a stop, and from i on a word and a year."""
    if dot == 0 or not text[dot - 1].isdecimal() or (dot >= 3 and text[dot - 3 : dot].isdecimal()):
        return False
    month, _, rest = text[i : i + _MONTH_AND_YEAR].partition(" ")
    return is_month(month.rstrip(".")) and rest[:4].isdecimal() and len(rest) >= 4 and not rest[4:5].isalnum()


def _has_label(text: str, start: int, i: int, bar: int) -> bool:
    """Whether from start to i there is a label of a few words, a colon and something else; or, at a line's beginning,
    the label alone, before the line's only bar."""
    before, colon, rest = text[start:i].partition(":")
    if not colon and start == 0:
        rest = "" if f" {text[bar]} " in text[bar:] else text[bar:]
    return bool(rest.strip()) and 0 < len(before) <= _LABEL and before.count(" ") < _LABEL_WORDS


def _after_stops(text: str, i: int) -> int:
    end = len(text)
    while i < end and text[i] in ".!?…。！？؟۔।":
        i += 1
    while i < end and text[i] in "\"'”’»“«)]":
        i += 1
    return i


def _after_spaces(text: str, i: int) -> int:
    end = len(text)
    while i < end and text[i] == " ":
        i += 1
    return i


def _before_spaces(text: str, i: int, start: int) -> int:
    while i > start and text[i - 1] == " ":
        i -= 1
    return i


def _opens(c: str) -> bool:
    """Whether a sign may begin a sentence right after a stop: "co.uk" is none, "end.Next" and "end.© 2024" are."""
    return c in "(©" or (c.isalnum() and not c.isdecimal() and not "a" <= c <= "z")
