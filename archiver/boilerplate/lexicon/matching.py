"""Finding the lexicon's phrases in a block of text.

A text is folded and cut into words once. Each variant of a phrase is filed under its longest word
(Commentz-Walter's and Hyperscan's idea of a literal prefilter); of those whose word occurs, only
variants all of whose words occur are tried as a regular expression.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from archiver.boilerplate.lexicon.entries import Entry, entries
from archiver.boilerplate.lexicon.fold import fold
from archiver.boilerplate.lexicon.slots import WORD, marks
from archiver.boilerplate.lexicon.template import Variant, variants

# Furniture stands at a block's edges; of a longer block only so much is read at either end (characters).
EDGE = 8_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text.

    id, kind, bits: of the entry. coverage: the share (0-1) of the text's letters and digits that lie in
    the hit: 1.0 where the text is nothing but the phrase. start, end: characters of the text.
    """

    id: str
    kind: str
    bits: float
    coverage: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Index:
    """Variants by the word that must occur for them to be tried."""

    by_anchor: dict[str, tuple[tuple[Variant, Entry], ...]]
    anchors: frozenset[str]

    @classmethod
    def of(cls, lexicon: Iterable[Entry]) -> Index:
        """An index over entries. Raises TemplateError."""
        filed: defaultdict[str, list[tuple[Variant, Entry]]] = defaultdict(list)
        for entry in lexicon:
            for template in entry.templates:
                for variant in variants(template, entry.scope):
                    filed[variant.anchor].append((variant, entry))
        return cls({word: tuple(pairs) for word, pairs in filed.items()}, frozenset(filed))

    def candidates(self, words: set[str], length: int) -> Iterator[tuple[Variant, Entry]]:
        """Variants all of whose words occur in a text of so many words, in an order of no meaning."""
        for anchor in self.anchors & words:
            for variant, entry in self.by_anchor[anchor]:
                if (variant.longest is None or length <= variant.longest) and variant.needs <= words:
                    yield variant, entry

    def match(self, text: str) -> tuple[Hit, ...]:
        """See the module's `match`."""
        if len(text) <= 2 * EDGE:
            found = [(entry, start, end) for entry, start, end in self._spans(text)]
        else:
            tail = len(text) - EDGE
            found = [span for span in self._spans(text[:EDGE]) if span[0].scope != "line"]
            found += [(e, s + tail, t + tail) for e, s, t in self._spans(text[tail:]) if e.scope != "line"]
        if not found:
            return ()
        total = _size(text)
        return tuple(
            Hit(entry.id, entry.kind, entry.bits, _size(text[start:end]) / total, start, end)
            for entry, start, end in _disjoint(found)
        )

    def _spans(self, text: str) -> Iterator[tuple[Entry, int, int]]:
        folded = fold(text)
        tokens = WORD.findall(folded.text)
        words = set(tokens)
        words |= marks(folded.text, words)
        for variant, entry in self.candidates(words, len(tokens)):
            for start, end in variant.find(folded, text):
                yield entry, start, end


def _size(text: str) -> int:
    return sum(map(len, WORD.findall(text))) or 1


def _disjoint(found: list[tuple[Entry, int, int]]) -> list[tuple[Entry, int, int]]:
    """Spans that do not overlap, in reading order: of those that do, the longest, then the weightiest."""
    kept: list[tuple[Entry, int, int]] = []
    for entry, start, end in sorted(found, key=lambda f: (f[1] - f[2], -f[0].bits, f[0].id, f[1])):
        if all(end <= other_start or start >= other_end for _, other_start, other_end in kept):
            kept.append((entry, start, end))
    return sorted(kept, key=lambda f: f[1])


@cache
def index() -> Index:
    """The index over the whole lexicon, built at first use."""
    return Index.of(entries())


def match(text: str) -> tuple[Hit, ...]:
    """The phrases of furniture in a block's text, disjoint and in reading order; () where there are none.

    A hit is evidence, not a verdict: "Comments are closed." is found in a quotation as well, with the small
    coverage that it has there. Of a text of over 16,000 characters both ends are searched.
    """
    return index().match(text)
