"""Where a person's name can be: runs of capitalised words, with what stands round them.

A span is cut the way newspapers write names: particles ("van", "bin") and initials hold it together,
titles in front of it are its role, a possessive ends it, function words at a sentence's start are no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.enrich.people.cues import cues
from archiver.enrich.people.names import fold, names

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?=\s|[^\w]|$)|(?:al|el|ul|ud|as|an|ash)-[^\W\d_][\w'’-]*"
    r"|[^\W\d_]\w*(?:[-‐‑'’][^\W\d_]\w*)*[’']?|\d[\d.,]*\d|\d|[^\w\s]"
)
_CONTRACTED = re.compile(r"['’](?:ve|re|ll|t|d|m)$", re.IGNORECASE)
_DESCRIBED = re.compile(r"-[a-zà-ÿ]{3,}$")  # "Australian-born"
_PARTICLES = frozenset(
    "de da do das dos del della di du van von der den ter ten zu zur bin bint ibn la le lo el al ul ud y e of af "
    "ould mac mc abu umm st".split()
) - {"of", "e", "do", "la", "le", "lo"}
_FUNCTION = frozenset(
    """the a an this that these those he she it they we you i his her its their our my your and or but if when while
    as at by for from in into of on to with without after before since until although though because however
    meanwhile there here what who why how where which whose not no yes so then thus also even only just still now
    today yesterday tomorrow once some many most all both each every any other another such like unlike despite
    during under over about against between among through is are was were be been has have had do does did can
    could will would should may might must let one two three per via amid yet nor instead perhaps
    der die das ein eine im am und oder aber wenn als auch nach vor bei mit von aus auf fur zum zur es er sie wir ich
    ihr sein seine wie was wer warum wo doch noch nur schon so dann denn damit dabei seit bis durch gegen ohne um
    dass weil wahrend zwar laut
    le la les un une des du et ou mais si quand pour par avec sans sur dans en au aux il elle ils elles on nous vous
    ce cette ces son sa ses leur qui que quoi dont ou selon apres avant depuis
    el los las uno una y o pero cuando por con sin sobre lo su sus este esta segun tras desde entre
    il lo gli una e ma quando per con senza su nel nella del della dei secondo dopo
    det den de en et og eller men nar som for med uten pa i av til han hun vi jeg hva hvem etter fra om
    och men nar som med utan att han hon vi jag vad vem efter fran om
    ve bir bu o ama ile icin de da ki ise gibi hem""".split()
)
_ABBREVIATED = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col maj sgt capt rev hon st jr sr pres dep adm".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    gap: str  # what stands between the token before and this one: "" or white space


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words that may be a person's name.

    words: as written, without possessive. start, end: in characters of the text. role: the title words
    before it, as written. honorific: one of them is "Mr", "Dr", ... (never of an office or a trade).
    before, after: folded neighbours, "" at the line's edge; opens: at a sentence's start.
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

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(map(fold, self.words))


def tokens(line: str, offset: int = 0) -> list[Token]:
    """Words, numbers and single signs of a line."""
    found, last = [], 0
    for m in _TOKEN.finditer(line):
        found.append(Token(m[0], offset + m.start(), offset + m.end(), line[last : m.start()]))
        last = m.end()
    return found


def spans(text: str) -> Iterator[Span]:
    """All spans of a text, line by line (one block a line), in order."""
    offset = 0
    for line in text.split("\n"):
        yield from _spans_of_line(tokens(line, offset))
        offset += len(line) + 1


def _is_name_like(word: str) -> bool:
    """Capitalised, or "al-Assad"; an acronym of capitals only is none, "O'Brien" and "J.D." are."""
    if _CONTRACTED.search(word) or _DESCRIBED.search(word):
        return False
    if word[0].isupper():
        return True
    return "-" in word and len(word) > 4 and any(p[:1].isupper() for p in word.split("-")[1:])


def strip_possessive(word: str) -> str:
    """ "Trump’s" -> "Trump", "Ramaphosas’" stays but for the sign."""
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        return word[:-2]
    return word.rstrip("'’")


def _spans_of_line(line: list[Token]) -> Iterator[Span]:
    i = 0
    while i < len(line):
        if _is_name_like(line[i].text):
            end = _end_of_run(line, i)
            span = _span(line, i, end)
            if span is not None:
                yield span
            i = end
        else:
            i += 1


def _joins(line: list[Token], at: int) -> bool:
    return at < len(line) and line[at].gap.isspace() and "\t" not in line[at].gap


def _end_of_run(line: list[Token], start: int) -> int:
    """One past the last token of the run of name-like tokens that begins at `start`."""
    i = start + 1
    while i < len(line):
        before, word = line[i - 1].text, line[i].text
        if before[-2:] in ("'s", "’s") or before[-1] in "'’":
            break
        if word == "." and line[i].gap == "" and (len(before) == 1 or fold(before) in _ABBREVIATED):
            if not (_joins(line, i + 1) and _is_name_like(line[i + 1].text)):
                break
            i += 1
        elif _joins(line, i) and _is_name_like(word):
            i += 1
        elif fold(before) in names().given and (step := _particles(line, i)) > i:
            i = step
        else:
            break
    return i


def _particles(line: list[Token], i: int) -> int:
    """One past the particles at `i`, where a name goes on behind them; else `i`."""
    j = i
    while j < len(line) and j - i < 3 and line[j].text in _PARTICLES and _joins(line, j):
        j += 1
    return j if j > i and _joins(line, j) and _is_name_like(line[j].text) else i


def _span(line: list[Token], start: int, end: int) -> Span | None:
    opens = start == 0 or line[start - 1].text in '.!?:“”"«»„–—-•*'
    first = _skip_function_words(line, start, end, opens)
    name_at = _skip_titles(line, first, end)
    if name_at >= end:
        return None
    words = _words(line[name_at:end])
    if not words or (len(words[0].rstrip(".")) < 2 and len(words) == 1):
        return None
    role_at = _roles_before(line, first) if name_at > first or first == start else first
    role_tokens = line[role_at:name_at]
    folded = [fold(t.text) for t in role_tokens]

    def at(n: int) -> str:
        return fold(line[n].text) if 0 <= n < len(line) else ""

    return Span(
        words=words,
        start=line[name_at].start,
        end=line[end - 1].end,
        role=_as_written(role_tokens),
        honorific=any(w in cues().honorific for w in folded),
        before=at(role_at - 1),
        after=at(end),
        second_after=at(end + 1),
        opens=opens and name_at == start,
        possessive=line[end - 1].text != strip_possessive(line[end - 1].text),
    )


def _skip_function_words(line: list[Token], start: int, end: int, opens: bool) -> int:
    i = start
    while (
        i < end and fold(line[i].text) in _FUNCTION and (i > start or opens or line[i].text in ("The", "I"))
    ):
        i += 1
    if opens and i == start and end - start > 1:
        word = fold(line[i].text)
        known = names()
        is_title = word in cues().role or word in cues().honorific
        if word in known.words and word not in known.given and word not in known.family and not is_title:
            i += 1
    return i


def _skip_titles(line: list[Token], start: int, end: int) -> int:
    """One past the last title or role in the run, if a name can follow it: "US President | Joe Biden"."""
    known, last = cues(), start
    for i in range(start, end):
        word = fold(line[i].text)
        if word in known.honorific or (word in known.role and line[i].text[0].isupper()):
            last = i + 1
            if last < end and line[last].text == ".":
                last += 1
        elif i > start and word in names().given and i - last > 0:
            break
    last = last if last < end else (start if end - start > 1 else last)
    return _given_name_inside(line, last, end)


def _given_name_inside(line: list[Token], start: int, end: int) -> int:
    """Where a given name that is nothing else opens the name: "Ocean Florida | Abby Dunn".

    Only where no word before it could be part of a name: those are a role, an employer or, in German,
    any noun.
    """
    known = names()
    for i in range(start, end - 1):
        word = fold(line[i].text)
        if word in known.given and word not in known.words and word not in known.places:
            return i
        if word in known.given or (word in known.family and word not in known.words) or len(word) == 1:
            break
    return start


def _roles_before(line: list[Token], i: int) -> int:
    """Where the lower-case role before a name begins: "the | former prime minister Sanna Marin"."""
    known, j = cues(), i
    while j > 0 and i - j < 4 and line[j].gap.strip() == "":
        word = fold(line[j - 1].text)
        is_role = word in known.role or word in known.honorific
        if not is_role and not (word in known.modifier and j < i):
            break
        j -= 1
    return j


def _words(run: list[Token]) -> tuple[str, ...]:
    """The words of a run; an initial keeps its full stop."""
    words: list[str] = []
    for token in run:
        if token.text == ".":
            if words and len(words[-1]) == 1:
                words[-1] += "."
        else:
            words.append(strip_possessive(token.text))
    return tuple(w for w in words if w)


def _as_written(run: list[Token]) -> str:
    return "".join((t.gap if i else "") + t.text for i, t in enumerate(run))
