"""Whole stored rows, read by the place that the catalogue knows: one row group of one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from archiver.web.catalogue import Catalogue

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def stored_rows(catalogue: Catalogue, article_id: str) -> list[Row]:
    """All rows of an article, versions oldest first; empty where there is none."""
    return [_read(place["file"], place["position"]) for place in catalogue.places(article_id)]


def current_row(catalogue: Catalogue, article_id: str) -> Row | None:
    """The row of an article that was seen last."""
    current = [place for place in catalogue.places(article_id) if place["is_current"]]
    return _read(current[0]["file"], current[0]["position"]) if current else None


def _read(path: str, position: int) -> Row:
    """One row of a Parquet file; only its row group is decoded, since a group's rows are counted in the footer."""
    import pyarrow.parquet as pq

    from archiver.lake.schema import conform

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
    """The current rows of these articles, in this order, some at a time, with the fields of the table."""
    import pyarrow as pa

    chosen = pa.table({"id": pa.array(ids, pa.string()), "rank": pa.array(range(len(ids)), pa.int32())})
    yield from catalogue.batches(
        "SELECT stored.* FROM stored JOIN chosen USING (id) WHERE is_current ORDER BY rank", chosen=chosen
    )
