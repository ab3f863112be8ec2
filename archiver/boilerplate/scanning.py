# cython: infer_types=True, annotation_typing=False, boundscheck=False, wraparound=False
"""The two passes over every character of a page: a text as its key sees it, and where sentences end."""

from __future__ import annotations

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


def masked(text: str) -> str:
    """The text as its key sees it: lower case, words only, numbers and dates as "0"."""
    reading = Reading()
    reading.read(text)
    return reading.plain


def masked_parts(text: str, parts: list[tuple[int, int]]) -> tuple[str, list[str]]:
    """A text and some of its sentences as their keys see them. parts: their spans, in order and without overlap.

    Most texts are read once: what they say is what their sentences say, one after the other. But a date may reach
    over a sentence's end, so a text with two numbers round one is read again.
    """
    plains: list[str] = []
    said: list[str] = []
    at = 0
    since = _DATE_WORDS + 1  # words since the last number
    over = False  # whether a date may reach over an end
    own = Reading()
    for start, end in [*parts, (len(text), len(text))]:
        if at < start:
            own.read(text[at:start])
            over = over or own.continues_date(since)
            since = own.words_since(since)
            if own.words > 0:
                said.append(own.plain)
        if start < end:
            own.read(text[start:end])
            over = over or own.continues_date(since)
            since = own.words_since(since)
            if own.words > 0:
                said.append(own.plain)
            plains.append(own.plain)
        at = end
    if over or not said or _SIGMA in text:
        return masked(text), plains
    return " ".join(said), plains


class Reading:
    """What was read last. plain: a text as its key sees it. words, numbers: of it, before dates were made one. first,
    last: which of its words are the first and the last number, if there is any."""

    def __init__(self) -> None:
        self.plain = ""
        self.words = self.numbers = self.first = self.last = 0

    def read(self, text: str) -> None:
        """Read a text."""
        lower = text.lower() if _has_capitals(text) else text
        end = len(lower)
        parts: list[str] = []  # stretches as they stand, and what is put in their place
        dated = False
        words = numbers = first = i = run = 0
        last = -2 * _DATE_WORDS  # the word that was a number
        while True:
            gap = i
            while i < end and not _is_small(lower[i]):
                i += 1
            if i == end:
                break
            if words == 0:
                run = i
            elif i - gap != 1 or lower[gap] != " ":
                parts.append(lower[run:gap])
                parts.append(" ")
                run = i
            word, number = i, -1
            while i < end:
                c = lower[i]
                if "a" <= c <= "z":
                    i += 1
                elif "0" <= c <= "9" or (c > "\x7f" and c.isdecimal()):
                    parts.append(lower[run:i])
                    parts.append("0")
                    number, run = i, number_end(lower, i)
                    i = run
                elif c > "\x7f" and c.isalnum():
                    i += 1
                else:
                    break
            if number == word and run == i:
                dated = dated or words - last <= _DATE_WORDS
                last = words
                if numbers == 0:
                    first = words
                numbers += 1
            words += 1
        self.words, self.numbers, self.first, self.last = words, numbers, first, last
        self.plain = lower
        if words > 0:
            parts.append(lower[run:gap])
            plain = "".join(parts)
            self.plain = " ".join(_without_dates(plain.split(" "))) if dated else plain

    def continues_date(self, since: int) -> bool:
        """Whether a date may reach into it ("3 May|2024", "May|3, 2024"). since: words since the last number before."""
        if self.numbers == 0:
            return False
        return since + self.first <= _DATE_WORDS or (self.first == 0 and self.numbers > 1)

    def words_since(self, since: int) -> int:
        """How many words its last number is from its end; with those before it where it has no number."""
        return self.words - self.last if self.numbers else since + self.words


def _has_capitals(text: str) -> bool:
    """Whether a text has other letters when it is made small."""
    for c in text:
        if "A" <= c <= "Z" or (c > "\x7f" and not "\u0590" <= c <= "\u109f" and c.lower() != c):
            return True
    return False


def _is_small(c: str) -> bool:
    """Whether a sign is a letter or digit of a text that was made small."""
    return "a" <= c <= "z" or "0" <= c <= "9" or (c > "\x7f" and c.isalnum())


def number_end(text: str, i: int) -> int:
    """One past the number that begins at a digit: digits, and single signs between digits."""
    end = len(text)
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
