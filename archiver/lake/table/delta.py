"""The Delta table `articles`: immutable Parquet files, and commits that swap some files for others.

Files are written by us and handed to Delta as add and remove actions, for three reasons that were
measured or tested (docs/decisions/lake.md): a replaced row costs its own file and not a join with the
whole table; a file is on the disk (fsync) before the commit names it; and a file's name is the SHA-256
of its bytes, so that the log itself is the record of fixity.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable, Schema
from deltalake.exceptions import CommitFailedError, DeltaError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from archiver.errors import ArchiveError, CommitRefused
from archiver.lake.parquet.row_groups import STATISTICS, Where
from archiver.lake.rows.schema import ARTICLES, SCHEMA_VERSION
from archiver.lake.storage.home import home_of
from archiver.lake.table.log import sync_log
from archiver.lake.table.parts import Part, PartFiles

SETTINGS = {"archiver.schema": str(SCHEMA_VERSION), "delta.dataSkippingStatsColumns": ",".join(STATISTICS)}
"""What the log says of the table: our schema, and which fields have statistics (see `dataset`)."""

UNDER_WAY = 1
"""Hours for which a part in an object store may wait for its commit: whoever wrote it may have slept through its lease,
and commit it yet. In a folder the lock is its writer's until then."""


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
        try:
            DeltaTable.create(where, ARTICLES, mode="ignore", configuration=settings, raise_if_key_not_exists=False,
                              storage_options=options)  # fmt: skip
        except (DeltaError, OSError) as error:
            raise ArchiveError(f"{path}: the table cannot be made: {_words(error)}") from error
        home.pull()
        sync_log(path / "_delta_log", 0)
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

    @contextmanager
    def _committing(self) -> Iterator[DeltaTable]:
        """The table where a commit is to be made. Afterwards this is the version that it made, which is durable."""
        before = self.version
        yield self._at_home()
        self._home.pull()
        self._delta.update_incremental()
        self.sync(before + 1)

    def upgrade(self) -> None:
        """Give a table of an earlier version the fields and settings of today, where it lacks some."""
        fields = {field.name for field in self._delta.schema().fields}
        missing = [field for field in Schema.from_arrow(ARTICLES).fields if field.name not in fields]
        if missing:
            with self._committing() as table:
                table.alter.add_columns(missing)
        has = self._delta.metadata().configuration
        if any(has.get(name) != value for name, value in SETTINGS.items()):
            with self._committing() as table:
                table.alter.set_table_properties(dict(SETTINGS), raise_if_not_exists=False)

    def reload(self) -> None:
        """Go to the newest version. Raises ArchiveError where the log cannot be read."""
        try:
            self._delta = DeltaTable(str(self.path))
        except (DeltaError, OSError) as error:
            what = f"not a readable Delta table: {_words(error)}"
            raise ArchiveError(f"{self.path}: {what}; see `archiver verify`") from error
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
        with self._committing() as table:
            try:
                table.create_write_transaction(
                    actions, "append", ARTICLES, commit_properties=CommitProperties(max_commit_retries=0)
                )
            except CommitFailedError as error:
                what = "another process committed first, nothing was written; try again"
                raise CommitRefused(f"{self.path}: {what} ({_words(error)})") from error
            except (DeltaError, OSError) as error:
                raise ArchiveError(f"{self.path}: the commit failed: {_words(error)}") from error
        return self.version

    def sync(self, since: int) -> None:
        """Make the log's entries from this version on durable, where who wrote them did not come to it."""
        sync_log(self.path / "_delta_log", since)

    def vacuum(self, hours: int) -> int:
        """Delete parts that no version younger than `hours` names, and those of that age that a killed writer wrote
        and never committed; gives how many."""
        with self._committing() as table:
            gone = table.vacuum(hours, dry_run=False, enforce_retention_duration=False)
        never = self._never_committed(hours) - set(gone)
        self._home.remove(self.path / name for name in never)
        for name in gone:
            (self.path / name).unlink(missing_ok=True)  # of a home elsewhere, what was fetched
        return len(gone) + len(never)

    def _never_committed(self, hours: int) -> set[str]:
        """Parts at home, older than so many hours, that no version of that age or younger names. (Delta gives what the
        folder has that is not the table's, of which other files are none of ours, and what it once deleted.)"""
        hours = max(hours, UNDER_WAY) if self._home.shared else hours
        unnamed = self._at_home().vacuum(hours, dry_run=True, enforce_retention_duration=False, full=True)
        there = {name[-1] for name, _ in self._home.sizes() if name[:-1] == (self.path.name,)}
        return {name for name in unnamed if name.startswith("part-")} & there


def _words(error: Exception) -> str:
    """What Delta says, as one line: the causes stand below, behind arrows; all else there are frames of its stack."""
    first, *below = _COLOUR.sub("", str(error)).splitlines() or [type(error).__name__]
    causes = [line.partition("↳")[2].strip() for line in below if "↳" in line]
    return ": ".join([first.strip(), *causes])


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _may_hold(actions: pa.Table, name: str, values: Sequence[str]) -> pa.Array:
    """For each part: whether one of the values is in the range of a field; a part without range may hold all."""
    low, high = actions[f"min.{name}"], actions[f"max.{name}"]
    mask = pc.is_null(low)
    for value in values:
        inside = pc.and_(pc.less_equal(low, value), pc.greater_equal(high, value))
        mask = pc.or_(mask, pc.fill_null(inside, False))
    return mask
