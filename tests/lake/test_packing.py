"""Parts are packed so that rows are found, pages have checksums, and what others wrote otherwise is read too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lake_rows import row

from archiver.lake.parquet.packing import COME_AGAIN, GROUP_ROWS, RANGED, packed
from archiver.lake.parquet.row_groups import groups_of
from archiver.lake.rows.schema import to_table
from archiver.lake.table.parts import PartFiles


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return to_table(sorted((row(n) for n in range(GROUP_ROWS + 50)), key=lambda r: str(r["id"])))


def test_columns_are_packed_as_their_values_are(table: pa.Table) -> None:
    file = pq.ParquetFile(pa.BufferReader(packed(table)))
    columns = {c.path_in_schema: c for c in (file.metadata.row_group(0).column(i) for i in range(len(file.schema)))}
    assert set(COME_AGAIN) <= set(columns), "pyarrow does not say that it knows no such column"
    encoded = {name for name, c in columns.items() if "RLE_DICTIONARY" in c.encodings}
    assert encoded == set(COME_AGAIN)
    assert {name for name, c in columns.items() if c.statistics} == set(RANGED)
    assert file.read() == table


@pytest.mark.parametrize("group_rows", [128, 7, GROUP_ROWS])
def test_rows_are_found_whatever_a_part_s_groups(table: pa.Table, tmp_path: Path, group_rows: int) -> None:
    (tmp_path / "articles").mkdir()
    pq.write_table(table, tmp_path / "articles" / "part.parquet", row_group_size=group_rows)
    ids = table["row_id"].to_pylist()
    wanted = [ids[0], ids[127], ids[128], ids[-1]]
    assert PartFiles(tmp_path / "articles").find("part.parquet", wanted)["row_id"].to_pylist() == wanted


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9), st.data())
def test_groups_of_positions(sizes: list[int], data: st.DataObject) -> None:
    group = [number for number, size in enumerate(sizes) for _ in range(size)]
    positions = sorted(data.draw(st.sets(st.integers(0, len(group) - 1))))

    class Groups:
        def __init__(self, rows: int = 0) -> None:
            self.metadata, self.num_rows = self, rows

        def row_group(self, number: int) -> Groups:
            return Groups(sizes[number])

    file: Any = Groups()
    assert groups_of(file, positions) == sorted({group[p] for p in positions})
