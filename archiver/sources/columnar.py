"""Parquet and Arrow files of pages, as Hugging Face `datasets`, Spark, DuckDB and our own export write them.

The columns are those of JSON pages (field_names.py). Of others, which may be large, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, cast

from archiver.errors import InputError
from archiver.sources.field_names import is_table_of_pages, wanted
from archiver.sources.item import Item, Outcome
from archiver.sources.members import seekable
from archiver.sources.named_fields import captured
from archiver.sources.tables import no_pages

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 64
"""Rows that are held at once: pages have up to some MB."""
_BUFFER = 1 << 20


def read_columnar(item: Item) -> Iterator[Outcome]:
    """One capture or error for each row; the record's number is the row's."""
    import pyarrow as pa

    magic = item.stream.peek(4)[:4]
    with seekable(item) as file:
        try:
            yield from _rows(item, _parquet(file, item) if magic == b"PAR1" else _arrow(file, magic))
        except (pa.ArrowException, OSError) as error:
            item.check()
            form = "parquet" if magic == b"PAR1" else "arrow"
            said = str(error).partition("\n")[0]
            raise InputError(item.origin(), f"damaged-{form}", f"is damaged, or cut short: {said}") from error
    item.check()


def _parquet(file: IO[bytes], item: Item) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False) as table:
        names = table.schema_arrow.names
        chosen = wanted(names, item.options.names)
        if not is_table_of_pages(chosen, item.options.names):
            raise no_pages(item.origin(), names)
        yield from table.iter_batches(_ROWS, columns=chosen, use_threads=False)


def _arrow(file: IO[bytes], magic: bytes) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    if magic == b"ARRO":
        with pa.ipc.open_file(file) as table:
            batches = (table.get_batch(n) for n in range(table.num_record_batches))
            for batch in batches:
                yield from _in_parts(batch)
    else:
        with pa.ipc.open_stream(file) as stream:
            for batch in stream:
                yield from _in_parts(batch)


def _in_parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    return (batch.slice(start, _ROWS) for start in range(0, batch.num_rows, _ROWS))


def _rows(item: Item, batches: Iterator[pa.RecordBatch]) -> Iterator[Outcome]:
    number = 0
    for batch in batches:
        names = wanted(batch.schema.names, item.options.names)
        if not is_table_of_pages(names, item.options.names):
            raise no_pages(item.origin(), batch.schema.names)
        for row in _plain(batch.select(names)).to_pylist():
            number += 1
            yield captured(item, cast(dict[str, Any], row), item.origin(number))
    if not number:
        yield InputError(item.origin(), "empty", "is a table without rows")


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """With times that Python has: to the microsecond, and in UTC where they have a zone."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type):
            kind = pa.timestamp("us", "UTC" if field.type.tz else None)
            batch = batch.set_column(place, field.name, batch.column(place).cast(kind, safe=False))
    return batch
