"""Rows of parts: in their order (by site, so that a site's lie together, then by article), joined, left out."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

SORTED_BY = (("site", "ascending"), ("id", "ascending"), ("row_id", "ascending"))


def joined(tables: Iterable[pa.Table]) -> pa.Table:
    """Tables as one, those first whose first rows are: parts that were compacted are then in order as they stand."""
    return pa.concat_tables(sorted(tables, key=_first_row))


def _first_row(table: pa.Table) -> tuple[tuple[bool, str], ...]:
    first = table.select([name for name, _ in SORTED_BY]).slice(0, 1).to_pylist()
    return tuple((value is None, value or "") for row in first for value in row.values())


def in_order(table: pa.Table) -> pa.Table:
    """The rows as a part has them. To move rows of lists of blocks costs a fifth of a rewrite: often they lie so."""
    keys = table.select([name for name, _ in SORTED_BY])
    order = pc.sort_indices(keys, sort_keys=list(SORTED_BY)).to_numpy()
    return table if (order[:-1] < order[1:]).all() else table.take(order)


def without_rows(table: pa.Table, row_ids: Iterable[str]) -> pa.Table:
    """The table's other rows."""
    return table.filter(pc.invert(pc.is_in(table["row_id"], value_set=pa.array(list(row_ids), pa.string()))))
