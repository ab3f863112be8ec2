"""What a batch of pages changes in an archive: its own rows, and the rows of pages stored earlier.

The archive must be a pure function of what came in, whatever the order and the batches. Three rules
bring that about:

1. A site's statistics are sums over its articles, each article counted once, by its current row. A sum
   does not depend on order, and what an article counted before is taken back when its current row changes.
2. A verdict depends on a page and on those statistics only through facts that saturate (powers of two),
   so that one more page changes few of them; every stored page that has a changed fact is judged again,
   in the same commit.
3. What is taken from one capture of several (the metadata, the raw bytes) is taken from the one that
   comes first in an order of captures that knows nothing of when they were ingested.

Pure but for the `Stored` that it reads through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Protocol

from archiver.boilerplate import (
    KeyCounts,
    Pins,
    SiteFacts,
    SiteStatistics,
    changed,
    judge,
    keys_of,
    observe,
)
from archiver.boilerplate.statistics import pages_step
from archiver.duplicates.versions import BEFORE_ALL, Place, first_capture, number_versions
from archiver.lake.rows import (
    capture_row,
    document_of,
    enrichment_fields,
    judged_of,
    metadata_of,
    raw_fields,
    row_id,
    to_row,
)
from archiver.pipeline import Page
from archiver.records import Document, Enrichment, JudgedDocument, RawLocation, page_text

Row = dict[str, Any]


READ_BESIDE_TEXT = ("title", "language", "section", "keywords")
"""Of the metadata, what enrichment reads."""


class Stored(Protocol):
    """What is asked of the archive; `lake.Writer` answers."""

    def rows(self, article_ids: Iterable[str]) -> list[Row]: ...
    def rows_with_keys(self, site: str | None, keys: Iterable[int]) -> list[Row]: ...
    def statistics(self, site: str | None, keys: Iterable[int] | None = None) -> dict[int, bytes]: ...
    def site_pages(self, site: str | None) -> int: ...


class PinsBySite(Protocol):
    def of(self, site: str | None) -> Pins: ...


@dataclass
class Draft:
    """A row in the making: one page text of one article, with all captures that gave it.

    stored: the row as it is in the table; None for a new one. first: the capture that document, site and
    source are taken from. judged, enrichment: filled in on the way.
    """

    row_id: str
    article_id: str
    document: Document
    first: Row
    captures: dict[str, Row]
    site: str | None
    source: tuple[str, str] | None
    stored: Row | None = None
    judged: JudgedDocument | None = None
    enrichment: Enrichment | None = None

    @classmethod
    def of_page(cls, page: Page) -> Draft:
        """A page's draft; where its bytes lie is said later (`at`)."""
        capture = capture_row(page.capture, page.digest, page.capture.raw)
        identity = row_id(page.article_id, page_text(page.document.blocks))
        captures = {page.digest: capture}
        return cls(identity, page.article_id, page.document, capture, captures, page.site, page.source)

    @classmethod
    def of_row(cls, row: Row) -> Draft:
        captures = {c["digest"]: c for c in row["captures"]}
        first = dict(first_capture(list(captures.values())))
        origin = next((e["origin"] for e in row["evidence"] if e["field"] == "source"), "")
        source = (row["source"], origin) if row["source"] else None
        document = document_of(row)
        return cls(row["row_id"], row["id"], document, first, captures, row["site"], source, row)

    def at(self, raw: RawLocation, *, records_before: int = 0) -> Draft:
        """The draft of one capture, which lies there. records_before: added to its record's number."""
        (digest,) = self.captures
        record = self.first["input_record"]
        record = record if record is None else record + records_before
        first = {**self.first, "raw": raw_fields(raw), "input_record": record}
        return replace(self, first=first, captures={digest: first})

    def join(self, other: Draft) -> None:
        """Take in another capture's draft of the same page text."""
        self.captures = {**other.captures, **self.captures}
        if first_capture([self.first, other.first]) is other.first:
            self.document, self.first = other.document, other.first
            self.site, self.source = other.site, other.source

    @property
    def seen(self) -> tuple[datetime, str]:
        """When this text was last seen. Of an article, the row with the greatest counts in statistics."""
        times = (c["fetched_at"] or BEFORE_ALL for c in self.captures.values())
        return max(times), self.row_id

    @property
    def text_is_new(self) -> bool:
        assert self.judged is not None
        return self.stored is None or self.stored["text"] != self.judged.text

    @property
    def may_move(self) -> bool:
        """Whether the article's versions may be numbered otherwise than they are stored."""
        return self.stored is None or self.text_is_new or len(self.captures) != len(self.stored["captures"])

    def needs_enrichment(self, looks_for: frozenset[str]) -> bool:
        """Whether anything that enrichment reads is new: the text, or what is stated beside it."""
        return bool(looks_for) and (self.text_is_new or self._states_otherwise)

    @property
    def _states_otherwise(self) -> bool:
        assert self.stored is not None
        then, now = metadata_of(self.stored), self.document.metadata
        return any(getattr(then, name) != getattr(now, name) for name in READ_BESIDE_TEXT)


