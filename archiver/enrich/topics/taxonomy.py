"""The IPTC Media Topics and the words that lead to them. Loaded on first use, some 20 ms.

taxonomy.tsv.gz: IPTC NewsCodes (CC BY 4.0, see NOTICE), id, parent, then names in 11 languages.
words.tsv: of our own writing.
"""

from __future__ import annotations

import functools
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from archiver.enrich.people.names import fold

_WORD = re.compile(r"[^\W_]+(?:[-.'’\u200c][^\W_]+)*")
_ARTICLE = re.compile(r"^(?:وال|بال|ال)(?=\w{3})")
_LONGEST = 4  # words of a phrase; longer names of topics are not written out in running text
_SHORTEST_STEM = 3

Votes = tuple[tuple[str, float], ...]  # topic ids with weights


@dataclass(frozen=True, slots=True)
class Tree:
    """label: English name by id. parent: id of the topic above, "" for the 17 at the top.

    names: topics by their folded name in any language; of two with one name the one nearer the top.
    """

    label: Mapping[str, str]
    parent: Mapping[str, str]
    names: Mapping[str, str]

    def above(self, topic: str) -> tuple[str, ...]:
        """The topics above this one, from the top down; empty for one at the top."""
        found: list[str] = []
        while topic := self.parent[topic]:
            found.append(topic)
        return tuple(reversed(found))

    def top(self, topic: str) -> str:
        """The id of the top-level topic that this one is, or lies below."""
        return (*self.above(topic), topic)[0]

    def find(self, name: str) -> str | None:
        """The topic of this name, whatever its language and case."""
        return self.names.get(" ".join(words(name)))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The tree, and what words.tsv and the names say, by whole words and by how a word begins."""

    tree: Tree
    phrases: Mapping[str, Votes]
    stems: Mapping[str, Votes]


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold(w) for w in _WORD.findall(text)]


def _read(name: str) -> str:
    raw = (files(__package__) / "data" / name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()


def _entries() -> Iterator[tuple[str, str, float]]:
    for line in _read("words.tsv").splitlines():
        if line and not line.startswith("#"):
            topic, _, listed = line.partition("\t")
            for entry in dict.fromkeys(listed.split("|")):
                yield topic, entry.lstrip("!"), 2.0 if entry.startswith("!") else 1.0


@functools.cache
def tree() -> Tree:
    """The tree, read once in each process."""
    label, parent, names = {}, {}, dict[str, str]()
    for line in _read("taxonomy.tsv.gz").splitlines():
        topic, above, *written = line.split("\t")
        label[topic], parent[topic] = written[0], above
        for name in written:
            names.setdefault(" ".join(words(name)), topic)
    names.pop("", None)
    return Tree(label, parent, names)


@functools.cache
def taxonomy() -> Taxonomy:
    """The tables, read once in each process."""
    phrases: defaultdict[str, dict[str, float]] = defaultdict(dict)
    stems: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for topic, entry, weight in _entries():
        folded = " ".join(words(entry))
        table = stems if entry.endswith("*") and " " not in folded else phrases
        table[folded][topic] = max(weight, table[folded].get(topic, 0.0))
    for name, topic in tree().names.items():
        if " " in name and name.count(" ") < _LONGEST:
            phrases[name].setdefault(topic, 1.5)
    return Taxonomy(tree(), _frozen(phrases), _frozen(stems))


def _frozen(table: Mapping[str, Mapping[str, float]]) -> dict[str, Votes]:
    return {word: tuple(votes.items()) for word, votes in table.items() if word}


@functools.lru_cache(maxsize=65536)
def votes_of(word: str) -> Votes:
    """The topics that one folded word speaks for: by itself, else by the longest stem that it begins with."""
    known = taxonomy()
    for form in dict.fromkeys((word, _ARTICLE.sub("", word))):
        if found := known.phrases.get(form):
            return found
        for end in range(len(form), _SHORTEST_STEM - 1, -1):
            if found := known.stems.get(form[:end]):
                return found
    return ()


@functools.cache
def _openings() -> frozenset[str]:
    return frozenset(p.split(" ", 1)[0] for p in taxonomy().phrases if " " in p)


def phrases_at(found: list[str], at: int) -> Iterator[tuple[str, Votes]]:
    """The listed phrases of several words that begin at a word."""
    if found[at] not in _openings():
        return
    known = taxonomy().phrases
    for end in range(at + 2, min(at + _LONGEST, len(found)) + 1):
        phrase = " ".join(found[at:end])
        if votes := known.get(phrase):
            yield phrase, votes
