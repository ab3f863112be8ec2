"""What lists and plots need of every article, in memory, as of one version of the table.

Parquet keeps whole articles together, site by site; a page lists twenty of them from anywhere. So the small
fields (title, date, source, people, topics) are copied into an in-memory DuckDB once a table version, with the
place (file, row) of every stored row, by which one whole article is read without looking for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from archiver.errors import ArchiverError
from archiver.explore.search import key
from archiver.explore.sql import PUBLISHED_DAY
from archiver.web.arrays import Articles
from archiver.web.asking import SECONDS, Asking, Row
from archiver.web.facets import Facet

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.explore.search import Search

P = ParamSpec("P")
T = TypeVar("T")

Advance = Callable[[int, int], None]

LEAD = 320
"""Characters that a list shows of an article: of its description, where that is more than the text's beginning."""
EXPORT_SECONDS = 60.0
"""A file of whole articles that takes longer is given up."""


class Preparing(ArchiverError):
    """What is asked for is being loaded; the message says how far that is."""


# Articles are numbered from the newest on, and people and topics are kept in that order: what a list of a period
# needs lies together. From a name or a topic to its articles lead the lists `numbers`.
_TABLES = (
    f"""CREATE TABLE article AS SELECT
        (row_number() OVER (ORDER BY published DESC NULLS LAST, id) - 1)::INTEGER AS n,
        id, ('0x' || left(id, 15))::BIGINT AS key,
        url, site, coalesce(source, site) AS source, title, authors, published, published_offset, published_precision,
        published_day, date_trunc('month', published_day)::DATE AS month, language, section,
        page_type, words, version, near_duplicate_of,
        left(if(coalesce(description, '') = '' OR starts_with(text, left(description, 60)),
            if(starts_with(text, title), ltrim(substr(text, length(title) + 1), E' \\n'), text), description), {LEAD}
        ) AS lead
        FROM stored WHERE is_current""",
    """CREATE TABLE person AS SELECT n, person AS name,
        list_filter(
            list_distinct(flatten(list(list_append(aliases, resolved.name)))), lambda form: form <> person
        ) AS aliases,
        sum(mentions)::INTEGER AS mentions, list_distinct(flatten(list(roles))) AS roles
        FROM resolved JOIN article ON id = resolved.article GROUP BY n, person ORDER BY n""",
    """CREATE TABLE topic AS SELECT a.n, t.id, t.label, t.score
        FROM stored s JOIN article a USING (id), unnest(s.topics) AS u(t) WHERE s.is_current ORDER BY a.n""",
    """CREATE TABLE place AS SELECT id, row_id, version, is_version, is_current, filename AS file,
        file_row_number::INTEGER AS position FROM stored ORDER BY id""",
    """CREATE TABLE name AS SELECT name, count(*)::INTEGER AS articles, sum(mentions)::INTEGER AS mentions,
        list(n) AS numbers
        FROM person GROUP BY name ORDER BY articles DESC, mentions DESC, name""",
    """CREATE TABLE subject AS SELECT id, any_value(label) AS label, count(*)::INTEGER AS articles, list(n) AS numbers
        FROM topic GROUP BY id ORDER BY articles DESC, id""",
)

_PAIRS = {
    "source": "SELECT n, source AS value, source AS label, NULL::INTEGER AS weight FROM article",
    "topic": "SELECT n, id AS value, label, score AS weight FROM topic",
    "person": "SELECT n, name AS value, name AS label, mentions AS weight FROM person",
    "language": "SELECT n, language AS value, language AS label, NULL::INTEGER AS weight FROM article",
    "month": "SELECT n, month AS value, NULL::VARCHAR AS label, NULL::INTEGER AS weight FROM article",
}
"""For each field that is counted: articles and their values, and how much of it is in the article."""

_CARDS = """SELECT id, url, site, source, title, authors, published, published_day, published_offset,
    published_precision, language, section, page_type, words, version, near_duplicate_of, lead
    FROM article ORDER BY n"""
