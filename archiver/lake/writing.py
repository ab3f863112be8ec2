"""`Writer`: what the holder of the archive's lock may do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from archiver.errors import ArchiveError
from archiver.lake import quarantine
from archiver.lake.fixity import Fixity, ends_of
from archiver.lake.index.index import Index
from archiver.lake.index.keys import packed
from archiver.lake.index.sorted_runs import Run
from archiver.lake.reading import Reader
from archiver.lake.relearning import Advance, Learner, fingerprints, learn_stale, quietly
from archiver.lake.rows.schema import Row, to_table
from archiver.lake.table.compacting import Compaction
from archiver.lake.table.delta import ArticleTable
from archiver.lake.table.entries import Entry
from archiver.lake.table.parts import FILE_ROWS, Part

Statistics = Mapping[str | None, Mapping[int, bytes]]

SMALL_FILES = 48
"""So many files of less than a quarter of FILE_ROWS are joined by the next commit."""


class Writer(Reader):
    """Reads by the index, and commits. Valid inside `Lake.writing` only."""

    def __init__(
        self,
        table: ArticleTable,
        index: Index,
        refused: quarantine.Quarantine,
        fixity: Fixity,
        learner: Learner | None,
    ) -> None:
        super().__init__(table, index)
        self._fixity = fixity
        self._table = table
        self._quarantine = refused
        self._learner = learner
        self.keys = learner.keys if learner else fingerprints
        """The keys under which the index finds a row again."""

    def commit(
        self,
        upserts: Sequence[Row],
        deletes: Collection[str] = (),
        *,
        statistics: Statistics | None = None,
        site_pages: Mapping[str | None, int] | None = None,
        captures: Iterable[str] = (),
        quarantine: Iterable[quarantine.Entry] = (),
    ) -> int:
        """Store a batch: one atomic commit to the table, then the index. Gives the table version.

        upserts: whole rows; one whose row_id is stored replaces it. deletes: row ids. statistics: new
        values (not differences) of keys by site; empty bytes forget a key. site_pages: new counts.
        captures: digests that have no row (those in the rows' `captures` are noted anyway). All is
        durable on return; a crash before leaves all of the batch or none of its rows.
        """
        gone = {str(row["row_id"]) for row in upserts} | set(deletes)
        removed = self.outdated(gone)
        changed = {str(row["row_id"]): Entry.of(row, self.keys) for row in upserts}
        return self.commit_parts(
            list(self._table.rewrite(removed, gone, to_table(list(upserts)), changed)),
            removed,
            deletes,
            statistics=statistics,
            site_pages=site_pages,
            captures=captures,
            quarantine=quarantine,
        )

    def commit_pieces(
        self,
        pieces: Iterable[Collection[Row]],
        gone: Collection[str],
        *,
        statistics: Statistics,
        site_pages: Mapping[str | None, int],
    ) -> int:
        """As `commit`, of rows of which some are held at a time. gone: ids of the stored rows whose places they take,
        complete when the pieces are through. Without a row nothing is noted."""
        parts, rest, entries = self._table.filled(pieces, self.keys)
        if not parts and not entries:
            return self._table.version
        removed = self.outdated(gone)
        deletes = set(gone).difference(entries, (entry.row_id for part in parts for entry in part.entries))
        parts += self._table.rewrite(removed, gone, rest, entries)
        return self.commit_parts(parts, removed, deletes, statistics=statistics, site_pages=site_pages)

    def commit_parts(
        self,
        parts: Sequence[Part],
        removed: Collection[str],
        deletes: Collection[str] = (),
        *,
        statistics: Statistics | None = None,
        site_pages: Mapping[str | None, int] | None = None,
        captures: Iterable[str] = (),
        quarantine: Iterable[quarantine.Entry] = (),
    ) -> int:
        """As `commit`, of parts that are written already, by this process or another.

        removed: names of the parts that go. Their rows are in `parts`, or are replaced there, or deleted.
        """
        with self.pending() as pending:
            pending.drop(deletes)
            learned = {site: packed(values) for site, values in (statistics or {}).items()}
            pending.add(parts, statistics=learned, site_pages=site_pages)
            return pending.commit(removed, captures=captures, quarantine=quarantine)

    @contextmanager
    def pending(self) -> Iterator[Pending]:
        """A batch that comes in pieces, and is stored if its `commit` is reached."""
        with self._index.transaction():
            yield Pending(self._table, self._index, self._fixity, self._quarantine)

    def outdated(self, row_ids: Collection[str]) -> set[str]:
        """The parts that a commit must rewrite: those with one of these rows, and small ones when they are many."""
        return set(self._index.locate("row_id", row_ids)) | self.small_parts()

    def small_parts(self) -> set[str]:
        """Parts that had better be joined: when they are many."""
        small = {name for name, rows in self._table.files().items() if rows < FILE_ROWS // 4}
        return small if len(small) >= SMALL_FILES else set()

    def compact(self, compaction: Compaction) -> bool:
        """Write the next parts anew, with a commit; whether there were any. No row changes. Raises ArchiveError."""
        rows = self._table.files()
        old = compaction.next(rows)
        if not old:
            return False
        parts = list(self._table.merge(old))
        expected, written = sum(rows[name] for name in old), sum(len(part.moved) for part in parts)
        if written != expected:
            what = f"{expected:,} rows would have become {written:,}; nothing was changed"
            raise ArchiveError(f"{self._table.path}: {what}")
        version = self._table.commit(parts, old, change=False)
        compaction.look(self._table, [part.name for part in parts])
        self._fixity.note({})
        with self._index.transaction():
            _note(self._index, parts)
            self._index.drop_files(set(old) - {part.name for part in parts})
            self._index.set_version(version)
        return True

    # ── the index after a crash ───────────────────────────────────────────────────────────────

    def sync(self, advance: Advance = quietly, *, noting: bool = False) -> None:
        """Bring the index to the table's version and to the learner's rules; with nothing to do: two comparisons.

        advance(done, total): told of the stored rows of which sites are learned anew. noting: the archive may be
        written, so what a crash left undone after a commit is done too: the log is durable, and digests are noted."""
        if (behind := self._index.version) != self._table.version:
            with self._index.transaction():
                ends = self._follow_files()
                if noting and behind >= 0:
                    self._table.sync(behind + 1)
                    self._fixity.note(ends)
        if self._learner:
            if self._index.rules != self._learner.rules:
                with self._index.transaction():
                    self._index.set_rules(self._learner.rules)
            learn_stale(self._index, self, self._learner, advance)

    def _follow_files(self) -> dict[str, int]:
        """Note new files and forget those that are gone. Gives where the WARC files end that the new ones name."""
        now, noted = set(self._table.files()), self._index.files()
        ends: dict[str, int] = {}

        def entries(name: str) -> list[Entry]:
            found = [Entry.of(row, self.keys) for row in self._table.read(name).to_pylist()]
            ends.update(ends_of(chain(ends.items(), *(entry.raw for entry in found))))
            return found

        self._index.mark_stale(files=noted - now)
        self._index.drop_files(noted - now)
        self._table.fetch(now - noted)
        self._index.put((name, entries(name)) for name in sorted(now - noted))
        self._index.mark_stale(files=now - noted)
        self._index.set_version(self._table.version)
        return ends


class Pending:
    """A batch as it comes: the index has each piece at once, in a transaction that ends with the commit.

    So what it notes of a piece need not be held until all are there, nor wait to be noted until then. Nobody
    else sees any of it before, and where the commit is not reached, all of it is taken back.
    """

    def __init__(
        self, table: ArticleTable, index: Index, fixity: Fixity, refused: quarantine.Quarantine
    ) -> None:
        self._table, self._index, self._fixity, self._quarantine = table, index, fixity, refused
        self._parts: list[Part] = []
        self._ends: dict[str, int] = {}

    def parts_of(self, row_ids: Collection[str]) -> set[str]:
        """The parts of rows, as far as no piece has replaced them."""
        return set(self._index.locate("row_id", row_ids))

    def drop(self, row_ids: Iterable[str]) -> None:
        """Rows that go."""
        self._index.drop(row_ids)

    def add(
        self,
        parts: Iterable[Part],
        *,
        statistics: Mapping[str | None, Run] | None = None,
        site_pages: Mapping[str | None, int] | None = None,
    ) -> None:
        """Parts that are written already, and what is known of sites now. Arguments as in `Writer.commit`."""
        self._index.put(map(self._added, parts))
        self._index.set_statistics(statistics or {})
        for site, pages in (site_pages or {}).items():
            self._index.set_pages(site, pages)

    def _added(self, part: Part) -> tuple[str, Sequence[Entry]]:
        """What is still to be noted of a part."""
        places = (place for entry in part.entries for place in entry.raw)
        self._ends = ends_of(chain(self._ends.items(), places))
        self._parts.append(replace(part, entries=(), moved=()))
        return _moved(self._index, part)

    def commit(
        self,
        removed: Collection[str],
        *,
        captures: Iterable[str] = (),
        quarantine: Iterable[quarantine.Entry] = (),
    ) -> int:
        """Store what was added, in the place of some parts. Gives the table's version. Raises CommitRefused."""
        self._quarantine.add(quarantine)
        version = self._table.commit(self._parts, removed)
        self._fixity.note(self._ends)
        self._index.drop_files(set(removed) - {part.name for part in self._parts})
        self._index.note_captures(captures)
        self._index.set_version(version)
        return version


def _note(index: Index, parts: Iterable[Part]) -> None:
    """Note parts that are new."""
    index.put(_moved(index, part) for part in parts)


def _moved(index: Index, part: Part) -> tuple[str, Sequence[Entry]]:
    """Note where the rows are now that only moved; gives the file and what is to be noted of its others."""
    if part.of:
        index.rename(part.of, part.name)
    else:
        index.move(part.name, part.moved)
    return part.name, part.entries
