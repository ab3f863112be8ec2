"""Which text is the head of which: the earliest of all texts that are nearly the same.

A text's head is the earliest text that is similar to it, if that is earlier than itself. It depends on the set of texts
and their times only, and on no other text's head; so one text that comes or goes concerns only those that are similar
to it. It is not transitive: a story that was changed little by little has a chain of heads.

Texts are ranks here: 0 is the earliest of those in question. Pure: whoever calls looks texts up and compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from archiver.duplicates.bitmaps import Lists

Ranks = NDArray[np.int32]
Filter = Callable[[Lists, int, int], list[int]]
"""Which of some lists' texts, from one rank to another, may be similar to a text; the lists go on behind them then."""

FIRST = 256
"""Ranks among which a text's candidates are looked for first, where it has many; then always GROWTH times as many."""
GROWTH = 4
MOST = 1 << 16
"""... but no more than so many."""


class Buckets:
    """Texts by key; two that share one may be similar. An entry is a text in a bucket.

    Entries are ordered by key and rank: the entries of a bucket before a text's own are the texts that are earlier.
    """

    def __init__(self, keys: NDArray[np.int64], ranks: NDArray[np.int64], changed: NDArray[np.bool_]) -> None:
        """keys, ranks: of each entry. changed: by rank, whether a text is new, or came or went in time."""
        order = np.lexsort((ranks, keys))
        keys, ranks = keys[order], ranks[order]
        starts = np.append(True, keys[1:] != keys[:-1]).nonzero()[0] if len(keys) else np.zeros(0, np.int64)
        self._ranks = ranks.astype(np.int32)
        self._starts = np.repeat(starts, np.diff(starts, append=len(keys))).astype(np.int32)
        self._by_rank = ranks.argsort(kind="stable").astype(np.int32)
        self._of_rank = ranks[self._by_rank].searchsorted(np.arange(len(changed) + 1))
        new = changed[ranks]
        self._changed = self._ranks[new]
        self._changed_before = np.append(0, new.cumsum()).astype(np.int32)

    def concerned(self, until: NDArray[np.int64]) -> Ranks:
        """The texts for which a changed text that shares a key is earlier than this rank of theirs."""
        first, end = self._changed_before[self._starts], self._changed_before[:-1]
        some = (end > first).nonzero()[0]
        texts = self._ranks[some]
        return np.unique(texts[self._changed[first[some]] < until[texts]])

    def earlier(self, text: int) -> Lists:
        """By bucket of a text, the earlier ones in it."""
        entries = self._entries(text)
        return Lists(self._ranks, self._starts[entries].astype(np.int64), entries)

    def earlier_changed(self, text: int) -> Lists:
        """Likewise the changed ones."""
        entries, before = self._entries(text), self._changed_before
        places, ends = (before[some].astype(np.int64) for some in (self._starts[entries], entries))
        return Lists(self._changed, places, ends)

    def _entries(self, text: int) -> NDArray[np.int64]:
        return self._by_rank[self._of_rank[text] : self._of_rank[text + 1]].astype(np.int64)


def candidates(lists: Lists, until: int, may_be_similar: Filter) -> Iterator[int]:
    """The texts of several lists that are earlier than this rank and may be similar, in order, each once.

    They are looked at as far as they are read, for the first is often similar.
    """
    low, width = _first(lists, until), until if len(lists) <= FIRST else FIRST
    while low < until:
        high = min(low + width, until)
        yield from may_be_similar(lists, low, high)
        low, width = _first(lists, until), min(width * GROWTH, MOST)


def _first(lists: Lists, until: int) -> int:
    """The earliest text that is left; `until` where none is."""
    going = lists.places < lists.ends
    return int(lists.rows[lists.places[going]].min(initial=until))


@dataclass
class Search:
    """The search for one text's head: candidates from the earliest on, until one is similar.

    text, candidate: numbers as the caller has them. whole: all earlier texts are looked at, and not only changed ones.
    """

    text: int
    candidates: Iterator[int]
    whole: bool
    candidate: int | None = None
    similarity: float | None = field(default=None)

    def go_on(self) -> None:
        """To the next candidate; None when there is no more, and then no head was found."""
        self.candidate = next(self.candidates, None)


def heads(
    searches: Iterable[Search], similarities: Callable[[list[tuple[int, int]]], list[float]], enough: float
) -> Iterator[Search]:
    """Bring every search to its end. similarities: of pairs, many at a time, since texts must be read for them."""
    going = list(searches)
    while going:
        yield from (search for search in going if search.candidate is None)
        pairs = [(s, s.candidate) for s in going if s.candidate is not None]
        found = similarities([(search.text, candidate) for search, candidate in pairs])
        going = []
        for (search, _), similarity in zip(pairs, found, strict=True):
            if similarity >= enough:
                search.similarity = similarity
                yield search
            else:
                search.go_on()
                going.append(search)
