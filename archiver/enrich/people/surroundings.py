# cython: infer_types=True
"""What a whole text knows of the names in it: its other forms, its words that are written small, its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archiver.enrich.people.cues import Cues, cues
from archiver.enrich.people.names import Names, names
from archiver.enrich.people.spans import Span

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole text knows: its forms of names, and its words that are written small.

    starts, ends: for a word, the forms of several words that begin or end with it. alone: forms of one
    word. small: words that occur in lower case. slots: the forms that
    stand in a place of one shape (Span.slot), each with what the lists say of it.
    """

    starts: Mapping[str, frozenset[Key]]
    ends: Mapping[str, frozenset[Key]]
    alone: frozenset[str]
    small: frozenset[str]
    slots: Mapping[str, Mapping[Key, float]]
    names: Names
    cues: Cues


def surroundings(
    keys: Iterable[Key],
    small: frozenset[str],
    mentions: Mapping[Key, Iterable[Span]],
    language: str | None = None,
) -> Surroundings:
    """The forms of a text, seen from its words; mentions: of the forms, by what stands round them."""
    keys, lists = set(keys), names(language)
    slots: defaultdict[str, dict[Key, float]] = defaultdict(dict)
    for key, spans in mentions.items():
        likely = _at_sight(key, lists)
        if likely != 0.5:
            for span in spans:
                slots[span.slot][key] = likely
    starts: defaultdict[str, set[Key]] = defaultdict(set)
    ends: defaultdict[str, set[Key]] = defaultdict(set)
    for key in keys:
        if len(key) > 1:
            starts[key[0]].add(key)
            ends[key[-1]].add(key)
    alone = frozenset(key[0] for key in keys if len(key) == 1)
    return Surroundings(
        {w: frozenset(k) for w, k in starts.items()},
        {w: frozenset(k) for w, k in ends.items()},
        alone,
        small,
        slots,
        lists,
        cues(),
    )


def _at_sight(key: Key, known: Names) -> float:
    """What the lists alone say of a form: 1 a name, 0 none, 0.5 nothing."""
    cue = cues()
    if " ".join(key) in known.places or key[-1] in cue.org or (len(key) == 1 and key[0] in known.words):
        return 0.0
    if len(key) > 1:
        return 1.0 if key[0] in known.given or len(key[0].rstrip(".")) == 1 else 0.5
    return 0.7 if key[0] in known.family else 0.5
