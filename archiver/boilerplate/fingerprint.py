"""Keys of a block: 64-bit fingerprints of its text without what varies from page to page.

Furniture comes with today's date, a counter, a title or a reader's name in it, is reworded in part, or
hangs at a paragraph's end. So a block has several keys: the whole, its outer sentences, and for a short
line its first and last words. A sentence has the key that it would have as a block of its own; that is how
a glued footer is known again. Keys are BLAKE2b digests, the same in every process and on every machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

# Words that stand inside a date: "3 de mayo de 2024".
_LINKS = frozenset(("de", "of", "do", "di", "del", "den"))
_MONTH_LENGTH = range(3, 11)
# Between a date's numbers stand a month and at most two such words.
_DATE_WORDS = 4
_DIGITS = re.compile(r"\d+(?:[.,:/\-٫٬]?\d+)*")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।]+[\"'”’»)\]]*(?: +|(?=[^\W\d_a-z\s]))|[؛;] +| +[|•·] +")

# Two words or more with capitals, in scripts that know them: a person, mostly. What frames a name repeats.
_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x530))))
_NAME = re.compile(rf"[{_CAPITAL}][^\W\d_]*(?: [{_CAPITAL}][^\W\d_]*)+")
_SOMEONE = "_n_"

# Outer sentences that get a key: furniture glued to a paragraph hangs at either end of it.
FIRST_SENTENCES = 2
LAST_SENTENCES = 8
# A line of so many words may vary in its middle or at one end; the fixed end must be this long to say anything.
SHORT_LINE = range(4, 31)
HEAD_WORDS = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: its key and its place in the block's text (characters)."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """All keys of one text: `whole`, `sentences` (empty for a single one), `head` and `tail` (0: none)."""

    whole: int
    sentences: tuple[Sentence, ...]
    head: int
    tail: int

    @property
    def keys(self) -> tuple[int, ...]:
        """Every key once, the whole first."""
        found = dict.fromkeys((self.whole, *(s.key for s in self.sentences), self.head, self.tail))
        found.pop(0, None)
        return tuple(found)


def keys(block_text: str) -> tuple[int, ...]:
    """Keys of a block's text, signed 64-bit; the first is the block's fingerprint."""
    return fingerprint(block_text).keys


@lru_cache(maxsize=32768)
def masked(text: str) -> str:
    """The text as its key sees it: lower case, words only, numbers and dates as "0"."""
    lower = text.lower()
    words = _WORD.findall(_DIGITS.sub("0", lower))
    numbers = [i for i, word in enumerate(words) if word == "0"]
    if any(after - before <= _DATE_WORDS for before, after in pairwise(numbers)):
        words = _without_dates(words)
    return " ".join(words) or lower


def _without_dates(words: list[str]) -> list[str]:
    """Dates as one "0". Month names are known by shape, not by a list in each language: a word between two
    numbers ("3 mai 2024"), or a word and two numbers ("May 3, 2024"), is part of a date."""
    out: list[str] = []
    i = 0
    while i < len(words):
        end = _date_end(words, i)
        out.append("0" if end else words[i])
        i = end or i + 1
    return out


def _date_end(words: list[str], i: int) -> int:
    """One past the date that begins at a word; 0 where none does."""
    if words[i] != "0":
        return i + 3 if _is_month(words[i]) and words[i + 1 : i + 3] == ["0", "0"] else 0
    at = i + 1 + (words[i + 1 : i + 2] != [] and words[i + 1] in _LINKS)
    if at >= len(words) or not _is_month(words[at]):
        return 0
    at += 1 + (at + 1 < len(words) and words[at + 1] in _LINKS)
    return at + 1 if words[at : at + 1] == ["0"] else 0


def _is_month(word: str) -> bool:
    return len(word) in _MONTH_LENGTH and word.isalpha()


@lru_cache(maxsize=32768)
def whole_key(text: str) -> int:
    """The key of a text as a whole: its fingerprint, signed 64-bit."""
    return _digest(masked(text))


@lru_cache(maxsize=32768)
def fingerprint(text: str) -> Fingerprint:
    """The keys of a text. Pure; cached, since a site's furniture comes again on every page."""
    plain = masked(text)
    words = plain.split()
    head = tail = 0
    if len(words) in SHORT_LINE:
        if _NAME.search(text):
            words = masked(_NAME.sub(_SOMEONE, text)).split()
        head = _digest("^" + " ".join(words[: _head_length(text)]))
        tail = _digest("$" + " ".join(words[-HEAD_WORDS:]))
    return Fingerprint(_digest(plain), _sentences(text), head, tail)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space after it."""
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _sentences(text: str) -> tuple[Sentence, ...]:
    spans = sentence_spans(text)
    if len(spans) < 2:
        return ()
    if len(spans) > FIRST_SENTENCES + LAST_SENTENCES:
        spans = spans[:FIRST_SENTENCES] + spans[-LAST_SENTENCES:]
    return tuple(Sentence(whole_key(text[start:end]), start, end) for start, end in spans)


def _head_length(text: str) -> int:
    """Words of the fixed beginning: up to a colon among the first words ("Filed under: ..."), else three."""
    before, colon, _ = text[:60].partition(":")
    words = len(_WORD.findall(before))
    return words if colon and 1 <= words <= HEAD_WORDS + 1 else HEAD_WORDS


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little", signed=True)
