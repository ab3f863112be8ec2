"""The articles of a selection, a page of them at a time, and its facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archiver.web.catalogue import Asking, Catalogue, Row, remembered
from archiver.web.selection import Selection

if TYPE_CHECKING:
    import pyarrow as pa

PER_PAGE = 20
FACET_VALUES = 8
"""Values of a facet that a page shows."""

_COUNTED = "GROUP BY value ORDER BY articles DESC, value LIMIT ?"
_FACETS = {
    "source": f"""SELECT source AS value, source AS label, count(*) AS articles FROM hit JOIN article USING (n)
        WHERE source IS NOT NULL {_COUNTED}""",
    "topic": f"""SELECT value, label, counted.articles
        FROM (SELECT id AS value, count(*) AS articles FROM hit JOIN topic USING (n) {_COUNTED}) AS counted
        JOIN subject ON value = id ORDER BY counted.articles DESC, value""",
    "person": f"""SELECT name AS value, name AS label, counted.articles
        FROM (SELECT who AS value, count(*) AS articles FROM hit JOIN named USING (n) {_COUNTED}) AS counted
        JOIN name ON value = name.rowid ORDER BY counted.articles DESC, value""",
    "language": f"""SELECT language AS value, language AS label, count(*) AS articles FROM hit JOIN article USING (n)
        WHERE language IS NOT NULL {_COUNTED}""",
}
"""Each facet's SQL; `hit` holds the numbers of the selected articles."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a selection. total: articles in all of it."""

    selection: Selection
    total: int
    articles: tuple[Row, ...]
    offset: int
    limit: int

    @property
    def page(self) -> int:
        return self.offset // self.limit + 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.limit))


@dataclass(frozen=True, slots=True)
class Overview:
    """What a selection holds as a whole. facets: name to rows {value, label, articles}, most articles first;
    times: rows {month: first day of the month, articles}, oldest first."""

    total: int
    facets: dict[str, list[Row]]
    times: list[Row]


def listing(catalogue: Catalogue, selection: Selection, *, offset: int = 0, limit: int = PER_PAGE) -> Listing:
    """Articles `offset` to `offset + limit` of a selection. Raises TooSlow, QueryError."""
    with catalogue.asking() as ask:
        _choose(ask, catalogue, selection)
        total = ask("SELECT count(*) AS total FROM hit")[0]["total"]
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
    return Listing(selection, total, tuple(rows), offset, limit)


@remembered(256)
def overview(catalogue: Catalogue, selection: Selection) -> Overview:
    """Facets and months of a selection. Remembered, for a version of the table says one thing only."""
    with catalogue.asking() as ask:
        _choose(ask, catalogue, selection)
        total = ask("SELECT count(*) AS total FROM hit")[0]["total"]
        facets = {name: ask(sql, [FACET_VALUES]) for name, sql in _FACETS.items()}
        return Overview(total, facets, ask(_MONTHS))


_MONTHS = """SELECT month, count(*) AS articles FROM hit JOIN article USING (n)
    WHERE month IS NOT NULL GROUP BY month ORDER BY month"""


def _choose(ask: Asking, catalogue: Catalogue, selection: Selection) -> None:
    """Let the session's questions name `hit`: numbers and scores of the selected articles."""
    ask.register("hit", _hits(catalogue, selection.but(sort="")))


@remembered(64)
def _hits(catalogue: Catalogue, selection: Selection) -> pa.Table:
    """{n, score} of the selected articles. Remembered for the pages and the facets of one result."""
    condition, values = selection.conditions()
    with catalogue.asking() as ask:
        if not selection.words:
            return ask.table(f"SELECT n, 0.0::DOUBLE AS score FROM article WHERE {condition}", values)
        ask.register("found", _found(catalogue, selection.words))
        return ask.table(f"SELECT n, score FROM article JOIN found USING (key) WHERE {condition}", values)


@remembered(32)
def _found(catalogue: Catalogue, words: str) -> pa.Table:
    """All hits of a full-text query, {key, score}. Remembered for narrower selections of the same words."""
    import pyarrow as pa

    matches = catalogue.search.matches(words)
    return pa.table({"key": pa.array(matches.keys, pa.int64()), "score": pa.array(matches.scores, pa.float64())})


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
    with catalogue.asking() as ask:
        _choose(ask, catalogue, selection)
        rows = ask(f"SELECT id FROM hit JOIN article USING (n) ORDER BY {_order(selection)} LIMIT ?", [limit])
    return [row["id"] for row in rows]
