"""Cue words: what the words of an English text say about its topic.

A multinomial model with hand-made likelihoods: a cue adds the log of how often it occurs, damped, to its
topic. Top topics compete for the text; one below them must be told by words of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log2

from archiver.enrich.topics.taxonomy import read, taxonomy

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
LEAST_BITS = 4.0
LEAST_SHARE = 0.24
TITLE = 2
"""A word of the title counts as one that occurs so often."""


@dataclass(frozen=True, slots=True)
class Guess:
    """score: 0-1, of confidence. words: the cues that weighed most."""

    topic: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """exact, stems: (topic, weight) by word, and by beginning of a word."""

    exact: Mapping[str, tuple[tuple[str, float], ...]]
    stems: Mapping[str, tuple[tuple[str, float], ...]]
    shortest: int
    longest: int

    def of(self, word: str) -> Iterator[tuple[str, float]]:
        yield from self.exact.get(word, ())
        for size in range(self.shortest, min(len(word), self.longest) + 1):
            yield from self.stems.get(word[:size], ())


@cache
def cues() -> Cues:
    """The cues that come with the package."""
    exact: dict[str, list[tuple[str, float]]] = {}
    stems: dict[str, list[tuple[str, float]]] = {}
    for line in read("cues.en.tsv"):
        topic, words = line.split("\t")
        for word in dict.fromkeys(words.split()):
            weight = 2.0 if word.endswith("!") else 1.0
            plain = word.rstrip("!")
            table = stems if plain.endswith("*") else exact
            table.setdefault(plain.rstrip("*").replace("_", " "), []).append((topic, weight))
    sizes = list(map(len, stems))
    return Cues(
        {w: tuple(t) for w, t in exact.items()},
        {w: tuple(t) for w, t in stems.items()},
        min(sizes),
        max(sizes),
    )


def weigh(text: str, title: str) -> list[Guess]:
    """Topics of an English text, best first: those at the top that hold a fair share of all cues, and below each
    of them those that are told by enough cues of their own."""
    counts = _counted(text)
    for word, count in _counted(title).items():
        counts[word] += TITLE * count
    bits, words = _bits(counts)
    tops = {topic: value for topic, value in bits.items() if not taxonomy().parents[topic]}
    total = sum(tops.values())
    chosen = {t: v for t, v in tops.items() if v >= LEAST_BITS and v >= LEAST_SHARE * total}
    guesses = [_guess(t, v, min(0.95, v / total + 0.2), words) for t, v in chosen.items()]
    for topic, value in bits.items():
        top = taxonomy().top(topic)
        if topic != top and top in chosen and value >= max(LEAST_BITS + 1, 0.45 * bits[top]):
            guesses.append(
                _guess(topic, value, min(0.9, chosen[top] / total * value / bits[top] + 0.2), words)
            )
    return sorted(guesses, key=lambda g: (-g.score, g.topic))


def _guess(topic: str, bits: float, score: float, words: Mapping[str, Counter[str]]) -> Guess:
    best = tuple(word for word, _ in words[topic].most_common(5))
    return Guess(topic, round(score * min(1.0, bits / 8), 3), best)


def _counted(text: str) -> Counter[str]:
    words = _WORD.findall(text.lower().replace("’", "'"))
    words = [w.removesuffix("'s") for w in words]
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    return Counter(words) + Counter(pairs)


def _bits(counts: Counter[str]) -> tuple[dict[str, float], dict[str, Counter[str]]]:
    known = cues()
    bits: dict[str, float] = {}
    words: dict[str, Counter[str]] = {}
    for word, count in counts.items():
        for topic, weight in known.of(word):
            value = weight * log2(1 + count)
            bits[topic] = bits.get(topic, 0.0) + value
            words.setdefault(topic, Counter())[word] += int(value * 100)
    return bits, words
