"""Whole stored rows, read by the place that the catalogue knows: one row group of one file.

`compact --keep-hours 0` may have taken that file away since the catalogue was made, of which a newer one may still be
loading. While something is read here nobody deletes a file; one that is gone already is no loss, for its rows are in
others, and are looked up in the newest state of the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.lake.files.locks import pinned
from archiver.web.catalogue import Catalogue

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def stored_rows(catalogue: Catalogue, article_id: str) -> list[Row]:
    """All rows of an article, versions oldest first; empty where there is none."""
    with pinned(catalogue.lake.path):
        places = catalogue.places(article_id)
        try:
            return [_read(place["file"], place["position"]) for place in places]
        except FileNotFoundError:
            return _newest(catalogue.lake.path, article_id)


def current_row(catalogue: Catalogue, article_id: str) -> Row | None:
    """The row of an article that was seen last."""
    with pinned(catalogue.lake.path):
        current = [place for place in catalogue.places(article_id) if place["is_current"]]
        try:
            return _read(current[0]["file"], current[0]["position"]) if current else None
        except FileNotFoundError:
            return next(row for row in _newest(catalogue.lake.path, article_id) if row["is_current"])


def _newest(archive: Path, article_id: str) -> list[Row]:
    from archiver.lake import Lake

    rows = [row for row in Lake.open(archive).show(article_id, limit=1) if row["id"] == article_id]
    return sorted(rows, key=lambda row: (row["version"], not row["is_version"], row["row_id"]))


def _read(path: str, position: int) -> Row:
    """One row of a Parquet file; only its row group is decoded, since a group's rows are counted in the footer."""
    import pyarrow.parquet as pq

    from archiver.lake.rows.schema import conform

    with pq.ParquetFile(path) as file:
        first = 0
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if position < first + rows:
                table = file.read_row_group(group).slice(position - first, 1)
                return dict(conform(table).to_pylist()[0])
            first += rows
    raise IndexError(f"{path} has no row {position}")


def whole_rows(catalogue: Catalogue, ids: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The current rows of these articles, in this order, some at a time, with the fields that exports have."""
    import pyarrow as pa

    from archiver.explore.sql import connected
    from archiver.lake.rows.schema import SHOWN

    fields = ", ".join(f'stored."{name}"' for name in SHOWN.names)
    sql = f"SELECT {fields} FROM stored JOIN chosen USING (id) WHERE is_current ORDER BY rank"
    chosen = pa.table({"id": pa.array(ids, pa.string()), "rank": pa.array(range(len(ids)), pa.int32())})
    with pinned(catalogue.lake.path):
        if all(path.exists() for path in catalogue.files):
            yield from catalogue.batches(sql, chosen=chosen)
        else:
            with connected(catalogue.lake.path) as connection:
                connection.register("chosen", chosen)
                yield from connection.sql(sql).to_arrow_reader(256)
