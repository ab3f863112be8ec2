"""Sites learned anew, of which what was learned is stale: from their stored rows, some hundred at a time.

A site stays stale until all of its rows are counted. So whatever ends a process, the next one that writes begins with
that site again; who only reads meanwhile is told of no pages, and takes nothing for known.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from archiver.lake.index.keys import packed
from archiver.lake.table.entries import sorted_keys

if TYPE_CHECKING:
    from archiver.lake.index.index import Index
    from archiver.lake.reading import Reader
    from archiver.lake.rows.schema import Row


class LearnedOfRows(NamedTuple):
    """What some rows of a site teach. pages: that count. values: new statistics of their keys, with what was known
    before. keys: of each of the site's rows, by row id, those under which it is to be found again."""

    pages: int
    values: Mapping[int, bytes]
    keys: Mapping[str, Iterable[int]]


Known = Callable[[Iterable[int]], Mapping[int, bytes]]
"""What is known of these keys of a site, as far as anything is."""


class Learner(Protocol):
    """What the lake must know of learning to rebuild a site's statistics, whose bytes it never reads."""

    @property
    def rules(self) -> str:
        """What statistics depend on beside the rows: those made by other rules are made anew."""

    def keys(self, row: Row) -> Iterable[int]:
        """The keys (signed 64 bit) under which a stored page is to be found again."""

    def learn(self, site: str, rows: Iterable[Row], known: Known) -> LearnedOfRows:
        """From all rows of some articles that a site has a row of, and what is known from others: what they add."""


def fingerprints(row: Row) -> set[int]:
    """The keys of a page where no learner is given: its blocks' fingerprints."""
    return {b["fingerprint"] for b in row["blocks"]}


PIECE = 500
"""Rows that are counted at once. Of a site of 50,000 pages, 2 GB were held when all were."""

Advance = Callable[[int, int], None]
"""advance(done, total): stored rows of stale sites."""


def quietly(done: int, total: int) -> None:
    """Tells nobody."""


def learn_stale(index: Index, reader: Reader, learner: Learner, advance: Advance) -> None:
    """Learn all stale sites anew. The caller holds the archive's lock."""
    done, total = 0, index.stale_row_count()
    for site in index.stale_sites():
        pages = 0
        with index.transaction():
            index.forget_learned(site)
        for row_ids in _pieces(index.places_of_site(site)):
            rows = reader.rows_by_row_id(row_ids)
            learned = learner.learn(site, rows, partial(index.statistics, site))
            keys: dict[str, array[int]] = {row_id: sorted_keys(own) for row_id, own in learned.keys.items()}
            with index.transaction():
                index.set_keys(keys)  # a lake without a learner, which noted some, knew others
                index.set_statistics({site: packed(learned.values)})
            pages += learned.pages
            done += len(keys)
            advance(done, total)
        with index.transaction():
            index.set_learned(site, pages)


def _pieces(places: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Row ids of whole articles, PIECE at a time; those of one part stand together. places: article and row ids."""
    articles: dict[str, list[str]] = {}
    for article_id, row_id in places:
        articles.setdefault(article_id, []).append(row_id)
    piece: list[str] = []
    for row_ids in articles.values():
        piece += row_ids
        if len(piece) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece
