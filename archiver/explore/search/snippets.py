"""The place of a text that shows best why it was found, with the words marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from archiver.explore.search.folding import is_single, located, places

LENGTH = 220
"""Characters of a snippet, about."""
LOOKED_AT = 20_000
"""Characters of a text in which a place is looked for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a snippet; found: it is one of the words that were looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms that are looked for: these, and all that begin with one of `beginnings`."""

    terms: frozenset[str]
    beginnings: tuple[str, ...] = ()

    def __contains__(self, term: object) -> bool:
        return term in self.terms or (isinstance(term, str) and term.startswith(self.beginnings))

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms) + len(self.beginnings)


def snippet(text: str, wanted: Collection[str]) -> tuple[Mark, ...]:
    """The stretch of about LENGTH characters with most different wanted terms; () where none is there."""
    hits = _hits(text[:LOOKED_AT], wanted)
    if not hits:
        return ()
    first = max(range(len(hits)), key=lambda i: (_variety(hits, i), -i))
    start = _start(text, hits[first][1])
    end = _end(text, start + LENGTH)
    return tuple(_marked(text, start, end, hits))


def _hits(text: str, wanted: Collection[str]) -> list[tuple[str, int, int]]:
    """The places of wanted terms; a single Chinese or Japanese character is looked for inside pairs too."""
    single = {term for term in wanted if is_single(term)}
    if not single:
        return places(text, wanted)
    return [hit for found in located(text) for hit in _in_pair(found, wanted, single)]


def _in_pair(
    found: tuple[str, int, int], wanted: Collection[str], single: Collection[str]
) -> Iterator[tuple[str, int, int]]:
    """A term that is wanted; of a pair of characters, the one that is."""
    term, start, end = found
    if term in wanted:
        yield found
    elif len(term) == 2 == end - start:
        yield from ((char, start + i, start + i + 1) for i, char in enumerate(term) if char in single)


def _variety(hits: list[tuple[str, int, int]], i: int) -> int:
    limit = hits[i][1] + LENGTH - 40
    return len({term for term, start, _ in hits[i : i + 40] if start < limit})


def _start(text: str, hit: int) -> int:
    """The beginning of the hit's line or sentence where that is near, else of a word a little before."""
    line, sentence = text.rfind("\n", 0, hit) + 1, text.rfind(". ", 0, hit) + 2
    near = max(line, sentence if sentence > 1 else 0)
    if hit - near <= 80:
        return near
    space = text.find(" ", hit - 50)
    return space + 1 if 0 <= space < hit else hit


def _end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - 30, end)
    return space if space > 0 else end


def _marked(text: str, start: int, end: int, hits: list[tuple[str, int, int]]) -> list[Mark]:
    marks, at = [Mark("…\u00a0", False)] if start else [], start
    for _, first, last in hits:
        if first < at or last > end:
            continue
        if first > at:
            marks.append(Mark(text[at:first], False))
        marks.append(Mark(text[first:last], True))
        at = last
    rest = text[at:end] + ("\u00a0…" if end < len(text) else "")
    return [*marks, Mark(rest, False)] if rest else marks
