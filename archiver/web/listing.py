"""Pages of a selection: its articles, some at a time, and what it holds as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.web.asking import Row
from archiver.web.catalogue import Catalogue, remembered
from archiver.web.hits import hits, listed
from archiver.web.selection import Selection

PER_PAGE = 20
FACET_VALUES = 8
"""Values of a facet that a page shows."""

FACETS = ("source", "topic", "person", "language")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a selection. total: articles in all of it; listed: those that its pages hold, when articles of nearly
    the same text are folded; complete: no other was left out, as there were no more than MOST hits."""

    selection: Selection
    total: int
    listed: int
    complete: bool
    articles: tuple[Row, ...]
    offset: int
    limit: int

    @property
    def page(self) -> int:
        return self.offset // self.limit + 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.listed // self.limit))

    @property
    def folded(self) -> int:
        """Articles left out since one of nearly the same text is listed; 0 where it was not counted."""
        return self.total - self.listed if self.complete else 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What a selection holds as a whole. facets: name to rows {value, label, articles}, most articles first;
    times: rows {month: first day of the month, articles}, oldest first. complete: as in Listing; else these count the
    best MOST hits only, and are at least so many."""

    total: int
    complete: bool
    facets: dict[str, list[Row]]
    times: list[Row]


def listing(catalogue: Catalogue, selection: Selection, *, offset: int = 0, limit: int = PER_PAGE) -> Listing:
    """Articles `offset` to `offset + limit` of a selection. Raises TooSlow, QueryError."""
    found = listed(catalogue, selection)
    numbers = found.numbers[offset : offset + limit].tolist()
    rows = catalogue.cards(numbers)
    snippets = catalogue.search.snippets(selection.words, [r["id"] for r in rows]) if selection.words else {}
    people, topics = catalogue.facets["person"], catalogue.facets["topic"]
    for number, row in zip(numbers, rows, strict=True):
        row["snippet"] = snippets.get(row["id"], ())
        row["people"] = [{"name": name, "mentions": n} for name, _, n in people.of_article(number)]
        row["topics"] = [{"id": id_, "label": label, "score": score} for id_, label, score in topics.of_article(number)]
    return Listing(selection, found.total, len(found.numbers), found.complete, tuple(rows), offset, limit)


@remembered(256)
def overview(catalogue: Catalogue, selection: Selection) -> Overview:
    """Facets and months of a selection. Remembered, for a version of the table says one thing only."""
    found = hits(catalogue, selection)
    facets = {name: catalogue.facets[name].most_frequent(found.numbers, FACET_VALUES) for name in FACETS}
    months = catalogue.facets["month"].in_order(found.numbers)
    return Overview(found.total, found.complete, facets, [{"month": m, "articles": n} for m, n in months])


def ids(catalogue: Catalogue, selection: Selection, limit: int) -> list[str]:
    """The ids of a selection's articles, in its order, at most `limit`. Raises TooSlow, QueryError."""
    return catalogue.ids(listed(catalogue, selection).numbers[:limit].tolist())
