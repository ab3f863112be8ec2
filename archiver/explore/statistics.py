"""What an archive holds, in figures: one set of questions for the terminal, the plots and the web site.

They are asked over three small relations, which the web site's catalogue has as tables and `connected` makes as views:

    article  n, source, site, language, month, published_day, words
    person   n, name, mentions
    topic    n, id, label
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Ask = Callable[[str], list[Row]]
"""Gives the rows of a SELECT."""

TOP = 20
"""Values of a list."""

RELATIONS = {
    "article": """SELECT id AS n, coalesce(source, site) AS source, site, language, words, published_day,
        date_trunc('month', published_day)::DATE AS month FROM articles""",
    "person": "SELECT article AS n, person AS name, sum(mentions) AS mentions FROM resolved GROUP BY ALL",
    "topic": "SELECT a.id AS n, t.id, t.label FROM articles a, unnest(a.topics) AS u(t)",
}

NUMBERS = """SELECT count(*) AS articles, coalesce(sum(words), 0)::BIGINT AS words, count(DISTINCT source) AS sources,
    count(DISTINCT site) AS sites, count(DISTINCT language) AS languages,
    (SELECT count(DISTINCT name) FROM person) AS people, min(published_day) AS since, max(published_day) AS until,
    count(*) FILTER (published_day IS NULL) AS undated FROM article"""
MONTHS = """SELECT month, count(*) AS articles FROM article WHERE month IS NOT NULL GROUP BY month ORDER BY month"""
LISTS = {
    "sources": "SELECT source AS value, source AS label, count(*) AS articles FROM article WHERE source IS NOT NULL",
    "topics": "SELECT id AS value, any_value(label) AS label, count(DISTINCT n) AS articles FROM topic",
    "languages": """SELECT language AS value, language AS label, count(*) AS articles FROM article
        WHERE language IS NOT NULL""",
    "people": """SELECT name AS value, name AS label, count(DISTINCT n) AS articles,
        sum(mentions)::BIGINT AS mentions FROM person""",
}
"""What each list counts, of whatever is grouped by `value`."""
ORDER = {"people": "articles DESC, mentions DESC, value"}


@dataclass(frozen=True, slots=True)
class Furniture:
    """A site's share (0-1) of characters that were furniture, on this many pages."""

    site: str | None
    pages: int
    share: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures. since, until: days of publication, as the articles state them,
    None where no article has a date; undated: articles without one.

    months: {month: first day, articles}, in order, months without articles left out. The lists: {value, label,
    articles}, of people also mentions, most articles first, at most `top`. furniture: most pages first.
    """

    articles: int
    words: int
    sites: int
    since: date | None
    until: date | None
    undated: int
    months: tuple[Row, ...]
    sources: tuple[Row, ...]
    topics: tuple[Row, ...]
    languages: tuple[Row, ...]
    people: tuple[Row, ...]
    furniture: tuple[Furniture, ...]
    distinct: Mapping[str, int]
    """How many sources, languages and people there are in all."""


def gathered(ask: Ask, furniture: Sequence[Furniture], *, top: int = TOP) -> Statistics:
    """Ask for all figures."""
    numbers = ask(NUMBERS)[0]
    lists: dict[str, Any] = {
        name: tuple(ask(f"{select} GROUP BY value ORDER BY {ORDER.get(name, 'articles DESC, value')} LIMIT {top:d}"))
        for name, select in LISTS.items()
    }
    return Statistics(
        **{name: numbers[name] for name in ("articles", "words", "sites", "since", "until", "undated")},
        months=tuple(ask(MONTHS)),
        **lists,
        furniture=tuple(furniture[:top]),
        distinct={name: numbers[name] for name in ("sources", "languages", "people")},
    )


MONTHS_SHOWN = 36
"""With more months than this between the first and the last, articles are counted by year."""
YEARS_SHOWN = 72
"""With more years than this, by decade: a column for each fits on a terminal of 80."""


def by_time(months: Sequence[Row]) -> dict[str, int]:
    """Articles by month ("2024-05"), where there are many by year ("2024"), where there are many years by decade
    ("1840s"); those without articles are there too."""
    counted = {f"{row['month']:%Y-%m}": int(row["articles"]) for row in months}
    if not counted:
        return {}
    first, last = min(counted), max(counted)
    every = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(_number(first), _number(last) + 1)]
    if len(every) <= MONTHS_SHOWN:
        return {month: counted.get(month, 0) for month in every}
    decades = int(last[:4]) - int(first[:4]) >= YEARS_SHOWN
    spans = {month: f"{month[:3]}0s" if decades else month[:4] for month in every}
    found = dict.fromkeys(spans.values(), 0)
    for month, articles in counted.items():
        found[spans[month]] += articles
    return found


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def statistics(archive: Path, *, top: int = TOP) -> Statistics:
    """Of an archive as it is now. Raises ArchiveError where there is none."""
    from archiver.explore.furniture import shares
    from archiver.explore.persons.stored import namings
    from archiver.explore.sql import connected
    from archiver.lake import Lake

    furniture = shares(Lake.open(archive))
    with connected(archive) as connection:
        connection.register("resolved", namings(archive, connection))
        for name, select in RELATIONS.items():
            connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
        return gathered(lambda sql: connection.sql(sql).to_arrow_table().to_pylist(), furniture, top=top)
