"""What a batch of pages changes: its own rows, and the rows of pages stored earlier that have a changed fact.

Of these there may be any number, as many as a site has. So what is held at once are the batch's own documents, ids, and
a piece of the rest: statistics are settled first, then the pages are judged, and written, piece by piece.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from archiver.boilerplate import Pins, SiteStatistics, judge
from archiver.duplicates.identity import given_way
from archiver.lake.rows.row import judged_of
from archiver.learning.books import Books, PinsBySite, Stored, book_of, learn
from archiver.learning.drafts import Draft, joined
from archiver.pipeline import concluded, publisher

PIECE = 250
"""Pages that are judged and written at once. With its row before and after, a page takes some 200 KB meanwhile."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to commit, all of it or nothing.

    pieces: rows to write as drafts (with `judged`), new ones and changed ones, PIECE at a time if articles have few:
    an article's rows are in one piece. They are judged when they are asked for, as long as `stored` can be read. gone:
    ids of the stored rows whose places these take; complete when all pieces were asked for. own: ids of the batch's
    rows; new: of those whose page is not stored yet, with another site or none. statistics, site_pages: as they are
    now, where they changed.
    """

    pieces: Iterator[list[Draft]]
    gone: set[str]
    own: frozenset[str]
    new: frozenset[str]
    statistics: dict[str | None, dict[int, bytes]]
    site_pages: dict[str | None, int]


Some = list[Draft | str]
"""Rows to be judged: drafts, and ids of stored ones, which are read when it is their turn."""

Anew = Callable[[Draft], Draft]

Attempt = Callable[[Draft, Callable[[], None]], None]
"""Has a draft judged by calling what it is given, which sets `judged`. One that sees this fail may set it itself."""


def _plainly(_: Draft, judging: Callable[[], None]) -> None:
    judging()


def decide(pages: Sequence[Draft], stored: Stored, pins: PinsBySite, attempt: Attempt = _plainly) -> Decision:
    """What pages change in the archive. Each is a draft of one capture, none of which is stored or has to give way.

    attempt: is asked to have each draft judged, while pieces are asked for; what it raises comes out there.
    """
    outdone = given_way(digest for page in pages for digest in page.captures)
    before = _before(pages, outdone, stored)
    every = joined([*(Draft.of_row(draft.stored).without(outdone) for draft in before if draft.stored), *pages])
    drafts = {row_id: draft for row_id, draft in every.items() if draft.captures}
    books: Books = {}
    learn(books, before, drafts.values(), stored)
    rows: dict[str, Some] = {}
    for draft in sorted(drafts.values(), key=lambda d: (d.site or "", d.article_id)):
        rows.setdefault(draft.article_id, []).append(draft)
    moved = {digest for draft in before for digest in draft.captures} & outdone
    new = frozenset(
        row_id for row_id, draft in drafts.items() if draft.stored is None and not moved & given_way(draft.captures)
    )
    judging = _Judging(books, stored, pins, attempt=attempt)
    return _decision(rows, frozenset(drafts), new, judging, every.keys() - drafts.keys())


def _before(pages: Sequence[Draft], outdone: Collection[str], stored: Stored) -> list[Draft]:
    """The stored rows of the pages' articles, and those that have a capture which gives way to one of the pages'."""
    rows = stored.rows({p.article_id for p in pages}) + (stored.rows_of_captures(outdone) if outdone else [])
    return [Draft.of_row(row) for row in {row["row_id"]: row for row in rows}.values()]


def rejudged(row_ids: Iterable[str], stored: Stored, pins: PinsBySite, anew: Anew | None = None) -> Decision:
    """What changes when the articles are judged again that have one of these rows.

    anew: a draft with its document made anew; asked twice for each row. Statistics follow documents: a page counts as
    it is now.
    """
    rows: dict[str, Some] = {}
    for article_id, row_id in stored.places_of_articles(row_ids):
        rows.setdefault(article_id, []).append(row_id)
    own = frozenset(str(row_id) for some in rows.values() for row_id in some)
    books: Books = {}
    if anew is not None:
        waiting = deque(rows.values())
        while waiting:
            before = _drafts(_next(waiting), stored)
            learn(books, before, joined(map(anew, before)).values(), stored)
    return _decision(rows, own, frozenset(), _Judging(books, stored, pins, anew, own))


def _decision(
    rows: dict[str, Some],
    own: frozenset[str],
    new: frozenset[str],
    judging: _Judging,
    without: Collection[str] = (),
) -> Decision:
    """rows: the batch's, by article. To them come the stored pages that have a fact which the batch changed, but for
    those `without` which the archive is to be."""
    books, gone = judging.books, set(without)
    for site in sorted(filter(judging.stored.has_rows_of, books)):
        for article_id, row_id in judging.stored.places_with_keys(site, books[site].changed_facts()):
            if row_id not in own and row_id not in gone:
                rows.setdefault(article_id, []).append(row_id)
    return Decision(
        judging.pieces(deque(rows.values()), gone),
        gone,
        own,
        new,
        statistics={site: book.changes() for site, book in books.items()},
        site_pages={site: book.now.pages for site, book in books.items()},
    )


@dataclass(frozen=True, slots=True)
class _Judging:
    """What pages are judged with. anew: asked for those of `own`."""

    books: Books
    stored: Stored
    pins: PinsBySite
    anew: Anew | None = None
    own: frozenset[str] = frozenset()
    attempt: Attempt = _plainly

    def pieces(self, waiting: deque[Some], gone: set[str]) -> Iterator[list[Draft]]:
        """The changes, article by article. What has been yielded is not held."""
        while waiting:
            yield self._piece(_next(waiting), gone)

    def _piece(self, some: Some, gone: set[str]) -> list[Draft]:
        drafts = joined(map(self._made, _drafts(some, self.stored)))
        self._judge(drafts.values())
        self._complete(drafts)
        changes = _changed(drafts.values())
        gone.update(row_id for draft in changes for row_id in draft.replaces)
        return changes

    def _made(self, draft: Draft) -> Draft:
        return self.anew(draft) if self.anew and draft.row_id in self.own else draft

    def _judge(self, drafts: Collection[Draft]) -> None:
        keys = {draft.row_id: draft.keys for draft in drafts}
        of_site: dict[str, set[int]] = {}
        for draft in drafts:
            if draft.site is not None:
                of_site.setdefault(draft.site, set()).update(keys[draft.row_id])
        known = {site: book_of(self.books, site, self.stored).known(wanted) for site, wanted in of_site.items()}
        pins = {site: self.pins.of(site) or None for site in {None, *known}}
        for draft in drafts:
            self.attempt(draft, partial(self._judge_one, draft, known, keys[draft.row_id], pins[draft.site]))

    def _judge_one(
        self, draft: Draft, known: Mapping[str, SiteStatistics], keys: frozenset[int], pins: Pins | None
    ) -> None:
        facts = None if draft.site is None else known[draft.site].facts(keys)
        judged = judge(draft.document, facts, pins=pins, prints=draft.prints)
        if not draft.named:
            alone = judged if pins is None and (facts is None or not facts.by_key) else None
            draft.source, draft.named = publisher(draft.document, draft.site, alone, draft.prints), True
        draft.judge(concluded(judged, facts))

    def _complete(self, drafts: dict[str, Draft]) -> None:
        """Add the other rows of articles of which a version changed: their version numbers hang together."""
        ids = {d.article_id for d in drafts.values() if d.version_is_new}
        here = {row_id for d in drafts.values() for row_id in d.replaces}
        others = {row["row_id"]: Draft.of_row(row) for row in self.stored.rows(ids) if row["row_id"] not in here}
        self._judge(others.values())
        drafts.update(others)


def _next(waiting: deque[Some]) -> Some:
    """Take about PIECE rows, of whole articles."""
    some: Some = []
    while waiting and (not some or len(some) + len(waiting[0]) <= PIECE):
        some += waiting.popleft()
    return some


def _drafts(some: Some, stored: Stored) -> list[Draft]:
    read = stored.rows_by_row_id([one for one in some if isinstance(one, str)])
    return [*(one for one in some if isinstance(one, Draft)), *map(Draft.of_row, read)]


def _changed(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts that differ from what is stored, and the rows that share an article with one."""
    by_article: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_article.setdefault(draft.article_id, []).append(draft)
    return [d for article in by_article.values() if any(map(_differs, article)) for d in article]


def _differs(draft: Draft) -> bool:
    if draft.stored is None or draft.may_move or draft.source_is_new:
        return True
    return draft.judged != judged_of(draft.stored)
