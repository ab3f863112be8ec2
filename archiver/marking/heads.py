"""Which article of an archive each is nearly the same as: `duplicates/near.py` on the index in derived/.

Texts that changed are looked at some thousand at a time. Those whose keys nobody has, nearly all, are done with. Of the
others times and bitmaps are read from the index, and the texts themselves of the few pairs that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice

import numpy as np

from archiver.duplicates import near, sketch
from archiver.duplicates.bitmaps import Bitmaps
from archiver.duplicates.near import Buckets, Search
from archiver.duplicates.shingles import Hashes
from archiver.engine import Engine
from archiver.lake.sketches.index import SketchIndex
from archiver.lake.sketches.lookup import Numbers
from archiver.marking.tasks import Parts, ShinglesJob, shingle_sets

TEXTS = 5_000
"""Changed texts whose candidates are looked up at once."""
PAIRS = 5_000
"""Pairs of texts that are read and compared at once."""
HELD = 500_000
"""Meetings of texts that are held while texts wait to be compared: 50 MB with the texts' bitmaps."""
SHINGLES = 4_000_000
"""Shingles that are kept of texts which may be compared again: 32 MB of numbers."""


def find_heads(index: SketchIndex, parts: Parts, engine: Engine) -> None:
    """Look for the heads of changed texts among all, and of others among the changed ones. engine: reads texts."""
    sets = _ShingleSets(index, parts, engine)
    with index.transaction():
        changed = index.changed()
    waiting: list[Search] = []
    held = 0
    for start in range(0, len(changed), TEXTS):
        found, meetings = _searches(index, changed[start : start + TEXTS], changed)
        _set(index, [search for search in found if search.candidate is None])
        found = [search for search in found if search.candidate is not None]
        waiting += found
        held += meetings if found else 0
        if len(waiting) >= PAIRS or held >= HELD:
            _set(index, _ended(sets, waiting))
            waiting, held = [], 0
    _set(index, _ended(sets, waiting))
    with index.transaction():
        index.looked_for()


def _set(index: SketchIndex, ended: list[Search]) -> None:
    with index.transaction():
        index.set_heads([(s.text, s.candidate, s.similarity) for s in ended if s.whole])
        index.set_earlier_heads(
            [(s.text, s.candidate, s.similarity) for s in ended if not s.whole and s.candidate and s.similarity]
        )


def _ended(sets: _ShingleSets, searches: list[Search]) -> list[Search]:
    def similarities(pairs: list[tuple[int, int]]) -> list[float]:
        return [s for i in range(0, len(pairs), PAIRS) for s in sets.similarities(pairs[i : i + PAIRS])]

    return list(near.heads(searches, similarities, sketch.SIMILAR))


def _searches(index: SketchIndex, some: Numbers, changed: Numbers) -> tuple[list[Search], int]:
    """Searches for the heads of some changed texts, and of those that these may concern, at their first candidate.

    Gives also how many meetings of texts they hold in memory.
    """
    keys = sketch.band_keys(list(index.sketches(some.tolist()).values()))
    keys, met = index.meetings(keys.ravel())
    alone = np.setdiff1d(some, met)
    found = [Search(text, iter(()), whole=True) for text in alone.tolist()]
    texts, heads = index.in_order(np.unique(met).tolist())
    ranks = _Ranks(texts)
    new = np.isin(texts, some)
    buckets = Buckets(keys, ranks.of(met), new)
    until = np.arange(len(texts))
    until[heads > 0] = ranks.of(heads[heads > 0])
    bitmaps = _bitmaps(index, ranks)

    def search(text: int, *, whole: bool) -> Search:
        lists = buckets.earlier(text) if whole else buckets.earlier_changed(text)
        may_be_similar = partial(bitmaps.may_be_similar, text, enough=sketch.SIMILAR)
        earlier = near.candidates(lists, text if whole else int(until[text]), may_be_similar)
        return Search(int(texts[text]), (int(texts[rank]) for rank in earlier), whole)

    others = buckets.concerned(until)
    others = others[np.isin(texts[others], changed, invert=True)]
    found += [search(text, whole=True) for text in new.nonzero()[0].tolist()]
    found += [search(text, whole=False) for text in others.tolist()]
    for one in found:
        one.go_on()
    return found, len(met)


class _Ranks:
    """Where texts are in the order of time. texts: their numbers, earliest first."""

    def __init__(self, texts: Numbers) -> None:
        self.texts = texts
        self._order = texts.argsort()
        self._sorted = texts[self._order]

    def of(self, texts: Numbers | Sequence[int]) -> Numbers:
        """Of texts that are there."""
        return self._order[self._sorted.searchsorted(texts)]


def _bitmaps(index: SketchIndex, ranks: _Ranks) -> Bitmaps:
    found, rows = Bitmaps(len(ranks.texts)), index.bitmaps(ranks.texts.tolist())
    while some := list(islice(rows, TEXTS)):
        for rank, (_, size, bits) in zip(ranks.of([text for text, *_ in some]).tolist(), some, strict=True):
            found.put(rank, size, bits)
    return found


class _ShingleSets:
    """The shingles of texts, which are kept: where all are somewhat alike each is compared time and again."""

    def __init__(self, index: SketchIndex, parts: Parts, engine: Engine) -> None:
        self._index, self._parts, self._engine = index, parts, engine
        self._kept: dict[int, Hashes] = {}

    def similarities(self, pairs: list[tuple[int, int]]) -> list[float]:
        texts = {text for pair in pairs for text in pair}
        if sum(map(len, self._kept.values())) > SHINGLES:
            self._kept = {text: self._kept[text] for text in texts & self._kept.keys()}
        self._read(texts - self._kept.keys())
        return [sketch.jaccard(self._kept[one], self._kept[other]) for one, other in pairs]

    def _read(self, texts: set[int]) -> None:
        """Each file is opened once, by whoever has nothing else to do."""
        jobs = (ShinglesJob(self._parts, name, wanted) for name, wanted in sorted(self._index.places(texts).items()))
        tasks = [self._engine.start(shingle_sets, job) for job in jobs]
        for task in tasks:
            found = self._engine.result(task, f"reading {task.item.name}")
            self._kept.update(found)
