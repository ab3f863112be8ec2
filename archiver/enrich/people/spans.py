# cython: infer_types=True
"""Where a person's name can be: runs of capitalised words, with what stands round them.

A span is cut the way newspapers write names: particles ("van", "bin") and initials hold it together,
titles in front of it are its role, a possessive ends it, function words at a sentence's start are no part.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from archiver.enrich.people import german
from archiver.enrich.people.cues import cues
from archiver.enrich.people.names import fold, names
from archiver.enrich.people.tokens import Line

_CONTRACTED = re.compile(r"['’](?:ve|re|ll|t|d|m)$", re.IGNORECASE)
_DESCRIBED = re.compile(r"-[a-zà-ÿ]{3,}$")  # "Australian-born"
_ELIDED = re.compile(r"(?:[ldstjc]|qu|[ds]?all|[dns]ell|sull|un)['’][a-zà-ÿ]", re.IGNORECASE)  # "L’imprenditore"
_CASE_ENDING = re.compile(r"['’][^\W\d_]+$")  # in Turkish only names have one behind an apostrophe: "Dzeko'nun"
_PARTICLES = frozenset(
    "de da do das dos del della di du van von der den ter ten zu zur bin bint ibn la le lo el al ul ud y e of af "
    "ould mac mc abu umm st".split()
) - {"of", "e", "do", "la", "le", "lo"}
_SURE_PARTICLES = frozenset({"van", "von", "bin", "bint", "ibn", "der", "ter"})  # behind any capitalised word
_ABBREVIATED = frozenset("mr mrs ms dr prof sen rep gov gen lt col maj sgt capt rev hon st jr sr pres dep adm".split())


class Reading:
    """All that a text is read with, as sets of folded words.

    What depends on the language: function, words that begin a sentence and no name; titles, honorifics; german:
    every noun is written with a capital, and compounds say by their end what they are; turkish: an apostrophe
    parts a name from its case ending, so that no name goes on behind one.
    """

    __slots__ = (
        "demonyms", "east", "family", "function", "german", "given", "honorifics", "modifiers", "names", "places",
        "roles", "titles", "turkish", "words",
    )  # fmt: skip

    def __init__(self, function: frozenset[str], titles: frozenset[str], language: str | None) -> None:
        self.function, self.titles, self.german = function, titles, language == "de"
        self.turkish = language in ("tr", "az")
        known, lists = cues(), names(language)
        self.roles, self.modifiers, self.honorifics, self.demonyms = (
            known.role, known.modifier, known.honorific, known.demonym,
        )  # fmt: skip
        self.names = lists
        self.given, self.family, self.words, self.places = lists.given, lists.family, lists.words, lists.places
        self.east = lists.east


_NAME_PARTICLES = frozenset("la las le les los el al del der des di da das de van von den ter ten".split())
"""In an English text "El Hassan", "De Klerk" and "Van Gogh" at a sentence's start are names."""


@functools.cache
def reading(language: str | None) -> Reading:
    """How a text of this language is read."""
    known = cues()
    if language == "en":
        return Reading(known.function - _NAME_PARTICLES, known.honorific, language)
    return Reading(known.function, known.honorific | known.foreign, language)


@dataclass(slots=True)
class Span:
    """A run of words that may be a person's name.

    words: as written, without possessive. start, end: in characters of the text. role: the title words
    before it, as written. honorific: one of them is "Mr", "Dr", ... (never of an office or a trade).
    before, after: folded neighbours, "" at the line's edge; opens: at a sentence's start.
    slot: the shape of what stands round it, "0|(X" for "7 {Davor Suker} (Real Madrid)"; table: the line is
    mostly numbers. key: the words folded.
    """

    words: tuple[str, ...]
    start: int
    end: int
    role: str
    honorific: bool
    before: str
    after: str
    second_after: str
    opens: bool
    possessive: bool
    slot: str
    table: bool
    key: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join(self.words)


