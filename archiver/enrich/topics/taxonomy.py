"""The IPTC Media Topics: names in eleven languages, and what is above what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Taxonomy:
    """labels: English name by id. parents: id of the topic above, "" at the top. names: ids by name in any
    language, and by what publishers call it, casefolded."""

    labels: Mapping[str, str]
    parents: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    def label(self, topic: str) -> str:
        return self.labels[topic]

    def top(self, topic: str) -> str:
        """The topic at the top above this one; itself at the top."""
        while self.parents[topic]:
            topic = self.parents[topic]
        return topic

    def named(self, word: str) -> tuple[str, ...]:
        """Topics of that name, in any language; empty where there is none or it is the name of several."""
        found = self.names.get(" ".join(word.casefold().split()), ())
        return found if len(found) == 1 else ()


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy that comes with the package."""
    labels, parents = {}, {}
    names: dict[str, set[str]] = {}
    header, *lines = read("media-topics.tsv")
    languages = header.split("\t")[2:]
    for line in lines:
        topic, parent, *own = line.split("\t")
        labels[topic], parents[topic] = own[languages.index("en")], parent
        for name in filter(None, own):
            names.setdefault(name.casefold(), set()).add(topic)
    for line in read("sections.tsv"):
        name, topic = line.split("\t")
        names[name] = {topic}
    return Taxonomy(labels, parents, {name: tuple(sorted(ids)) for name, ids in names.items()})


def read(name: str) -> list[str]:
    """Lines of a data file, without comments."""
    text = (files("archiver.enrich.topics") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