@dataclass
class Decision:
    """What to commit. drafts: rows to write (with `judged`), new ones and changed ones."""

    drafts: list[Draft] = field(default_factory=list)
    deletes: list[str] = field(default_factory=list)
    statistics: dict[str | None, dict[int, bytes]] = field(default_factory=dict)
    site_pages: dict[str | None, int] = field(default_factory=dict)
    stored: int = 0
    updated: int = 0
    recleaned: int = 0


def decide(pages: Sequence[Draft], stored: Stored, pins: PinsBySite) -> Decision:
    """What pages change in the archive. Each is a draft of one capture, none of which is stored."""
    before = {row["row_id"]: Draft.of_row(row) for row in stored.rows({p.article_id for p in pages})}
    drafts = {identity: Draft.of_row(draft.stored) for identity, draft in before.items() if draft.stored}
    for draft in pages:
        if draft.row_id in drafts:
            drafts[draft.row_id].join(draft)
        else:
            drafts[draft.row_id] = draft
    books = _learned(before.values(), drafts.values(), stored)
    own = set(drafts)
    drafts.update(_affected(books, drafts, stored))
    _judge_all(drafts.values(), books, stored, pins)
    _complete_articles(drafts, books, stored, pins)
    decision = Decision(drafts=_changed(drafts.values()))
    decision.stored = sum(d.stored is None for d in drafts.values())
    decision.updated = len(pages) - decision.stored
    decision.recleaned = sum(d.row_id not in own for d in decision.drafts)
    for site, book in books.items():
        decision.statistics[site], decision.site_pages[site] = book.changes(), book.now.pages
    return decision


def rejudged(drafts: Sequence[Draft], stored: Stored, pins: PinsBySite) -> Decision:
    """What changes when stored pages are judged again (with documents that may be new).

    Statistics follow documents: a page that was extracted anew counts as it is now.
    """
    every = {d.row_id: d for d in drafts}
    moved = {d.article_id for d in drafts if d.stored and d.document.blocks != document_of(d.stored).blocks}
    before = {row["row_id"]: Draft.of_row(row) for row in stored.rows(moved)}
    after = {row_id: every.get(row_id, draft) for row_id, draft in before.items()}
    books = _learned(before.values(), after.values(), stored)
    every.update(_affected(books, every, stored))
    _judge_all(every.values(), books, stored, pins)
    _complete_articles(every, books, stored, pins)
    decision = Decision(drafts=_changed(every.values()))
    for site, book in books.items():
        decision.statistics[site], decision.site_pages[site] = book.changes(), book.now.pages
    return decision


# ── the statistics of the sites in a batch ────────────────────────────────────────────────────


class SiteBook:
    """One site's statistics while a batch is decided: `then` as stored, `now` with the batch."""

    def __init__(self, site: str, stored: Stored) -> None:
        self.site = site
        self._stored = stored
        pages = stored.site_pages(site)
        self.then, self.now = SiteStatistics(pages=pages), SiteStatistics(pages=pages)
        self._loaded: set[int] = set()

    def load(self, keys: Iterable[int] | None) -> None:
        """Make sure that these keys' stored counts (None: all of the site's) are in the book."""
        missing = None if keys is None else set(keys) - self._loaded
        if missing is not None and not missing:
            return
        for key, packed in self._stored.statistics(self.site, missing).items():
            if key not in self._loaded:
                self.then.counts[key] = KeyCounts.from_bytes(packed)
                self.now.counts[key] = KeyCounts.from_bytes(packed)
                self._loaded.add(key)
        self._loaded |= missing or set()

    def count(self, document: Document, sign: int) -> None:
        """Add (1) or take back (-1) an article's page."""
        observation = observe(document)
        self.load(observation.keys)
        (self.now.add if sign > 0 else self.now.remove)(observation)

    def changed_facts(self) -> set[int]:
        """Keys of which the batch changed a fact: pages that have one are judged again."""
        if pages_step(self.then.pages) != pages_step(self.now.pages):
            self.load(None)  # every repeated key's share of the pages may have moved
        return changed(self.then, self.now)

    def changes(self) -> dict[int, bytes]:
        """New values of the keys that the batch changed; empty bytes: the key is gone."""
        then, now = self.then.counts, self.now.counts
        return {
            key: now[key].to_bytes() if key in now else b""
            for key in then.keys() | now.keys()
            if then.get(key) != now.get(key)
        }

    def facts(self, keys: Iterable[int]) -> SiteFacts:
        wanted = set(keys)
        self.load(wanted)
        return self.now.facts(wanted)


Books = dict[str, SiteBook]


def _learned(before: Iterable[Draft], after: Iterable[Draft], stored: Stored) -> Books:
    """Count each article of the batch once, by its current row; take back what it counted before."""
    books: Books = {}
    taken, given = _counted(before), _counted(after)
    for article_id in sorted({*taken, *given}):
        old, new = taken.get(article_id), given.get(article_id)
        if old is not None and new is not None and _counts_alike(old, new):
            continue
        for draft, sign in ((old, -1), (new, 1)):
            if draft is not None and draft.site is not None:
                _book(books, draft.site, stored).count(draft.document, sign)
    return books


