"""Persons across an archive: the list of all, and all that is known of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from archiver.explore.persons.finding import find_person, slug, unknown
from archiver.explore.persons.stored import namings
from archiver.explore.sql import connected


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named together with a person: in how many articles."""

    id: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A person over the articles that were asked for.

    id: the name as it stands in addresses ("donald-trump"). aliases, roles: most frequent first.
    first_seen, last_seen: of the days of publication, as the articles state them; None where no article has one.
    together: those most often named in the same articles.
    """

    id: str
    name: str
    articles: int
    mentions: int
    first_seen: date | None
    last_seen: date | None
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    together: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that names the person, and how."""

    id: str
    title: str | None
    source: str | None
    site: str | None
    published: datetime | None
    published_day: date | None
    published_precision: str | None
    name: str
    mentions: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """All of one person. timeline: articles by month ("2024-05"), oldest first, articles without a date left out.

    appearances: newest first, those without a date last.
    """

    summary: Summary
    roles: tuple[tuple[str, int], ...]
    timeline: tuple[tuple[str, int], ...]
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles count. since, until: first and last day of publication, as stated. site: exactly."""

    since: date | None = None
    until: date | None = None
    site: str | None = None

    def where(self) -> tuple[str, list[Any]]:
        """An SQL condition over namings and its parameters."""
        parts = [("published_day >= ?", self.since), ("published_day <= ?", self.until), ("site = ?", self.site)]
        held = [(sql, value) for sql, value in parts if value is not None]
        return " AND ".join(sql for sql, _ in held) or "true", [value for _, value in held]


def list_persons(
    archive: Path, chosen: Filter = Filter(), *, limit: int | None = None, together: int = 3
) -> list[Summary]:
    """The persons of an archive, those named in most articles first."""
    with _namings(archive, chosen) as connection:
        return _summaries(connection, "chosen", limit, together)


def show_person(archive: Path, name: str, chosen: Filter = Filter(), *, together: int = 10) -> Person:
    """All of the person with this name, id, or alias that no other person has.

    Raises ArchiveError where nobody has it, or several have.
    """
    with _namings(archive, chosen) as connection:
        person = find_person(connection, name)
        connection.execute("CREATE TEMP TABLE his AS SELECT * FROM chosen WHERE person = ?", [person])
        (summary,) = _summaries(connection, "his", 1, together)
        return Person(
            summary,
            tuple((row["role"], row["articles"]) for row in _rows(connection, _ROLES)),
            tuple((row["month"], row["articles"]) for row in _rows(connection, _TIMELINE)),
            tuple(Appearance(**row) for row in _rows(connection, _APPEARANCES)),
        )


def by_case(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """Roles with how often each is written, most frequent first: "mayor" and "Mayor" are one, as most write it."""
    together: dict[str, Counter[str]] = {}
    for form, count in counted.items():
        together.setdefault(form.casefold(), Counter())[form] += count
    found = [(max(forms, key=lambda form: (forms[form], form)), forms.total()) for forms in together.values()]
    return sorted(found, key=lambda role: (-role[1], role[0]))


def unknown_names(archive: Path, forms: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Those of the names that no article has and nobody is shown under, each with names that are near to it."""
    with _namings(archive, Filter()) as connection:
        return unknown(connection, forms)


@contextmanager
def _namings(archive: Path, chosen: Filter) -> Iterator[Any]:
    """A connection with the table `chosen`: the namings that the filter lets through."""
    with connected(archive) as connection:
        connection.register("namings", namings(archive, connection))
        where, values = chosen.where()
        connection.execute(f"CREATE TEMP TABLE chosen AS SELECT * FROM namings WHERE {where}", values)
        yield connection


_SUMMARIES = """
    SELECT person AS name, count(DISTINCT article) AS articles, sum(mentions)::BIGINT AS mentions,
        min(published_day) AS first_seen, max(published_day) AS last_seen
    FROM {table} GROUP BY person ORDER BY articles DESC, mentions DESC, name LIMIT ?"""
_WORDS = """
    SELECT person, list(word ORDER BY often DESC, word) AS words FROM (
        SELECT person, word, count(*) AS often FROM (
            SELECT person, unnest(list_distinct({words})) AS word FROM chosen WHERE person IN (SELECT unnest(?)))
        WHERE word <> person GROUP BY ALL)
    GROUP BY person"""
_TOGETHER = """
    WITH pairs AS (
        SELECT a.person, b.person AS other, count(DISTINCT a.article) AS articles
        FROM chosen a JOIN chosen b ON a.article = b.article AND a.person <> b.person
        WHERE a.person IN (SELECT unnest(?)) GROUP BY ALL)
    SELECT * FROM pairs QUALIFY row_number() OVER (PARTITION BY person ORDER BY articles DESC, other) <= ?
    ORDER BY person, articles DESC, other"""
_ROLES = """
    SELECT role, count(*) AS articles FROM (SELECT unnest(roles) AS role FROM his)
    GROUP BY ALL ORDER BY articles DESC, role"""
_TIMELINE = """
    SELECT strftime(published_day, '%Y-%m') AS month, count(DISTINCT article) AS articles FROM his
    WHERE published IS NOT NULL AND published_precision <> 'year' GROUP BY ALL ORDER BY month"""
_APPEARANCES = """
    SELECT a.id, a.title, a.source, a.site, a.published, a.published_day, a.published_precision,
        arg_max(h.name, h.mentions) AS name, sum(h.mentions)::BIGINT AS mentions,
        list_distinct(flatten(list(h.roles))) AS roles
    FROM his h JOIN articles a ON a.id = h.article
    GROUP BY ALL ORDER BY a.published DESC NULLS LAST, a.id"""


def _rows(connection: Any, sql: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql, params=values or []).to_arrow_table().to_pylist()
    return rows


def _summaries(connection: Any, table: str, limit: int | None, together: int) -> list[Summary]:
    rows = _rows(connection, _SUMMARIES.format(table=table), [limit])
    persons = [row["name"] for row in rows]
    aliases = _words(connection, "list_append(aliases, name)", persons)
    roles = _words(connection, "roles", persons)
    named: dict[str, list[Named]] = {}
    for pair in _rows(connection, _TOGETHER, [persons, together]):
        named.setdefault(pair["person"], []).append(Named(slug(pair["other"]), pair["other"], pair["articles"]))
    return [
        Summary(
            id=slug(row["name"]),
            **row,
            aliases=tuple(aliases.get(row["name"], ())),
            roles=tuple(roles.get(row["name"], ())),
            together=tuple(named.get(row["name"], ())),
        )
        for row in rows
    ]


def _words(connection: Any, words: str, persons: list[str]) -> dict[str, list[str]]:
    """For each person the aliases or roles, most frequent first."""
    return {row["person"]: row["words"] for row in _rows(connection, _WORDS.format(words=words), [persons])}
