"""What a program calls: inputs into an archive, and an archive opened for reading."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archiver.ingesting import EVERYTHING, Summary, ingest_inputs

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from archiver.lake import Lake


def ingest(
    inputs: Iterable[str | Path] | str | Path,
    archive: Path | str = "archive",
    *,
    site: str | None = None,
    separator: str | None = None,
    fetched_at: datetime | Literal["mtime"] | None = None,
    folders_are_sites: bool = False,
    names: Mapping[str, str] | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    looks_for: frozenset[str] = EVERYTHING,
) -> Summary:
    """Store the articles of files, folders, globs and archives, as `archiver ingest` does.

    site: where pages have no address. folders_are_sites: where nothing else says a page's site, it is its folder's
    name. names: of JSON keys and columns that are called otherwise than we know: {"text": "story"}. separator: the line
    between a dump's articles (None: found out). fetched_at: aware; where the input does
    not say. jobs: processes (None: one a core). scheduler: of a Dask cluster that works instead
    (`tcp://host:8786`). looks_for: of language, topics, people, keyphrases. What cannot be read is in the summary's
    `errors` and in the archive's quarantine. Raises ArchiveError, ConflictError.
    """
    several = [inputs] if isinstance(inputs, (str, Path)) else inputs
    return ingest_inputs(
        [str(one) for one in several],
        archive,
        site=site,
        separator=separator,
        fetched_at=fetched_at,
        folders_are_sites=folders_are_sites,
        names=names,
        jobs=jobs,
        scheduler=scheduler,
        looks_for=looks_for,
    )


def open_archive(path: Path | str = "archive") -> Archive:
    """Open an archive for reading. Raises ArchiveError where there is none."""
    from archiver.lake import Lake

    return Archive(Lake.open(path))


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive, open for reading as it was when it was opened (a writer does not disturb it)."""

    lake: Lake

    def articles(self, columns: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """The current row of each article, fields as in docs/fields.md, in no order. Memory stays flat."""
        return self.lake.scan(list(columns) if columns else None, {"is_current": [True]})

    def show(self, id_or_prefix: str) -> list[dict[str, Any]]:
        """All versions of the article whose id begins so, oldest first; empty where there is none."""
        return self.lake.show(id_or_prefix, limit=1)

    def query(self, sql: str, **values: Any) -> pa.Table:
        """Run one DuckDB SELECT over `articles` and its kin (docs/fields.md). Raises QueryError.

        values: of the parameters in it: `query("FROM articles WHERE site = $site", site="example.org")`.
        """
        from archiver.explore.sql import query

        return query(self.lake.path, sql, values)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection whose views are those of `query`, for notebooks; it reads this archive and nothing else.

        `archiver.open_archive("archive").connect().view("articles").df()` is a pandas DataFrame; `.pl()` a Polars one.
        The archive is as it is now for as long as the connection, or a relation that it gave, is held (a cursor, or a
        reader of batches, holds nothing): `compact` deletes no file meanwhile.
        """
        from archiver.explore.sql import connect
        from archiver.lake.files.locks import pinned

        with ExitStack() as stack:
            stack.enter_context(pinned(self.lake.path))
            connection: duckdb.DuckDBPyConnection = connect(self.lake.path)
            weakref.finalize(connection, stack.pop_all().close)
        return connection
