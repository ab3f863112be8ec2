# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The two passes over every character of a page: a text as its key sees it, and where sentences end."""

from __future__ import annotations

from array import array

from archiver.boilerplate.digests import key_of

_SPACE, _ZERO = ord(" "), ord("0")
# Words that stand inside a date: "3 de mayo de 2024".
_LINKS = frozenset(("de", "of", "do", "di", "del", "den"))
_MONTH_LENGTH = range(3, 11)
_MONTH_AND_YEAR = 16  # characters
# Between a date's numbers stand a month and at most two such words.
_DATE_WORDS = 4
# A label at a sentence's beginning: characters, words.
_LABEL, _LABEL_WORDS = 40, 5
# The one letter whose small form depends on what stands behind it.
_SIGMA = "Σ"
# What a figure is as its key sees it, and what is in no word.
_FIGURE, _NO_WORD = 1, 0
# Signs of characters below so many (see `_sign`), by their codes; most texts have no others.
_LISTED = 0x800


def _sign_of(c: str) -> int:
    return _FIGURE if c.isdecimal() else ord(c.lower()[0]) if c.isalnum() else _NO_WORD


_SIGNS = array("H", [_sign_of(chr(code)) for code in range(_LISTED)])


def masked(text: str) -> bytes:
    """The text as its key sees it, in UTF-8: lower case, words only, numbers and dates as "0"."""
    reading = Reading(text, 0)
    reading.read(text, 0, len(text))
    return reading.all()


def masked_parts(text: str, parts: list[tuple[int, int]]) -> tuple[bytes, list[int]]:
    """A text as its key sees it, and the keys of some of its sentences. parts: their spans, in order and without
    overlap.

    Most texts are read once: what they say is what their sentences say, one after the other. But a date may reach
    over a sentence's end, so a text with two numbers round one is read again.
    """
    keys: list[int] = []
    at = 0
    own = Reading(text, len(parts))
    for start, end in parts:
        if at < start and not (at + 1 == start and text[at] == " "):
            own.read_next(text, at, start)
        keys.append(own.read_next(text, start, end))
        at = end
    if at < len(text):
        own.read_next(text, at, len(text))
    return masked(text) if own.over or own.size == 0 or _SIGMA in text else own.all(), keys


class Reading:
    """What was read. packed: texts as their keys see them, one after the other, in UTF-8: so many bytes of it as size
    says. Of the last one, words, numbers: how many it has, before dates were made one; first, last: which of its words
    are the first and the last number, if there is any. over: whether a date may reach from one into another."""

    def __init__(self, text: str, parts: int) -> None:
        """text: of which nothing is read twice. parts: how many of its sentences are read."""
        self.packed = bytearray((1 if text.isascii() else 4) * len(text) + 2 * parts + 1)
        self.size = self.words = self.numbers = self.first = self.last = 0
        self.over = False
        self._since = _DATE_WORDS + 1  # words since the last number

    def all(self) -> bytes:
        """What was read, in UTF-8."""
        return bytes(self.packed[: self.size])

    def read_next(self, text: str, start: int, end: int) -> int:
        """Read a part of a text behind what was read of it. Its key."""
        before = begin = self.size
        if before > 0:
            self.packed[before] = _SPACE
            self.size = begin = before + 1
        self.read(text, start, end)
        key = key_of(self.packed, begin, self.size)
        if self.words == 0:  # a text's own key does not see it
            self.size = before
        elif self.numbers > 0:
            self.over = self.over or self._continues_date()
            self._since = self.words - self.last
        else:
            self._since += self.words
        return key

    def _continues_date(self) -> bool:
        """Whether a date may reach into what was read last ("3 May|2024", "May|3, 2024")."""
        return self._since + self.first <= _DATE_WORDS or (self.first == 0 and self.numbers > 1)

    def read(self, text: str, i: int, end: int) -> None:
        """Read a text, from one of its characters to another."""
        if not text.isascii() and ("İ" in text or _SIGMA in text):
            text = text[i:end].lower()
            i, end = 0, len(text)
        packed, size = self.packed, self.size
        start = i
        dated = False
        words = numbers = first = 0
        last = -2 * _DATE_WORDS  # the word that was a number
        while True:
            sign = _NO_WORD
            while i < end and sign == _NO_WORD:
                sign = _sign(text[i])
                i += 1
            if sign == _NO_WORD:
                break
            i -= 1
            if words > 0:
                packed[size] = _SPACE
                size += 1
            word, number, after = i, -1, i
            while sign != _NO_WORD:
                if sign == _FIGURE:
                    packed[size] = _ZERO
                    size += 1
                    number, i = i, number_end(text, i, end)
                    after = i
                elif sign < 0x80:
                    packed[size] = sign
                    size += 1
                    i += 1
                else:
                    size = _put(packed, size, sign)
                    i += 1
                sign = _sign(text[i]) if i < end else _NO_WORD
            if number == word and after == i:
                dated = dated or words - last <= _DATE_WORDS
                last = words
                if numbers == 0:
                    first = words
                numbers += 1
            words += 1
        if words == 0:  # signs alone
            size = self._put_all(text[start:end].lower())
        elif dated:
            size = self._put_all(" ".join(_without_dates(packed[self.size : size].decode().split(" "))))
        self.size, self.words, self.numbers, self.first, self.last = size, words, numbers, first, last

    def _put_all(self, text: str) -> int:
        """Put a text behind what was read. Where it ends."""
        own = text.encode("utf-8", "replace")
        end = self.size + len(own)
        self.packed[self.size : end] = own
        return end


