"""The Delta table `articles`: immutable Parquet files, and commits that swap some files for others.

Files are written by us and handed to Delta as add and remove actions, for three reasons that were
measured or tested (docs/decisions/lake.md): a replaced row costs its own file and not a join with the
whole table; a file is on the disk (fsync) before the commit names it; and a file's name is the SHA-256
of its bytes, so that the log itself is the record of fixity.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from archiver.errors import ArchiveError, ConflictError
from archiver.lake.durable import sync_folder, write_whole
from archiver.lake.schema import ARTICLES, SCHEMA_VERSION, conform

FILE_ROWS = 1000
"""Rows in a full file: what replacing one row costs to rewrite (about 4 MB before compression)."""

GROUP_ROWS = 128
"""Rows in a row group: what looking up one row costs to decode."""


class ArticleTable:
    """One version of the table. `commit` moves it to the next; `reload` to the newest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reload()

    @classmethod
    def create(cls, path: Path) -> ArticleTable:
        """Create the empty table; an existing one is opened as it is."""
        settings: dict[str, str | None] = {"archiver.schema": str(SCHEMA_VERSION)}
        DeltaTable.create(str(path), ARTICLES, mode="ignore", configuration=settings, raise_if_key_not_exists=False)
        return cls(path)

    def reload(self) -> None:
        try:
            self._delta = DeltaTable(str(self.path))
        except (DeltaError, OSError) as error:
            raise ArchiveError(f"{self.path}: not a readable Delta table: {error}") from error
        written = int(self._delta.metadata().configuration.get("archiver.schema") or 1)
        if written > SCHEMA_VERSION:
            raise ArchiveError(f"{self.path}: written by a newer archiver (schema {written}); please upgrade")

    @property
    def version(self) -> int:
        """Number of the Delta commit that this is."""
        return int(self._delta.version())

    def files(self) -> dict[str, int]:
        """Rows by file name, of this version."""
        actions = pa.table(self._delta.get_add_actions())
        return dict(zip(actions["path"].to_pylist(), actions["num_records"].to_pylist(), strict=True))

    def paths(self) -> list[Path]:
        """The Parquet files of this version, sorted."""
        return sorted(self.path / name for name in self.files())

    def dataset(self) -> Any:
        """The table as a pyarrow dataset (files that lack newer fields give null)."""
        return self._delta.to_pyarrow_dataset(schema=ARTICLES)

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A whole file, in today's schema unless columns are named."""
        try:
            table = pq.ParquetFile(self.path / name).read(columns=columns)
        except (OSError, pa.ArrowException) as error:
            raise ArchiveError(f"{self.path / name}: damaged or missing: {error}; see `archiver verify`") from error
        return table if columns else conform(table)

    def find(self, name: str, row_ids: Collection[str]) -> pa.Table:
        """The rows of a file that have one of these row ids; only their row groups are decoded."""
        file = pq.ParquetFile(self.path / name)
        ids = file.read(columns=["row_id"])["row_id"]
        found = pc.index_in(ids, value_set=pa.array(row_ids, pa.string())).is_valid()
        groups = sorted({position // GROUP_ROWS for position in pc.indices_nonzero(found).to_pylist()})
        table = file.read_row_groups(groups)
        return conform(table.filter(pc.is_in(table["row_id"], value_set=pa.array(row_ids, pa.string()))))

    def write(self, table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
        """Write rows, sorted by site and article, as durable files that no commit names yet.

        Yields (name, its rows) for each file of at most FILE_ROWS rows, all of nearly the same size.
        """
        order = table.sort_by([("site", "ascending"), ("id", "ascending"), ("row_id", "ascending")])
        count = -(-table.num_rows // FILE_ROWS)
        for i in range(count):
            start, end = (table.num_rows * k // count for k in (i, i + 1))
            part = order.slice(start, end - start)
            yield self._write_file(part), part

    def _write_file(self, table: pa.Table) -> str:
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd", compression_level=3, row_group_size=GROUP_ROWS)
        content = memoryview(sink.getvalue())
        name = f"part-{hashlib.sha256(content).hexdigest()}.parquet"
        write_whole(self.path / name, content)
        return name

    def commit(self, added: Sequence[tuple[str, pa.Table]], removed: Collection[str], *, change: bool = True) -> int:
        """Swap files in one atomic commit, durable on return; gives the new version.

        change: False where the same rows only move to other files (compaction).
        """
        both = {name for name, _ in added} & set(removed)
        now = int(time.time() * 1000)
        actions: list[AddAction | RemoveAction] = [
            AddAction(name, (self.path / name).stat().st_size, {}, now, change, _statistics(table))
            for name, table in added
            if name not in both
        ]
        actions += [RemoveAction(name, change, now) for name in removed if name not in both]
        if not actions:
            return self.version
        try:
            self._delta.create_write_transaction(
                actions, "append", ARTICLES, commit_properties=CommitProperties(max_commit_retries=0)
            )
        except (DeltaError, OSError) as error:
            raise ConflictError(f"{self.path}: the commit was refused, nothing was written: {error}") from error
        self._delta.update_incremental()
        self._sync_log()
        return self.version

    def _sync_log(self) -> None:
        log = self.path / "_delta_log"
        descriptor = os.open(log / f"{self.version:020d}.json", os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_folder(log)

    def vacuum(self, hours: int) -> int:
        """Delete files that no version younger than `hours` names; gives how many."""
        return len(self._delta.vacuum(hours, dry_run=False, enforce_retention_duration=False))


def _statistics(table: pa.Table) -> str:
    """Delta's file statistics: rows, and the range of the fields that readers prune by."""
    ranges = {name: pc.min_max(table[name]).as_py() for name in ("id", "site")}
    known = {name: r for name, r in ranges.items() if r["min"] is not None}
    return json.dumps(
        {
            "numRecords": table.num_rows,
            "minValues": {name: r["min"] for name, r in known.items()},
            "maxValues": {name: r["max"] for name, r in known.items()},
            "nullCount": {name: table[name].null_count for name in ranges},
        }
    )
