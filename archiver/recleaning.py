"""Stored pages looked at again: judged by today's rules, with a diff first."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from archiver.records import Capture, Document, JudgedDocument

if TYPE_CHECKING:
    from archiver.lake import Lake
    from archiver.lake.writing import Writer
    from archiver.learning import Decision, Draft

BATCH_PAGES = 2000
"""Pages that are judged at once: what is held in memory, and what a crash can cost."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A block whose verdict is another one now: kept (again), or removed."""

    kept: bool
    text: str
    rule: str
    evidence: str
    score: float


@dataclass(frozen=True, slots=True)
class Change:
    """A page whose clean text changes. blocks: empty where only reasons or facts are others."""

    article_id: str
    title: str | None
    blocks: tuple[ChangedBlock, ...]


@dataclass
class Recleaned:
    """judged: pages looked at. changed: those of which the clean text changes. changes: what it is in some of these."""

    judged: int = 0
    changed: int = 0
    changes: list[Change] = field(default_factory=list)


def reclean(
    archive: Path | str,
    *,
    site: str | None = None,
    from_raw: bool = False,
    apply: bool = False,
    keep: int | None = None,
    batch_pages: int = BATCH_PAGES,
    advance: Callable[[int, str], None] = lambda done, words: None,
    anew: Callable[[int, int], None] = lambda done, total: None,
) -> Recleaned:
    """Judge stored pages again; with `apply`, store what changes, in commits of some thousand pages.

    site: only this site's pages. from_raw: extract anew from the raw bytes (blocks and metadata too). keep: changes to
    tell of; None: all. anew(done, total): told of stored pages of which sites are learned anew first, by new rules. The
    archive is free for other writers between commits, and a run that was killed goes on when
    it is started again. Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner
    from archiver.marking import mark_near_duplicates

    lake = Lake.open(archive, learner=RowLearner())
    result = Recleaned()
    for row_ids in _batches(lake, site, batch_pages, whole=from_raw and not apply):
        with lake.writing(advance=anew) as writer, TemporaryFile(dir=lake.path / "derived") as file:
            decision = _judged_again(lake, writer, row_ids, _FromRaw(lake, file) if from_raw else None)
            pieces = map(partial(_told, result, keep), decision.pieces)
            if apply:
                _store(lake, writer, decision, pieces)
            else:
                deque(pieces, maxlen=0)
        result.judged += len(row_ids)
        advance(result.judged, f"{result.judged:,} pages")
    if apply:
        mark_near_duplicates(archive)
    return result


def _batches(lake: Lake, site: str | None, size: int, *, whole: bool) -> Iterator[list[str]]:
    """Row ids, site by site and part by part, `size` at a time.

    whole: a site's together, however many. What is learned from pages that are extracted anew and not stored is known
    within a batch only.
    """
    with lake.reading() as reader:
        sites = [site] if site is not None else reader.sites()
    held: list[str] = []
    for name in sites:
        with lake.reading() as reader:
            held += reader.row_ids_of_site(name)
        while len(held) >= size:
            count = len(held) if whole else size
            yield held[:count]
            held = held[count:]
    if held:
        yield held


def _judged_again(lake: Lake, writer: Writer, row_ids: list[str], anew: _FromRaw | None) -> Decision:
    """What changes of these rows as they are now, whatever was committed since they were listed."""
    from archiver.ingesting import pins_of
    from archiver.learning import rejudged

    return rejudged(row_ids, writer, pins_of(lake), anew)


def _told(result: Recleaned, keep: int | None, drafts: list[Draft]) -> list[Draft]:
    """Note what changes in some drafts."""
    for change in _changes(drafts):
        result.changed += 1
        if keep is None or len(result.changes) < keep:
            result.changes.append(change)
    return drafts


def _store(lake: Lake, writer: Writer, decision: Decision, pieces: Iterable[list[Draft]]) -> None:
    from archiver.ingesting import EVERYTHING
    from archiver.ingesting.reducing import rows_of
    from archiver.settings import load_pipelines

    writer.commit_pieces(
        map(partial(rows_of, datetime.now(UTC), EVERYTHING, load_pipelines(lake.path)), pieces),
        decision.gone,
        statistics=decision.statistics,
        site_pages=decision.site_pages,
    )


class _FromRaw:
    """Extracts a draft's document anew, where its raw bytes are there and still make one.

    What a batch teaches is known before its pages are judged, so each is asked for twice; documents that are others
    now lie in a file meanwhile.
    """

    def __init__(self, lake: Lake, file: IO[bytes]) -> None:
        import msgspec

        self._lake, self._file = lake, file
        self._encode, self._decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(Document).decode
        self._places: dict[str, tuple[int, int] | None] = {}

    def __call__(self, draft: Draft) -> Draft:
        if draft.row_id not in self._places:
            document = _extracted(self._lake, draft)
            self._places[draft.row_id] = None if document in (None, draft.document) else self._put(document)
        place = self._places[draft.row_id]
        return draft.with_document(draft.document if place is None else self._get(*place))

    def _put(self, document: Document) -> tuple[int, int]:
        return self._file.seek(0, os.SEEK_END), self._file.write(self._encode(document))

    def _get(self, offset: int, length: int) -> Document:
        self._file.seek(offset)
        return self._decode(self._file.read(length))


def _extracted(lake: Lake, draft: Draft) -> Document | None:
    from archiver.pipeline import Failed, extract

    capture = _raw_capture(lake, draft)
    document = extract(capture) if capture else None
    return None if isinstance(document, Failed) else document


def _raw_capture(lake: Lake, draft: Draft) -> Capture | None:
    from archiver.lake.rows.captures import capture_of, raw_location

    location = raw_location(draft.first)
    if location is None:
        return None
    return capture_of(draft.first, lake.read_raw(location), draft.site)


def _changes(drafts: Iterable[Draft]) -> Iterator[Change]:
    from archiver.lake.rows.row import judged_of

    for draft in drafts:
        if draft.judged is None or draft.stored is None or not draft.text_is_new:
            continue
        blocks = tuple(_difference(judged_of(draft.stored), draft.judged))
        yield Change(draft.article_id, draft.judged.document.metadata.title, blocks)


def _difference(before: JudgedDocument, after: JudgedDocument) -> Iterator[ChangedBlock]:
    """Blocks of `after` whose text was not kept (or not removed) in `before`."""
    was = {(b.block.text, b.verdict.kept) for b in before.blocks}
    for b in after.blocks:
        verdict = b.verdict
        if (b.block.text, verdict.kept) not in was:
            yield ChangedBlock(verdict.kept, b.block.text, verdict.rule, verdict.evidence, verdict.score)
