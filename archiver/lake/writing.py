"""`Reader` and `Writer`: what the index answers, and what the holder of the archive's lock may do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from archiver.lake.index import Index, Learner, fingerprints
from archiver.lake.quarantine import Entry, Quarantine
from archiver.lake.schema import Row, to_table
from archiver.lake.table import FILE_ROWS, ArticleTable

SMALL_FILES = 48
"""So many files of less than a quarter of FILE_ROWS are joined by the next commit."""


class Reader:
    """Reads by the index. Valid inside `Lake.reading` and `Lake.writing` only."""

    def __init__(self, table: ArticleTable, index: Index) -> None:
        self._table = table
        self._index = index

    def known(self, captures: Iterable[str]) -> set[str]:
        """Those of the capture digests that are stored already."""
        return self._index.known(captures)

    def rows(self, article_ids: Iterable[str]) -> list[Row]:
        """All stored rows of these articles, by row id."""
        return self._read(self._index.locate("id", article_ids))

    def rows_by_row_id(self, row_ids: Iterable[str]) -> list[Row]:
        return self._read(self._index.locate("row_id", row_ids))

    def rows_with_keys(self, site: str | None, keys: Iterable[int]) -> list[Row]:
        """All stored rows of a site that have one of these keys (see Learner.keys), by row id."""
        return self._read(self._index.locate_keys(site, keys))

    def rows_of_site(self, site: str | None) -> Iterable[Row]:
        """All stored rows of a site, file by file, so that memory stays flat."""
        for name, row_ids in sorted(self._index.locate_site(site).items()):
            yield from self._table.find(name, row_ids).to_pylist()

    def _read(self, located: Mapping[str, Collection[str]]) -> list[Row]:
        rows = [row for name, ids in located.items() for row in self._table.find(name, ids).to_pylist()]
        return sorted(rows, key=lambda row: str(row["row_id"]))

    def statistics(self, site: str | None, keys: Iterable[int] | None = None) -> dict[int, bytes]:
        """What is known of a site: of these keys, as far as there is anything, or of all."""
        return self._index.statistics(site, keys)

    def site_pages(self, site: str | None) -> int:
        """Pages of the site that its statistics are made of."""
        return self._index.pages(site)

    def row_count(self) -> int:
        """Rows that the index knows."""
        return self._index.row_count()


class Writer(Reader):
    """Reads by the index, and commits. Valid inside `Lake.writing` only."""

    def __init__(self, table: ArticleTable, index: Index, quarantine: Quarantine, learner: Learner | None) -> None:
        super().__init__(table, index)
        self._quarantine = quarantine
        self._learner = learner
        self._keys = learner.keys if learner else fingerprints

    def commit(
        self,
        upserts: Sequence[Row],
        deletes: Collection[str] = (),
        *,
        statistics: Mapping[str | None, Mapping[int, bytes]] | None = None,
        site_pages: Mapping[str | None, int] | None = None,
        captures: Iterable[str] = (),
        quarantine: Iterable[Entry] = (),
    ) -> int:
        """Store a batch: one atomic commit to the table, then the index. Gives the table version.

        upserts: whole rows; one whose row_id is stored replaces it. deletes: row ids. statistics: new
        values (not differences) of keys by site; empty bytes forget a key. site_pages: new counts.
        captures: digests that have no row (those in the rows' `captures` are noted anyway). All is
        durable on return; a crash before leaves all of the batch or none of its rows.
        """
        self._quarantine.add(quarantine)
        written, removed = self._swap(upserts, deletes)
        version = self._table.commit(written, removed)
        changed = {str(row["row_id"]): row for row in upserts}
        with self._index.transaction():
            self._index.drop(deletes)
            self._note_files(written, removed, changed)
            for site, values in (statistics or {}).items():
                self._index.set_statistics(site, values)
            for site, pages in (site_pages or {}).items():
                self._index.set_pages(site, pages)
            self._index.note_captures(captures)
            self._index.set_version(version)
        return version

    def _swap(self, upserts: Sequence[Row], deletes: Collection[str]) -> tuple[list[tuple[str, pa.Table]], set[str]]:
        """Write the new files of a batch; gives them, and the names of those that they replace."""
        gone = {row["row_id"] for row in upserts} | set(deletes)
        removed = set(self._index.locate("row_id", gone)) | self._small_files()
        parts = [_without(self._table.read(name), gone) for name in sorted(removed)]
        if upserts:
            parts.append(to_table(list(upserts)))
        return (list(self._table.write(pa.concat_tables(parts))) if parts else []), removed

    def _small_files(self) -> set[str]:
        small = {name for name, rows in self._table.files().items() if rows < FILE_ROWS // 4}
        return small if len(small) >= SMALL_FILES else set()

    def _note_files(
        self, written: Sequence[tuple[str, pa.Table]], removed: Collection[str], changed: Mapping[str, Row]
    ) -> None:
        for name, table in written:
            ids = table["row_id"].to_pylist()
            self._index.move(name, [i for i in ids if i not in changed])
            self._index.put(name, [changed[i] for i in ids if i in changed], self._keys)
        self._index.drop_files(set(removed) - {name for name, _ in written})

    def compact(self) -> int:
        """Join files that are not full, site by site. No row changes. Gives the table version."""
        loose = [name for name, rows in self._table.files().items() if rows < FILE_ROWS // 2]
        if len(loose) < 2:
            return self._table.version
        whole = pa.concat_tables([self._table.read(name) for name in sorted(loose)])
        written = list(self._table.write(whole))
        version = self._table.commit(written, loose, change=False)
        with self._index.transaction():
            self._note_files(written, loose, {})
            self._index.set_version(version)
        return version

    # ── the index after a crash ───────────────────────────────────────────────────────────────

    def sync(self) -> None:
        """Bring the index to the table's version; with nothing to do this costs one comparison."""
        if self._index.version != self._table.version:
            self._follow_files()
        if self._learner:
            for site in self._index.stale_sites():
                self._learn(self._learner, site)

    def _follow_files(self) -> None:
        now, noted = set(self._table.files()), self._index.files()
        with self._index.transaction():
            self._index.mark_stale(files=noted - now)
            self._index.drop_files(noted - now)
            for name in sorted(now - noted):
                self._index.put(name, self._table.read(name).to_pylist(), self._keys)
            self._index.mark_stale(files=now - noted)
            self._index.set_version(self._table.version)

    def _learn(self, learner: Learner, site: str) -> None:
        pages, values = learner.learn(self.rows_of_site(site))
        with self._index.transaction():
            self._index.set_learned(site, pages, values)


def _without(table: pa.Table, row_ids: Iterable[str]) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table["row_id"], value_set=pa.array(list(row_ids), pa.string()))))
