"""The Delta table `articles`: immutable Parquet files, and commits that swap some files for others.

Files are written by us and handed to Delta as add and remove actions, for three reasons that were
measured or tested (docs/decisions/lake.md): a replaced row costs its own file and not a join with the
whole table; a file is on the disk (fsync) before the commit names it; and a file's name is the SHA-256
of its bytes, so that the log itself is the record of fixity.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from archiver.errors import ArchiveError, ConflictError
from archiver.lake.durable import sync_folder
from archiver.lake.parts import Part, PartFiles
from archiver.lake.schema import ARTICLES, SCHEMA_VERSION


class ArticleTable(PartFiles):
    """One version of the table. `commit` moves it to the next; `reload` to the newest."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
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

    def commit(self, added: Sequence[Part], removed: Collection[str], *, change: bool = True) -> int:
        """Swap files in one atomic commit, durable on return; gives the new version.

        change: False where the same rows only move to other files (compaction).
        """
        both = {part.name for part in added} & set(removed)
        now = int(time.time() * 1000)
        actions: list[AddAction | RemoveAction] = [
            AddAction(part.name, part.size, {}, now, change, part.statistics)
            for part in added
            if part.name not in both
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

