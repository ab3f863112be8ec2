"""The statistics of the sites in a batch: as they are stored, and as they are with the batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from archiver.boilerplate import KeyCounts, Observation, Pins, SiteFacts, SiteStatistics, changed, keys_of, observe
from archiver.boilerplate.site.quantising import pages_step
from archiver.learning.drafts import Draft, Row
from archiver.records import Document


class Stored(Protocol):
    """What is asked of the archive; `lake.Writer` answers."""

    def rows(self, article_ids: Iterable[str]) -> list[Row]: ...
    def rows_by_row_id(self, row_ids: Iterable[str]) -> list[Row]: ...
    def rows_of_captures(self, digests: Iterable[str]) -> list[Row]: ...
    def has_rows_of(self, site: str | None) -> bool: ...
    def places_of_articles(self, row_ids: Iterable[str]) -> list[tuple[str, str]]: ...
    def places_with_keys(self, site: str | None, keys: Iterable[int]) -> list[tuple[str, str]]: ...
    def statistics(self, site: str | None, keys: Iterable[int] | None = None) -> dict[int, bytes]: ...
    def every_statistic(self, site: str | None) -> Iterator[tuple[int, bytes]]: ...
    def site_pages(self, site: str | None) -> int: ...


class PinsBySite(Protocol):
    def of(self, site: str | None) -> Pins: ...


class SiteBook:
    """One site's statistics while a batch is decided: `then` as stored, `now` with the batch.

    Of the keys that the batch counts; others, of which a site may have millions, are looked up and not kept.
    """

    def __init__(self, site: str, stored: Stored) -> None:
        self.site = site
        self._stored = stored
        pages = stored.site_pages(site)
        self.then, self.now = SiteStatistics(pages=pages), SiteStatistics(pages=pages)
        self._loaded: set[int] = set()

    def _load(self, keys: set[int]) -> None:
        """Make sure that these keys' stored counts are in the book."""
        missing = keys - self._loaded
        known = missing and self.then.pages  # nothing is known of a site without pages
        for key, packed in self._stored.statistics(self.site, missing).items() if known else ():
            self.then.counts[key] = KeyCounts.from_bytes(packed)
            self.now.counts[key] = KeyCounts.from_bytes(packed)
        self._loaded |= missing

    def count(self, pages: Iterable[tuple[Draft, int]]) -> None:
        """Add (1) or take back (-1) articles' pages, and note their keys. The archive is asked once for all of them."""
        observed: list[tuple[Observation, int]] = []
        for draft, sign in pages:
            observation = observe(draft.document)
            draft.prints, draft.known_keys = observation.prints, observation.keys
            observed.append((observation, sign))
        self._load(set().union(*(observation.keys for observation, _ in observed)))
        for observation, sign in observed:
            (self.now.add if sign > 0 else self.now.remove)(observation)

    def changed_facts(self) -> set[int]:
        """Keys of which the batch changed a fact: pages that have one are judged again."""
        found = changed(self.then, self.now)
        if pages_step(self.then.pages) != pages_step(self.now.pages):
            found.update(self._moved())
        return found

    def _moved(self) -> Iterator[int]:
        """Keys that the batch does not count, of which a fact is another one since the site has more pages."""
        for key, packed in self._stored.every_statistic(self.site):
            counts = KeyCounts.from_bytes(packed)
            if key not in self._loaded and counts.facts(self.then.pages) != counts.facts(self.now.pages):
                yield key

    def changes(self) -> dict[int, bytes]:
        """New values of the keys that the batch changed; empty bytes: the key is gone."""
        then, now = self.then.counts, self.now.counts
        if not then:
            return self.now.packed()
        found = {key: b"" for key in then if key not in now}
        for key, counts in now.items():
            packed, before = counts.to_bytes(), then.get(key)
            if before is None or before.to_bytes() != packed:
                found[key] = packed
        return found

    def known(self, keys: Collection[int]) -> SiteStatistics:
        """What is known with the batch, about these keys at least."""
        if self._loaded.issuperset(keys):
            return self.now
        others = [key for key in keys if key not in self._loaded]
        own = {key: counts for key in keys if (counts := self.now.counts.get(key)) is not None}
        found = SiteStatistics(self.now.pages, own)
        found.load(self._stored.statistics(self.site, others))
        return found


Books = dict[str, SiteBook]


def learn(books: Books, before: Iterable[Draft], after: Iterable[Draft], stored: Stored) -> None:
    """Count each of these articles once, by its current row; take back what it counted before."""
    pages: dict[str, list[tuple[Draft, int]]] = {}
    taken, given = counted(before), counted(after)
    for article_id in sorted({*taken, *given}):
        old, new = taken.get(article_id), given.get(article_id)
        if old is not None and new is not None and _counts_alike(old, new):
            continue
        for draft, sign in ((old, -1), (new, 1)):
            if draft is not None and draft.site is not None:
                pages.setdefault(draft.site, []).append((draft, sign))
    for site, counting in pages.items():
        book_of(books, site, stored).count(counting)


def counted(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Of each article the row that counts: the current one."""
    current: dict[str, Draft] = {}
    for draft in drafts:
        other = current.get(draft.article_id)
        if other is None or draft.seen > other.seen:
            current[draft.article_id] = draft
    return current


def _counts_alike(old: Draft, new: Draft) -> bool:
    return old.row_id == new.row_id and old.site == new.site and old.document.blocks == new.document.blocks


def book_of(books: Books, site: str, stored: Stored) -> SiteBook:
    if site not in books:
        books[site] = SiteBook(site, stored)
    return books[site]


def facts_for(document: Document, site: str | None, stored: Stored) -> SiteFacts | None:
    """What the archive knows of a page's site; None where the site is not known."""
    if site is None or not stored.site_pages(site):
        return None
    keys = keys_of(document)
    return SiteBook(site, stored).known(keys).facts(keys)
