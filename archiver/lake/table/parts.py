"""Parts: the immutable Parquet files of the table, written before any commit names them.

A part is durable (fsync) before the commit that names it, and its name is the SHA-256 of its bytes. So any process
that reaches the folder can write parts, and to write one twice is to write it once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from archiver.common.processes import give_back_memory
from archiver.errors import ArchiveError
from archiver.lake.files.durable import write_whole
from archiver.lake.parquet.ordering import in_order, joined, without_rows
from archiver.lake.parquet.packing import packed
from archiver.lake.parquet.row_groups import STATISTICS, Where, groups, groups_of, mask_of, read_group
from archiver.lake.parquet.splicing import spliced
from archiver.lake.rows.schema import ARTICLES, Row, conform, to_table
from archiver.lake.storage.home import home_of
from archiver.lake.table.entries import Entry, Keys

FILE_ROWS = 1000
"""Rows in a full part: what replacing one row costs to rewrite (about 4 MB before compression)."""

LOOSE = FILE_ROWS // 2
"""A part of fewer rows is better joined with others when it is written anew."""

ENOUGH = FILE_ROWS
"""Rows of such parts that are held to be joined, at most: as many again are held while they are put in order."""

BREATH = 16
"""Parts that are rewritten until what the C library keeps for the next ones, 1 MiB of each, is given back."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that can be committed. size: bytes. statistics: as Delta has them, JSON.

    entries: of its rows that are new or changed; moved: ids of those that only come from another file.
    of: the file that it takes the place of, where all that it has are rows from there (then `moved` may be empty).
    """

    name: str
    size: int
    statistics: str
    entries: tuple[Entry, ...] = ()
    moved: tuple[str, ...] = ()
    of: str | None = None


class PartFiles:
    """The folder of the parts: reading them by name, writing new ones. Knows no commit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._home = home_of(path.parent)

    def __reduce__(self) -> tuple[type[PartFiles], tuple[Path]]:
        return PartFiles, (self.path,)  # to another process the folder goes, and no table that is open

    def fetch(self, names: Iterable[str]) -> None:
        """Have these parts here before they are read one by one."""
        self._home.fetch(self.path / name for name in names)

    def _file(self, name: str) -> pq.ParquetFile:
        self.fetch([name])
        return pq.ParquetFile(self.path / name)

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A whole part, in today's schema unless columns are named.

        By one thread: each of Arrow's keeps memory that it has used, 26 MiB more where parts are rewritten one after
        the other (75 by Arrow's own allocator), and workers have one core each.
        """
        try:
            table = self._file(name).read(columns=columns, use_threads=False)
        except (OSError, pa.ArrowException) as error:
            raise ArchiveError(f"{self.path / name}: damaged or missing: {error}; see `archiver verify`") from error
        return table if columns else conform(table)

    def find(self, name: str, row_ids: Collection[str]) -> pa.Table:
        """The rows of a part that have one of these row ids; only their row groups are decoded."""
        file = self._file(name)
        ids = file.read(columns=["row_id"])["row_id"]
        found = pc.index_in(ids, value_set=pa.array(row_ids, pa.string())).is_valid()
        table = file.read_row_groups(groups_of(file, pc.indices_nonzero(found).to_pylist()))
        return conform(table.filter(pc.is_in(table["row_id"], value_set=pa.array(row_ids, pa.string()))))

    def scan(self, name: str, columns: Sequence[str] | None, where: Where) -> Iterator[pa.Table]:
        """The rows of a part that meet all conditions, a row group at a time.

        Read without pyarrow's dataset scanner: its threads outlive a scan, and a process that ends meanwhile
        aborts now and then (apache/arrow issue 39862).
        """
        try:
            file = self._file(name)
            for group in groups(file, where):
                mask = mask_of(file, group, where)
                if mask is None or pc.any(mask).as_py():
                    table = read_group(file, group, columns)
                    yield table if mask is None else table.filter(mask)
        except (OSError, pa.ArrowException) as error:
            raise ArchiveError(f"{self.path / name}: damaged or missing: {error}; see `archiver verify`") from error

    def write(self, table: pa.Table, changed: Mapping[str, Entry]) -> Iterator[Part]:
        """Write rows, sorted by site and article, as durable parts of at most FILE_ROWS rows, nearly equal in size.

        changed: by row id, what the index is to note of the rows that are new or changed.
        """
        table = in_order(table)  # the rows as they were are not held
        count = -(-table.num_rows // FILE_ROWS)
        for i in range(count):
            start, end = (table.num_rows * k // count for k in (i, i + 1))
            yield self._write_part(table.slice(start, end - start), changed)

    def write_rows(self, rows: Collection[Row], keys: Keys) -> Iterator[Part]:
        """Write rows that are all new or changed."""
        return self.write_pieces([rows], keys)

    def write_pieces(self, pieces: Iterable[Collection[Row]], keys: Keys) -> Iterator[Part]:
        """Likewise of rows that come in pieces."""
        parts, rest, entries = self.filled(pieces, keys)
        yield from parts
        yield from self.write(rest, entries)

    def filled(self, pieces: Iterable[Collection[Row]], keys: Keys) -> tuple[list[Part], pa.Table, dict[str, Entry]]:
        """Write rows that come in pieces as full parts; gives those, and of the rest rows and entries.

        Two parts' rows at most wait, as Arrow tables: a tenth of their size as objects of Python.
        """
        parts: list[Part] = []
        rest, entries = ARTICLES.empty_table(), dict[str, Entry]()
        for table, noted in map(partial(_arrow, keys), pieces):
            rest = pa.concat_tables([rest, table])
            entries.update(noted)
            while rest.num_rows >= 2 * FILE_ROWS:
                full, rest = rest.slice(0, FILE_ROWS), rest.slice(FILE_ROWS)
                parts += self.write(full, {i: entries.pop(i) for i in full["row_id"].to_pylist()})
        return parts, rest, entries

    def rewrite(
        self,
        names: Iterable[str],
        without: Collection[str],
        beside: pa.Table | None = None,
        changed: Mapping[str, Entry] = MappingProxyType({}),
    ) -> Iterator[Part]:
        """Write what is left of some parts when rows are taken out: parts that take their places, and of LOOSE ones the
        rows, joined.

        beside: rows to be joined with those, which are `changed`. A part is read and written by itself, so that few are
        held at once and no row is moved among others.
        """
        loose = [] if beside is None or not beside.num_rows else [beside]
        for number, name in enumerate(sorted(names), 1):
            table = without_rows(self.read(name), without)
            if number % BREATH == 0:
                give_back_memory()
            if table.num_rows < LOOSE:
                loose.append(table)
            else:
                yield self.in_place_of(name, table)
            del table
            if sum(rows.num_rows for rows in loose) >= ENOUGH:
                writing = self.write(joined(loose), changed)
                loose.clear()  # what is in order is held once
                yield from writing
        if loose:
            yield from self.write(joined(loose), changed)

    def in_place_of(self, name: str, table: pa.Table) -> Part:
        """Write rows of a part that are in order, as the one part that takes its place."""
        return replace(self._write_part(table, {}), of=name)

    def with_columns(self, name: str, columns: pa.Table) -> Part:
        """Write a part with other values in some flat columns, as the one that takes its place.

        Where it can be done without decoding it, a damaged part is told by its name. Raises ArchiveError.
        """
        self.fetch([name])
        content = (self.path / name).read_bytes()
        if _name_of(content) != name:
            raise ArchiveError(f"{self.path / name}: damaged: its bytes are other ones; see `archiver verify`")
        if (with_them := spliced(memoryview(content), columns)) is not None:
            statistics = _statistics(self.read(name, list(STATISTICS)))
            return Part(self._kept(with_them), len(with_them), statistics, of=name)
        table = self.read(name)
        for field in columns.schema:
            at = table.schema.get_field_index(field.name)
            table = table.set_column(at, table.schema.field(at), columns[field.name])
        return self.in_place_of(name, table)

    def merge(self, names: Iterable[str]) -> Iterator[Part]:
        """Write the rows of some parts sorted together, as parts that are full where that goes."""
        yield from self.write(joined(self.read(name) for name in sorted(names)), {})

    def again(self, name: str) -> Part:
        """A part that is there, to be committed again."""
        return Part(name, (self.path / name).stat().st_size, _statistics(self.read(name, list(STATISTICS))))

    def _write_part(self, table: pa.Table, changed: Mapping[str, Entry]) -> Part:
        content = packed(table)
        ids = table["row_id"].to_pylist()
        entries = tuple(changed[i] for i in ids if i in changed)
        moved = tuple(i for i in ids if i not in changed)
        return Part(self._kept(content), len(content), _statistics(table), entries, moved)

    def _kept(self, content: bytes | memoryview) -> str:
        """Write a part's bytes; gives its name."""
        name = _name_of(content)
        write_whole(self.path / name, content)
        self._home.keep(self.path / name)
        return name


def _name_of(content: bytes | memoryview) -> str:
    return f"part-{hashlib.sha256(content).hexdigest()}.parquet"


def _arrow(keys: Keys, rows: Collection[Row]) -> tuple[pa.Table, dict[str, Entry]]:
    return to_table(list(rows)), {row["row_id"]: Entry.of(row, keys) for row in rows}


def _statistics(table: pa.Table) -> str:
    """Delta's file statistics: rows, and the range of the fields that readers prune by."""
    ranges: dict[str, Any] = {name: pc.min_max(table[name]).as_py() for name in STATISTICS}
    known = {name: r for name, r in ranges.items() if r["min"] is not None}
    return json.dumps(
        {
            "numRecords": table.num_rows,
            "minValues": {name: r["min"] for name, r in known.items()},
            "maxValues": {name: r["max"] for name, r in known.items()},
            "nullCount": {name: table[name].null_count for name in ranges},
        }
    )
