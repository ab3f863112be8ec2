"""A Parquet file with other values in some columns: theirs are packed, all others' bytes stay as they are.

A column of a row group is a stretch of the file (a chunk) that says nothing of where it lies; the footer says that. So
the file is put together of the chunks that are there and new ones, with a footer that names their places. To read a
part and write it again costs what eighty columns of each row group cost, for the sake of two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from archiver.lake.parquet import thrift
from archiver.lake.parquet.packing import packed
from archiver.lake.parquet.thrift import Field
from archiver.lake.rows.schema import ARTICLES

MAGIC = b"PAR1"

# Fields of the footer's structs (parquet.thrift of the Parquet format).
_GROUPS = 4  # of FileMetaData
_CHUNKS, _GROUP_SIZE, _ROWS, _GROUP_START, _GROUP_PACKED = 1, 2, 3, 5, 6  # of RowGroup
_ABOUT = 3  # of ColumnChunk: its ColumnMetaData
_PATH, _SIZE, _PACKED, _DATA, _DICTIONARY = 3, 6, 7, 9, 11  # of ColumnMetaData
_ELSEWHERE = frozenset({1, 4, 6}), frozenset({10, 14})
"""Fields of ColumnChunk, and of ColumnMetaData, that name another place: another file, page indexes, Bloom filters."""

_Struct = list[Field]
_Chunk = tuple[memoryview, _Struct]
"""A chunk's bytes, and its ColumnChunk."""


def spliced(content: memoryview, columns: pa.Table) -> bytes | None:
    """The bytes of a file as `packing.packed` would write them if these columns, in all rows, had these values.

    content: of a file. None where it was made otherwise (older files have other fields or row groups; what names a
    place outside its chunk would name it wrongly). columns: flat.
    """
    if not pq.read_schema(pa.BufferReader(content)).equals(ARTICLES):
        return None
    file, new = footer(content), packed(columns)
    groups, others = _groups(file), _groups(footer(new))
    if [_of(group, _ROWS) for group in groups] != [_of(group, _ROWS) for group in others] or _names_others(groups):
        return None
    out = [memoryview(MAGIC)]
    placed = [
        _placed(out, group, _chosen(_chunks(content, group), _chunks(new, other)))
        for group, other in zip(groups, others, strict=True)
    ]
    foot = thrift.written(_with(file, _GROUPS, (thrift.STRUCT, placed)))
    return b"".join([*out, foot, len(foot).to_bytes(4, "little"), MAGIC])


def footer(content: memoryview) -> _Struct:
    """A Parquet file's FileMetaData."""
    end = len(content) - 8
    return thrift.Reader(bytes(content[end - int.from_bytes(content[end : end + 4], "little") : end])).struct()


def _groups(file: _Struct) -> list[_Struct]:
    groups: list[_Struct] = _of(file, _GROUPS)[1]
    return groups


def _names_others(groups: list[_Struct]) -> bool:
    """Whether anything of a chunk lies outside it."""
    chunks = [chunk for group in groups for chunk in _of(group, _CHUNKS)[1]]
    return any(
        number in elsewhere
        for chunk in chunks
        for fields, elsewhere in zip((chunk, _of(chunk, _ABOUT)), _ELSEWHERE, strict=True)
        for number, _, _ in fields
    )


def _chunks(content: memoryview, group: _Struct) -> Iterator[_Chunk]:
    for chunk in _of(group, _CHUNKS)[1]:
        about = _of(chunk, _ABOUT)
        start = _start(about)
        yield content[start : start + _of(about, _PACKED)], chunk


def _start(about: _Struct) -> int:
    return int(min(value for number, _, value in about if number in (_DATA, _DICTIONARY)))


def _chosen(chunks: Iterator[_Chunk], others: Iterator[_Chunk]) -> list[_Chunk]:
    """The chunks of a group, with others in the place of those of the same columns."""
    instead = {_path(chunk): (content, chunk) for content, chunk in others}
    return [instead.get(_path(chunk), (content, chunk)) for content, chunk in chunks]


def _path(chunk: _Struct) -> tuple[bytes, ...]:
    return tuple(_of(_of(chunk, _ABOUT), _PATH)[1])


def _placed(out: list[memoryview], group: _Struct, chunks: list[_Chunk]) -> _Struct:
    """Lay a group's chunks behind what is there; gives the group as the footer says it."""
    starts = list(accumulate((len(content) for content, _ in chunks), initial=sum(map(len, out))))
    out += [content for content, _ in chunks]
    abouts = [_moved(_of(chunk, _ABOUT), start) for (_, chunk), start in zip(chunks, starts, strict=False)]
    placed = [_with(chunk, _ABOUT, about) for (_, chunk), about in zip(chunks, abouts, strict=True)]
    for number, value in (
        (_CHUNKS, (thrift.STRUCT, placed)),
        (_GROUP_SIZE, sum(_of(about, _SIZE) for about in abouts)),
        (_GROUP_START, starts[0]),
        (_GROUP_PACKED, starts[-1] - starts[0]),
    ):
        group = _with(group, number, value)
    return group


def _moved(about: _Struct, start: int) -> _Struct:
    """A chunk's ColumnMetaData when it begins there."""
    by = start - _start(about)
    return [(n, kind, value + by if n in (_DATA, _DICTIONARY) else value) for n, kind, value in about]


def _of(fields: _Struct, wanted: int) -> Any:
    for number, _, value in fields:
        if number == wanted:
            return value
    raise ValueError(f"no field {wanted} in a struct of a Parquet footer")


def _with(fields: _Struct, wanted: int, value: Any) -> _Struct:
    """A struct with another value in one of its fields."""
    return [(number, kind, value if number == wanted else old) for number, kind, old in fields]
