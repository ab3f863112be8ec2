# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The words of a text and the marks that slots need, in one pass over its characters."""

from __future__ import annotations

from array import array

from archiver.boilerplate.lexicon.fold import fold_sign
from archiver.boilerplate.lexicon.iban import begins_iban
from archiver.boilerplate.lexicon.slots import BUTTON, NUMBER
from archiver.words.memory import BASIS, BITS, PRIME
from archiver.words.numbering import Numbering

# Digits of a year.
_YEAR_DIGITS = 4
# From a capital's code to that of its small letter.
_TO_SMALL = 32
# Words for which there is room at first.
_ROOM = 1 << 10
_NUMBER, _BUTTON = NUMBER, BUTTON
_BASIS, _PRIME, _BITS = BASIS, PRIME, BITS
# Marks that slots need (slots.py), a bit each.
_DIGIT, _DIGITS, _IBAN, _AT, _DOT, _C, _COLON, _SEP, _SLASH = 1, 2, 4, 8, 16, 32, 64, 128, 256
_YEAR, _DATE, _DAY, _PRINTED, _CLOCK = 512, 1024, 2048, 8192, 16384
MARKS = {
    "{digit}": _DIGIT, "{digits}": _DIGITS, "{year}": _YEAR, "{date}": _DATE, "{day}": _DAY, "{iban}": _IBAN,
    "{printed}": _PRINTED, "{clock}": _CLOCK,
    "{at}": _AT, "{dot}": _DOT, "{c}": _C, "{colon}": _COLON, "{sep}": _SEP, "{slash}": _SLASH, "{network}": 1 << 12,
}  # fmt: skip
"""The bit of each mark. That of a network is not set by reading: it is a matter of words.

{digits}: seven digits or more. {printed}: so many, and somewhere one right behind two letters. {year}: a number of four
digits. {date}: such a one, or two numbers; {day}: another one more, as a date has that has a day and a year. {clock}: a
digit behind another, with one sign between them.
"""


class Reading:
    """The words of the text that was read last, and its marks.

    count: its words (as "\\w+" finds them). words: the number of each as it is folded, in order; 0 of one that has
    none. marks: as bits. opens, closes: kinds of the first word and the last (slots.py), as far as their first
    signs tell. Folded or not, a text has the same, unless folding reshapes it (`fold.is_reshaped`).
    """

    def __init__(self, numbers: Numbering) -> None:
        """numbers: of the words that are known."""
        self._numbers = numbers
        self.words = array("i", (0,)) * _ROOM
        self.count = self.marks = self.opens = self.closes = 0

    def read(self, text: str) -> None:
        """Go over a text."""
        end = len(text)
        if end > 2 * len(self.words):  # a word and a mark are two characters
            self.words = array("i", (0,)) * end
        count = marks = start = first = last = digits = numbers = 0
        i = -1
        hashed = _BASIS
        iban = closes = year = printed = clock = False
        for c in text:
            i += 1
            if "a" <= c <= "z":
                hashed = (hashed ^ ord(c)) * _PRIME & _BITS
                continue
            if "A" <= c <= "Z":
                hashed = (hashed ^ (ord(c) + _TO_SMALL)) * _PRIME & _BITS
                continue
            if "0" <= c <= "9" or c == "_" or (c > "\x7f" and c.isalnum()):
                hashed = (hashed ^ ord(fold_sign(c) if c > "\x7f" else c)) * _PRIME & _BITS
                if "0" <= c <= "9" or (c > "\x7f" and c.isdecimal()):
                    digits += 1
                    if i == 0 or not text[i - 1].isalnum():
                        numbers += 1
                        year = year or _has_four_digits(text, i)
                    iban = iban or begins_iban(text, i)
                    printed = printed or (i > 1 and _is_plain_letter(text[i - 1]) and _is_plain_letter(text[i - 2]))
                    clock = clock or (i > 1 and text[i - 2].isdecimal() and _may_part_hours(text[i - 1]))
                continue
            if start < i:
                if count == 0:
                    first = start
                last = start
                self.words[count] = self._numbers.of(hashed)
                count += 1
                hashed = _BASIS
            start = i + 1
            if c == ")" or c == "]":
                closes = True
            elif c != " " and c != ",":
                marks |= _marks_of_sign(c, text, start)
        if start < end:
            if count == 0:
                first = start
            last = start
            self.words[count] = self._numbers.of(hashed)
            count += 1
        if closes:
            marks |= _closed_marks(text.lower())
        if digits > 0:
            marks |= _marks_of_numbers(digits, numbers, year)
            marks |= (_PRINTED if printed and digits >= 7 else 0) | (_CLOCK if clock else 0) | (_IBAN if iban else 0)
        self.count, self.marks = count, marks
        self.opens = _kinds_with(text[first]) if count else 0
        self.closes = _kinds_with(text[last]) if count else 0


def _marks_of_sign(c: str, text: str, start: int) -> int:
    """Of a sign that is no closing bracket. start: what stands behind it."""
    if c == ".":
        return _DOT if start < len(text) and text[start].isalnum() else 0
    if c == "@":
        return _AT
    if c == "©" or c == "℗":
        return _C
    if c == ":" or c == "：":
        return _COLON
    if c == "|":
        return _SEP | _COLON
    if c == "/":
        return _SEP | _SLASH | (_DOT if text[start - 3 : start] == "://" else 0)
    return _SEP if c in ">»›→•·«‹" else 0


def _marks_of_numbers(digits: int, numbers: int, year: bool) -> int:
    """digits, numbers: how many, of the former one at least. year: whether a number has four digits."""
    marks = _DIGIT | (_DIGITS if digits >= 7 else 0) | (_YEAR if year else 0)
    if year or numbers >= 2:
        marks |= _DATE
    if numbers >= 3 or (year and numbers >= 2):
        marks |= _DAY
    return marks


def _kinds_with(c: str) -> int:
    """The kinds of a word that begins so, as far as that tells; all with a "_", which slots take for a mark."""
    return _NUMBER if c.isdecimal() else _NUMBER | _BUTTON if c == "_" else 0


def _is_plain_letter(sign: str) -> bool:
    return "a" <= sign <= "z" or "A" <= sign <= "Z"


def _may_part_hours(sign: str) -> bool:
    """Whether a sign may be, when it is folded, what stands between hours and minutes."""
    return not sign.isdecimal() and not sign.isspace()


def _has_four_digits(text: str, start: int) -> bool:
    """Whether the number that begins there has four digits."""
    end = start
    while end < len(text) and text[end].isdecimal():
        end += 1
    return end - start == _YEAR_DIGITS


def letters(text: str, start: int, end: int) -> int:
    """How many characters of words ("\\w") there are in a part of a text."""
    count = 0
    for i in range(start, end):
        c = text[i]
        if "a" <= c <= "z" or "A" <= c <= "Z" or "0" <= c <= "9" or c == "_" or (c > "\x7f" and c.isalnum()):
            count += 1
    return count


def _closed_marks(lower: str) -> int:
    """Marks that end with a bracket: "(c)", and the at sign as "[at]"."""
    marks = _C if "(c)" in lower else 0
    return marks | _AT if "at]" in lower or "at)" in lower else marks