def spans(text: str, language: str | None = None) -> tuple[list[Span], set[str]]:
    """All spans of a text, line by line (one block a line), in order; and its words that are written small, folded.

    A line of capitals only has none: they tell nothing there.
    """
    found: list[Span] = []
    small: set[str] = set()
    as_read, offset = reading(language), 0
    for part in text.split("\n"):
        line = Line(part, offset)
        if not part.isupper():
            _spans_of_line(line, as_read, found)
        _small_words(line, small)
        offset += len(part) + 1
    return found, small


def _small_words(line: Line, small: set[str]) -> None:
    for word in line.words:
        if word[0].islower():
            small.add(word if word.isascii() else fold(word))


def _spans_of_line(line: Line, as_read: Reading, found: list[Span]) -> None:
    words = line.words
    i, size, is_table = 0, len(words), _is_table(words)
    while i < size:
        if _is_name_like(words[i]):
            end = _end_of_run(line, i, as_read)
            span = _span(line, i, end, is_table, as_read)
            if span is not None:
                found.append(span)
            i = end
        else:
            i += 1


def _is_name_like(word):  # type: (str) -> bool
    """Capitalised, or "al-Assad"; "I'll" and "Australian-born" are not."""
    first = word[0]
    if word.isalpha():
        return first.isupper()
    if not first.isalpha():
        return False
    if ("'" in word or "’" in word) and (_CONTRACTED.search(word) or _ELIDED.match(word)):
        return False
    if "-" in word:
        if _DESCRIBED.search(word):
            return False
        return first.isupper() or (len(word) > 4 and any(p[:1].isupper() for p in word.split("-")[1:]))
    return first.isupper()


def strip_possessive(word):  # type: (str) -> str
    """ "Trump’s" -> "Trump", "Ramaphosas’" stays but for the sign."""
    if word.isalpha():
        return word
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        return word[:-2]
    return word.rstrip("'’")


def _joins(line, at):  # type: (Line, int) -> bool
    if at >= len(line.starts):
        return False
    gap = line.gap(at)
    return gap == " " or (gap.isspace() and "\t" not in gap)


def _name_goes_on(line, at):  # type: (Line, int) -> bool
    return _joins(line, at) and _is_name_like(line.words[at])


def _end_of_run(line, start, as_read):  # type: (Line, int, Reading) -> int
    """One past the last token of the run of name-like tokens that begins at `start`."""
    words = line.words
    i, size = start + 1, len(words)
    while i < size:
        before, word = words[i - 1], words[i]
        if before[-2:] in ("'s", "’s") or before[-1] in "'’":
            break
        if as_read.turkish and _CASE_ENDING.search(before):
            break
        if word == "." and (len(before) == 1 or fold(before) in _ABBREVIATED) and line.gap(i) == "":
            if not _name_goes_on(line, i + 1):
                break
            i += 1
        elif _name_goes_on(line, i) or _is_korean(line, start, i, as_read):
            i += 1
        elif word in _PARTICLES and (word in _SURE_PARTICLES or fold(before) in as_read.given):
            if as_read.german and not german.holds(word, before, fold(before) in as_read.given):
                break
            step = _particles(line, i)
            if step == i:
                break
            i = step
        else:
            break
    return i


def _is_korean(line, start, at, as_read):  # type: (Line, int, int, Reading) -> bool
    """ "Hwang Sun-hoon": a small letter behind the hyphen, in a run that began with a family name of the East."""
    word = line.words[at]
    return "-" in word and word[0].isupper() and _joins(line, at) and fold(line.words[start]) in as_read.east


def _particles(line, i):  # type: (Line, int) -> int
    """One past the particles at `i`, where a name goes on behind them; else `i`."""
    j, size = i, len(line.starts)
    while j < size and j - i < 3 and line.words[j] in _PARTICLES and _joins(line, j):
        j += 1
    return j if j > i and _name_goes_on(line, j) else i


