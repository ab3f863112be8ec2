# cython: infer_types=True, annotation_typing=False
"""The words that speak for topics: data/words/, of our own writing, and the names of the topics themselves.

A table holds the words of languages that share a script, zz.tsv the names and shapes that mean the same in
all. A text is looked up in the table of its language only: "but" is a goal in French, and nothing in English.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archiver.common.data_files import files
from archiver.enrich.topics.taxonomy import LANGUAGES, rows, tree
from archiver.enrich.topics.words import Known, learned, longest_stem, read, shape, tokens
from archiver.words.memory import Memory

Votes = tuple[tuple[str, float], ...]  # topic ids with weights

TABLES = {
    "en": ("en",),
    "latin": ("de", "fr", "es", "it", "pt", "nl", "sv", "nb", "nn", "da", "tr", "ca", "gl"),
    "arabic": ("ar", "fa", "ps", "ur"),
    "cyrillic": ("ru", "uk", "be", "bg"),
    "cjk": ("zh", "ja"),
    "hangul": ("ko",),
    "pl": ("pl",),
}
_TABLE_OF = {language: table for table, languages in TABLES.items() for language in languages}
_SIGNS = {"!!": 3.0, "!": 2.0, "?": 0.3}
_PHRASE = 1.5  # weight of a topic's name of several words
_NAME = 0.6  # ... and of one word, if no table lists that word otherwise
_DEEP = 2  # names of one word count from this depth of the tree on; above it they are too general ("society")
_LONGEST = 4  # words of a phrase; longer names are not written out in running text
_SHORTEST_STEM = 2
_LONGEST_ENDING = 4  # characters behind the stem of a phrase's last word
_REMEMBERED = 100_000  # words whose meanings are remembered, some 10 MB
_BEFORE_NOUNS = "ابو"  # letters that words with an article begin with
_ARTICLE = re.compile(r"^(?:وال|بال|ال)(?=\w{3})")


class Lead:
    """What phrases of several words begin with. lasts, stems: the entries of those that have one more word, by that
    word or by the stem that it begins with. leads: those that have one more word and are a lead themselves."""

    def __init__(self) -> None:
        self.lasts: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.leads: dict[str, Lead] = {}

    def take(self, last: str, entry: str) -> None:
        """Take up a phrase that this word, or stem ("gover*"), ends."""
        if last.endswith("*"):
            self.stems[last[:-1]] = entry
        else:
            self.lasts[last] = entry

    def followed_by(self, word: str) -> Lead:
        """The lead that has this word more; it is made where it is not there."""
        return self.leads.setdefault(word, Lead())

    def entry_of(self, last: str) -> str:
        """The entry of the phrase that this word ends: itself, else the longest stem, else ""."""
        entry = self.lasts.get(last)
        if entry is not None:
            return entry
        if self.stems:
            for end in range(len(last), max(len(last) - _LONGEST_ENDING, 0), -1):
                entry = self.stems.get(last[:end])
                if entry is not None:
                    return entry
        return ""


@dataclass(slots=True)
class Lexicon:
    """votes: by entry: a word, a phrase, or a stem with "*" behind it. leads: of phrases of several words, by the
    first. stems: the entries of single words' stems, by the stem; longest: characters of the longest. known: of
    words that were asked for already. memory: likewise, by how they are written."""

    votes: dict[str, Votes]
    leads: dict[str, Lead]
    stems: dict[str, str]
    longest: int
    known: dict[str, Known] = field(default_factory=dict)
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        self.memory = Memory(lambda written: learned(written, self.known_of))

    def known_of(self, word: str) -> Known:
        """What is known of a word, folded and as a shape."""
        known = self.known.get(word)
        if known is None:
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            known = self.known[word] = (word, self._entry_of(word), self.leads.get(word))
        return known

    def entry_of(self, word: str) -> str:
        """The entry for one word: itself, else the longest stem that it begins with, else ""."""
        return self.known_of(word)[1]

    def _entry_of(self, word: str) -> str:
        forms = [word]
        if word.endswith("'s"):
            forms.append(word[:-2])
        if word[0] in _BEFORE_NOUNS:
            forms.append(_ARTICLE.sub("", word))
        for form in forms:
            if entry := form if form in self.votes else longest_stem(form, self.stems, _SHORTEST_STEM, self.longest):
                return entry
        return ""

    def words_of(self, text: str) -> list[Known]:
        """What is known of each word of a text, in order."""
        return read(text, self.memory, self.known_of)


def phrases(found: list[Known], leads: list[tuple[int, Lead]]) -> list[str]:
    """The entries of several of these words, as often as they stand there. leads: what begins some, with its place."""
    several: list[str] = []
    size = len(found)
    for start, first in leads:
        at, lead = start + 1, first
        while at < size:
            last = found[at][0]
            entry = lead.entry_of(last)
            if entry:
                several.append(entry)
            longer = lead.leads.get(last)
            if longer is None:
                break
            at, lead = at + 1, longer
    return several


def has_words(language: str) -> bool:
    """Whether there is a table for texts of a language (BCP 47)."""
    return language in _TABLE_OF


def lexicon(language: str | None) -> Lexicon:
    """The words for texts of a language (BCP 47); only names and shapes where the language has no table."""
    return _of_table(_TABLE_OF.get(language or "", ""))


@functools.cache
def _of_table(table: str) -> Lexicon:
    votes: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for name in filter(None, ("zz", table)):
        for topic, entry, weight in _entries(name):
            votes[entry][topic] = max(weight, votes[entry].get(topic, 0.0))
    for name, topic, weight in _names(TABLES.get(table, ())):
        listed = {**votes.get(f"{name}*", {}), **votes.get(name, {})}
        if all(tree().top(other) == tree().top(topic) for other in listed):
            votes[name] = {topic: weight, **listed}
    for entry in [e for e in votes if f"{e}*" in votes]:  # a word that is listed by itself and as a stem
        votes[entry] = {**votes[f"{entry}*"], **votes[entry]}
    stems = {entry[:-1]: entry for entry in votes if entry.endswith("*") and " " not in entry}
    longest = max(map(len, stems), default=0)
    return Lexicon({entry: tuple(of.items()) for entry, of in votes.items()}, _leads(votes), stems, longest)


def _leads(entries: Iterable[str]) -> dict[str, Lead]:
    """The phrases among these entries, word by word."""
    leads: dict[str, Lead] = {}
    for entry in entries:
        first, *others = entry.split(" ")
        if not others:
            continue
        lead = leads.setdefault(first, Lead())
        for word in others[:-1]:
            lead = lead.followed_by(word)
        lead.take(others[-1], entry)
    return leads


def _entries(table: str) -> Iterator[tuple[str, str, float]]:
    text = (files(__package__) / "data" / "words" / f"{table}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            topic, _, listed = line.partition("\t")
            for entry in dict.fromkeys(listed.split("|")):
                sign = next((s for s in _SIGNS if entry.startswith(s)), "")
                yield topic, _folded(entry.removeprefix(sign)), _SIGNS.get(sign, 1.0)


def _folded(entry: str) -> str:
    """An entry as it is looked up; a shape is written like that already."""
    if "#" in entry:
        return entry
    return " ".join(map(shape, tokens(entry))) + ("*" if entry.endswith("*") else "")


def _names(languages: tuple[str, ...]) -> Iterator[tuple[str, str, float]]:
    """The topics' own names in these languages, as far as they can stand in running text."""
    columns = [at for at, language in enumerate(LANGUAGES) if language in languages]
    for topic, _, names in rows():
        for name in (" ".join(map(shape, tokens(names[at]))) for at in columns if at < len(names)):
            count = name.count(" ") + 1
            if 1 < count <= _LONGEST:
                yield name, topic, _PHRASE
            elif name and count == 1 and len(tree().above(topic)) >= _DEEP:
                yield name, topic, _NAME
