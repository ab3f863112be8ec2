"""Which articles a selection has, and in what order they are listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from archiver.web.arrays import Numbers, Scores, column
from archiver.web.catalogue import Catalogue, remembered
from archiver.web.selection import Selection

MOST = 20_000
"""Hits of a search, the best, that are listed and whose facets are counted. In all, they are counted exactly."""
ALL = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Selected articles by their numbers, ascending, with scores. total: that there are, here or not."""

    numbers: Numbers
    scores: Scores
    total: int

    @property
    def complete(self) -> bool:
        """Whether they are all here."""
        return len(self.numbers) == self.total


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Those of the hits that are listed, in order. total, complete: of the hits."""

    numbers: Numbers
    total: int
    complete: bool


def hits(catalogue: Catalogue, selection: Selection) -> Hits:
    """The hits of a selection, copies among them. Raises TooSlow, QueryError."""
    # The order of a search says which are its hits where there are more than are kept.
    return _hits(catalogue, selection.but(copies="", sort=selection.sort if selection.words else ""))


@remembered(32)
def listed(catalogue: Catalogue, selection: Selection) -> Listed:
    """The hits that are listed: of articles of nearly the same text the earliest, or else the best."""
    found = hits(catalogue, selection)
    numbers, scores = found.numbers, found.scores
    if not selection.copies:
        numbers, scores = catalogue.articles.folded(numbers, scores)
    sort = selection.sort or ("relevance" if selection.words else "newest")
    return Listed(catalogue.articles.ordered(numbers, scores, sort), found.total, found.complete)


@remembered(32)
def _hits(catalogue: Catalogue, selection: Selection) -> Hits:
    """Remembered for the pages and the facets of one result."""
    if selection.words:
        return _found(catalogue, selection)
    numbers = _numbers(catalogue, selection)
    return Hits(numbers, np.broadcast_to(np.float32(0), numbers.shape), len(numbers))


def _numbers(catalogue: Catalogue, selection: Selection) -> Numbers:
    """The numbers of the articles that have all that is asked beside words."""
    condition, values = selection.conditions()
    with catalogue.asking() as ask:
        found = column(ask.table(f"SELECT n FROM article WHERE {condition}", values), "n")
    return np.sort(found, kind="stable").astype(np.int32)


def _found(catalogue: Catalogue, selection: Selection) -> Hits:
    """The hits of a full-text query. Of more than MOST, those that come first."""
    days = (selection.since, selection.until)
    exact = {name: value for name, value in selection.exact.items() if name != "person"}
    limit = ALL if selection.person else MOST
    matches = catalogue.search.matches(selection.words, exact, days, limit=limit)
    if matches.total > limit and selection.sort in ("newest", "oldest"):
        oldest = selection.sort == "oldest"
        matches = catalogue.search.matches(selection.words, exact, days, limit=limit, oldest=oldest)
    keys, scores = np.array(matches.keys, np.int64), np.array(matches.scores, np.float32)
    numbers, scores = catalogue.articles.known(keys, scores)
    if not selection.person:
        return Hits(numbers, scores, matches.total)
    # Who is who is known to the catalogue, not to the index.
    named = np.isin(numbers, _numbers(catalogue, Selection(person=selection.person)), assume_unique=True)
    return Hits(numbers[named], scores[named], int(named.sum()))
