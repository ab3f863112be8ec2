"""Markdown's marks in a line of a dump: stress and links, told from the words that they mark; and lynx's numbers of
links.

    said("**Comments are closed.**")                 ->  "Comments are closed."
    said("[Share](https://x.example/?u=1) *this*")   ->  "Share this"
    said("By [8]Jo Page")                            ->  "By Jo Page"

Dumps that a converter made of pages are full of them. The line stays as it was written; what a reader would see of it
is what is judged and read. A mark counts only with its other half and where it can be one: "2 * 3 * 4", "f***ing",
"snake_case" and "[sic](as he wrote)" are words. Time is linear in the line's length.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from archiver.common.expressions import expression

if TYPE_CHECKING:
    import re

Mark = tuple[int, int, bool]
"""Characters of a line that are a mark and no words: its start and end, and whether it goes before what it marks."""

# A bracket, or one that ends a link's text and what follows it: an address without spaces, and a title.
_BRACKET = expression(
    r"(!?\[)|\](?:\((?:<([^<>\n]*)>|((?:[^\s()<>]|\([^\s()<>]*\))*))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\))?"
)
# What an address has: "[1](2)" is none.
_ADDRESS = expression(r"[/#.:?]")
_RUN = expression(r"(?<![*\\])\*{1,3}(?!\*)|(?<![_\\])_{1,3}(?!_)")
# "[8]Jo Page": text browsers set a link's number right before its words. Behind words it is a note's.
_NUMBER = expression(r"(?<!\S)(?:\[\d{1,4}\])+(?=[^\s\[\]().,;:])")
# Scripts without spaces between words.
_WIDE = expression("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def said(text: str) -> str:
    """A line without its marks; as it is where it has none, or nothing else."""
    if "*" not in text and "_" not in text and "]" not in text:
        return text
    return _said(text)


def is_picture(text: str) -> bool:
    """Whether a line is nothing but pictures, be they links."""
    return "]" in text and "![" in text and not _without(text, _links(text)).strip()


def written(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the parts of a line stand that has marks. spans: of the parts of what it says, in order, nothing but white
    space between them. Marks go with the words that they stand beside, and none is left out."""
    marks = _marks(text)
    places = _places(text, marks)
    cuts = [(0, 0)]
    for (_, end), (start, _) in pairwise(spans):
        if end < start:
            cuts.append((places[end], places[start - 1] + 1))
        else:
            at = _between(marks, places[end - 1] + 1, places[start])
            cuts.append((at, at))
    cuts.append((len(text), len(text)))
    return [(begun, ended) for (_, begun), (ended, _) in pairwise(cuts)]


@lru_cache(maxsize=8192)
def _said(text: str) -> str:
    return _without(text, _marks(text))


@lru_cache(maxsize=1024)
def _marks(text: str) -> tuple[Mark, ...]:
    """The marks of a line, in order and apart from each other; none where that is all of the line."""
    links = _links(text)
    found = sorted([*links, *_stress(text, links), *_numbers(text, links)])
    return tuple(found) if _without(text, found).strip() else ()


def _without(text: str, marks: Sequence[Mark]) -> str:
    ends = [0, *[end for _, end, _ in marks]]
    starts = [*[start for start, _, _ in marks], len(text)]
    return "".join([text[end:start] for end, start in zip(ends, starts, strict=True)])


def _links(text: str) -> list[Mark]:
    """The marks of links, and pictures as a whole: nobody sees a word of them. In order."""
    found: list[Mark] = []
    opened: list[tuple[int, int, int]] = []  # where a bracket opens, and how many marks were found before it
    for bracket in _BRACKET.finditer(text) if "](" in text else ():
        start, end = bracket.span()
        if bracket[1]:
            opened.append((start, end, len(found)))
            continue
        if not opened:
            continue
        at, behind, before = opened.pop()
        address = bracket[2] if bracket[2] is not None else bracket[3]
        if address is None or (address and not _ADDRESS.search(address)):
            continue
        if text[at] == "!" or found[before:] == [(behind, start, True)]:
            del found[before:]
            found.append(_picture(text, at, end, found[-1][1] if found else 0))
        else:
            found += [(at, behind, True), (start, end, False)]
    return sorted(found)


def _numbers(text: str, links: Sequence[Mark]) -> list[Mark]:
    """The numbers that a text browser sets before the words of links; none where links are written out."""
    if links or "]" not in text:
        return []
    return [(*number.span(), True) for number in _NUMBER.finditer(text)]


def _picture(text: str, start: int, end: int, ended: int) -> Mark:
    """A picture, with the space without which there would be two, or one at the line's end. ended: where the mark
    before it does."""
    if text[end : end + 1].isspace() and (start == 0 or text[start - 1].isspace()):
        return start, end + 1, True
    if end == len(text) and ended < start and text[start - 1].isspace():
        return start - 1, end, True
    return start, end, True


def _stress(text: str, links: Sequence[Mark]) -> list[Mark]:
    """The marks of stress, in pairs. links: marks within which none is sought."""
    found: list[Mark] = []
    opened: list[re.Match[str]] = []
    waiting: dict[str, int] = {}
    passed = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        while passed < len(links) and links[passed][1] <= start:
            passed += 1
        if passed < len(links) and links[passed][0] < end:
            continue
        if waiting.get(run[0]) and _closes(text, start, end):
            while (other := opened.pop())[0] != run[0]:
                waiting[other[0]] -= 1
            waiting[run[0]] -= 1
            found += [(*other.span(), True), (start, end, False)]
        elif _opens(text, start, end):
            opened.append(run)
            waiting[run[0]] = waiting.get(run[0], 0) + 1
    return found


def _opens(text: str, start: int, end: int) -> bool:
    behind = text[end : end + 1]
    return (
        bool(behind) and not behind.isspace() and _is_apart(text[start:end], text[start - 1 : start] if start else "")
    )


def _closes(text: str, start: int, end: int) -> bool:
    return not text[start - 1].isspace() and _is_apart(text[start:end], text[end : end + 1])


def _is_apart(run: str, beside: str) -> bool:
    """Whether a run may be a mark beside a character: two stars within a word may, one may not."""
    return not beside.isalnum() or run == "**" or bool(_WIDE.match(beside))


def _places(text: str, marks: Sequence[Mark]) -> list[int]:
    """Of each character of what a line says its place in it, and the line's end."""
    ends = [0, *[end for _, end, _ in marks]]
    starts = [*[start for start, _, _ in marks], len(text)]
    places = [at for end, start in zip(ends, starts, strict=True) for at in range(end, start)]
    return [*places, len(text)]


def _between(marks: Sequence[Mark], end: int, start: int) -> int:
    """Where two parts meet between which there are marks alone: those that close go with what is before them."""
    for at, _, opens in marks:
        if opens and end <= at < start:
            return at
    return start
