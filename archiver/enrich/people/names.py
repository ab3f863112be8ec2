# cython: infer_types=True
"""The name lists: given names, family names, places, common words. Loaded on first use, some 60 ms.

Sources and licences: bench/enrich/build_names.py and NOTICE. extra.tsv is of our own writing and fills
what the packages lack: names of Afghanistan, the Arab world, Africa and East Asia in Latin letters.
"""

from __future__ import annotations

import functools
import gzip
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archiver.common.data_files import files

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d",
                          "þ": "th", "’": "'", "ي": "ی", "ك": "ک", "ى": "ی", "\u200c": "", "ـ": ""})  # fmt: skip


def fold(name: str) -> str:
    """Lower case, without accents, Arabic letters in their Persian form: how names are looked up."""
    return name.lower() if name.isascii() else _fold(name)


@functools.lru_cache(maxsize=65536)
def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Names:
    """All folded. given, family, places (whole names, several words possible), words (common ones: English, and
    of the language asked for).
    east: family names that stand first in Chinese, Korean and Vietnamese names. endings: of words, what they say:
    1 a name, -1 a place or a common word, 0 nothing."""

    given: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    east: frozenset[str]
    endings: Mapping[str, float]


def _endings() -> dict[str, float]:
    text = (files(__package__) / "data" / "endings.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {ending: float(odds) for ending, odds in rows}


def _read(name: str) -> frozenset[str]:
    raw = (files(__package__) / "data" / f"{name}.tsv.gz").read_bytes()
    return frozenset(gzip.decompress(raw).decode().split("\n"))


def _extra() -> dict[str, frozenset[str]]:
    text = (files(__package__) / "data" / "extra.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for kind, words in rows:
        lists[kind].update(map(fold, words.split()))
    return {kind: frozenset(words) for kind, words in lists.items()}


LISTED = frozenset({"da", "de", "es", "fr", "it", "nb", "nl", "pt", "sv"})
"""Languages of which the common words are listed, beside English."""


def names(language: str | None = None) -> Names:
    """The lists for texts of a language (BCP 47), read once in each process."""
    primary = (language or "").partition("-")[0]
    return _names_of(primary) if primary in LISTED else _names()


@functools.cache
def _names_of(language: str) -> Names:
    known = _names()
    return replace(known, words=known.words | _read(f"words-{language}"))


@functools.cache
def _names() -> Names:
    extra = _extra()
    not_names = extra["not-given"]
    given = (_read("given") | extra["given"]) - not_names
    family, places, words = _read("family") | extra["family"], _read("places"), _read("words")
    return Names(given, family, places, words, extra["east"], _endings())