def _span(line, start, end, is_table, as_read):  # type: (Line, int, int, bool, Reading) -> Span | None
    opens = start == 0 or (line.words[start - 1] in _OPENING and not _closes_quote(line, start - 1))
    run = [fold(line.words[i]) for i in range(start, end)]
    first = _skip_demonyms(run, _skip_function_words(line, run, start, opens, as_read) - start, as_read) + start
    if as_read.german:
        first = german.past_nouns(run, first - start, as_read.names) + start
        if first >= end:
            return None
        name_at = _skip_titles(line, run, start, first, as_read)
        end = german.before_nouns(run, name_at - start, as_read.names) + start
        run = run[: end - start]
    if end - first > 1 and run[first - start] == "st" and _is_saint(run[-1], as_read):
        return None
    name_at = _skip_titles(line, run, start, first, as_read)
    if name_at >= end:
        return None
    words = _words(line, name_at, end, as_read)
    if not words or (len(words) == 1 and len(words[0].rstrip(".")) < 2) or words[0] in german.NO_BEGINNING:
        return None
    role_at = _roles_before(line, first, as_read) if name_at > first or first == start else first
    if as_read.german and role_at == name_at > start and end - name_at > 1 and german.is_role(run[name_at - start - 1]):
        role_at = name_at - 1
    last = line.words[end - 1]
    return Span(
        words,
        line.offset + line.starts[name_at],
        line.offset + line.ends[end - 1],
        _as_written(line, role_at, name_at),
        _has_title(line, role_at, name_at, as_read),
        _folded(line, role_at - 1),
        _folded(line, end),
        _folded(line, end + 1),
        opens and name_at == start,
        last != strip_possessive(last),
        f"{_shape(line, role_at - 1)}|{_shape(line, end)}{_shape(line, end + 1)}",
        is_table,
        tuple([fold(word) for word in words]),
    )


def _closes_quote(line, at):  # type: (Line, int) -> bool
    """Whether the sign is a quotation mark that ends what another one began: '"It burned," Tau Henarewa said'."""
    sign = line.words[at]
    if sign == '"':
        return bool(line.words[:at].count('"') % 2)
    return sign == "”" and "“" in line.words[:at]


_OPENING = frozenset('.!?:“”"«»„–—-•*')
_TABLE = 0.3
"""Share of numbers among the tokens of a line from which it is one of a table."""


def _folded(line, at):  # type: (Line, int) -> str
    """The token, folded; "" beyond the line."""
    return fold(line.words[at]) if 0 <= at < len(line.starts) else ""


def _shape(line, at):  # type: (Line, int) -> str
    """What kind of token stands there: a number, a capitalised word, or itself."""
    if not 0 <= at < len(line.starts):
        return "$"
    word = line.words[at]
    first = word[0]
    return "0" if first.isdecimal() else "X" if first.isupper() else word


def _is_table(words):  # type: (list[str]) -> bool
    numbers = 0
    for word in words:
        if word[0].isdecimal():
            numbers += 1
    return numbers > _TABLE * len(words)


def _has_title(line: Line, start: int, end: int, as_read: Reading) -> bool:
    return any(fold(line.words[i]) in as_read.titles for i in range(start, end))


def _skip_function_words(line, run, start, opens, as_read):  # type: (Line, list[str], int, bool, Reading) -> int
    """Past the words that begin a sentence and no name; the run has at least one word."""
    i, size = 0, len(run)
    while i < size and run[i] in as_read.function and (i > 0 or opens or line.words[start] in ("The", "I")):
        i += 1
    if opens and i == 0 and size > 1 and not _is_entry(line, run, start, as_read):
        word = run[0]
        is_name = word in as_read.given or word in as_read.family
        if word in as_read.words and not is_name and word not in as_read.roles and word not in as_read.titles:
            i = 1
    return start + i


def _is_entry(line, run, start, as_read):  # type: (Line, list[str], int, Reading) -> bool
    """Whether a run that opens is no sentence's beginning: one of a table ("Dally Mavo (Chad) 7-5"), or "New York"."""
    if " ".join(run) in as_read.places:
        return True
    end = start + len(run)
    return end + 1 < len(line.starts) and line.words[end] == "(" and line.words[end + 1][0].isupper()


