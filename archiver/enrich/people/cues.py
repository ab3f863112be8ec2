"""The words round a name that tell what it is: titles, roles, verbs of saying, words of organisations.

The words are data (data/cues.tsv), all languages in one set each: a title of one language is hardly ever
something else in another, and a German paper does write "Sir Keir Starmer".
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from archiver.common.data_files import files
from archiver.enrich.people.names import fold


@dataclass(frozen=True, slots=True)
class Cues:
    """All folded. honorific: "mr"; foreign: "don", in English a given name; role: "president"; modifier: "former"
    (of a role); say: "said"; acts: "won"; bout: "beat", between two; org: "university"; place_before: "in"; demonym:
    "dutch"; function: words that begin sentences and no names, "however"."""

    honorific: frozenset[str]
    foreign: frozenset[str]
    role: frozenset[str]
    modifier: frozenset[str]
    say: frozenset[str]
    acts: frozenset[str]
    bout: frozenset[str]
    org: frozenset[str]
    place_before: frozenset[str]
    demonym: frozenset[str]
    function: frozenset[str]


@functools.cache
def cues() -> Cues:
    """The cue words, read once in each process."""
    text = (files(__package__) / "data" / "cues.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    sets = {kind: frozenset(map(fold, words.split("|"))) for kind, words in rows.items()}
    return Cues(
        honorific=sets["honorific"],
        foreign=sets["honorific-foreign"],
        role=sets["role"],
        modifier=sets["modifier"],
        say=sets["say"],
        acts=sets["acts"],
        bout=sets["bout"],
        org=sets["org"],
        place_before=sets["in"],
        demonym=sets["demonym"],
        function=sets["function"],
    )
