"""Entries: what the index is to note of the rows of a part, so that it need not read them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from archiver.lake.rows.schema import Row

Keys = Callable[["Row"], Iterable[int]]
"""The keys (signed 64 bit) under which the index finds a row again."""


class Entry(Struct, frozen=True):
    """What the index notes of a row. keys: distinct, sorted, as an array("q"). captures: digests.

    names: every address and input id of the article, by which a person asks for it. raw: the WARC files that
    its captures lie in, and where they end there.
    """

    row_id: str
    id: str
    site: str | None
    keys: array[int]
    captures: tuple[str, ...]
    names: tuple[str, ...]
    raw: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, row: Row, keys: Keys) -> Entry:
        captures = tuple(c["digest"] for c in row["captures"])
        found = sorted_keys(keys(row))
        return cls(row["row_id"], row["id"], row["site"], found, captures, names_of(row), _raw_ends(row))


def sorted_keys(keys: Iterable[int]) -> array[int]:
    """Keys, each once. (Python compares numbers of so many digits in four times numpy's time.)"""
    return array("q", np.sort(np.fromiter(set(keys), np.int64)).tobytes())


def _raw_ends(row: Row) -> tuple[tuple[str, int], ...]:
    places = [c["raw"] for c in row["captures"] if c["raw"]]
    return tuple((place["file"], place["offset"] + place["length"]) for place in places)


def names_of(row: Row) -> tuple[str, ...]:
    """Every address and input id under which a row came in, sorted."""
    found = {row["url"], row["input_id"], *row["url_variants"], *row["other_input_ids"]}
    return tuple(sorted(name for name in found if name))
