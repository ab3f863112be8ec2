"""Row groups of a part: which of them a question needs, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from archiver.lake.rows.schema import ARTICLES, conform

Where = Mapping[str, Collection[Any]]
"""Conditions on rows, all of which must hold: the values that a field may have."""

STATISTICS = ("id", "site")
"""The fields whose range in each part stands in the log."""


def read_group(file: pq.ParquetFile, group: int, columns: Sequence[str] | None) -> pa.Table:
    """A row group in today's schema (row_id is read too, for a group of no known field has no length)."""
    known = file.schema_arrow.names  # made anew each time it is asked for
    there = [n for n in columns or ARTICLES.names if n in known]
    return conform(file.read_row_group(group, columns=["row_id", *there]), columns)


def groups(file: pq.ParquetFile, where: Where) -> Iterator[int]:
    """The row groups that may have rows which meet all conditions, as far as the range of their fields tells.

    Rows are sorted by site, so of a part with many sites most groups need not be decoded.
    """
    columns = {file.schema.column(i).path: i for i in range(len(file.schema))} if where else {}
    asked = [(columns[name], sorted(values)) for name, values in where.items()
             if name in STATISTICS and name in columns and None not in values]  # fmt: skip
    for group in range(file.num_row_groups):
        found = file.metadata.row_group(group)
        if all(_within(found.column(column).statistics, values) for column, values in asked):
            yield group


def _within(range_of: pq.Statistics | None, values: Sequence[str]) -> bool:
    """Whether one of these values may be in a row group with such a range."""
    if range_of is None or not range_of.has_min_max:
        return True
    return any(range_of.min <= value <= range_of.max for value in values)


def mask_of(file: pq.ParquetFile, group: int, where: Where) -> pa.ChunkedArray | None:
    """Which rows of a row group meet all conditions; None: there are none to meet."""
    mask = None
    if where:
        table = read_group(file, group, list(where))
        for name, values in where.items():
            met = pc.is_in(table[name], value_set=pa.array(values, table[name].type))
            mask = met if mask is None else pc.and_(mask, met)
    return mask


def groups_of(file: pq.ParquetFile, positions: list[int]) -> list[int]:
    """The row groups, in order, in which these rows of a file are. positions: sorted."""
    found: list[int] = []
    end, group = 0, -1
    for position in positions:
        while position >= end:
            group += 1
            end += file.metadata.row_group(group).num_rows
        if not found or found[-1] != group:
            found.append(group)
    return found
