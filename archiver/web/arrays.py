"""What is asked of all articles at once, in arrays: which one a key means, and which are copies of which.

Articles are numbered from the newest on. An array over numbers answers in a millisecond what a join of tables answers
in ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Articles:
    """keys: of all articles, ascending; numbers: the number that each key means.

    heads: by number, the number of the earliest article of nearly the same text, of most its own. dated: how many have
    a date of publication; their numbers are below it.
    """

    keys: NDArray[np.int64]
    numbers: Numbers
    heads: Numbers
    dated: int

    @classmethod
    def of(cls, table: pa.Table, dated: int) -> Articles:
        """table: {key, head}, a row for each article in the order of their numbers."""
        keys = table["key"].to_numpy()
        order = np.argsort(keys).astype(np.int32)
        return cls(keys[order], order, table["head"].to_numpy().astype(np.int32), dated)

    def known(self, keys: NDArray[np.int64], scores: Scores) -> tuple[Numbers, Scores]:
        """The numbers of those keys that are here, ascending, with their scores."""
        if not len(self.keys):
            return self.numbers, scores[:0]
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        here = self.keys[places] == keys
        numbers = self.numbers[places[here]]
        order = np.argsort(numbers)
        return numbers[order], scores[here][order]

    def number(self, key: int) -> int | None:
        """The number of one article; None where there is none of this key."""
        numbers, _ = self.known(np.array([key]), np.zeros(1, np.float32))
        return int(numbers[0]) if len(numbers) else None

    def alike(self, number: int) -> Numbers:
        """All articles of nearly the same text as this one, itself among them."""
        return np.flatnonzero(self.heads == self.heads[number]).astype(np.int32)

    def folded(self, numbers: Numbers, scores: Scores) -> tuple[Numbers, Scores]:
        """Of articles of nearly the same text one: the earliest where it is among them, else the best."""
        heads = self.heads[numbers]
        copies = heads != numbers
        if not copies.any():
            return numbers, scores
        there = np.zeros(len(self.heads), bool)
        there[numbers] = True
        rest = np.flatnonzero(copies & ~there[heads])
        rest = rest[np.lexsort((numbers[rest], -scores[rest]))]
        _, best = np.unique(heads[rest], return_index=True)
        kept = ~copies
        kept[rest[best]] = True
        return numbers[kept], scores[kept]

    def ordered(self, numbers: Numbers, scores: Scores, sort: str) -> Numbers:
        """Ascending numbers in another order: "newest", "oldest" (those without a date last) or "relevance"."""
        if sort == "oldest":
            split = np.searchsorted(numbers, self.dated)
            return np.concatenate([numbers[:split][::-1], numbers[split:][::-1]])
        return numbers if sort == "newest" else numbers[np.lexsort((numbers, -scores))]


def column(table: pa.Table | None, name: str) -> NDArray[Any]:
    """A column of a SELECT's rows."""
    assert table is not None
    found: NDArray[Any] = table[name].to_numpy()
    return found
