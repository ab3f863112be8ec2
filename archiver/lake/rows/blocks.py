"""The field `blocks`: a page's judged blocks as entries of the table.

A page has twenty to two hundred blocks of twelve fields each, more values than all else of its row. So they become
Arrow column by column, and an entry is an object of its own only for those who ask for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, overload

import pyarrow as pa

from archiver.records import Block, JudgedBlock, Verdict

Row = dict[str, Any]

AT_ONCE = 1_500
"""Blocks, at least, of which the fields are read one after the other: as many as a core's cache holds meanwhile. What a
column costs by itself is a fifth of what those of fewer cost."""


class BlockRows(Sequence[Row]):
    """Judged blocks as the list of entries that a row has of them."""

    __slots__ = ("judged",)

    def __init__(self, judged: Sequence[JudgedBlock]) -> None:
        self.judged = judged

    def __len__(self) -> int:
        return len(self.judged)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        return [_entry(judged) for judged in self.judged[at]] if isinstance(at, slice) else _entry(self.judged[at])

    def __iter__(self) -> Iterator[Row]:
        return map(_entry, self.judged)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))

    def columns(self) -> Iterator[tuple[str, list[Any]]]:
        """Each field's name, and its values block by block: a block's and its verdict's fields are called alike. Of
        64 bits Parquet and SQLite keep -2**63 .. 2**63 - 1."""
        for of, values in ((Block, [j.block for j in self.judged]), (Verdict, [j.verdict for j in self.judged])):
            for name in of.__struct_fields__:
                yield name, list(map(attrgetter(name), values))
        prints = [j.fingerprint for j in self.judged]
        yield "fingerprint", [value - 2**64 if value >= 2**63 else value for value in prints]


def _entry(judged: JudgedBlock) -> Row:
    one = {name: values[0] for name, values in BlockRows([judged]).columns()}
    return {**one, "kind": judged.block.kind.value}


def to_array(rows: Sequence[Sequence[Row]], type_: pa.ListType) -> pa.ListArray:
    """The field's values of some rows. type_: of the field."""
    pieces = [_entries(some, list(type_.value_type)) for some in _some(rows)]
    ends = pa.array([0, *accumulate(map(len, rows))], pa.int32())
    return pa.ListArray.from_arrays(ends, pa.concat_arrays(pieces), type=type_)


def _some(rows: Sequence[Sequence[Row]]) -> Iterator[list[Sequence[Row]]]:
    """The rows' blocks, AT_ONCE of whole rows together."""
    some: list[Sequence[Row]] = []
    held = 0
    for blocks in rows:
        some.append(blocks)
        held += len(blocks)
        if held >= AT_ONCE:
            yield some
            some, held = [], 0
    if some or not rows:
        yield some


def _entries(rows: Sequence[Sequence[Row]], fields: list[pa.Field]) -> pa.StructArray:
    columns = dict(_columns(rows, [field.name for field in fields]))
    arrays = [pa.array(columns[field.name], field.type) for field in fields]
    return pa.StructArray.from_arrays(arrays, fields=fields)


def _columns(rows: Sequence[Sequence[Row]], names: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
    """The values of each field, of all rows' blocks one after the other."""
    judged = [blocks.judged for blocks in rows if isinstance(blocks, BlockRows)]
    if len(judged) == len(rows):
        return BlockRows(list(chain.from_iterable(judged))).columns()
    entries = list(chain.from_iterable(rows))
    return ((name, [entry.get(name) for entry in entries]) for name in names)
