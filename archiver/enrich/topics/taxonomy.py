"""The tree of IPTC Media Topics, with the topics' names in 11 languages. Read once in a process, some 10 ms.

taxonomy.tsv.gz: IPTC NewsCodes (CC BY 4.0, see NOTICE), id, parent, then names.
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archiver.common.data_files import files
from archiver.enrich.topics.words import tokens

LANGUAGES = ("en", "de", "fr", "es", "ar", "nb", "nn", "pt", "sv", "da", "zh")
"""Of the names, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Tree:
    """label: English name by id. parent: id of the topic above, "" for the 17 at the top. tops: by id, the one of these
    that a topic is, or lies below.

    names: topics by their folded name in any language; of two with one name the one nearer the top.
    """

    label: Mapping[str, str]
    parent: Mapping[str, str]
    names: Mapping[str, str]
    tops: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.tops.update((topic, (*self.above(topic), topic)[0]) for topic in self.parent)

    def above(self, topic: str) -> tuple[str, ...]:
        """The topics above this one, from the top down; empty for one at the top."""
        found: list[str] = []
        while topic := self.parent[topic]:
            found.append(topic)
        return tuple(reversed(found))

    def top(self, topic: str) -> str:
        """The id of the top-level topic that this one is, or lies below."""
        return self.tops[topic]

    def find(self, name: str) -> str | None:
        """The topic of this name, whatever its language and case."""
        return self.names.get(" ".join(tokens(name)))


def rows() -> Iterator[tuple[str, str, list[str]]]:
    """Each topic's id, the id above it, and its names in the order of LANGUAGES ("" where it has none)."""
    raw = (files(__package__) / "data" / "taxonomy.tsv.gz").read_bytes()
    for line in gzip.decompress(raw).decode().splitlines():
        topic, above, *names = line.split("\t")
        yield topic, above, names


@functools.cache
def tree() -> Tree:
    """The tree, read once in each process."""
    label, parent, names = {}, {}, dict[str, str]()
    for topic, above, written in rows():
        label[topic], parent[topic] = written[0], above
        for name in written:
            names.setdefault(" ".join(tokens(name)), topic)
    names.pop("", None)
    return Tree(label, parent, names)
