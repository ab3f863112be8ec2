# cython: infer_types=True, annotation_typing=False
"""Finding the lexicon's phrases in a block of text.

A text is cut into words once, and each word looked up once, as it is written: from memory comes what is filed under it.
Each variant of a phrase is filed under its longest word (Commentz-Walter's and Hyperscan's idea of a literal
prefilter); only where the words beside that one are the phrase's too, and all its other words occur, it is tried as a
regular expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from archiver.boilerplate.lexicon.entries import Entry, entries
from archiver.boilerplate.lexicon.filing import Filing, Waiting, Word
from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped
from archiver.boilerplate.lexicon.gates import gates
from archiver.boilerplate.lexicon.slots import NETWORK
from archiver.boilerplate.lexicon.template import variants
from archiver.boilerplate.lexicon.words import MARKS, letters, small_words, words_and_marks
from archiver.memory import Memory

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


_NETWORK = MARKS[NETWORK]
# Words that are remembered, with those under which something is filed.
_MOST_WORDS = 1 << 17

Span = tuple[Filing, int, int]
"""Where a way of writing a phrase stands in a text."""


class Index:
    """Variants by a word that a text must have for them to be tried; most texts have no such word.

    A template's variants are written out when a text has the words of one of them for the first time: most templates
    are of other languages than the texts, and all of them take a fifth of a second. Until then it waits under the
    words of its gate.
    """

    def __init__(self, lexicon: Iterable[Entry]) -> None:
        self._words: dict[str, Word] = {}  # by how they are folded
        self._memory = Memory(self._learn)
        self._wordless: dict[int, list[Filing]] = {}  # by their marks
        self._written: set[tuple[str, str]] = set()  # entry and template
        self._texts = 0  # that were looked at
        for entry in lexicon:
            for template, words in zip(entry.templates, gates(entry.templates), strict=True):
                waiting = Waiting(template, entry)
                for text in words:
                    word = self._of(text)
                    word.waiting = (*word.waiting, waiting)
                if not words:
                    self._write(template, entry)

    def _of(self, folded: str) -> Word:
        word = self._words.get(folded)
        if word is None:
            word = self._words[folded] = Word(folded)
        return word

    def _folded(self, folded: str) -> Word:
        return self._of(folded)

    def _learn(self, written: str) -> Word:
        return self._of(fold_word(written))

    def _make_room(self) -> None:
        """Forget words under which nothing is filed. Not amid a text: something may be filed under a word of it."""
        if len(self._words) > _MOST_WORDS:
            self._words = {folded: word for folded, word in self._words.items() if word.is_filed}
            self._memory = Memory(self._learn)

    def _admit(self, word: Word, length: int) -> None:
        """Write out what waits under a word of the text that is looked at and may be in that. length: its words."""
        admitted: list[Waiting] = []
        for waiting in word.waiting:
            if waiting.may_be_all(length):
                if not waiting.is_learnt:
                    waiting.learn(self._folded)
                if waiting.may_be_in(self._texts):
                    admitted.append(waiting)
        if admitted:
            for waiting in admitted:
                self._write(waiting.template, waiting.entry)
            word.waiting = tuple([waiting for waiting in word.waiting if waiting not in admitted])

    def _write(self, template: str, entry: Entry) -> None:
        if (entry.id, template) in self._written:
            return
        self._written.add((entry.id, template))
        for variant in variants(template, entry.scope):
            tokens = variant.tokens
            if entry.scope == "line" and tokens[0][0] != "{":
                word = self._of(tokens[0])
                word.first = (*word.first, Filing(variant, entry, 0))
            elif variant.anchor[0] != "{":
                word = self._of(variant.anchor)
                word.anchored = (*word.anchored, Filing(variant, entry, tokens.index(variant.anchor)))
            else:
                filing = Filing(variant, entry, None)
                self._wordless.setdefault(filing.marks, []).append(filing)

    def candidates(self, words: list[Word], marks: int) -> list[Filing]:
        """Variants that a text of these words and marks may hold, in an order of no meaning."""
        self._texts += 1
        for word in words:
            word.seen = self._texts
        for word in words:
            if word.is_network:
                marks |= _NETWORK
            if word.waiting:
                self._admit(word, len(words))
        standing: list[Filing] = []
        length = len(words)
        for n in range(length):
            word = words[n]
            if word.anchored:
                _add_standing(standing, word.anchored, words, n, marks, self._texts)
        if length and words[0].first:
            _add_standing(standing, words[0].first, words, 0, marks, self._texts)
        for needed, filings in self._wordless.items():
            if marks & needed == needed:
                standing += [filing for filing in filings if filing.may_be(words, marks)]
        return _all_there(standing, words) if standing else standing

    def match(self, text: str) -> tuple[Hit, ...]:
        """See the module's `match`."""
        if len(text) <= 2 * EDGE:
            found = self._spans(text)
        else:
            tail = len(text) - EDGE
            found = [span for span in self._spans(text[:EDGE]) if span[0].entry.scope != "line"]
            found += [(f, s + tail, t + tail) for f, s, t in self._spans(text[tail:]) if f.entry.scope != "line"]
        if not found:
            return ()
        total = letters(text, 0, len(text)) or 1
        return tuple([_hit(text, total, *span) for span in _disjoint(found)])

    def _spans(self, text: str) -> list[Span]:
        self._make_room()
        folded = fold(text) if is_reshaped(text) else None
        words, marks = words_and_marks(text if folded is None else folded.text, self._memory)
        candidates = self.candidates(words, marks)
        if not candidates:
            return []
        if folded is None:
            small = small_words(text)
            candidates = [one for one in candidates if small <= one.small]
        folded = folded or fold(text)  # most texts hold no phrase, and are not folded as a whole
        return [(one, start, end) for one in candidates for start, end in one.variant.find(folded, text)]


