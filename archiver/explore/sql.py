"""SQL over an archive: DuckDB reads its Parquet files in place, and can reach nothing else."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.errors import ArchiveError, QueryError

if TYPE_CHECKING:
    import pyarrow as pa

PUBLISHED_DAY = "(published::TIMESTAMP + to_minutes(coalesce(published_offset, 0)))::DATE"
"""The day of publication where it was written (moments.stated_day), for a connection whose time zone is UTC: articles
are counted and chosen by it, on the terminal, in SQL and on the web."""

VIEWS = {
    "versions": "SELECT * FROM stored WHERE is_version",
    "articles": "SELECT * FROM stored WHERE is_current",
    "blocks": """
        SELECT id, site, source, generate_subscripts(blocks, 1) AS number, unnest(blocks, recursive := true)
        FROM articles""",
    "people": """
        SELECT id, site, source, published, published_day, title, unnest(people, recursive := true)
        FROM articles""",
    "topics": """
        SELECT a.id, a.site, a.source, a.published, a.published_day, a.title,
            t.id AS topic, t.label, t.score, t.evidence
        FROM articles a, unnest(a.topics) AS u(t)""",
    "sites": """
        SELECT site, count(*) AS articles, sum(words)::BIGINT AS words,
            count(*) FILTER (near_duplicate_of IS NOT NULL) AS near_duplicates,
            list(DISTINCT source ORDER BY source) AS sources, list(DISTINCT language ORDER BY language) AS languages,
            min(published_day) AS first_published, max(published_day) AS last_published
        FROM articles WHERE site IS NOT NULL GROUP BY site""",
}
"""What a query may name, beside `quarantine` and `runs`. articles: the row of each that was seen last."""

Values = Mapping[str, Any]


def query(
    archive: Path, sql: str, values: Values | None = None, *, seconds: float | None = None, rows: int | None = None
) -> pa.Table:
    """Run one SELECT (or DESCRIBE, SUMMARIZE, EXPLAIN) over the newest version of an archive.

    values: of the parameters, by name: `$name` in the SQL. seconds: after which it is given up; rows: at most, the
    first of them (None: no limit). Raises QueryError, whose message says where the SQL is wrong; ArchiveError where
    there is no archive.
    """
    import duckdb

    try:
        with connected(archive) as connection:
            _only_reads(connection, sql)
            with _interrupted(connection, seconds):
                found = connection.sql(sql, params=dict(values)) if values else connection.sql(sql)
                table: pa.Table = found.to_arrow_table() if rows is None else _first(found, rows)
            return table
    except duckdb.InterruptException:
        raise QueryError(f"this takes longer than {seconds:g} s; ask for less, or allow more") from None
    except duckdb.OutOfMemoryException:
        raise QueryError(f"this takes more memory than the {MEMORY} that a query may use; ask for less") from None
    except duckdb.IOException as error:
        raise _damaged(archive, error) from None
    except duckdb.Error as error:
        raise QueryError(_plain(str(error))) from None


def _damaged(archive: Path, error: Exception) -> ArchiveError:
    what = str(error).partition("\n")[0]
    return ArchiveError(f"{archive}: a file of the table is damaged or missing: {what}; see `archiver verify`")


def explain(archive: Path, sql: str, values: Values | None = None) -> str:
    """How DuckDB would go about it, as text. Raises QueryError, ArchiveError."""
    table = query(archive, f"EXPLAIN {sql}", values)
    return "\n".join(str(text).rstrip() for text in table["explain_value"].to_pylist())


def _first(found: Any, rows: int) -> pa.Table:
    """The first rows of a result, of which no more is computed than that takes."""
    import pyarrow as pa

    reader = found.to_arrow_reader(1024)
    batches: list[pa.RecordBatch] = []
    while sum(len(b) for b in batches) < rows:
        try:
            batches.append(reader.read_next_batch())
        except StopIteration:
            break
    return pa.Table.from_batches(batches, schema=reader.schema).slice(0, rows)


@contextmanager
def _interrupted(connection: Any, seconds: float | None) -> Iterator[None]:
    """Interrupt what the connection does when the time is over."""
    timer = threading.Timer(seconds, connection.interrupt) if seconds else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer:
            timer.cancel()


MEMORY = "2GB"
"""What one query may use."""


@contextmanager
def connected(archive: Path) -> Iterator[Any]:
    """As `connect`; until it ends, nobody deletes a file that its views read. Raises ArchiveError."""
    from archiver.lake.files.locks import pinned
    from archiver.lake.storage.home import folder_of
    from archiver.lake.table.log import has_log

    folder = folder_of(archive)
    with pinned(folder) if has_log(folder / "articles") else nullcontext():
        connection = connect(archive)
        try:
            yield connection
        finally:
            connection.close()


def connect(archive: Path) -> Any:
    """A DuckDB connection with the views, shut in: no file but the archive's, no extension, no setting."""
    import duckdb

    from archiver.lake import Lake

    lake = Lake.open(archive)
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET temp_directory = ''")  # what does not fit is refused and not put on a disk
    try:
        _views(connection, lake)
    except duckdb.Error as error:
        raise _damaged(archive, error) from None
    folder = str((lake.path / "articles").resolve())
    connection.execute(f"SET allowed_directories = [{_quoted(folder)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _views(connection: Any, lake: Any) -> None:
    from archiver.lake.rows.schema import ARTICLES, QUARANTINE
    from archiver.lake.runs import Runs

    files = ", ".join(_quoted(str(path.resolve())) for path in lake.table.paths())
    if files:
        rows = f"read_parquet([{files}], union_by_name = true)"
    else:
        connection.register("nothing", ARTICLES.empty_table())
        rows = "nothing"
    connection.execute(f"CREATE VIEW stored AS SELECT *, {PUBLISHED_DAY} AS published_day FROM {rows}")
    entries = QUARANTINE.empty_table().from_pylist([_timed(e) for e in lake.quarantined()], schema=QUARANTINE)
    connection.register("quarantine", entries)
    connection.register("runs", Runs(lake.path).table())
    for name, select in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {select}")


def _timed(entry: dict[str, Any]) -> dict[str, Any]:
    from datetime import datetime

    return {**entry, "at": datetime.fromisoformat(entry["at"]) if entry["at"] else None}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_COMMENTS = r"(?:\s|--[^\n]*\n|/\*.*?\*/)*"
_HOW = rf"(?:analyze\b{_COMMENTS})?(?:\([^)]*\){_COMMENTS})?"
_EXPLAIN = re.compile(rf"{_COMMENTS}explain\b{_COMMENTS}{_HOW}", re.I | re.S)
_PIVOT = re.compile(rf"{_COMMENTS}(?:pivot|unpivot)\b", re.I | re.S)


def _only_reads(connection: Any, sql: str) -> None:
    """One statement whose kind, as DuckDB's own parser tells it, only reads; EXPLAIN (ANALYZE runs!) of such a one."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"one statement at a time, please: there are {len(statements)}")
    kind = statements[0].type.name
    explained = _EXPLAIN.match(sql)
    if kind == "EXPLAIN" and explained:
        _only_reads(connection, sql[explained.end() :])
    elif kind != "SELECT" and not (kind == "MULTI" and _PIVOT.match(sql)):
        raise QueryError(f"{kind}: an archive can be read only; begin with SELECT")


_NO_SUCH_COLUMN = re.compile(r'Binder Error: Referenced column "([^"\n]+)" not found in FROM clause!')
SHUT_IN = "a query can read this archive only, and no other file or address"
_NO_SUCH_FILE = re.compile(r"Catalog Error: Table with name \S*[/.]")
"""What a file's name in place of a view's is to DuckDB while it may open no files."""


def _plain(message: str) -> str:
    """DuckDB's message without the name of its class; it names close columns and points at the place."""
    if "disabled by configuration" in message:
        _, place, pointed_at = message.partition("\n\n")
        return f"{SHUT_IN}{place}{pointed_at}"
    if _NO_SUCH_FILE.match(message):
        return SHUT_IN
    if word := _NO_SUCH_COLUMN.match(message):
        first, _, others = message.partition("\n")
        message = f"{first} A text stands in single quotes: '{word[1]}'.\n{others}"
    return re.sub(r"^(?:\w+ )*Error: ", "", message).strip()