def _is_saint(word, as_read):  # type: (str, Reading) -> bool
    """Whether "St Louis" is a place."""
    places = as_read.places
    return f"st. {word}" in places or f"st {word}" in places or f"saint {word}" in places


def _skip_demonyms(run, start, as_read):  # type: (list[str], int, Reading) -> int
    """Past "Dutch", "West Indian", where two words or more are left: those are no part of a name."""
    i = start
    while len(run) - i > 2 and run[i] in as_read.demonyms:
        i += 1
    return i


def _skip_titles(line, run, start, first, as_read):  # type: (Line, list[str], int, int, Reading) -> int
    """One past the last title or role in the run, if a name can follow it: "US President | Joe Biden"."""
    given, end = as_read.given, start + len(run)
    last = first
    for i in range(first, end):
        word = run[i - start]
        if word in as_read.titles or (_is_role(word, as_read) and line.words[i][0].isupper()):
            last = i + 1
            if last < end and run[last - start] == ".":
                last += 1
        elif i > first and word in given and i - last > 0:
            break
    last = last if last < end else (first if end - first > 1 else last)
    return _given_name_inside(run, _past_letters(line, last, end, as_read) - start, as_read) + start


def _past_letters(line, at, end, as_read):  # type: (Line, int, int, Reading) -> int
    """Past a mark in capitals before a given name or an initial: "QB John Elwood", "CDU Julia Kerner"; a letter without
    a stop too, where two words are left."""
    if end - at < 3:
        return at
    mark, behind = line.words[at], line.words[at + 1]
    is_mark = (
        mark.isalpha() and mark.isupper() and len(mark) < 4 and not (len(mark) > 1 and fold(mark) in as_read.given)
    )
    return at + 1 if is_mark and (fold(behind) in as_read.given or behind.count(".") > 1) else at


def _is_role(word, as_read):  # type: (str, Reading) -> bool
    """ "minister", "vice-premier", "ex-champion" """
    if as_read.german and len(word) > 5 and word.endswith(german.ROLES):
        return True
    if "-" not in word:
        return word in as_read.roles
    first, _, last = word.rpartition("-")
    if word in as_read.roles:
        return True
    return last in as_read.roles and (first in as_read.modifiers or first in as_read.roles or as_read.german)


def _given_name_inside(run, start, as_read):  # type: (list[str], int, Reading) -> int
    """Where a given name that is nothing else opens the name: "Ocean Florida | Abby Dunn".

    Only where no word before it could be part of a name: those are a role, an employer, a place or, in German,
    any noun. One that is a common word as well needs a listed surname behind it: "Kubaner | Frank Sanchez".
    """
    for i in range(start, len(run) - 1):
        word = run[i]
        if word in as_read.given:
            sure = word not in as_read.words and word not in as_read.places
            return i if sure or (i > start and run[i + 1] in as_read.family) else start
        if (word in as_read.family and word not in as_read.words and word not in as_read.places) or len(word) == 1:
            break
    return start


def _roles_before(line, i, as_read):  # type: (Line, int, Reading) -> int
    """Where the lower-case role before a name begins: "the | former prime minister Sanna Marin"."""
    j = i
    while j > 0 and i - j < 4 and line.gap(j).strip() == "":
        word = fold(line.words[j - 1])
        is_role = _is_role(word, as_read) or word in as_read.honorifics
        if not is_role and not (word in as_read.modifiers and j < i):
            break
        j -= 1
    return j


def _words(line, start, end, as_read):  # type: (Line, int, int, Reading) -> tuple[str, ...]
    """The words of a run; an initial keeps its full stop."""
    words: list[str] = []
    for i in range(start, end):
        word = line.words[i]
        if word == ".":
            if words and len(words[-1]) == 1:
                words[-1] += "."
        else:
            word = _CASE_ENDING.sub("", word) if as_read.turkish else strip_possessive(word)
            if word:
                words.append(word)
    return tuple(words)


def _as_written(line, start, end):  # type: (Line, int, int) -> str
    return line.text[line.starts[start] : line.ends[end - 1]] if end > start else ""