_FORMS = "SELECT aliases, roles FROM person ORDER BY n, mentions DESC, name"
_BY_NUMBER_ONLY = {
    "article": (
        *("key", "url", "title", "authors", "published_offset", "published_precision", "section", "page_type"),
        *("near_duplicate_of", "version", "lead"),
    ),
    "person": ("aliases", "roles"),
}
"""Fields that are read by an article's number, from Arrow tables, and not asked of the tables in DuckDB."""


class Catalogue:
    """The copy of one table version. Safe to ask from several threads."""

    def __init__(self, archive: Path) -> None:
        """Load it, all but the full-text index (`open_search`). Meanwhile nobody deletes a file that it reads. Raises
        ArchiveError."""
        from archiver.lake.files.locks import pinned
        from archiver.lake.storage.home import folder_of

        with pinned(folder_of(archive)):
            self._open(archive)

    def _open(self, archive: Path) -> None:
        import duckdb

        from archiver.explore.furniture import shares
        from archiver.lake import Lake

        self.lake = Lake.open(archive)
        self.version = self.lake.version
        self._search: Search | None = None
        self._indexed = (0, 0)
        self.memory: dict[str, Callable[..., Any]] = {}
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET TimeZone = 'UTC'")
        self._load()
        self.furniture = shares(self.lake)

    def _load(self) -> None:
        self.files = self.lake.table.paths()
        if self.files:
            paths = [str(path) for path in self.files]
            stored = self._connection.read_parquet(paths, union_by_name=True, filename=True, file_row_number=True)
            stored.create_view("files")
        else:
            self._connection.register("files", _nothing())
        self._connection.execute(f"CREATE VIEW stored AS SELECT *, {PUBLISHED_DAY} AS published_day FROM files")
        self._connection.register("resolved", _persons(self.lake.path))
        for statement in _TABLES:
            self._connection.execute(statement)
        self.articles = self._articles()
        self.facets = {name: self._facet(pairs) for name, pairs in _PAIRS.items()}
        tables = (self._connection.sql(sql).to_arrow_table() for sql in (_CARDS, _FORMS))
        self._cards, self._forms = (table.combine_chunks() for table in tables)  # of one piece, rows are taken at once
        for name, columns in _BY_NUMBER_ONLY.items():
            for column in columns:
                self._connection.execute(f"ALTER TABLE {name} DROP COLUMN {column}")

    def _articles(self) -> Articles:
        with self.asking(EXPORT_SECONDS) as ask:
            table = ask.table("""SELECT article.key, coalesce(head.n, article.n) AS head
                FROM article LEFT JOIN article head ON article.near_duplicate_of = head.id ORDER BY article.n""")
            dated = ask("SELECT count(published) AS many FROM article")[0]["many"]
        assert table is not None
        return Articles.of(table, dated)

    def _facet(self, pairs: str) -> Facet:
        with self.asking(EXPORT_SECONDS) as ask:
            ask(f"""CREATE TEMP TABLE value AS SELECT value, any_value(label) AS label,
                (row_number() OVER (ORDER BY value) - 1)::INTEGER AS code
                FROM ({pairs}) WHERE value IS NOT NULL GROUP BY value""")
            values = ask.table("SELECT value, label FROM value ORDER BY code")
            codes = ask.table(
                f"SELECT n, code, weight FROM ({pairs}) JOIN value USING (value) ORDER BY n, weight DESC, code"
            )
            ask("DROP TABLE value")
        assert values is not None and codes is not None
        return Facet.of(values, codes, len(self.articles.keys))

    def open_search(self, advance: Advance = lambda done, of: None) -> None:
        """Bring the full-text index up to date, and open it. advance: told of files. Raises ArchiveError."""
        from archiver.explore.search import Search
        from archiver.lake.files.locks import pinned

        def told(done: int, of: int) -> None:
            self._indexed = done, of
            advance(done, of)

        with pinned(self.lake.path):
            self._search = Search(self.lake.path, told)

    @property
    def is_whole(self) -> bool:
        """Whether it can be searched too."""
        return self._search is not None

    @property
    def search(self) -> Search:
        """The full-text index. Raises Preparing while it is not open."""
        if self._search is None:
            done, of = self._indexed
            far = f" ({done:,} of {of:,} files)" if of else ""
            raise Preparing(f"The words of the articles are being indexed{far}. All but the search is there already.")
        return self._search

    def cards(self, numbers: Sequence[int]) -> list[Row]:
        """What lists show of these articles, in this order."""
        import pyarrow as pa

        rows: list[Row] = self._cards.take(pa.array(numbers, pa.int64())).to_pylist()
        return rows

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of these articles, in this order."""
        import pyarrow as pa

        found: list[str] = self._cards["id"].take(pa.array(numbers, pa.int64())).to_pylist()
        return found

    def people_of(self, number: int) -> list[Row]:
        """The people of an article: {name, aliases}."""
        people = self.facets["person"]
        start, end = people.starts[number], people.starts[number + 1]
        aliases = self._forms["aliases"].slice(start, end - start).to_pylist()
        names = (name for name, _, _ in people.of_article(number))
        return [{"name": name, "aliases": forms} for name, forms in zip(names, aliases, strict=True)]

    def forms(self, name: str, field: str) -> Counter[str]:
        """How many articles write a person so (`field` "aliases"), or say so of him or her ("roles")."""
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = self._forms[field].take(pa.array(self.facets["person"].places(name)))
        counted = pc.value_counts(pc.list_flatten(rows))
        return Counter(dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True)))

    def rows(self, sql: str, values: Sequence[Any] = (), *, seconds: float = SECONDS) -> list[Row]:
        """The rows of a SELECT, as dictionaries. Raises TooSlow."""
        with self.asking(seconds) as ask:
            return ask(sql, values)

    def asking(self, seconds: float = SECONDS) -> Asking:
        """Several questions in one session (temporary tables are its own), with one time limit."""
        return Asking(self._connection, seconds)

    def batches(self, sql: str, *, seconds: float = EXPORT_SECONDS, **tables: pa.Table) -> Iterator[pa.RecordBatch]:
        """The rows of a SELECT over the catalogue and these tables, some at a time. Raises TooSlow."""
        with self.asking(seconds) as ask:
            yield from ask.batches(sql, tables)

    def places(self, article_id: str) -> list[Row]:
        """Where the rows of an article lie, its versions oldest first."""
        return self.rows("SELECT * FROM place WHERE id = ? ORDER BY version, is_version DESC, row_id", [article_id])

    def number(self, article_id: str) -> int:
        """The number of an article that is here. Raises KeyError."""
        number = self.articles.number(key(article_id))
        if number is None:
            raise KeyError(article_id)
        return number

    @cached_property
    def numbers(self) -> Row:
        """How much there is: articles, words, sources, languages, people, since, until."""
        return self.rows(
            """SELECT count(*) AS articles, coalesce(sum(words), 0)::BIGINT AS words,
            count(DISTINCT source) AS sources, count(DISTINCT language) AS languages,
            (SELECT count(*) FROM name) AS people, min(published_day) AS since, max(published_day) AS until
            FROM article"""
        )[0]


def remembered(
    most: int,
) -> Callable[[Callable[Concatenate[Catalogue, P], T]], Callable[Concatenate[Catalogue, P], T]]:
    """As lru_cache, for questions to a catalogue: answers are remembered in it, and forgotten with it."""

    def decorate(function: Callable[Concatenate[Catalogue, P], T]) -> Callable[Concatenate[Catalogue, P], T]:
        name = f"{function.__module__}.{function.__name__}"

        @wraps(function)
        def answer(catalogue: Catalogue, /, *values: P.args, **named: P.kwargs) -> T:
            if name not in catalogue.memory:
                catalogue.memory[name] = lru_cache(most)(partial(function, catalogue))
            found: T = catalogue.memory[name](*values, **named)
            return found

        return answer

    return decorate


def _persons(archive: Path) -> pa.Table:
    """Who is named where, as `archiver people` has it. Raises SettingsError where people.toml is wrong."""
    from archiver.explore.persons.stored import namings
    from archiver.explore.sql import connected

    with connected(archive) as connection:
        return namings(archive, connection)


def _nothing() -> Any:
    import pyarrow as pa

    from archiver.lake.rows.schema import ARTICLES

    table = ARTICLES.empty_table()
    table = table.append_column("filename", pa.array([], pa.string()))
    return table.append_column("file_row_number", pa.array([], pa.int64()))
