"""`Reader`: what the archive's index answers, and the stored rows that it leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from archiver.lake.index.index import Index
from archiver.lake.rows.schema import Row
from archiver.lake.table.entries import names_of
from archiver.lake.table.parts import PartFiles


class Reader:
    """Reads by the index. Valid inside `Lake.reading` and `Lake.writing` only."""

    def __init__(self, parts: PartFiles, index: Index) -> None:
        self._parts = parts
        self._index = index

    def known(self, captures: Iterable[str]) -> set[str]:
        """Those of the capture digests that are stored already, or gave way to one with a site."""
        return self._index.known(captures)

    def rows(self, article_ids: Iterable[str]) -> list[Row]:
        """All stored rows of these articles, by row id."""
        return self._read(self._index.locate("id", article_ids))

    def rows_by_row_id(self, row_ids: Iterable[str]) -> list[Row]:
        return self._read(self._index.locate("row_id", row_ids))

    def rows_of_captures(self, digests: Iterable[str]) -> list[Row]:
        """All rows that have one of these captures, by row id."""
        return self._read(self._index.locate("capture", digests))

    def sites_of_captures(self, digests: Iterable[str]) -> dict[str, str | None]:
        """The sites of the rows that have these captures, as far as any has."""
        return self._index.sites_of_captures(digests)

    def rows_named(self, names: Iterable[str]) -> list[Row]:
        """All rows of the articles that came in under one of these addresses or input ids, by row id."""
        wanted = set(names)
        rows = self.rows(self._index.ids_named(wanted))
        ids = {row["id"] for row in rows if wanted & set(names_of(row))}
        return [row for row in rows if row["id"] in ids]

    def rows_by_prefix(self, prefix: str, articles: int) -> list[Row]:
        """All rows of the first articles (so many at most) whose id begins so, by row id."""
        return self.rows(self._index.ids_by_prefix(prefix, articles))

    def has_rows_of(self, site: str | None) -> bool:
        """Whether any row of a site is stored."""
        return self._index.has_rows_of(site)

    def places_of_articles(self, row_ids: Iterable[str]) -> list[tuple[str, str]]:
        """(article id, row id) of all rows of the articles that have one of these; those of one part stand together."""
        return self._index.places_of_articles(row_ids)

    def places_with_keys(self, site: str | None, keys: Iterable[int]) -> list[tuple[str, str]]:
        """Likewise of all stored rows of a site that have one of these keys (see Learner.keys)."""
        return self._index.places_with_keys(site, keys)

    def rows_of_site(self, site: str | None) -> Iterable[Row]:
        """All stored rows of a site, file by file, so that memory stays flat."""
        for name, row_ids in sorted(self._index.locate_site(site).items()):
            yield from self._parts.find(name, row_ids).to_pylist()

    def row_ids_of_site(self, site: str | None) -> list[str]:
        """Ids of all stored rows of a site; those of one part stand together."""
        return [row_id for _, row_ids in sorted(self._index.locate_site(site).items()) for row_id in row_ids]

    def sites(self) -> list[str | None]:
        """All sites, sorted; None for pages without one."""
        return [name or None for name in self._index.sites()]

    def _read(self, located: Mapping[str, Collection[str]]) -> list[Row]:
        self._parts.fetch(located)
        rows = [row for name, ids in located.items() for row in self._parts.find(name, ids).to_pylist()]
        return sorted(rows, key=lambda row: str(row["row_id"]))

    def sites_of(self, article_ids: Iterable[str]) -> dict[str, set[str | None]]:
        """The sites under which these articles have rows, as far as they have any."""
        return self._index.sites_of(article_ids)

    def statistics(self, site: str | None, keys: Iterable[int] | None = None) -> dict[int, bytes]:
        """What is known of a site: of these keys, as far as there is anything, or of all."""
        return self._index.statistics(site, keys)

    def every_statistic(self, site: str | None) -> Iterator[tuple[int, bytes]]:
        """All that is known of a site, key by key."""
        return self._index.every_statistic(site)

    def site_pages(self, site: str | None) -> int:
        """Pages of the site that its statistics are made of."""
        return self._index.pages(site)

    def row_count(self) -> int:
        """Rows that the index knows."""
        return self._index.row_count()
