"""What the archive knows of a person, a topic, a site: the data of their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archiver.explore.persons import by_case
from archiver.explore.search.folding import fold
from archiver.explore.statistics import Statistics, gathered
from archiver.learned import FIELDS, Piece, furniture_of
from archiver.web.asking import Row
from archiver.web.catalogue import Catalogue, remembered
from archiver.web.hits import hits
from archiver.web.selection import Selection

NAMES = 100
"""Rows of a page that lists people, topics or sites."""
FIGURES = 12
"""Values of each list of the statistics."""
FORMS = 12
"""Aliases, and roles, that a person's page lists."""
BESIDE = 24
"""Others named in the same articles that a person's page lists."""
PIECES = 60
"""Pieces of a site's furniture that its page shows."""
ENOUGH = 200
"""Pages of a site on which its furniture is counted, at most."""
SLOW = 20.0
"""Seconds for what reads a site's blocks; done once a table version."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A person, by name. aliases: (form, articles); roles likewise, as written, most frequent first.
    beside: people named in the same articles, rows {name, articles}."""

    name: str
    articles: int
    mentions: int
    aliases: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    beside: tuple[Row, ...]


@remembered(512)
def profile(catalogue: Catalogue, name: str) -> Profile | None:
    """What is known of a person; None where nobody of that name is named."""
    found = catalogue.rows("SELECT articles, mentions FROM name WHERE name = ?", [name])
    if not found:
        return None
    forms, roles = _ranked(catalogue.forms(name, "aliases").items()), by_case(catalogue.forms(name, "roles"))
    beside = catalogue.facets["person"].most_frequent(hits(catalogue, Selection(person=name)).numbers, BESIDE + 1)
    others = tuple({"name": row["value"], "articles": row["articles"]} for row in beside if row["value"] != name)
    named = found[0]
    return Profile(
        name, named["articles"], named["mentions"], tuple(forms[:FORMS]), tuple(roles[:FORMS]), others[:BESIDE]
    )


def _ranked(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counted, key=lambda form: (-form[1], form[0]))


def named_in(catalogue: Catalogue, row: Row) -> list[Row]:
    """The people of a stored row under their names in the archive, so that they lead to their pages."""
    forms: dict[str, str] = {}
    for person in catalogue.people_of(catalogue.number(row["id"])):
        forms |= dict.fromkeys((person["name"], *person["aliases"]), person["name"])
    return [
        person | {"name": forms[person["name"]], "aliases": [*person["aliases"], person["name"]]}
        for person in row["people"] or ()
        if person["name"] in forms
    ]


def people(catalogue: Catalogue, part: str = "", *, offset: int = 0, limit: int = NAMES) -> tuple[int, list[Row]]:
    """How many names contain `part`, and some of them, those of most articles first."""
    return _part_of(catalogue, "name", "name", part, offset, limit)


def topics(catalogue: Catalogue, part: str = "", *, offset: int = 0, limit: int = NAMES) -> tuple[int, list[Row]]:
    """How many topics' labels contain `part`, and some of them, those of most articles first."""
    return _part_of(catalogue, "subject", "label", part, offset, limit)


def _part_of(
    catalogue: Catalogue, table: str, column: str, part: str, offset: int, limit: int
) -> tuple[int, list[Row]]:
    # "jorg" finds Jörg; where nothing is asked for, no name is looked at.
    where = f"WHERE ? = '' OR contains(strip_accents(lower({column})), strip_accents(lower(?)))"
    with catalogue.asking() as ask:
        total = ask(f"SELECT count(*) AS total FROM {table} {where}", [part, part])[0]["total"]
        order = f"articles DESC, {column}"
        return total, ask(
            f"SELECT * EXCLUDE (numbers) FROM {table} {where} ORDER BY {order} LIMIT ? OFFSET ?",
            [part, part, limit, offset],
        )


def topic(catalogue: Catalogue, topic_id: str) -> Row | None:
    """{id, label, articles}; None where no article has it."""
    found = catalogue.rows("SELECT id, label, articles FROM subject WHERE id = ?", [topic_id])
    return found[0] if found else None


@remembered(8)
def sites(catalogue: Catalogue) -> tuple[Row, ...]:
    """Every site: {site, articles, sources, languages, since, until}, most articles first; its publishers' names and
    its languages likewise."""
    rows = catalogue.rows(
        """SELECT site, count(*) AS articles, histogram(source) AS sources, histogram(language) AS languages,
        min(published_day) AS since, max(published_day) AS until
        FROM article WHERE site IS NOT NULL GROUP BY site ORDER BY articles DESC, site"""
    )
    names = ("sources", "languages")
    return tuple(row | {name: [value for value, _ in _ranked(row[name] or ())] for name in names} for row in rows)


def sites_named(catalogue: Catalogue, part: str = "", *, offset: int = 0, limit: int = NAMES) -> tuple[int, list[Row]]:
    """How many sites, or publishers of theirs, are named with `part` in it, and some of them, most articles first."""
    part = fold(part)
    found = [row for row in sites(catalogue) if any(part in fold(name) for name in (row["site"], *row["sources"]))]
    return len(found), found[offset : offset + limit]


@remembered(1)
def figures(catalogue: Catalogue) -> Statistics:
    """The figures of the statistics page: those that `archiver stats` tells. Raises TooSlow."""
    with catalogue.asking(SLOW) as ask:
        return gathered(ask, catalogue.furniture, top=FIGURES)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What was removed from a site's pages. pieces: of what stands on more than one page, most frequent first, as
    `archiver site` shows them; found: how many there are in all. share: of all characters that were removed (0-1).
    pages: on which all this was counted."""

    pieces: tuple[Piece, ...]
    found: int
    share: float
    pages: int


@remembered(1024)
def furniture(catalogue: Catalogue, site: str) -> Furniture:
    """Counted over a site's current pages; of a large site, over some of them. Raises TooSlow."""
    with catalogue.asking(SLOW) as ask:
        files = _enough(ask(_FILES, [site]))
        rows = ask(_PAGES, [files, site, ENOUGH])
    pieces = furniture_of(rows)
    removed, characters = (
        sum(len(block["text"]) for row in rows for block in row["blocks"] if every or not block["kept"])
        for every in (False, True)
    )
    return Furniture(pieces[:PIECES], len(pieces), removed / max(1, characters), len(rows))


def _enough(files: list[Row]) -> list[str]:
    """The fewest files that have ENOUGH pages together: those with most pages of the site."""
    chosen, pages = list[str](), 0
    for row in files:
        if pages >= ENOUGH:
            break
        chosen.append(row["file"])
        pages += row["pages"]
    return chosen


_FILES = """SELECT file, count(*) AS pages FROM place JOIN article USING (id) WHERE is_current AND site = ?
    GROUP BY file ORDER BY pages DESC, file"""
_PAGES = f"""SELECT {", ".join(FIELDS)} FROM read_parquet(?, union_by_name = true) WHERE is_current AND site = ?
    ORDER BY id LIMIT ?"""
