# cython: infer_types=True
"""Where the name begins in a run of capitalised words, and where the role before it does.

"Dutch Foreign Minister | Kaag": what a person is called by, where he or she comes from and what merely begins a
sentence are no part of a name.
"""

from __future__ import annotations

from archiver.enrich.people import german
from archiver.enrich.people.names import fold
from archiver.enrich.people.reading import Reading
from archiver.enrich.people.tokens import Line


def skip_function_words(line, run, start, opens, as_read):  # type: (Line, list[str], int, bool, Reading) -> int
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


def is_saint(word, as_read):  # type: (str, Reading) -> bool
    """Whether "St Louis" is a place."""
    places = as_read.places
    return f"st. {word}" in places or f"st {word}" in places or f"saint {word}" in places


def skip_demonyms(run, start, as_read):  # type: (list[str], int, Reading) -> int
    """Past "Dutch", "West Indian", where two words or more are left: those are no part of a name."""
    i = start
    while len(run) - i > 2 and run[i] in as_read.demonyms:
        i += 1
    return i


_PARTICLES = frozenset("del della dello dei de di da le la lo van von der den ter al el bin ibn".split())
"""Small words that are given names elsewhere: "Ottavia Del Bene"."""
_TITLES_IN_NAMES = frozenset("sheikh shaikh sayed syed haji khan mullah".split())
"""Titles that many bear as a name: "Abdirahman Sheikh Nur"."""


def skip_titles(line, run, start, first, as_read):  # type: (Line, list[str], int, int, Reading) -> int
    """One past the last title or role in the run, if a name can follow it: "US President | Joe Biden"."""
    given, end = as_read.given, start + len(run)
    last = first
    for i in range(first, end):
        word = run[i - start]
        if i > first and word in _TITLES_IN_NAMES and run[i - start - 1] in given and i + 1 < end:
            break
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
        if word in _PARTICLES and i > start and run[i - 1] not in as_read.words:
            break
        if word in as_read.given or ("-" in word and _is_double(word, as_read)):
            sure = word not in as_read.words and word not in as_read.places
            return i if sure or (i > start and run[i + 1] in as_read.family) else start
        if (word in as_read.family and word not in as_read.words and word not in as_read.places) or len(word) == 1:
            break
    return start


def _is_double(word, as_read):  # type: (str, Reading) -> bool
    """Whether all parts of a word with a hyphen are given names: "Jean-Noël"."""
    for part in word.split("-"):
        if len(part) < 3 or part not in as_read.given:
            return False
    return True


def own_role(line, start, end, as_read):  # type: (Line, int, int, Reading) -> int
    """Where what stands before a name begins to be a role: "United Nations | Secretary-General", where a sentence's
    first word was cut off. The end where none of it is one: "My Dear" is not."""
    at = start
    while at < end and fold(line.words[at]) not in as_read.modifiers and not is_title(line, at, at + 1, as_read):
        at += 1
    return at


def is_title(line, start, end, as_read):  # type: (Line, int, int, Reading) -> bool
    """Whether one of the words is a title or a role."""
    for i in range(start, end):
        word = fold(line.words[i])
        if word in as_read.titles or word in as_read.honorifics or _is_role(word, as_read):
            return True
        if "-" in word and word.rpartition("-")[2] in as_read.roles:
            return True
        if as_read.german and german.is_role(word):
            return True
    return False


def roles_before(line, i, as_read, inside):  # type: (Line, int, Reading, bool) -> int
    """Where the lower-case role before a name begins: "the | former prime minister Sanna Marin".

    inside: whether a role in capitals follows, of which a modifier is a part: "Prime | Minister"."""
    j = i
    while j > 0 and i - j < 4 and line.gap(j).strip() == "":
        word = fold(line.words[j - 1])
        is_role = _is_role(word, as_read) or word in as_read.honorifics
        if not is_role and not (word in as_read.modifiers and (inside or j < i)):
            break
        j -= 1
    return j


def has_title(line: Line, start: int, end: int, as_read: Reading) -> bool:
    return any(fold(line.words[i]) in as_read.titles for i in range(start, end))
