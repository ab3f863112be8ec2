"""What a text speaks of: concepts of furniture (giving, the publication, its readers ...) by single words.

The lexicon knows phrases; whoever words an appeal afresh is not in it. But an appeal in any wording speaks of
several of a few things at once - you and us, this paper, its readers, paying, a sum, how often - and running
text seldom does. The words are data (concepts.tsv), of sixteen languages; a text is counted in the language
in which it names most concepts.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped
from archiver.boilerplate.lexicon.words import words_and_marks

# Stems shorter than this would be a prefix of everything (letters, folded).
_SHORTEST_STEM = 2


class Naming(NamedTuple):
    """words: of the text. mentions: those of them that name a concept. concepts: the different ones."""

    words: int
    mentions: int
    concepts: frozenset[str]


def concepts_of(text: str) -> Naming:
    """What a text names, in the language in which it names most."""
    whole = fold(text).text if is_reshaped(text) else text
    words, _ = words_and_marks(whole, fold_word)
    mentions: Counter[str] = Counter()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        meanings = _meanings(word)
        mentions.update({language for language, _ in meanings})
        for language, concept in meanings:
            found[language].add(concept)
    if not found:
        return Naming(len(words), 0, frozenset())
    best = max(found, key=lambda language: (len(found[language]), mentions[language], language))
    return Naming(len(words), mentions[best], frozenset(found[best]))


@cache
def digest() -> str:
    """A digest of all words (16 hex digits)."""
    return hashlib.sha256(_file().encode()).hexdigest()[:16]


@cache
def _file() -> str:
    return (files(__package__) / "concepts.tsv").read_text(encoding="utf-8")


Meanings = tuple[tuple[str, str], ...]  # (language, concept)


@cache
def _vocabulary() -> tuple[dict[str, Meanings], dict[str, Meanings], range]:
    """Whole words, stems, and the lengths of stems."""
    words: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    stems: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for line in _file().splitlines():
        if line and not line.startswith("#"):
            language, concept, several = line.split("\t")
            for word in several.split():
                filed = stems if word.endswith("*") else words
                for part in fold(word.rstrip("*")).text.split():
                    filed[part][language, concept] = None
    lengths = range(max(_SHORTEST_STEM, min(map(len, stems))), max(map(len, stems)) + 1)
    return {k: tuple(v) for k, v in words.items()}, {k: tuple(v) for k, v in stems.items()}, lengths


@lru_cache(maxsize=65536)
def _meanings(word: str) -> Meanings:
    words, stems, lengths = _vocabulary()
    found = dict.fromkeys(words.get(word, ()))
    for length in lengths:
        if length > len(word):
            break
        found.update(dict.fromkeys(stems.get(word[:length], ())))
    return tuple(found)
