"""A question to the catalogue's tables, given up when it takes too long."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from archiver.errors import ArchiverError

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

SECONDS = 5.0
"""A question that takes longer is given up."""


class TooSlow(ArchiverError):
    """A question took longer than a visitor may keep the server busy."""


class Asking:
    """A session with the catalogue; what runs longer than its seconds is interrupted."""

    def __init__(self, connection: Any, seconds: float = SECONDS) -> None:
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
