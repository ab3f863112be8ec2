"""How a table's rows become the bytes of a Parquet file.

Half of what writing a part costs, and most of what reading one does, is paid for each column of each row group (81 of
them in a row), not for each byte. So groups are as large as a look-up of one row allows; values that hardly ever come
again are not looked up in a dictionary first; and ranges are noted of the fields by which somebody may prune.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from archiver.lake.rows.schema import ARTICLES

GROUP_ROWS = 256
"""Rows in a row group: what looking up one row costs to decode. (Parts of earlier versions have groups of 128.)"""

COME_AGAIN = (
    "site",
    "source",
    "language",
    "blocks.list.element.kind",
    "blocks.list.element.path",
    "blocks.list.element.rule",
    "blocks.list.element.evidence",
    "topics.list.element.id",
    "topics.list.element.label",
    "keyphrases.list.element",
    "captures.list.element.input_path",
)
"""The columns whose values come again and again in a part. A dictionary of the others made files a tenth larger."""

RANGED = tuple(field.name for field in ARTICLES if not pa.types.is_nested(field.type) and field.name != "text")
"""The fields whose range each row group has."""


def packed(table: pa.Table) -> memoryview:
    """The bytes of a Parquet file with these rows; each of its pages has a CRC-32."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", compression_level=3, row_group_size=GROUP_ROWS,
                   use_dictionary=list(COME_AGAIN), write_statistics=list(RANGED),
                   write_page_checksum=True)  # fmt: skip
    return memoryview(sink.getvalue())