def _counted(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Of each article the row that counts: the current one."""
    current: dict[str, Draft] = {}
    for draft in drafts:
        other = current.get(draft.article_id)
        if other is None or draft.seen > other.seen:
            current[draft.article_id] = draft
    return current


def _counts_alike(old: Draft, new: Draft) -> bool:
    return old.row_id == new.row_id and old.site == new.site and old.document.blocks == new.document.blocks


def _book(books: Books, site: str, stored: Stored) -> SiteBook:
    if site not in books:
        books[site] = SiteBook(site, stored)
    return books[site]


def _affected(books: Books, own: Mapping[str, Draft], stored: Stored) -> dict[str, Draft]:
    """Stored pages, besides the batch's own, that have a fact which the batch changed."""
    rows = (row for site, book in books.items() for row in stored.rows_with_keys(site, book.changed_facts()))
    return {row["row_id"]: Draft.of_row(row) for row in rows if row["row_id"] not in own}


# ── verdicts ──────────────────────────────────────────────────────────────────────────────────


def _judge_all(drafts: Iterable[Draft], books: Books, stored: Stored, pins: PinsBySite) -> None:
    for draft in drafts:
        facts = None
        if draft.site is not None:
            facts = _book(books, draft.site, stored).facts(keys_of(draft.document))
        draft.judged = judge(draft.document, facts, pins=pins.of(draft.site))


def _complete_articles(drafts: dict[str, Draft], books: Books, stored: Stored, pins: PinsBySite) -> None:
    """Add the other rows of articles of which a text changed: their version numbers hang together."""
    ids = {d.article_id for d in drafts.values() if d.text_is_new}
    others = {row["row_id"]: Draft.of_row(row) for row in stored.rows(ids) if row["row_id"] not in drafts}
    _judge_all(others.values(), books, stored, pins)
    drafts.update(others)


def _changed(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts that differ from what is stored, and the rows that share an article with one."""
    by_article: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_article.setdefault(draft.article_id, []).append(draft)
    return [d for article in by_article.values() if any(map(_differs, article)) for d in article]


def _differs(draft: Draft) -> bool:
    return draft.stored is None or draft.may_move or draft.judged != judged_of(draft.stored)


# ── rows ──────────────────────────────────────────────────────────────────────────────────────


def to_rows(drafts: Iterable[Draft], now: datetime) -> list[Row]:
    """The drafts' rows, numbered as versions. now: noted as `ingested_at` of those that are new."""
    by_article: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_article.setdefault(draft.article_id, []).append(draft)
    return [row for article in by_article.values() for row in _article_rows(article, now)]


def _article_rows(drafts: Sequence[Draft], now: datetime) -> list[Row]:
    rows = [_row(draft, now) for draft in drafts]
    if any(d.may_move for d in drafts):  # then all of the article's rows are here
        places = {row_id: asdict(place) for row_id, place in number_versions(rows).items()}
    else:
        places = {d.row_id: {name: d.stored[name] for name in _PLACE} for d in drafts if d.stored is not None}
    for row in rows:
        row.update(places[row["row_id"]])
        if not row["is_current"]:  # only an article's current row is compared with others (marking.py)
            row.update(near_duplicate_of=None, similarity=None)
    return rows


_PLACE = tuple(f.name for f in fields(Place))


def _row(draft: Draft, now: datetime) -> Row:
    from archiver import __version__

    assert draft.judged is not None
    row = to_row(
        draft.article_id,
        draft.judged,
        draft.enrichment or Enrichment(),
        site=draft.site,
        captures=list(draft.captures.values()),
        first=draft.first,
        source=draft.source,
        ingested_at=draft.stored["ingested_at"] if draft.stored else now,
        archiver_version=__version__,
    )
    if draft.stored is not None and not draft.text_is_new:
        row.update({name: draft.stored[name] for name in ("near_duplicate_of", "similarity")})
    if draft.enrichment is None and draft.stored is not None:
        kept = ("language", *enrichment_fields(Enrichment()))
        row.update({name: draft.stored[name] for name in kept})
    return row


# ── for the lake, and for a look ──────────────────────────────────────────────────────────────


class RowLearner:
    """What the lake must know of learning to rebuild its index (lake.index.Learner)."""

    def keys(self, row: Row) -> Iterable[int]:
        return keys_of(document_of(row))

    def learn(self, site: str, rows: Iterable[Row]) -> tuple[int, Mapping[int, bytes]]:
        """From all rows of the articles that a site has a row of: the pages that count, and each key's statistics.

        An article of which another site has the current row counts there.
        """
        statistics = SiteStatistics()
        for draft in _counted(map(Draft.of_row, rows)).values():
            if draft.site == site:
                statistics.add(observe(draft.document))
        return statistics.pages, {key: counts.to_bytes() for key, counts in statistics.counts.items()}


def facts_for(document: Document, site: str | None, stored: Stored) -> SiteFacts | None:
    """What the archive knows of a page's site; None where the site is not known."""
    if site is None or not stored.site_pages(site):
        return None
    return SiteBook(site, stored).facts(keys_of(document))
