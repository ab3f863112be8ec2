"""How often each value of a field stands among some articles, counted in arrays.

A field's values are numbered in their order, and for each article the numbers of its values lie together. Counting is
then to gather numbers and to count them: a hundred thousand articles take some milliseconds, where a join of tables
takes several times as long.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Numbers = NDArray[np.int32] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Facet:
    """A field of all articles. values: each once, ordered; labels: what each is called.

    codes: places in `values`, of one article after the other, those of an article with most weight first; weights: of
    each, None where there are none; starts: where each article's begin (and, last, where the last one's end).
    """

    values: list[Any]
    labels: list[str]
    codes: Numbers
    starts: Numbers
    weights: NDArray[Any] | None = None

    @classmethod
    def of(cls, values: pa.Table, pairs: pa.Table, articles: int) -> Facet:
        """values: {value, label}, in order; pairs: {n, code, weight}, ordered by n, the article's number."""
        numbers = pairs["n"].to_numpy().astype(np.int64)
        starts = np.searchsorted(numbers, np.arange(articles + 1)).astype(np.int64)
        codes = pairs["code"].to_numpy().astype(np.int64)
        weights = None if pairs["weight"].null_count else pairs["weight"].to_numpy()
        return cls(values["value"].to_pylist(), values["label"].to_pylist(), codes, starts, weights)

    def of_article(self, article: int) -> list[tuple[Any, str, Any]]:
        """The values of one article: (value, label, weight), most weight first. Only where there are weights."""
        assert self.weights is not None
        here = slice(self.starts[article], self.starts[article + 1])
        found = zip(self.codes[here].tolist(), self.weights[here].tolist(), strict=True)
        return [(self.values[code], self.labels[code], weight) for code, weight in found]

    def places(self, value: Any) -> Numbers:
        """Where in `codes` a value is."""
        code = bisect_left(self.values, value)
        return np.flatnonzero(self.codes == code) if self.values[code : code + 1] == [value] else np.array([], np.int64)

    def counts(self, articles: Numbers) -> Numbers:
        """For each value, how many of these articles have it."""
        first, many = self.starts[articles], self.starts[articles + 1] - self.starts[articles]
        before = many.cumsum() - many
        places = np.repeat(first - before, many) + np.arange(many.sum())
        return np.bincount(self.codes[places], minlength=len(self.values)).astype(np.int64)

    def most_frequent(self, articles: Numbers, limit: int) -> list[Row]:
        """Rows {value, label, articles}: those of most articles first, then by value."""
        counts = self.counts(articles)
        there = np.flatnonzero(counts)
        if len(there) > limit:  # only what can be among the first need be sorted
            there = there[counts[there] >= np.partition(counts[there], -limit)[-limit]]
        best = there[np.lexsort((there, -counts[there]))][:limit]
        return [{"value": self.values[i], "label": self.labels[i], "articles": int(counts[i])} for i in best]

    def in_order(self, articles: Numbers) -> list[tuple[Any, int]]:
        """The values that these articles have, in order, with how many have each."""
        counts = self.counts(articles)
        return [(self.values[i], int(counts[i])) for i in np.flatnonzero(counts)]
