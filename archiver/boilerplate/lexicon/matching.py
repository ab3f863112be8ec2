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
from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped
from archiver.boilerplate.lexicon.slots import WORD, names_network
from archiver.boilerplate.lexicon.template import Variant, gate, may_be_in, variants
from archiver.boilerplate.lexicon.words import words_and_marks

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


Filed = defaultdict[str, list[tuple[Variant, Entry]]]


class Index:
    """Variants by a word that a text must have for them to be tried.

    by_first: phrases that are a whole line and begin with a word, by that word. by_anchor: all others, by
    their longest word. A template's variants are written out when a text has the words of one of them for the
    first time: most templates are of other languages than the texts, and all of them take a fifth of a second. Until
    then it waits under the words of its gate.
    """

    def __init__(self, lexicon: Iterable[Entry]) -> None:
        self.by_first: Filed = defaultdict(list)
        self.by_anchor: Filed = defaultdict(list)
        self._waiting: defaultdict[str, list[tuple[str, Entry]]] = defaultdict(list)
        self._written: set[tuple[str, str]] = set()  # entry and template
        for entry in lexicon:
            for template in entry.templates:
                words = gate(template)
                for word in words:
                    self._waiting[word].append((template, entry))
                if not words:
                    self._write(template, entry)

    def _admit(self, found: set[str]) -> None:
        """Write out the templates that a text of these words and marks may hold."""
        for word in self._waiting.keys() & found:
            left = []
            for template, entry in self._waiting[word]:
                if may_be_in(template, found):
                    self._write(template, entry)
                else:
                    left.append((template, entry))
            if left:
                self._waiting[word] = left
            else:
                del self._waiting[word]

    def _write(self, template: str, entry: Entry) -> None:
        if (entry.id, template) in self._written:
            return
        self._written.add((entry.id, template))
        for variant in variants(template, entry.scope):
            if entry.scope == "line" and variant.tokens[0][0] != "{":
                self.by_first[variant.tokens[0]].append((variant, entry))
            else:
                self.by_anchor[variant.anchor].append((variant, entry))

    def candidates(self, tokens: list[str], found: set[str]) -> list[tuple[Variant, Entry]]:
        """Variants that a text of these words may hold, in an order of no meaning. found: its words and marks."""
        self._admit(found)
        length = len(tokens)
        filed = [self.by_anchor[anchor] for anchor in self.by_anchor.keys() & found]
        if tokens and tokens[0] in self.by_first:
            filed.append(self.by_first[tokens[0]])
        fitting = [
            pair
            for pairs in filed
            for pair in pairs
            if pair[0].needs <= found and (pair[0].longest is None or length <= pair[0].longest)
        ]
        if not fitting:
            return fitting
        spaced = f" {' '.join(tokens)} "
        return [pair for pair in fitting if pair[0].run in spaced]

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
        folded = fold(text) if is_reshaped(text) else None
        if folded is None:  # most texts hold no phrase: their words are folded one by one, from memory
            tokens, marks = words_and_marks(text, fold_word)
        else:
            tokens, marks = words_and_marks(folded.text, str)
        words = set(tokens)
        words |= marks
        if names_network(words):
            words.add("{network}")
        for variant, entry in self.candidates(tokens, words):
            folded = folded or fold(text)
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
    """The index over the whole lexicon, made at first use."""
    return Index(entries())


def match(text: str) -> tuple[Hit, ...]:
    """The phrases of furniture in a block's text, disjoint and in reading order; () where there are none.

    A hit is evidence, not a verdict: "Comments are closed." is found in a quotation as well, with the small
    coverage that it has there. Of a text of over 16,000 characters both ends are searched.
    """
    return index().match(text)
