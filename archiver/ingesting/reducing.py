"""The reduce: some sites' pages are decided together, and become parts of the table that wait for a commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.errors import InputError
from archiver.ingesting.deciding_watched import LeftOut, Watched
from archiver.ingesting.guard import SECONDS, Watch
from archiver.ingesting.journal import Journal
from archiver.ingesting.spool import Ref, Spool
from archiver.lake.index.keys import packed
from archiver.lake.index.sorted_runs import Run
from archiver.lake.rows.schema import Row
from archiver.lake.table.parts import Part, PartFiles
from archiver.learning import Decision, Draft, decide, to_rows
from archiver.pipeline import enrich_text
from archiver.records import RawLocation

if TYPE_CHECKING:
    from archiver.enrich.people.pipelines import Pipelines


@dataclass(frozen=True, slots=True)
class Stored:
    """A page whose bytes are in the archive. before: records of its file that lie before its slice."""

    ref: Ref
    raw: RawLocation
    before: int


@dataclass(frozen=True, slots=True)
class ReduceJob:
    """Pages to be decided: all of the batch that are of these sites. now: noted in rows that are new. seconds: CPU time
    for what is done to one page."""

    archive: Path
    spool: Path
    pages: tuple[Stored, ...]
    looks_for: frozenset[str]
    now: datetime
    seconds: float = SECONDS

    @property
    def journal(self) -> Path:
        """Where attempts at this note what they are at. No other task of the run has its first page."""
        first = self.pages[0].ref
        return Spool(self.spool).path(first.slice, f"{first.offset}.at")


@dataclass(frozen=True, slots=True)
class Noted:
    """What the index must know of what a task decided. statistics, site_pages: as in Decision, those packed."""

    parts: tuple[Part, ...]
    statistics: dict[str | None, Run]
    site_pages: dict[str | None, int]


@dataclass(frozen=True, slots=True)
class Reduced:
    """What a task decided. row_ids: of the rows in its parts; own: of the batch's pages; replaced: ids of stored rows
    that have new ones there.

    noted: where in the spool its Noted lies, some kilobytes a page that are many for a round. stored, updated: pages of
    the batch. errors: of those that are left out; lacking: of what could not be found out about others.
    """

    row_ids: frozenset[str]
    own: frozenset[str]
    replaced: frozenset[str]
    noted: Path
    stored: int
    updated: int
    errors: tuple[InputError, ...] = ()
    lacking: tuple[InputError, ...] = ()


def reduce_sites(job: ReduceJob) -> Reduced:
    """Decide about pages with what the archive knows of their sites. Writes parts, commits nothing: can be done
    again.

    A new page that does harm is left out, and the others are decided without it, for it is in the site's statistics.
    """
    Spool(job.spool).must_be_seen()
    journal = Journal(job.journal)
    watch, left_out = Watch(job.seconds, journal), dict[str, LeftOut]()
    while True:
        try:
            reduced = _decided(job, watch, left_out)
            break
        except LeftOut as harmful:
            left_out[harmful.row_id] = harmful
    journal.done()
    return reduced


def _decided(job: ReduceJob, watch: Watch, left_out: dict[str, LeftOut]) -> Reduced:
    from archiver.lake.lake import reading_beside
    from archiver.settings import load_pins, load_pipelines

    pages, errors, watched = list[Draft](), list[InputError](), Watched(watch)
    for draft in _drafts(job):
        if draft.row_id in left_out:
            errors.append(left_out[draft.row_id].error(draft))
        else:
            pages.append(draft)
    with reading_beside(job.archive) as reader:
        decision = decide(pages, reader, load_pins(job.archive), watched.judging)
        pages.clear()  # what has been written need not be held
        keys = dict[str, frozenset[int]]()
        pieces = map(partial(_noting_keys, keys), decision.pieces)
        to_write = partial(rows_of, job.now, job.looks_for, load_pipelines(job.archive), watched=watched)
        files = PartFiles(job.archive / "articles")
        parts = files.write_pieces(map(to_write, pieces), lambda row: keys.pop(row["row_id"]))
        return _reduced(job, decision, tuple(parts), errors, watched.lacking)


def _drafts(job: ReduceJob) -> Iterator[Draft]:
    by_place = {(page.ref.slice, page.ref.offset): page for page in job.pages}
    for ref, draft in Spool(job.spool).drafts(page.ref for page in job.pages):
        page = by_place[ref.slice, ref.offset]
        draft.lies_at(page.raw, records_before=page.before)
        yield draft


def _noting_keys(keys: dict[str, frozenset[int]], drafts: list[Draft]) -> list[Draft]:
    """Note under which keys the index will find the drafts' rows, by row id: those that they were judged by."""
    keys.update((draft.row_id, draft.keys) for draft in drafts)
    return drafts


def rows_of(
    now: datetime,
    looks_for: frozenset[str],
    pipelines: Pipelines,
    drafts: Sequence[Draft],
    watched: Watched | None = None,
) -> list[Row]:
    """The rows of drafts, with what is found out about those that have a new text. now: noted in rows that are new."""
    enrich_drafts(drafts, looks_for, pipelines, watched or Watched(Watch(SECONDS)))
    return to_rows(drafts, now)


def enrich_drafts(
    drafts: Iterable[Draft], looks_for: frozenset[str], pipelines: Pipelines, watched: Watched
) -> None:
    """Find out what the drafts with a new text are about. One that does harm goes without."""
    for draft in drafts:
        if draft.needs_enrichment(looks_for):
            watched.enriching(draft, partial(_enrich, draft, looks_for, pipelines))


def _enrich(draft: Draft, looks_for: frozenset[str], pipelines: Pipelines) -> None:
    assert draft.judged is not None
    source, metadata = draft.source[0] if draft.source else None, draft.judged.document.metadata
    draft.enrichment = enrich_text(draft.text, metadata, source, looks_for, pipelines)


def _reduced(
    job: ReduceJob, decision: Decision, parts: tuple[Part, ...], errors: list[InputError], lacking: list[InputError]
) -> Reduced:
    learned = {site: packed(values) for site, values in decision.statistics.items()}
    written = frozenset(entry.row_id for part in parts for entry in part.entries)
    return Reduced(
        row_ids=written,
        own=decision.own,
        replaced=frozenset(decision.gone),
        noted=Spool(job.spool).put_aside(Noted(parts, learned, decision.site_pages)),
        stored=len(decision.new),
        updated=len(job.pages) - len(errors) - len(decision.new),
        errors=tuple(errors),
        lacking=tuple(lacking),
    )


@dataclass(frozen=True, slots=True)
class RewriteJob:
    """Parts of which rows are replaced elsewhere."""

    archive: Path
    names: tuple[str, ...]
    without: frozenset[str]


def rewrite(job: RewriteJob) -> Sequence[Part]:
    """What is left of the parts, as new ones."""
    return list(PartFiles(job.archive / "articles").rewrite(job.names, job.without))
