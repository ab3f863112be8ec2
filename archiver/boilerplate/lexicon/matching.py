# cython: infer_types=True, annotation_typing=False
"""Finding the lexicon's phrases in a block of text.

A text is cut into words once, and each looked up once. Templates are filed under a word or two (Commentz-Walter's and
Hyperscan's idea of a literal prefilter); only where a text has all words of one way of writing such a template, side
by side where they are in that, is the way sought.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from archiver.boilerplate.lexicon.book import Book
from archiver.boilerplate.lexicon.choosing import Choosing
from archiver.boilerplate.lexicon.entries import Entry, entries
from archiver.boilerplate.lexicon.templates import SCOPES
from archiver.boilerplate.lexicon.way import Way
from archiver.boilerplate.lexicon.words import letters
from archiver.boilerplate.text.fold import Folded, fold, fold_plain, is_reshaped

# Furniture stands at a block's edges; of a longer block only so much is read at either end (characters).
EDGE = 8_000


class Hit(Struct, frozen=True):
    """A phrase found in a text.

    id, kind, bits: of the entry. coverage: the share (0-1) of the text's letters and digits that lie in
    the hit: 1.0 where the text is nothing but the phrase. start, end: characters of the text. is_open: the phrase has
    room for anybody's words, which lie in the hit as well.
    """

    id: str
    kind: str
    bits: float
    coverage: float
    start: int
    end: int
    is_open: bool = False


_LINE = SCOPES.index("line")

Span = tuple[Entry, bool, int, int]
"""Where a phrase stands in a text, start and end, and whether the way in which it is written is open."""


class Index:
    """The templates of some entries. What it says of a text does not depend on those that it was asked about before."""

    def __init__(self, lexicon: Iterable[Entry]) -> None:
        self._book = Book(lexicon)
        self._choosing = Choosing(self._book)
        self._way = Way(self._book.most_tokens)

    def match(self, text: str) -> tuple[Hit, ...]:
        """See the module's `match`."""
        if len(text) <= 2 * EDGE:
            found = self._spans(text, True)
        else:
            tail = len(text) - EDGE
            found = self._spans(text[:EDGE], False)
            found += [(entry, o, s + tail, t + tail) for entry, o, s, t in self._spans(text[tail:], False)]
        if not found:
            return ()
        total = letters(text, 0, len(text)) or 1
        return tuple([_hit(text, total, *span) for span in _disjoint(found)])

    def _spans(self, text: str, whole: bool) -> list[Span]:
        """whole: of a whole text; what is a line by itself is none in a part of one."""
        folded = fold(text) if is_reshaped(text) else None
        ways = self._choosing.ways(text if folded is None else folded.text)
        if not ways:
            return []
        folded = folded or Folded(fold_plain(text))  # most texts hold no phrase, and are not folded as a whole
        found: list[Span] = []
        for row, places in ways:
            if whole or self._book.scopes[row] != _LINE:
                self._put(row, places)
                for start, end in self._way.find(folded, text):
                    found.append((self._book.entries[row], self._way.is_open, start, end))
        return found

    def _put(self, row: int, places: tuple[int, ...]) -> None:
        """Put a way of writing together."""
        book, way = self._book, self._way
        way.begin(book.scopes[row])
        for place in places:
            token = book.tokens[place]
            if token > 0:
                way.add_word(book.word(place))
            else:
                way.add_slot(-1 - token)


def _hit(text: str, total: int, entry: Entry, is_open: bool, start: int, end: int) -> Hit:
    """total: letters and digits of the text, one at least."""
    coverage = (letters(text, start, end) or 1) / total
    return Hit(entry.id, entry.kind, entry.bits, coverage, start, end, is_open)


def _disjoint(found: list[Span]) -> list[Span]:
    """Spans that do not overlap, in reading order: of those that do, the longest, then the weightiest. Of an
    entry's ways of writing the same span, one that leaves nothing open comes first."""
    kept: list[Span] = []
    for entry, is_open, start, end in sorted(found, key=_rank):
        if all(end <= other_start or start >= other_end for _, _, other_start, other_end in kept):
            kept.append((entry, is_open, start, end))
    return sorted(kept, key=lambda span: span[2])


def _rank(span: Span) -> tuple[int, float, str, int, bool]:
    """All that a hit is made of: a total order."""
    entry, is_open, start, end = span
    return start - end, -entry.bits, entry.id, start, is_open


@cache
def index() -> Index:
    """The index over the whole lexicon, made at first use."""
    return Index(entries())


def match(text: str) -> tuple[Hit, ...]:
    """The phrases of furniture in a block's text, disjoint and in reading order; () where there are none.

    A hit is evidence, not a verdict: "Comments are closed." is found in a quotation as well, with the small
    coverage that it has there. Of a text of over 16,000 characters both ends are searched.
    """
    return index().match(text)
