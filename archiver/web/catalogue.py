"""What lists and plots need of every article, in memory, as of one version of the table.

Parquet keeps whole articles together, site by site; a page lists twenty of them from anywhere. So the small
fields (title, date, source, people, topics) are copied into an in-memory DuckDB once a table version, with the
place (file, row) of every stored row, by which one whole article is read without looking for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from archiver.errors import ArchiverError
from archiver.web.facets import Facet

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.explore.search import Search

P = ParamSpec("P")
T = TypeVar("T")

Row = dict[str, Any]
Advance = Callable[[int, int], None]

LEAD = 320
"""Characters of description, or else of text, that a list shows of an article."""
SECONDS = 5.0
"""A list that takes longer is given up."""
EXPORT_SECONDS = 60.0
"""As much for a file of whole articles."""


class TooSlow(ArchiverError):
    """A question took longer than a visitor may keep the server busy."""


class Preparing(ArchiverError):
    """What is asked for is being loaded; the message says how far that is."""


# Articles are numbered from the newest on, and people and topics are kept in that order: what a list of a period
# needs lies together. From a name or a topic to its articles lead the lists `numbers`, from an article to the
# earliest one of nearly its text `copy`.
_TABLES = (
    f"""CREATE TABLE article AS SELECT
        (row_number() OVER (ORDER BY published DESC NULLS LAST, id) - 1)::INTEGER AS n,
        id, ('0x' || left(id, 15))::BIGINT AS key,
        url, site, coalesce(source, site) AS source, title, authors, published, published_precision,
        date_trunc('month', published)::DATE AS month, language, section, page_type, words, version, near_duplicate_of,
        left(coalesce(nullif(description, ''), text), {LEAD}) AS lead
        FROM stored WHERE is_current""",
    """CREATE TABLE copy AS SELECT copied.n, head.n AS head
        FROM article copied JOIN article head ON copied.near_duplicate_of = head.id ORDER BY copied.n""",
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
    "source": "SELECT n, source AS value, source AS label FROM article",
    "topic": "SELECT n, id AS value, label FROM topic",
    "person": "SELECT n, name AS value, name AS label FROM person",
    "language": "SELECT n, language AS value, language AS label FROM article",
    "month": "SELECT n, month AS value, NULL::VARCHAR AS label FROM article",
}
"""For each field that is counted: articles and their values."""


class Catalogue:
    """The copy of one table version. Safe to ask from several threads."""

    def __init__(self, archive: Path) -> None:
        """Load it, all but the full-text index (`open_search`). Raises ArchiveError."""
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
        paths = [str(path) for path in self.lake.table.paths()]
        if paths:
            stored = self._connection.read_parquet(paths, union_by_name=True, filename=True, file_row_number=True)
            stored.create_view("stored")
        else:
            self._connection.register("stored", _nothing())
        self._connection.register("resolved", _persons(self.lake.path))
        for statement in _TABLES:
            self._connection.execute(statement)
        self.facets = {name: self._facet(pairs) for name, pairs in _PAIRS.items()}

    def _facet(self, pairs: str) -> Facet:
        with self.asking(EXPORT_SECONDS) as ask:
            ask(f"""CREATE TEMP TABLE value AS SELECT value, any_value(label) AS label,
                (row_number() OVER (ORDER BY value) - 1)::INTEGER AS code
                FROM ({pairs}) WHERE value IS NOT NULL GROUP BY value""")
            values = ask.table("SELECT value, label FROM value ORDER BY code")
            codes = ask.table(f"SELECT n, code FROM ({pairs}) JOIN value USING (value) ORDER BY n")
            ask("DROP TABLE value")
        articles = self.rows("SELECT count(*) AS many FROM article")[0]["many"]
        assert values is not None and codes is not None
        return Facet.of(values, codes, articles)

    def open_search(self, advance: Advance = lambda done, of: None) -> None:
        """Bring the full-text index up to date, and open it. advance: told of files. Raises ArchiveError."""
        from archiver.explore.search import Search

        def told(done: int, of: int) -> None:
            self._indexed = done, of
            advance(done, of)

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

    @cached_property
    def numbers(self) -> Row:
        """How much there is: articles, words, sources, languages, people, since, until."""
        return self.rows(
            """SELECT count(*) AS articles, coalesce(sum(words), 0)::BIGINT AS words,
            count(DISTINCT source) AS sources, count(DISTINCT language) AS languages,
            (SELECT count(*) FROM name) AS people, min(published) AS since, max(published) AS until FROM article"""
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


class Asking:
    """A session with the catalogue; what runs longer than its seconds is interrupted."""

    def __init__(self, connection: Any, seconds: float) -> None:
        self._cursor = connection.cursor()
        self._timer = threading.Timer(seconds, self._cursor.interrupt)
        self._timer.daemon = True

    def __enter__(self) -> Asking:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._cursor.close()

    def __call__(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a SELECT; none of another statement. Raises TooSlow."""
        table = self.table(sql, values)
        return [] if table is None else table.to_pylist()

    def table(self, sql: str, values: Sequence[Any] = ()) -> pa.Table | None:
        """The same as an Arrow table. Raises TooSlow."""
        import duckdb

        try:
            found = self._cursor.sql(sql, params=list(values))
            table: pa.Table | None = found.to_arrow_table() if found is not None else None
            return table
        except duckdb.InterruptException:
            raise TooSlow("this takes too long; please ask for less at a time") from None

    def register(self, name: str, table: pa.Table) -> None:
        """Let this session's questions name an Arrow table."""
        self._cursor.register(name, table)

    def batches(self, sql: str, tables: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        import duckdb

        for name, table in tables.items():
            self._cursor.register(name, table)
        try:
            yield from self._cursor.sql(sql).to_arrow_reader(256)
        except duckdb.InterruptException:
            raise TooSlow("this takes too long; please ask for less at a time") from None


def _persons(archive: Path) -> pa.Table:
    """Who is named where, as `archiver people` has it. Raises SettingsError where people.toml is wrong."""
    from archiver.explore.persons.stored import namings
    from archiver.explore.sql import connect

    connection = connect(archive)
    try:
        return namings(archive, connection)
    finally:
        connection.close()


def _nothing() -> Any:
    import pyarrow as pa

    from archiver.lake.schema import ARTICLES

    table = ARTICLES.empty_table()
    table = table.append_column("filename", pa.array([], pa.string()))
    return table.append_column("file_row_number", pa.array([], pa.int64()))