def _add_standing(
    to: list[Filing], filings: tuple[Filing, ...], words: list[Word], n: int, marks: int, text: int
) -> None:
    """Add those that may stand about the n-th word. text: its number."""
    for filing in filings:
        if filing.tried != text and filing.may_stand(words, n, marks):
            filing.tried = text
            to.append(filing)


def _all_there(filings: list[Filing], words: list[Word]) -> list[Filing]:
    """Those of which a text has all words, and their longest run of words side by side."""
    found: set[str] | None = None
    spaced = ""
    fitting: list[Filing] = []
    for filing in filings:
        if not filing.is_known:
            filing.know()
        if filing.others:
            found = found or {word.text for word in words}
            if not filing.others <= found:
                continue
        if filing.run:
            spaced = spaced or f" {' '.join([word.text for word in words])} "
            if filing.run not in spaced:
                continue
        fitting.append(filing)
    return fitting


def _hit(text: str, total: int, found: Filing, start: int, end: int) -> Hit:
    """total: letters and digits of the text, one at least."""
    entry = found.entry
    coverage = (letters(text, start, end) or 1) / total
    return Hit(entry.id, entry.kind, entry.bits, coverage, start, end, found.is_open)


def _disjoint(found: list[Span]) -> list[Span]:
    """Spans that do not overlap, in reading order: of those that do, the longest, then the weightiest. Of an
    entry's ways of writing the same span, one that leaves nothing open comes first."""
    kept: list[Span] = []
    for one, start, end in sorted(found, key=_rank):
        if all(end <= other_start or start >= other_end for _, other_start, other_end in kept):
            kept.append((one, start, end))
    return sorted(kept, key=lambda f: f[1])


def _rank(span: Span) -> tuple[int, float, str, int, bool]:
    """All that a hit is made of: the order of candidates depends on what the process has read before (see `Index`)."""
    one, start, end = span
    return start - end, -one.entry.bits, one.entry.id, start, one.is_open


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
