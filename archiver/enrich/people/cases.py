"""Names that are declined: in Russian and its kin "Путин", "Путина" and "Путиным" are one word in three cases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

Key = tuple[str, ...]

DECLINED = frozenset({"ru", "uk", "be", "sr"})
_ENDING = re.compile(r"(?:ого|ому|ой|ою|ом|ем|ым|им|а|я|у|ю|е|ы|и|і|й|ь)$")
_SHORTEST = 3  # letters of a stem


def nominatives(word: str) -> tuple[str, ...]:
    """What a folded word in Cyrillic may be in the nominative: "владимира" -> "владимир", ...; else none."""
    stem = stem_of(word)
    return tuple(stem + end for end in ("", "а", "я", "й", "ь")) if stem != word else ()


def stem_of(word: str) -> str:
    """A folded word without its case ending; short words and those of other scripts as they are."""
    ending = _ENDING.search(word)
    return word[: ending.start()] if ending and ending.start() >= _SHORTEST else word


def first_cases(keys: Collection[Key]) -> dict[Key, Key]:
    """For each form the one that stands for all its cases: the shortest, which is most often the nominative."""
    by_stem: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        by_stem[tuple(map(stem_of, key))].append(key)
    return {key: min(forms, key=lambda k: (len("".join(k)), k)) for forms in by_stem.values() for key in forms}
