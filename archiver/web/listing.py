"""The articles of a selection, a page of them at a time, and its facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archiver.web.catalogue import Asking, Catalogue, Row, remembered
from archiver.web.selection import Selection

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.explore.search import Matches

PER_PAGE = 20
MOST = 20_000
"""Hits of a search, the best, that are listed and whose facets are counted. In all, they are counted exactly."""
ALL = 1_000_000
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
    hits = _listed(catalogue, selection)
    with catalogue.asking() as ask:
        ask.register("hit", hits.table)
        order = _order(selection)
        rows = ask(
            f"""SELECT article.*, score
            FROM (SELECT n, score FROM hit JOIN article USING (n) ORDER BY {order} LIMIT ? OFFSET ?) AS shown
            JOIN article USING (n) ORDER BY {order}""",
            [limit, offset],
        )
        people, topics = _named(ask, [r["n"] for r in rows])
    snippets = catalogue.search.snippets(selection.words, [r["id"] for r in rows]) if selection.words else {}
    for row in rows:
        row["snippet"] = snippets.get(row["id"], ())
        row["people"], row["topics"] = people.get(row["n"], []), topics.get(row["n"], [])
    return Listing(selection, hits.total, hits.table.num_rows, hits.complete, tuple(rows), offset, limit)


@remembered(256)
def overview(catalogue: Catalogue, selection: Selection) -> Overview:
    """Facets and months of a selection. Remembered, for a version of the table says one thing only."""
    hits = _hits(catalogue, _kept(selection))
    numbers = hits.table["n"].to_numpy().astype("int64")
    facets = {name: catalogue.facets[name].most_frequent(numbers, FACET_VALUES) for name in FACETS}
    months = catalogue.facets["month"].in_order(numbers)
    return Overview(hits.total, hits.complete, facets, [{"month": m, "articles": n} for m, n in months])


@dataclass(frozen=True, slots=True)
class Hits:
    """Numbers and scores of selected articles, {n, score}. total: that there are; complete: they are all here."""

    table: pa.Table
    total: int

    @property
    def complete(self) -> bool:
        return bool(self.table.num_rows == self.total)


@dataclass(frozen=True, slots=True)
class Listed:
    """Those of the hits that are listed. total, complete: of the hits."""

    table: pa.Table
    total: int
    complete: bool


def _kept(selection: Selection) -> Selection:
    """What the hits of a selection depend on: its order does where there are more hits than are kept."""
    return selection.but(copies="", sort=selection.sort if selection.words else "")


@remembered(64)
def _hits(catalogue: Catalogue, selection: Selection) -> Hits:
    """Remembered for the pages and the facets of one result."""
    if selection.words:
        return _found(catalogue, selection)
    condition, values = selection.conditions()
    with catalogue.asking() as ask:
        table = ask.table(f"SELECT n, 0.0::DOUBLE AS score FROM article WHERE {condition}", values)
    assert table is not None
    return Hits(table, table.num_rows)


def _found(catalogue: Catalogue, selection: Selection) -> Hits:
    """The hits of a full-text query. Of more than MOST, those that come first."""
    days = (selection.since, selection.until)
    exact = {name: value for name, value in selection.exact.items() if name != "person"}
    if selection.person:
        return _of_person(catalogue, selection, catalogue.search.matches(selection.words, exact, days, limit=ALL))
    matches = catalogue.search.matches(selection.words, exact, days, limit=MOST)
    if matches.total > MOST and selection.sort in ("newest", "oldest"):
        oldest = selection.sort == "oldest"
        matches = catalogue.search.matches(selection.words, exact, days, limit=MOST, oldest=oldest)
    table = _joined(catalogue, matches)
    return Hits(table, matches.total)


def _of_person(catalogue: Catalogue, selection: Selection, matches: Matches) -> Hits:
    """Those hits in which a person is named. Who is who is known to the catalogue, not to the index."""
    condition, values = Selection(person=selection.person).conditions()
    table = _joined(catalogue, matches, condition, values)
    return Hits(table, table.num_rows)


def _joined(catalogue: Catalogue, matches: Matches, condition: str = "true", values: Sequence[Any] = ()) -> pa.Table:
    import pyarrow as pa

    found = pa.table({"key": pa.array(matches.keys, pa.int64()), "score": pa.array(matches.scores, pa.float64())})
    with catalogue.asking() as ask:
        ask.register("found", found)
        table = ask.table(f"SELECT n, score FROM article JOIN found USING (key) WHERE {condition}", values)
    assert table is not None
    return table


@remembered(64)
def _listed(catalogue: Catalogue, selection: Selection) -> Listed:
    """The hits that are listed: of articles of nearly the same text the earliest, or else the best."""
    hits = _hits(catalogue, _kept(selection))
    table = hits.table
    if not selection.copies and _has_copies(catalogue):
        with catalogue.asking() as ask:
            ask.register("hit", hits.table)
            table = ask.table(_FOLDED)
    assert table is not None
    return Listed(table, hits.total, hits.complete)


@remembered(1)
def _has_copies(catalogue: Catalogue) -> bool:
    return bool(catalogue.rows("SELECT 1 FROM copy LIMIT 1"))


_FOLDED = """WITH copies AS (SELECT n, head, score FROM copy JOIN hit USING (n)),
    best AS (SELECT arg_max(n, {'score': score, 'n': -n}) AS n FROM copies
        WHERE head NOT IN (SELECT n FROM hit) GROUP BY head)
    SELECT n, score FROM hit WHERE n NOT IN (SELECT n FROM copies) OR n IN (SELECT n FROM best)"""


def _order(selection: Selection) -> str:
    """By what a selection is sorted, in SQL over hit and article. `n` counts from the newest."""
    if selection.sort == "oldest":
        return "published IS NULL, n DESC"
    return "score DESC, n" if selection.words and selection.sort != "newest" else "n"


def _named(ask: Asking, numbers: list[int]) -> tuple[dict[int, list[Row]], dict[int, list[Row]]]:
    """People and topics of these articles."""
    people = ask(
        "SELECT n, name, mentions FROM person WHERE n IN (SELECT unnest(?)) ORDER BY mentions DESC, name", [numbers]
    )
    topics = ask(
        "SELECT n, id, label, score FROM topic WHERE n IN (SELECT unnest(?)) ORDER BY score DESC, id", [numbers]
    )
    return _by_number(people), _by_number(topics)


def _by_number(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.pop("n"), []).append(row)
    return found


def ids(catalogue: Catalogue, selection: Selection, limit: int) -> list[str]:
    """The ids of a selection's articles, in its order, at most `limit`."""
    hits = _listed(catalogue, selection)
    with catalogue.asking() as ask:
        ask.register("hit", hits.table)
        rows = ask(f"SELECT id FROM hit JOIN article USING (n) ORDER BY {_order(selection)} LIMIT ?", [limit])
    return [row["id"] for row in rows]
