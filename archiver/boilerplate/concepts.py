# cython: infer_types=True, annotation_typing=False
"""What a text speaks of: concepts of furniture (giving, the publication, its readers ...) by single words.

The lexicon knows phrases; whoever words an appeal afresh is not in it. But an appeal in any wording speaks of
several of a few things at once - you and us, this paper, its readers, paying, a sum, how often - and running
text seldom does. The words are data (concepts.tsv), of sixteen languages; a text is counted in the language
in which it names most concepts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from archiver.boilerplate.digests import data_digest
from archiver.boilerplate.lexicon.fold import fold, fold_word, is_reshaped
from archiver.common.data_files import files
from archiver.words.memory import Memory

# Stems shorter than this would be a prefix of everything (letters, folded): by so many the others are found.
_SHORTEST_STEM = 2


# What a word means in each language that has it: (number of the language, set of concepts, a bit each).
Meanings = tuple[tuple[int, int], ...]


class Naming(Struct, frozen=True):
    """words: of the text. mentions: those of them that name a concept. concepts: the different ones."""

    words: int
    mentions: int
    concepts: frozenset[str]


class Mentions(Struct, frozen=True):
    """words: of a text. named: the meanings of those that have any, in the text's order."""

    words: int
    named: tuple[Meanings, ...]


def concepts_of(text: str) -> Naming:
    """What a text names, in the language in which it names most."""
    return naming((mentions_of(text),))


def naming(parts: Iterable[Mentions]) -> Naming:
    """What the sentences of a text name together, in the language in which they name most."""
    words = 0
    times = [0] * len(_languages())
    found = times.copy()
    for part in parts:
        words += part.words
        for meanings in part.named:
            for language, concepts in meanings:
                times[language] += 1
                found[language] |= concepts
    named = [(found[n].bit_count(), times[n], n) for n in range(len(times)) if times[n]]
    if not named:
        return Naming(words, 0, frozenset())
    _, mentions, best = max(named)
    return Naming(words, mentions, _concepts(found[best]))


@lru_cache(maxsize=8192)
def mentions_of(text: str) -> Mentions:
    """The words of a text that name something. No word reaches over a sentence's end: those of sentences add up."""
    whole = fold(text).text if is_reshaped(text) else text
    words = _MEMORY.words(whole)
    return Mentions(len(words), tuple(filter(None, words)))


@cache
def digest() -> str:
    """A digest of all words (16 hex digits)."""
    return data_digest(_file())


@cache
def _file() -> str:
    return (files(__package__) / "concepts.tsv").read_text(encoding="utf-8")


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """Language, concept, words."""
    lines = (line.split("\t") for line in _file().splitlines() if line and not line.startswith("#"))
    return tuple((language, concept, words) for language, concept, words in lines)


@cache
def _languages() -> list[str]:
    """Of two that come to the same the last is taken."""
    return sorted({language for language, _, _ in _rows()})


@cache
def _names() -> tuple[str, ...]:
    """The concepts, in the order of their bits."""
    return tuple(dict.fromkeys(concept for _, concept, _ in _rows()))


@lru_cache(maxsize=4096)
def _concepts(bits: int) -> frozenset[str]:
    return frozenset(name for bit, name in enumerate(_names()) if bits >> bit & 1)


@cache
def _vocabulary() -> tuple[dict[str, Meanings], dict[str, Meanings], dict[str, list[int]]]:
    """Whole words; stems; the lengths of stems that begin with two letters, from the shortest on."""
    words: dict[str, Meanings] = {}
    stems: dict[str, Meanings] = {}
    languages = {language: number for number, language in enumerate(_languages())}
    bits = {concept: 1 << number for number, concept in enumerate(_names())}
    for language, concept, several in _rows():
        meaning = ((languages[language], bits[concept]),)
        for word in several.split():
            filed, stem = (stems, word[:-1]) if word[-1] == "*" else (words, word)
            folded = fold(stem).text if is_reshaped(stem) else fold_word(stem)
            for part in folded.split() if " " in folded else (folded,):
                filed[part] = filed.get(part, ()) + meaning
    lengths: dict[str, list[int]] = {}
    for stem in stems:
        begun = lengths.setdefault(stem[:_SHORTEST_STEM], [])
        if len(stem) not in begun:
            begun.append(len(stem))
    for several_lengths in lengths.values():
        several_lengths.sort()
    return words, stems, lengths


def _meanings(word: str) -> Meanings:
    words, stems, lengths = _vocabulary()
    begun = lengths.get(word[:_SHORTEST_STEM], ())
    if not begun and word not in words:  # as of most words
        return ()
    known = [words[word]] if word in words else []
    for length in begun:
        if length > len(word):
            break
        meanings = stems.get(word[:length])
        if meanings is not None:
            known.append(meanings)
    if not known:
        return ()
    found: dict[int, int] = {}
    for meanings in known:
        for language, concept in meanings:
            found[language] = found.get(language, 0) | concept
    return tuple(found.items())


_MEMORY = Memory(lambda written: _meanings(fold_word(written)))
