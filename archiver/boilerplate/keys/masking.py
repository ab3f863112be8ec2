# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""A text as its key sees it, in one pass over its characters: lower case, words only, numbers and dates as "0"."""

from __future__ import annotations

from array import array

from archiver.boilerplate.keys.digests import key_of
from archiver.boilerplate.text.names import is_month

_SPACE, _A, _Z = ord(" "), ord("a"), ord("z")
# Words that stand inside a date: "3 de mayo de 2024".
_LINKS = frozenset(("de", "of", "do", "di", "del", "den"))
# Between a date's numbers stand a month and at most two such words.
_DATE_WORDS = 4
# The one letter whose small form depends on what stands behind it.
_SIGMA = "Σ"
# What a figure is as its key sees it, and what is in no word.
_FIGURE, _NO_WORD = ord("0"), 0
# Signs of characters below so many (see `_sign`), by their codes; most texts have no others.
_LISTED = 0x800
# Where a reading is: between words; there, behind a sign that may join figures to one number; in figures; in letters.
_BETWEEN, _JOINT, _FIGURES, _LETTERS = 0, 1, 2, 3


def masked(text: str) -> bytearray:
    """The text as its key sees it, in UTF-8: words with a space between two; signs, where it is nothing else."""
    reading = Reading(len(text), 0)
    reading.read(text)
    return reading.all()


def masked_parts(text: str, parts: list[tuple[int, int]]) -> tuple[bytearray, list[int]]:
    """A text as its key sees it, and the keys of some of its sentences. parts: their spans, in order and without
    overlap.

    Most texts are read once: what they say is what their sentences say, one after the other. But a date may reach
    over a sentence's end, so a text with two numbers round one is read again.
    """
    if not parts:
        return masked(text), []
    keys: list[int] = []
    at = 0
    own = Reading(len(text), len(parts))
    for start, end in parts:
        if at < start and not (at + 1 == start and text[at] == " "):
            own.read_next(text[at:start])
        keys.append(own.read_next(text[start:end]))
        at = end
    if at < len(text):
        own.read_next(text[at:])
    return masked(text) if own.over or own.size == 0 or _SIGMA in text else own.all(), keys


class Reading:
    """What was read. packed: texts as their keys see them, one after the other, in UTF-8: so many bytes of it as size
    says. Of the last one, words, numbers: how many it has, before dates were made one; first, last: which of its words
    are the first and the last number, if there is any; dated: whether there may be a date in it. over: whether a date
    may reach from one into another."""

    def __init__(self, length: int, parts: int) -> None:
        """length: characters of the text, of which nothing is read twice. parts: how many of its sentences are read."""
        self.packed = bytearray(4 * length + 2 * parts + 1)
        self.size = self.words = self.numbers = self.first = self.last = 0
        self.dated = self.over = False
        self._since = _DATE_WORDS + 1  # words since the last number

    def all(self) -> bytearray:
        """What was read, in UTF-8."""
        return self.packed[: self.size]

    def read_next(self, text: str) -> int:
        """Read a part of a text behind what was read of it. Its key."""
        before = begin = self.size
        if before > 0:
            self.packed[before] = _SPACE
            self.size = begin = before + 1
        self.read(text)
        key = key_of(self.packed[begin : self.size])
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

    def read(self, text: str) -> None:
        """Read a text."""
        if "İ" in text or _SIGMA in text:
            text = text.lower()
        packed, size = self.packed, self.size
        words = self.numbers = self.first = self.last = 0
        self.dated = is_number = False
        where = _BETWEEN
        for c in text:
            sign = _SIGNS[ord(c)] if ord(c) < _LISTED else _sign(c)
            if where != _LETTERS or sign <= _FIGURE:
                if sign == _NO_WORD:
                    where = _JOINT if where == _FIGURES and c in ".,:/-٫٬" else _BETWEEN
                    continue
                if sign == _FIGURE and where in (_JOINT, _FIGURES):
                    where = _FIGURES
                    continue
                if where <= _JOINT:
                    if words > 0:
                        packed[size] = _SPACE
                        size += 1
                    if is_number:
                        self._note_number(words - 1)
                    words += 1
                    is_number = sign == _FIGURE
                where = _FIGURES if sign == _FIGURE else _LETTERS
                is_number = is_number and sign == _FIGURE
            if sign < 0x80:
                packed[size] = sign
                size += 1
            else:
                size = _put(packed, size, sign)
        if is_number:
            self._note_number(words - 1)
        if words == 0:  # signs alone
            size = self._put_all(text.lower())
        elif self.dated:
            size = self._put_all(" ".join(_without_dates(packed[self.size : size].decode().split(" "))))
        self.size, self.words = size, words

    def _note_number(self, word: int) -> None:
        """A word that is read is a number."""
        if self.numbers == 0:
            self.first = word
        elif word - self.last <= _DATE_WORDS:
            self.dated = True
        self.last = word
        self.numbers += 1

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
    if c.isdecimal():
        return _FIGURE
    if not c.isalnum():
        return _NO_WORD
    return ord(c) if "\u2e80" <= c <= "\ua63f" or "\uac00" <= c <= "\ud7a3" else ord(c.lower())  # none in East Asia


_SIGNS = array("H", [_sign(chr(code)) if chr(code) != "İ" else ord("i") for code in range(_LISTED)])


def spaced(plain: bytearray) -> bytearray:
    """A masked text with one space between two words; where it is signs alone it has any."""
    begin = plain[0] if plain else 0
    if begin == _FIGURE or _A <= begin <= _Z or plain[:4].decode("utf-8", "ignore")[:1].isalnum():
        return plain
    return bytearray(" ".join(plain.decode().split()).encode())


def words_up_to(line: bytearray, most: int) -> int:
    """How many words a masked line has, which is not empty; `most` where it has more."""
    words = 1
    for i in range(len(line)):
        if line[i] == _SPACE:
            words += 1
            if words == most:
                break
    return words


def first_words(line: bytearray, words: int) -> bytearray:
    """So many first words of a masked line; all of it where it has no more."""
    for i in range(len(line)):
        if line[i] == _SPACE:
            words -= 1
            if words == 0:
                return line[:i]
    return line


def last_words(line: bytearray, words: int) -> bytearray:
    """So many last words of a masked line; all of it where it has no more."""
    for i in range(len(line) - 1, -1, -1):
        if line[i] == _SPACE:
            words -= 1
            if words == 0:
                return line[i + 1 :]
    return line


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
    last = len(words) - 1
    if words[i] != "0":
        return i + 3 if i + 1 < last and words[i + 1] == words[i + 2] == "0" and is_month(words[i]) else 0
    at = i + 1
    if at < last and words[at] in _LINKS:
        at += 1
    if at >= last or not is_month(words[at]):
        return 0
    at += 1
    if at < last and words[at] in _LINKS:
        at += 1
    return at + 1 if words[at] == "0" else 0