def _put(packed: bytearray, at: int, code: int) -> int:
    """Put a character beyond ASCII there, in UTF-8. Where it ends."""
    if code < 0x800:
        packed[at] = 0xC0 | code >> 6
    elif code < 0x10000:
        packed[at] = 0xE0 | code >> 12
        at += 1
        packed[at] = 0x80 | code >> 6 & 0x3F
    else:
        packed[at] = 0xF0 | code >> 18
        packed[at + 1] = 0x80 | code >> 12 & 0x3F
        at += 2
        packed[at] = 0x80 | code >> 6 & 0x3F
    packed[at + 1] = 0x80 | code & 0x3F
    return at + 2


def _sign(c: str) -> int:
    """The code of a letter's small form (of İ it is two; see `read`), _FIGURE, or _NO_WORD."""
    if ord(c) < _LISTED:
        return _SIGNS[ord(c)]
    if c.isdecimal():
        return _FIGURE
    if not c.isalnum():
        return _NO_WORD
    return ord(c) if "\u2e80" <= c <= "\ua63f" or "\uac00" <= c <= "\ud7a3" else ord(c.lower())  # none in East Asia


def number_end(text: str, i: int, end: int) -> int:
    """One past the number that begins at a digit: digits, and single signs between digits. end: of the text."""
    while True:
        while i < end and text[i].isdecimal():
            i += 1
        if not (i + 1 < end and text[i] in ".,:/-٫٬" and text[i + 1].isdecimal()):
            return i
        i += 1


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space after it.

    A sentence ends with stops (and closing quotes) before a space or before a letter that is no a-z; with a
    semicolon of Arabic script before a space; with a bar or dot between spaces in a row that begins the text, but for
    a list that a label begins ("Topics: Ferry | Harbour") and the label of a line ("Also | The ferry is back"); before
    the sign of copyright. Not with the stop of a number in a list ("1. First"), of a date's day ("4. September 2024")
    or before a small letter ("4. september", "approx. two").
    """
    spans: list[tuple[int, int]] = []
    start = i = 0
    end = len(text)
    in_row = True
    while i < end:
        c = text[i]
        if "a" <= c <= "z":
            i += 1
            continue
        if c in ".!?…。！？؟۔।":
            dot = i
            i = stop = _after_stops(text, i)
            i = _after_spaces(text, i)
            goes_on = (i < end and text[i].islower()) or _is_number(text, start, dot) or _is_day(text, dot, i)
            ends = not goes_on and (i > stop or (i < end and _opens(text[i])))
            in_row = in_row and not ends
        elif c == "؛" or c == ";":
            stop = i + 1
            i = _after_spaces(text, stop)
            ends = i > stop
        elif c == " ":
            if i + 1 < end and "a" <= text[i + 1] <= "z":
                i += 2
                continue
            last = i
            i = stop = _after_spaces(text, i)
            ends = False
            if i < end and text[i] in "|•·":
                stop = i + 1
                ends = in_row and stop < end and text[stop] == " " and not _has_label(text, start, last, i)
                i = _after_spaces(text, stop)
            elif i < end and text[i] == "©":
                stop, ends = last, start < last
        else:
            i += 1
            continue
        if ends:
            spans.append((start, stop))
            start = i
    if start < end:
        spans.append((start, end))
    return spans


def _is_number(text: str, start: int, i: int) -> bool:
    """Whether all from start to i is a number of up to three digits."""
    return 0 < i - start <= 3 and text[start:i].isdecimal()


def _is_day(text: str, dot: int, i: int) -> bool:
    """Whether a number of one or two digits stands before a stop, and from i on a word and a year."""
    if not text[max(dot - 1, 0) : dot].isdecimal() or (dot >= 3 and text[dot - 3 : dot].isdecimal()):
        return False
    month, _, rest = text[i : i + _MONTH_AND_YEAR].partition(" ")
    return _is_month(month.rstrip(".")) and rest[:4].isdecimal() and len(rest) >= 4 and not rest[4:5].isalnum()


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


def _opens(c: str) -> bool:
    """Whether a sign may begin a sentence right after a stop: "co.uk" is none, "end.Next" and "end.© 2024" are."""
    return c in "(©" or (c.isalnum() and not c.isdecimal() and not "a" <= c <= "z")


def _without_dates(words: list[str]) -> list[str]:
    """Dates as one "0". Month names are known by shape, not by a list in each language: a word between two
    numbers ("3 mai 2024"), or a word and two numbers ("May 3, 2024"), is part of a date."""
    out: list[str] = []
    i = 0
    while i < len(words):
        end = _date_end(words, i)
        out.append("0" if end else words[i])
        i = end or i + 1
    return out


def _date_end(words: list[str], i: int) -> int:
    """One past the date that begins at a word; 0 where none does."""
    if words[i] != "0":
        return i + 3 if _is_month(words[i]) and words[i + 1 : i + 3] == ["0", "0"] else 0
    at = i + 1 + (words[i + 1 : i + 2] != [] and words[i + 1] in _LINKS)
    if at >= len(words) or not _is_month(words[at]):
        return 0
    at += 1 + (at + 1 < len(words) and words[at + 1] in _LINKS)
    return at + 1 if words[at : at + 1] == ["0"] else 0


def _is_month(word: str) -> bool:
    return len(word) in _MONTH_LENGTH and word.isalpha()
