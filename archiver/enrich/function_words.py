"""Function words: what no text of a language can do without, and no key phrase begins or ends with.

function-words.tsv: language (BCP 47) and its words, of our own writing.
"""

from __future__ import annotations

import functools
from collections import defaultdict

from archiver.common.data_files import files
from archiver.words.memory import Memory


def _rows() -> list[tuple[str, list[str]]]:
    text = (files(__package__) / "function-words.tsv").read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(language, words.split()) for language, _, words in rows]


@functools.cache
def function_words() -> frozenset[str]:
    """Those of all languages together, folded."""
    from archiver.enrich.people.names import fold  # brings more along than a text's language needs

    return frozenset(fold(word) for _, words in _rows() for word in words)


@functools.cache
def languages_by_word() -> dict[str, tuple[str, ...]]:
    """The languages of which a word, in lower case, is a function word; without single Latin letters."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in _rows():
        for word in words:
            if len(word) > 1 or not word.isascii():
                found[word].append(language)
    return {word: tuple(languages) for word, languages in found.items()}


@functools.cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The languages that have a function word in common, each of these groups once."""
    return tuple(dict.fromkeys(languages_by_word().values()))


@functools.cache
def remembered() -> Memory:
    """The number of the group of languages of which a word is a function word, as a memory; None of other words."""
    numbers = {group: number for number, group in enumerate(groups())}
    known = {word: numbers[languages] for word, languages in languages_by_word().items()}
    return Memory(lambda written: known.get(written.lower()))


@functools.cache
def longest_word() -> int:
    """Characters of the longest of those."""
    return max(map(len, languages_by_word()))
