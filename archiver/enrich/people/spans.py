# cython: infer_types=True
"""Where a person's name can be: runs of capitalised words, with what stands round them.

A span is cut the way newspapers write names: particles ("van", "bin") and initials hold it together,
titles in front of it are its role, a possessive ends it, function words at a sentence's start are no part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.enrich.people import german
from archiver.enrich.people.beginning import (
    has_title,
    is_saint,
    is_title,
    own_role,
    roles_before,
    skip_demonyms,
    skip_function_words,
    skip_titles,
)
from archiver.enrich.people.names import fold
from archiver.enrich.people.reading import Reading, reading
from archiver.enrich.people.tokens import Line

_CONTRACTED = re.compile(r"['’](?:ve|re|ll|t|d|m)$", re.IGNORECASE)
_DESCRIBED = re.compile(r"-[a-zà-ÿ]{3,}$")  # "Australian-born"
_ELIDED = re.compile(r"(?i:[ldstjc]|qu|[ds]?all|[dns]ell|sull|un)['’][a-zà-ÿ]")  # "L’imprenditore"
_ARTICLE = re.compile(r"(?i:[lstjc]|qu|[ds]?all|[dns]ell|sull|un)['’]")  # "L’Italia", but "Giacomo Dell’Orto"
_CASE_ENDING = re.compile(r"['’][^\W\d_]+$")  # in Turkish only names have one behind an apostrophe: "Dzeko'nun"
_PARTICLES = frozenset(
    "de da do das dos del della di du van von der den ter ten zu zur bin bint ibn la le lo el al ul ud y e of af "
    "ould mac mc abu umm st".split()
) - {"of", "e", "do", "la", "le", "lo"}
_SURE_PARTICLES = frozenset({"van", "von", "bin", "bint", "ibn", "der", "ter"})  # behind any capitalised word
_BODIES = frozenset(
    "banca banco banque bank universita universidad universidade universite universiteit istituto instituto institut "
    "ministero ministerio ministere azienda ospedale corte tribunal tribunale comune partito partido assemblea "
    "accademia academia academie associazione asociacion association federazione federacion fondazione".split()
)
"""What somebody is "di" or "de", and is not called: "Ann Lee di Banca Monte"."""
_ABBREVIATED = frozenset("mr mrs ms dr prof sen rep gov gen lt col maj sgt capt rev hon st jr sr pres dep adm".split())


@dataclass(slots=True)
class Span:
    """A run of words that may be a person's name.

    words: as written, without possessive. start, end: in characters of the text. role: the title words
    before it, as written. honorific: one of them is "Mr", "Dr", ... (never of an office or a trade).
    before, after: folded neighbours, "" at the line's edge; opens: at a sentence's start.
    slot: the shape of what stands round it, "0|(X" for "7 {Davor Suker} (Real Madrid)"; table: the line is
    mostly numbers. key: the words folded. shown: what of `role` says what somebody is ("WR" does not).
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
    shown: str = ""

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
        if _is_name_like(words[i]) and (words[i].isalpha() or not _ARTICLE.match(words[i])):
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
    """One past the particles at `i`, where a name goes on behind them; else `i`: "Ann Lee | di Banca Monte"."""
    j, size = i, len(line.starts)
    while j < size and j - i < 3 and line.words[j] in _PARTICLES and _joins(line, j):
        j += 1
    return j if j > i and _name_goes_on(line, j) and fold(line.words[j]) not in _BODIES else i


def _span(line, start, end, is_table, as_read):  # type: (Line, int, int, bool, Reading) -> Span | None
    opens = start == 0 or (line.words[start - 1] in _OPENING and not _closes_quote(line, start - 1))
    run = [fold(line.words[i]) for i in range(start, end)]
    first = skip_demonyms(run, skip_function_words(line, run, start, opens, as_read) - start, as_read) + start
    if as_read.german:
        first = german.past_nouns(run, first - start, as_read.names) + start
        if first >= end:
            return None
        name_at = skip_titles(line, run, start, first, as_read)
        end = german.before_nouns(run, name_at - start, as_read.names) + start
        run = run[: end - start]
    if end - first > 1 and run[first - start] == "st" and is_saint(run[-1], as_read):
        return None
    name_at = skip_titles(line, run, start, first, as_read)
    if name_at >= end:
        return None
    words = _words(line, name_at, end, as_read)
    if not words or (len(words) == 1 and len(words[0].rstrip(".")) < 2) or words[0] in german.NO_BEGINNING:
        return None
    role_at = roles_before(line, first, as_read, name_at > first) if name_at > first or first == start else first
    if as_read.german and role_at == name_at > start and end - name_at > 1 and german.is_role(run[name_at - start - 1]):
        role_at = name_at - 1
    own_at = own_role(line, role_at, name_at, as_read) if opens and role_at == first > start else role_at
    last = line.words[end - 1]
    return Span(
        words,
        line.offset + line.starts[name_at],
        line.offset + line.ends[end - 1],
        _as_written(line, role_at, name_at),
        has_title(line, role_at, name_at, as_read),
        _folded(line, role_at - 1),
        _folded(line, end),
        _folded(line, end + 1),
        opens and name_at == start,
        last != strip_possessive(last),
        f"{_shape(line, role_at - 1)}|{_shape(line, end)}{_shape(line, end + 1)}",
        is_table,
        tuple([fold(word) for word in words]),
        _as_written(line, own_at, name_at) if is_title(line, own_at, name_at, as_read) else "",
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
