"""Topics across an archive: how many articles each has, in the taxonomy's tree, by source and by month.

An article counts for every topic that it has and for all that lie above it, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.errors import ArchiveError

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.enrich.topics.taxonomy import Tree

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles count. since, until: first and last day of publication, as the articles state it."""

    since: date | None = None
    until: date | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as the archive has it. above: ids from the top down; articles: with it or with one below it;
    months: of those, by month of publication ("2024-05"), undated ones left out."""

    id: str
    label: str
    above: tuple[str, ...]
    articles: int
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """articles: that the filter lets in; with_topic: of those, with a topic; subjects: in the tree's order,
    each followed by those below it, those of most articles first. months: of all articles. wordless: articles by
    language, of the languages in which no words for topics are known, most first: there the publisher's section and
    keywords alone tell."""

    articles: int
    with_topic: int
    months: Mapping[str, int]
    subjects: tuple[Subject, ...]
    wordless: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """One topic, and those just below it. of: all articles that the filter lets in, by month.

    sources: {source, articles, share of the source's articles}; latest: articles {id, title, source,
    published, published_day, published_precision, score, evidence}.
    """

    subject: Subject
    below: tuple[Subject, ...]
    of: Mapping[str, int]
    sources: list[Row]
    latest: list[Row]


def overview(archive: Path, chosen: Filter | None = None) -> Overview:
    """All topics of an archive. Raises ArchiveError where there is none."""
    with _asking(archive, chosen or Filter()) as ask:
        counted = ask("SELECT topic, month, count(*) AS articles FROM has GROUP BY ALL")
        totals = ask("SELECT month, count(*) AS articles FROM chosen GROUP BY ALL")
        languages = ask("SELECT language, count(*) AS articles FROM chosen GROUP BY ALL ORDER BY 2 DESC, 1")
        (told,) = ask("SELECT count(*) AS articles, count(*) FILTER (len(topics) > 0) AS told FROM chosen")
    by_topic: dict[str, list[Row]] = {}
    for row in counted:
        by_topic.setdefault(row["topic"], []).append(row)
    found = {topic: _subject(topic, rows) for topic, rows in by_topic.items()}
    return Overview(told["articles"], told["told"], _months(totals), tuple(_walk(found)), _wordless(languages))


def _wordless(languages: list[Row]) -> dict[str, int]:
    from archiver.enrich.topics.lexicon import has_words

    return {row["language"]: row["articles"] for row in languages if row["language"] and not has_words(row["language"])}


def profile(archive: Path, topic: str, chosen: Filter | None = None, *, limit: int = 20) -> Profile:
    """What the archive has on one topic. topic: id, or its name in any of the taxonomy's languages.

    limit: of articles. Raises ArchiveError, also where no topic is called so.
    """
    known = identify(topic)
    every = overview(archive, chosen)
    own = next((s for s in every.subjects if s.id == known), None) or _subject(known, [])
    with _asking(archive, chosen or Filter()) as ask:
        sources, articles = ask(_SOURCES, {"topic": known}), ask(_ARTICLES, {"topic": known, "limit": limit})
    below = tuple(s for s in every.subjects if s.above[-1:] == (known,))
    return Profile(own, below, every.months, sources, articles)


_SOURCES = """
    WITH every AS (SELECT coalesce(source, site) AS source, count(*) AS articles FROM chosen GROUP BY ALL)
    SELECT e.source, count(*) AS articles, round(count(*) / any_value(e.articles), 4) AS share
    FROM has h JOIN every e ON e.source IS NOT DISTINCT FROM h.source
    WHERE h.topic = $topic GROUP BY e.source ORDER BY 2 DESC, 1"""

_ARTICLES = """
    WITH best AS (
        SELECT c.id, max_by(x, x.score) AS x FROM chosen c, unnest(c.topics) AS u(x) JOIN tree t ON t.topic = x.id
        WHERE t.above = $topic GROUP BY c.id)
    SELECT c.id, c.title, coalesce(c.source, c.site) AS source, c.published, c.published_day, c.published_precision,
        b.x.score AS score, b.x.evidence AS evidence
    FROM best b JOIN chosen c USING (id) ORDER BY c.published DESC NULLS LAST, c.id LIMIT $limit"""


def identify(topic: str) -> str:
    """The id of a topic that is given by id or name. Raises ArchiveError with the nearest names."""
    tree = _tree()
    if topic in tree.label:
        return topic
    if known := tree.find(topic):
        return known
    near = get_close_matches(topic.casefold(), tree.label.values(), n=3, cutoff=0.5)
    hint = f"; near: {', '.join(near)}" if near else "; `archiver topics` lists those that the archive has"
    raise ArchiveError(f"{topic}: no IPTC Media Topic is called so{hint}")


def _tree() -> Tree:
    from archiver.enrich.topics.taxonomy import tree

    return tree()


@contextmanager
def _asking(archive: Path, chosen: Filter) -> Iterator[Any]:
    """Ask in SQL over `chosen`, the articles; `tree`, each topic with itself and those above it; `has`."""
    from archiver.explore.sql import connected

    with connected(archive) as connection:
        connection.register("tree", _ancestry())
        connection.execute(_CHOSEN, {"since": chosen.since, "until": chosen.until, "site": chosen.site})
        connection.execute(_HAS)
        yield lambda sql, values=None: connection.sql(sql, params=values or {}).to_arrow_table().to_pylist()


_CHOSEN = """
    CREATE TEMP TABLE chosen AS
    SELECT id, title, site, source, language, published, published_day, published_precision,
        strftime(published_day, '%Y-%m') AS month, topics
    FROM articles
    WHERE ($since IS NULL OR published_day >= $since) AND ($until IS NULL OR published_day <= $until)
        AND ($site IS NULL OR site = $site)"""

_HAS = """
    CREATE TEMP TABLE has AS
    SELECT DISTINCT c.id, coalesce(c.source, c.site) AS source, c.month, t.above AS topic
    FROM chosen c, unnest(c.topics) AS u(x) JOIN tree t ON t.topic = x.id"""


def _ancestry() -> pa.Table:
    import pyarrow as pa

    tree = _tree()
    pairs = [{"topic": topic, "above": above} for topic in tree.label for above in (topic, *tree.above(topic))]
    return pa.Table.from_pylist(pairs)


def _subject(topic: str, rows: list[Row]) -> Subject:
    tree = _tree()
    articles = sum(row["articles"] for row in rows)
    return Subject(topic, tree.label[topic], tree.above(topic), articles, _months(rows))


def _months(rows: list[Row]) -> dict[str, int]:
    return {row["month"]: row["articles"] for row in sorted(rows, key=lambda r: r["month"] or "") if row["month"]}


def _walk(found: Mapping[str, Subject], above: tuple[str, ...] = ()) -> Iterator[Subject]:
    """The tree in depth, at each level those of most articles first."""
    level = [subject for subject in found.values() if subject.above == above]
    for subject in sorted(level, key=lambda s: (-s.articles, s.label)):
        yield subject
        yield from _walk(found, (*above, subject.id))
