"""`Lake`: the archive folder as the rest of the program sees it.

    articles/          Delta table, the only truth about articles (table/)
    raw/               the bytes as they came, as WARC (raw/)
    fixity/            digests of the log and of the WARC files (fixity.py)
    quarantine/        inputs that could not be read (quarantine.py)
    runs/              what was done, and how it ended (runs.py)
    derived/           can be deleted: the indexes (index/, sketches/)
    .lock              held by the one process that writes (files/locks.py)
    .readers           held by those who read a version for long: nobody deletes files meanwhile

The archive may be kept elsewhere, and the folder be a working copy of it (storage/home.py).

A commit to `articles` is the moment at which data is stored. Reading takes no lock: a reader sees the
version that was newest when it began, and no file of it goes away before `compact` may take it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archiver.common import database
from archiver.errors import ArchiveError, NoArchive
from archiver.lake.files.durable import UNFINISHED, is_writable
from archiver.lake.files.locks import LOCK_PAUSE, LOCK_TIMEOUT, locked, pinned, unpinned
from archiver.lake.fixity import Fixity
from archiver.lake.index.index import DamagedIndex, Index
from archiver.lake.parquet.row_groups import Where
from archiver.lake.quarantine import Quarantine
from archiver.lake.raw.files import RawWriter, raw_writer, read_raw
from archiver.lake.reading import Reader
from archiver.lake.relearning import Advance, Learner, quietly
from archiver.lake.rows.schema import Row
from archiver.lake.storage.home import exclusive, folder_of, home_of
from archiver.lake.table.compacting import Compaction
from archiver.lake.table.delta import ArticleTable
from archiver.lake.table.log import has_log
from archiver.lake.table.parts import PartFiles
from archiver.lake.writing import Writer
from archiver.records import RawLocation

TURN, LEASE_TURN = 3 * LOCK_PAUSE, 0.5
"""Seconds in which `compact` leaves the archive to whoever waits for it: some looks at the lock, or at the lease."""


class Lake:
    """An archive folder. Open it with `Lake.open`."""

    def __init__(self, path: Path, table: ArticleTable, learner: Learner | None) -> None:
        self.path = path
        self.table = table
        self._learner = learner

    @classmethod
    def open(cls, path: Path | str, create: bool = False, *, learner: Learner | None = None) -> Lake:
        """Open the archive in a folder or at an address (storage/home.py); with `create`, make what is not there yet.

        learner: needed to write pages of which sites are learned, and to rebuild what was learned.
        Raises NoArchive where there is none, and ArchiveError where it cannot be read.
        """
        path = folder_of(path)
        home = home_of(path)
        home.pull()
        articles = path / "articles"
        if has_log(articles):
            return cls(path, ArticleTable(articles), learner)
        if (path / "bagit.txt").is_file():
            raise ArchiveError(f"{home.address}: is a BagIt bag; the archive in it is {path / 'data'}")
        if not create:
            raise NoArchive(f"{home.address}: no archive here; `archiver ingest` makes one")
        try:
            for name in ("articles", "raw", "quarantine", "derived"):
                (path / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be created: {error.strerror}") from error
        with exclusive(path):
            return cls(path, ArticleTable.create(articles), learner)

    @property
    def version(self) -> int:
        """The table version that this lake reads; `refresh` goes to the newest."""
        return self.table.version

    @property
    def learns(self) -> bool:
        """Whether it was opened with a learner."""
        return self._learner is not None

    @property
    def address(self) -> str:
        """Where the archive is kept, for people: the folder, or the address."""
        return home_of(self.path).address

    def refresh(self) -> None:
        home_of(self.path).pull()
        self.table.reload()

    @contextmanager
    def writing(self, timeout: float = LOCK_TIMEOUT, *, advance: Advance = quietly) -> Iterator[Writer]:
        """Be the only writer. The index is brought up to date first. Raises ConflictError on time-out.

        advance(done, total): told of the stored rows of which sites are learned anew for that."""
        with exclusive(self.path, timeout):
            self.table.reload()
            self.table.upgrade()
            with self._synced(advance) as writer:
                yield writer

    @contextmanager
    def _synced(self, advance: Advance = quietly, *, noting: bool = True) -> Iterator[Writer]:
        """noting: see `Writer.sync`."""
        index = self._index()
        try:
            writer = Writer(self.table, index, self.quarantine, Fixity(self.path), self._learner)
            writer.sync(advance, noting=noting)
            yield writer
        finally:
            index.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Ask the index, brought up to date first, without being the writer meanwhile."""
        self._catch_up()
        index = self._index()
        try:
            with index.snapshot():
                yield Reader(self.table, index)
        finally:
            index.close()

    def _catch_up(self) -> None:
        if not is_writable(self.path):
            return
        index = self._index()
        if index.version != self.table.version:
            self.table.reload()
        behind = index.version != self.table.version or bool(index.stale_sites())
        index.close()
        if behind:
            with locked(self.path / ".lock", LOCK_TIMEOUT):
                self.table.reload()
                with self._synced(noting=not home_of(self.path).shared):  # there others write, and note it themselves
                    pass

    def known(self, captures: Iterable[str]) -> set[str]:
        """Those of the capture digests that are stored. An index that is behind may miss some, which the
        writer finds out."""
        index = self._index()
        try:
            return index.known(captures)
        finally:
            index.close()

    def _index(self) -> Index:
        """Open the index; one that is damaged is thrown away, since it can be rebuilt."""
        path = self.path / "derived" / "index.sqlite"
        if not is_writable(self.path):
            return self._index_to_read(path)
        path.parent.mkdir(exist_ok=True)
        try:
            return Index(path)
        except DamagedIndex:
            database.remove(path)
            return Index(path)

    def _index_to_read(self, path: Path) -> Index:
        """The index on a disk that cannot be written; where it is behind or damaged, one in memory."""
        try:
            index = Index(path, frozen=True)
            if index.version == self.table.version and not index.stale_sites():
                return index
            index.close()
        except ArchiveError:
            pass
        index = Index(None)
        self.build(index)
        return index

    def rebuild_index(self) -> None:
        """Throw the index away and build it from the table."""
        with locked(self.path / ".lock", LOCK_TIMEOUT):
            database.remove(self.path / "derived" / "index.sqlite")
        with self.writing():
            pass

    def replace_part(self, name: str, rows: Collection[Row]) -> None:
        """Put these rows in the place of a part, which need not be readable. The index follows by itself."""
        with exclusive(self.path):
            self.table.reload()
            self.table.commit(list(self.table.write_rows(rows, lambda row: ())), [name])
            Fixity(self.path).note({})

    def build(self, index: Index) -> None:
        """Fill an empty index, which may lie anywhere, with what there is to know of the table."""
        Writer(self.table, index, self.quarantine, Fixity(self.path), self._learner).sync()

    @property
    def quarantine(self) -> Quarantine:
        return Quarantine(self.path / "quarantine")

    def quarantined(self) -> list[Row]:
        """What could not be read, oldest first; fields as in docs/fields.md."""
        return self.quarantine.entries()

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    def dataset(self) -> Any:
        """All rows as a pyarrow dataset."""
        return self.table.dataset()

    def scan(self, columns: Sequence[str] | None = None, where: Where = MappingProxyType({})) -> Iterator[Row]:
        """Rows that meet all conditions (field: the values it may have), a row group at a time: memory stays flat."""
        names = self.table.candidates(where)
        self.table.fetch(names)
        for name in names:
            for table in self.table.scan(name, columns, where):
                yield from table.to_pylist()

    def show(self, id_or_prefix: str, *, limit: int = 2) -> list[Row]:
        """All rows (versions) of the articles whose id begins so, of at most `limit` articles.

        Ordered by id and version. Empty where there is none.
        """
        with self.reading() as reader:
            return sorted(reader.rows_by_prefix(id_or_prefix, limit), key=_by_version)

    def named(self, *names: str) -> list[Row]:
        """All rows of the articles that came in under one of these addresses or input ids, as `show` orders them."""
        with self.reading() as reader:
            return sorted(reader.rows_named(names), key=_by_version)

    # ── raw bytes ─────────────────────────────────────────────────────────────────────────────

    def raw_writer(self) -> AbstractContextManager[RawWriter]:
        """Append captures' bytes to raw/; inside `writing` only."""
        return raw_writer(self.path / "raw")

    def read_raw(self, location: RawLocation) -> bytes:
        """The bytes of a capture as they came. Raises ArchiveError where they are missing or damaged."""
        return read_raw(self.path / "raw", location)

    # ── upkeep ────────────────────────────────────────────────────────────────────────────────

    def compact(self, *, keep_hours: int = 24) -> dict[str, int]:
        """Join small files, bring each site's rows together, and delete files that no version since `keep_hours` names.

        There is a commit for each AT_ONCE rows, and others may write between two. A reader that began less than
        `keep_hours` ago is not disturbed, and while one has pinned its version nothing is deleted.
        Gives files before, after, deleted, and pinned: 1 where some process kept files from being deleted.
        """
        compaction = Compaction()
        with pinned(self.path):
            self.refresh()
            before = len(self.table.files())
            compaction.look(self.table, self.table.files())
        while self._compact_some(compaction):
            time.sleep(LEASE_TURN if home_of(self.path).shared else TURN)
        with self.writing(), unpinned(self.path) as free:
            after = len(self.table.files())
            deleted = self.table.vacuum(keep_hours) + self._remove_partial(keep_hours) if free else 0
        return {"before": before, "after": after, "deleted": deleted, "pinned": int(not free)}

    def _compact_some(self, compaction: Compaction) -> bool:
        with self.writing() as writer:
            return writer.compact(compaction)

    def _remove_partial(self, hours: int) -> int:
        """Delete files that a killed writer left half written."""
        old = time.time() - hours * 3600
        left = [*self.path.glob(".*.partial"), *self.path.glob("*/.*.partial")]
        gone = [path for path in left if path.is_file() and path.stat().st_mtime < old]
        for path in gone:
            path.unlink()
        for folder in list(self.path.glob(f"*/{UNFINISHED}*")):
            if folder.stat().st_mtime < old:
                shutil.rmtree(folder, ignore_errors=True)
        return len(gone)


def _by_version(row: Row) -> tuple[str, int, str]:
    return row["id"], row["version"], row["row_id"]


@contextmanager
def reading_beside(path: Path) -> Iterator[Reader]:
    """Read as the writer reads who waits meanwhile, from another process: the index is as the writer left it."""
    index = Index(path / "derived" / "index.sqlite")
    try:
        yield Reader(PartFiles(path / "articles"), index)
    finally:
        index.close()
