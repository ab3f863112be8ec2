"""A part with other values in some columns is, byte for byte, the one that would have been written with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lake_rows import row

from archiver.errors import ArchiveError
from archiver.lake.parquet import thrift
from archiver.lake.parquet.packing import GROUP_ROWS, packed
from archiver.lake.parquet.splicing import footer, spliced
from archiver.lake.rows.schema import to_table
from archiver.lake.table.parts import PartFiles

MARKS = ("near_duplicate_of", "similarity")


def rows(many: int, marked_every: int | None = None) -> pa.Table:
    """Rows of which some are marked."""
    made = [row(n) for n in range(many)]
    for n in range(0, many, marked_every or many):
        if marked_every:
            made[n].update(near_duplicate_of=f"article {n % 7}", similarity=0.8 + n / many / 5)
    return to_table(sorted(made, key=lambda r: str(r["id"])))


@pytest.mark.parametrize("many", [1, GROUP_ROWS, GROUP_ROWS + 1, 3 * GROUP_ROWS])
@pytest.mark.parametrize(("before", "after"), [(None, 3), (2, None), (5, 1)])
def test_the_bytes_are_those_of_a_file_written_so(many: int, before: int | None, after: int | None) -> None:
    wanted = rows(many, after)
    assert spliced(packed(rows(many, before)), wanted.select(MARKS)) == bytes(packed(wanted))


def test_of_a_file_that_is_made_otherwise_nothing_is_taken(tmp_path: Path) -> None:
    other_groups, wanted = tmp_path / "groups.parquet", rows(GROUP_ROWS, 3).select(MARKS)
    pq.write_table(rows(GROUP_ROWS), other_groups, row_group_size=100)
    fewer_fields = packed(rows(GROUP_ROWS).drop_columns(["section"]))
    page_index = tmp_path / "index.parquet"
    pq.write_table(rows(GROUP_ROWS), page_index, row_group_size=GROUP_ROWS, write_page_index=True)
    assert spliced(memoryview(other_groups.read_bytes()), wanted) is None
    assert spliced(fewer_fields, wanted) is None
    assert spliced(memoryview(page_index.read_bytes()), wanted) is None  # it would name pages' old places


@pytest.mark.parametrize("group_rows", [GROUP_ROWS, 100])
def test_a_part_takes_the_place_of_one_with_other_columns(tmp_path: Path, group_rows: int) -> None:
    files, name = a_part(tmp_path, group_rows)
    wanted = rows(GROUP_ROWS + 9, 2)
    part = files.with_columns(name, wanted.select(MARKS))
    assert (part.of, part.size) == (name, (files.path / part.name).stat().st_size)
    assert files.read(part.name) == wanted
    assert part.statistics == files.again(part.name).statistics


def test_damage_is_not_copied(tmp_path: Path) -> None:
    files, name = a_part(tmp_path, GROUP_ROWS)
    content = bytearray((files.path / name).read_bytes())
    content[200] ^= 1
    (files.path / name).write_bytes(content)
    with pytest.raises(ArchiveError, match="damaged"):
        files.with_columns(name, rows(GROUP_ROWS + 9, 2).select(MARKS))


def a_part(folder: Path, group_rows: int) -> tuple[PartFiles, str]:
    import hashlib

    (folder / "articles").mkdir()
    pq.write_table(rows(GROUP_ROWS + 9), folder / "written", row_group_size=group_rows)
    content = (folder / "written").read_bytes()
    name = f"part-{hashlib.sha256(content).hexdigest()}.parquet"
    (folder / "articles" / name).write_bytes(content)
    return PartFiles(folder / "articles"), name


def test_a_footer_is_written_as_it_was_read() -> None:
    content = bytes(packed(rows(GROUP_ROWS + 9, 3)))
    size = int.from_bytes(content[-8:-4], "little")
    assert thrift.written(footer(memoryview(content))) == content[-8 - size : -8]


def fields(value: st.SearchStrategy[tuple[int, Any]]) -> st.SearchStrategy[list[thrift.Field]]:
    numbered = st.dictionaries(st.integers(-(2**15), 2**15 - 1), value, max_size=6)
    return numbered.map(lambda found: [(number, kind, one) for number, (kind, one) in found.items()])


SIMPLE = (
    st.tuples(st.sampled_from([thrift.TRUE, thrift.FALSE]), st.none())
    | st.tuples(st.just(thrift.BYTE), st.integers(0, 255))
    | st.tuples(st.just(thrift.I64), st.integers(-(2**63), 2**63 - 1))
    | st.tuples(st.just(thrift.DOUBLE), st.binary(min_size=8, max_size=8))
    | st.tuples(st.just(thrift.BINARY), st.binary(max_size=300))
    | st.tuples(st.just(thrift.LIST), st.tuples(st.just(thrift.I32), st.lists(st.integers(-9, 2**31 - 1), max_size=20)))
    | st.tuples(st.just(thrift.LIST), st.tuples(st.just(thrift.TRUE), st.lists(st.integers(1, 2), max_size=20)))
)
NESTED = st.recursive(
    SIMPLE,
    lambda inner: st.tuples(st.just(thrift.STRUCT), fields(inner))
    | st.tuples(st.just(thrift.LIST), st.tuples(st.just(thrift.STRUCT), st.lists(fields(inner), max_size=3))),
    max_leaves=12,
)


@given(fields(NESTED), st.binary(max_size=3))
def test_any_struct_is_written_as_it_was_read(struct: list[thrift.Field], behind: bytes) -> None:
    content = thrift.written(struct)
    reader = thrift.Reader(content + behind)
    assert reader.struct() == struct
    assert reader.at == len(content)
