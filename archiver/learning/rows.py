"""Drafts as rows of the table, numbered as versions of their articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime

from archiver.duplicates.versions import Place, number_versions
from archiver.lake.rows.row import enrichment_fields, to_row
from archiver.learning.drafts import Draft, Row
from archiver.records import Enrichment


def to_rows(drafts: Iterable[Draft], now: datetime) -> list[Row]:
    """The drafts' rows, numbered as versions. now: noted as `ingested_at` of those that are new."""
    by_article: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_article.setdefault(draft.article_id, []).append(draft)
    return [row for article in by_article.values() for row in _article_rows(article, now)]


def _article_rows(drafts: Sequence[Draft], now: datetime) -> list[Row]:
    rows = [_row(draft, now) for draft in drafts]
    if len(rows) == 1 and drafts[0].may_move:
        return rows  # which say so of themselves
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
        identity=draft.row_id,
        text=draft.text,
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
