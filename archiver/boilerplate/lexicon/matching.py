# cython: infer_types=True, annotation_typing=False
"""Finding the lexicon's phrases in a block of text.

A text is folded and cut into words once. Each variant of a phrase is filed under its longest word
(Commentz-Walter's and Hyperscan's idea of a literal prefilter); of those whose word occurs, only
variants all of whose words occur are tried as a regular expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from archiver.boilerplate.lexicon.entries import Entry, entries
from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped
from archiver.boilerplate.lexicon.gates import Demands, are_met, gates
from archiver.boilerplate.lexicon.slots import NETWORK, NETWORK_WORDS, WORD
from archiver.boilerplate.lexicon.template import Variant, demands, variants
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


# Words of a text that may be as long as it likes.
_ANY = 1 << 30


class Filing:
    """A way of writing a phrase, and what a text must have for it to be tried: see Variant."""

    def __init__(self, variant: Variant, entry: Entry) -> None:
        self.variant, self.entry = variant, entry
        self.needs, self.run = variant.needs, variant.run
        self.longest = _ANY if variant.longest is None else variant.longest


class Waiting:
    """A template that is not written out yet."""

    def __init__(self, template: str, entry: Entry) -> None:
        self.template, self.entry = template, entry
        self._demands: Demands | None = None

    def may_be_in(self, found: set[str]) -> bool:
        """Whether a text of these words and marks may hold it."""
        if self._demands is None:
            self._demands = demands(self.template)
        return are_met(self._demands, found)


class Filed:
    """What a text may hold that has a word or mark.

    anchored: phrases by their longest word, but for those that are filed by their first. waiting: templates of which a
    gate is the word and that are not written out yet.
    """

    def __init__(self) -> None:
        self.anchored: list[Filing] = []
        self.waiting: list[Waiting] = []


class Index:
    """Variants by a word that a text must have for them to be tried; most texts have no such word.

    A template's variants are written out when a text has the words of one of them for the first time: most templates
    are of other languages than the texts, and all of them take a fifth of a second. Until then it waits under the
    words of its gate.
    """

    def __init__(self, lexicon: Iterable[Entry]) -> None:
        self._filed: dict[str, Filed] = {}
        self._first: dict[str, list[Filing]] = {}  # phrases that are a whole line and begin with a word, by that
        self._written: set[tuple[str, str]] = set()  # entry and template
        for entry in lexicon:
            for template, words in zip(entry.templates, gates(entry.templates), strict=True):
                for word in words:
                    self._of(word).waiting.append(Waiting(template, entry))
                if not words:
                    self._write(template, entry)

    def _of(self, word: str) -> Filed:
        filed = self._filed.get(word)
        if filed is None:
            filed = self._filed[word] = Filed()
        return filed

    def _admit(self, touched: set[str], found: set[str]) -> bool:
        """Write out what waits under these words, if a text with all those found may hold it. Whether there was any."""
        written = False
        for word in touched:
            own = self._filed[word]
            admitted = [waiting for waiting in own.waiting if waiting.may_be_in(found)]
            if admitted:
                for waiting in admitted:
                    self._write(waiting.template, waiting.entry)
                own.waiting = [waiting for waiting in own.waiting if waiting not in admitted]
                written = True
        return written

    def _write(self, template: str, entry: Entry) -> None:
        if (entry.id, template) in self._written:
            return
        self._written.add((entry.id, template))
        for variant in variants(template, entry.scope):
            if entry.scope == "line" and variant.tokens[0][0] != "{":
                self._first.setdefault(variant.tokens[0], []).append(Filing(variant, entry))
            else:
                self._of(variant.anchor).anchored.append(Filing(variant, entry))

    def candidates(self, tokens: list[str], marks: set[str]) -> list[Filing]:
        """Variants that a text of these words and marks may hold, in an order of no meaning."""
        filed = self._filed
        found = {*tokens, *marks}
        if not NETWORK_WORDS.isdisjoint(found):
            found.add(NETWORK)
        touched = {word for word in found if word in filed}
        if touched and self._admit(touched, found):
            touched = {word for word in found if word in filed}
        fitting: list[Filing] = []
        for word in touched:
            _add_fitting(fitting, filed[word].anchored, found, len(tokens))
        if tokens and tokens[0] in self._first:
            _add_fitting(fitting, self._first[tokens[0]], found, len(tokens))
        if not fitting:
            return fitting
        spaced = f" {' '.join(tokens)} "
        return [filing for filing in fitting if filing.run in spaced]

    def match(self, text: str) -> tuple[Hit, ...]:
        """See the module's `match`."""
        if len(text) <= 2 * EDGE:
            found = self._spans(text)
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

    def _spans(self, text: str) -> list[tuple[Entry, int, int]]:
        folded = fold(text) if is_reshaped(text) else None
        if folded is None:  # most texts hold no phrase: their words are folded one by one, from memory
            tokens, marks = words_and_marks(text, fold_word)
        else:
            tokens, marks = words_and_marks(folded.text, str)
        candidates = self.candidates(tokens, marks)
        if not candidates:
            return []
        folded = folded or fold(text)
        return [(one.entry, start, end) for one in candidates for start, end in one.variant.find(folded, text)]


def _add_fitting(to: list[Filing], filings: list[Filing], found: set[str], length: int) -> None:
    """Add those whose words a text has, and that may be as long as it."""
    for filing in filings:
        if length <= filing.longest and filing.needs <= found:
            to.append(filing)


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
