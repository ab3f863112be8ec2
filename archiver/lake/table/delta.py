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
import pyarrow.compute as pc
from deltalake import DeltaTable, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from archiver.errors import ArchiveError, CommitRefused
from archiver.lake.files.durable import is_writable, sync_folder
from archiver.lake.parquet.row_groups import STATISTICS, Where
from archiver.lake.rows.schema import ARTICLES, SCHEMA_VERSION
from archiver.lake.storage.home import home_of
from archiver.lake.table.parts import Part, PartFiles

SETTINGS = {"archiver.schema": str(SCHEMA_VERSION), "delta.dataSkippingStatsColumns": ",".join(STATISTICS)}
"""What the log says of the table: our schema, and which fields have statistics (see `dataset`)."""

NEW_LOG = "_delta_log.new"
"""A whole log that a repair puts in the place of a damaged one, which it has taken away before."""


def has_log(articles: Path) -> bool:
    """Whether there is a table. Where a repair was broken off between the old log and the new one, the new one is put
    in its place."""
    log = articles / "_delta_log"
    if not log.is_dir() and (articles / NEW_LOG).is_dir() and is_writable(articles):
        (articles / NEW_LOG).rename(log)
    return log.is_dir()


class ArticleTable(PartFiles):
    """One version of the table. `commit` moves it to the next; `reload` to the newest."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._remote: DeltaTable | None = None
        self.reload()

    @classmethod
    def create(cls, path: Path) -> ArticleTable:
        """Create the empty table; an existing one is opened as it is."""
        home = home_of(path.parent)
        where, options = home.table(path)
        settings: dict[str, str | None] = dict(SETTINGS)
        DeltaTable.create(where, ARTICLES, mode="ignore", configuration=settings, raise_if_key_not_exists=False,
                          storage_options=options)  # fmt: skip
        home.pull()
        return cls(path)

    def _at_home(self) -> DeltaTable:
        """The table where commits are made, in the version that this is. Raises ConflictError where that is not the
        newest."""
        where, options = self._home.table(self.path)
        if not self._home.shared:
            return self._delta
        if self._remote is None:
            self._remote = DeltaTable(where, storage_options=options)
        self._remote.update_incremental()
        if self._remote.version() != self.version:
            raise CommitRefused(f"{where}: another process committed first, nothing was written; try again")
        return self._remote

    def _committed(self) -> None:
        """Go to the version that was just committed; it is durable."""
        self._home.pull()
        self._delta.update_incremental()
        self._sync_log()

    def upgrade(self) -> None:
        """Give a table of an earlier version the fields and settings of today, where it lacks some."""
        fields = {field.name for field in self._delta.schema().fields}
        missing = [field for field in Schema.from_arrow(ARTICLES).fields if field.name not in fields]
        if missing:
            self._at_home().alter.add_columns(missing)
            self._committed()
        has = self._delta.metadata().configuration
        if any(has.get(name) != value for name, value in SETTINGS.items()):
            self._at_home().alter.set_table_properties(dict(SETTINGS), raise_if_not_exists=False)
            self._committed()

    def reload(self) -> None:
        """Go to the newest version. Raises ArchiveError where the log cannot be read."""
        try:
            self._delta = DeltaTable(str(self.path))
        except (DeltaError, OSError) as error:
            what = str(error).partition("\n")[0]  # what follows are the frames of its stack
            raise ArchiveError(f"{self.path}: not a readable Delta table: {what}; see `archiver verify`") from error
        entry = self.path / "_delta_log" / f"{self.version:020d}.json"
        if entry.exists() and not entry.stat().st_size:  # Delta takes it for a commit of nothing
            raise ArchiveError(f"{entry}: is empty, and was not; see `archiver verify`")
        if self.schema_version > SCHEMA_VERSION:
            newer = f"written by a newer archiver (schema {self.schema_version})"
            raise ArchiveError(f"{self.path}: {newer}; please upgrade")

    @property
    def schema_version(self) -> int:
        """The schema that the table was written with, or upgraded to."""
        return int(self._delta.metadata().configuration.get("archiver.schema") or 1)

    @property
    def version(self) -> int:
        """Number of the Delta commit that this is."""
        return int(self._delta.version())

    def files(self) -> dict[str, int]:
        """Rows by file name, of this version."""
        actions = pa.table(self._delta.get_add_actions())
        return dict(zip(actions["path"].to_pylist(), actions["num_records"].to_pylist(), strict=True))

    def paths(self) -> list[Path]:
        """The Parquet files of this version, sorted; all of them are here then."""
        paths = sorted(self.path / name for name in self.files())
        self._home.fetch(paths)
        return paths

    def candidates(self, where: Where) -> list[str]:
        """The names of the parts, sorted, that may have rows which meet the conditions, as far as the log tells."""
        actions = pa.table(self._delta.get_add_actions(flatten=True))
        mask = pa.array([True] * actions.num_rows, pa.bool_())
        for name, values in where.items():
            known = [v for v in values if v is not None]
            if name in STATISTICS and f"min.{name}" in actions.column_names and len(known) == len(values):
                mask = pc.and_(mask, _may_hold(actions, name, known))
        return sorted(actions.filter(mask)["path"].to_pylist())

    def dataset(self) -> Any:
        """The table as a pyarrow dataset (files that lack newer fields give null).

        Not deltalake's own: where some fields have statistics, that one takes the range of all others for
        empty, and a filter by them finds nothing.
        """
        import pyarrow.dataset as ds  # and with it pandas, where that is installed: a third of a second
        import pyarrow.fs as fs

        return ds.FileSystemDataset.from_paths(
            [str(path) for path in self.paths()], ARTICLES, ds.ParquetFileFormat(), fs.LocalFileSystem()
        )

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
            self._at_home().create_write_transaction(
                actions, "append", ARTICLES, commit_properties=CommitProperties(max_commit_retries=0)
            )
        except (DeltaError, OSError) as error:
            raise CommitRefused(f"{self.path}: the commit was refused, nothing was written: {error}") from error
        self._committed()
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
        gone = self._at_home().vacuum(hours, dry_run=False, enforce_retention_duration=False)
        if self._home.shared:
            self._committed()
            for name in gone:
                (self.path / name).unlink(missing_ok=True)
        return len(gone)


def _may_hold(actions: pa.Table, name: str, values: Sequence[str]) -> pa.Array:
    """For each part: whether one of the values is in the range of a field; a part without range may hold all."""
    low, high = actions[f"min.{name}"], actions[f"max.{name}"]
    mask = pc.is_null(low)
    for value in values:
        inside = pc.and_(pc.less_equal(low, value), pc.greater_equal(high, value))
        mask = pc.or_(mask, pc.fill_null(inside, False))
    return mask
