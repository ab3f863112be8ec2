"""What a batch of pages changes: its own rows, and the rows of pages stored earlier that have a changed fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archiver.boilerplate import judge, keys_of
from archiver.lake.rows import document_of, judged_of
from archiver.learning.books import Books, PinsBySite, Stored, book_of, learned
from archiver.learning.drafts import Draft
from archiver.pipeline import publisher


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
    books = learned(before.values(), drafts.values(), stored)
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
    books = learned(before.values(), after.values(), stored)
    every.update(_affected(books, every, stored))
    _judge_all(every.values(), books, stored, pins)
    _complete_articles(every, books, stored, pins)
    decision = Decision(drafts=_changed(every.values()))
    for site, book in books.items():
        decision.statistics[site], decision.site_pages[site] = book.changes(), book.now.pages
    return decision


def _affected(books: Books, own: Mapping[str, Draft], stored: Stored) -> dict[str, Draft]:
    """Stored pages, besides the batch's own, that have a fact which the batch changed."""
    rows = (row for site, book in books.items() for row in stored.rows_with_keys(site, book.changed_facts()))
    return {row["row_id"]: Draft.of_row(row) for row in rows if row["row_id"] not in own}


def _judge_all(drafts: Iterable[Draft], books: Books, stored: Stored, pins: PinsBySite) -> None:
    for draft in drafts:
        facts = None
        if draft.site is not None:
            facts = book_of(books, draft.site, stored).facts(keys_of(draft.document))
        pinned = pins.of(draft.site)
        draft.judged = judge(draft.document, facts, pins=pinned)
        if not draft.named:
            alone = draft.judged if facts is None and not pinned else None
            draft.source, draft.named = publisher(draft.document, draft.site, alone), True


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
