"""Rounds: slices are mapped ahead, and, a round at a time, what they gave is reduced and committed.

    slices ──map──▶ spool ──▶ [ a round's refs ] ──reduce──▶ parts ──▶ one commit
            workers              this process       workers            this process

This process holds refs and never pages. It is the archive's only writer from the moment at which it asks what is
stored until the commit; meanwhile the workers go on with the next rounds' slices. A round that is committed is stored:
a crash later costs only what came after, and the same command run again goes on from there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import compress, islice
from typing import TYPE_CHECKING

from archiver.common.processes import give_back_memory
from archiver.duplicates.identity import given_way, without_site
from archiver.engine import Engine, Task
from archiver.errors import CommitRefused
from archiver.ingesting.grouping import by_site, packed
from archiver.ingesting.guard import SECONDS
from archiver.ingesting.judged_again import JudgedAgain
from archiver.ingesting.mapping import MapJob, Mapped, map_slice, numbered
from archiver.ingesting.one_round import Round
from archiver.ingesting.reducing import Noted, Reduced, ReduceJob, RewriteJob, Stored, reduce_sites, rewrite
from archiver.ingesting.spool import Ref, Spool, put_aside_at
from archiver.ingesting.summary import Summary
from archiver.lake.quarantine import entry
from archiver.records import RawLocation
from archiver.sources.item import Options
from archiver.sources.limits import DEFAULT_LIMITS, Limits
from archiver.sources.progress import Progress
from archiver.sources.slices import Range, Slice

if TYPE_CHECKING:
    from archiver.lake import Lake
    from archiver.lake.raw.files import RawWriter
    from archiver.lake.table.parts import Part
    from archiver.lake.writing import Writer

ReduceTask = Task[ReduceJob, Reduced]

AHEAD = 2
"""Slices for each worker that are begun before they are asked for."""

FURTHER = 4
"""... when a round is being decided."""

COMMITS = 3
"""How often a round is decided when commits of others come first, which a lease makes rare (lake/storage/lease.py)."""

TASK = 500
"""Pages that a reduce task takes at least, if the round has them."""


@dataclass(frozen=True, slots=True)
class How:
    """What the user said of a run. looks_for: of language, topics, people, keyphrases. pages: in a round."""

    looks_for: frozenset[str]
    options: Options = field(default_factory=Options)
    limits: Limits = DEFAULT_LIMITS
    seconds: float = SECONDS
    pages: int | None = None


class _ClashError(Exception):
    """Two tasks had the same row: an article of sites that share it only in what is stored."""


class Ingestion:
    """One run. `run` it once."""

    def __init__(
        self,
        lake: Lake,
        engine: Engine,
        spool: Spool,
        how: How,
        progress: Callable[[Progress], None] | None = None,
        summary: Summary | None = None,
    ) -> None:
        self._lake, self._engine, self._spool, self._how, self._progress = lake, engine, spool, how, progress
        self._archive = lake.path.absolute()
        self.summary = Summary() if summary is None else summary
        self._judged_again = JudgedAgain()
        self._path = ""
        self._bytes = self._captures = self._errors = self._stored_bytes = 0
        self._slices: Iterator[tuple[int, Slice]] = iter(())
        self._window: deque[Task[MapJob, Mapped]] = deque()

    def run(self, slices: Iterable[Slice]) -> Summary:
        """Store what is in the slices. Raises ArchiveError, ConflictError."""
        self._lake.known(())  # the index is there before a worker asks it
        self._slices = enumerate(slices)
        for one in self._rounds():
            before = self._stored_bytes
            self._stored(one)
            self._spool.drop(one.before)
            give_back_memory()
            self._stored_bytes = before + one.size
            self._tell()
        return self.summary

    # ── mapping ───────────────────────────────────────────────────────────────────────────────

    def _rounds(self) -> Iterator[Round]:
        workers = max(2, self._engine.jobs)
        one, records = Round(), 0
        for part, mapped in self._mapped():
            before = records if isinstance(part, Range) and part.start else 0
            records = before + mapped.records
            one.mapped.append(mapped)
            one.before[mapped.number] = before
            one.errors += numbered(mapped.errors, before)
            one.size += part.size
            one.sites.update(ref.site for ref in mapped.refs)
            self._mapped_one(part, mapped)
            if one.pages >= self._how.pages if self._how.pages else one.is_full(workers):
                yield one
                one = Round()
        yield one

    def _mapped(self) -> Iterator[tuple[Slice, Mapped]]:
        """Each slice with what it gave, in order; the workers are a few slices ahead."""
        self._map_ahead(AHEAD)
        while self._window:
            yield self._finished(self._window.popleft())
            self._map_ahead(AHEAD)

    def _map_ahead(self, slices: int) -> None:
        """Let so many slices for each worker be under way, or be done and wait for their turn."""
        how = self._how
        for number, part in islice(self._slices, max(0, slices * self._engine.jobs - len(self._window))):
            job = MapJob(self._archive, self._spool.folder, number, part, how.options, how.limits, how.seconds)
            self._window.append(self._engine.start(map_slice, job))

    def _finished(self, task: Task[MapJob, Mapped]) -> tuple[Slice, Mapped]:
        return task.item.part, self._engine.result(task, f"reading {task.item.part.path}")

    def _mapped_one(self, part: Slice, mapped: Mapped) -> None:
        self._path = part.path
        self._bytes += part.size
        self._captures += len(mapped.refs) + mapped.known
        self._errors += len(mapped.errors)
        self._tell()

    def _tell(self, anew: tuple[int, int] | None = None) -> None:
        if self._progress is not None:
            stored = min(self._stored_bytes, self._bytes)
            self._progress(Progress(self._path, self._bytes, self._captures, self._errors, stored, anew))

    # ── reducing ──────────────────────────────────────────────────────────────────────────────

    def _stored(self, one: Round) -> None:
        """Store a round; where another machine was first, decide anew with what that one has stored."""
        if one.pages or one.errors:
            for _ in range(COMMITS - 1):
                try:
                    self._store(one)
                    break
                except CommitRefused:
                    continue
            else:
                self._store(one)
        self.summary.errors += one.errors
        self.summary.unchanged += sum(m.known for m in one.mapped)

    def _store(self, one: Round) -> None:
        """Decide about a round and commit it, as the archive's only writer. Raises CommitRefused."""
        now = datetime.now(UTC)
        with self._lake.writing(advance=lambda *anew: self._tell(anew)) as writer:
            fresh = self._fresh(one, writer)
            tasks, reduced = self._begun(one, fresh, writer, now), list[Reduced]()
            self._map_ahead(FURTHER)  # behind the tasks: what workers do while this process commits
            while True:
                try:
                    self._commit(writer, self._results(tasks, reduced, one.size), one, now)
                    break
                except _ClashError:
                    tasks, reduced = self._joined(tasks, list(self._results(tasks, reduced, one.size)))
        for result in reduced:
            result.noted.unlink()
        self._count(one.pages, reduced)
        self.summary.alone += sum(ref.site is None for ref in fresh)

    def _begun(self, one: Round, fresh: Sequence[Ref], writer: Writer, now: datetime) -> list[ReduceTask]:
        """The tasks that decide about a round's pages. Their bytes are in raw/ then, on the disk before any row names
        them: the disk is waited for while workers decide."""
        with self._lake.raw_writer() as raw:
            groups = by_site(self._keep_bytes(one, fresh, raw), _sites(fresh, writer))
            jobs = [self._job(some, now) for some in packed(groups, TASK, self._engine.jobs)]
            return [self._engine.start(reduce_sites, job) for job in jobs]

    def _fresh(self, one: Round, writer: Writer) -> list[Ref]:
        """The round's pages that are not stored, each capture once, with its site where that was given too."""
        refs = {ref.digest: ref for m in reversed(one.mapped) for ref in reversed(m.refs)}
        known = writer.known(refs) | given_way(refs)
        first = set(map(id, refs.values()))
        return [ref for m in one.mapped for ref in m.refs if id(ref) in first and ref.digest not in known]

    def _keep_bytes(self, one: Round, fresh: Sequence[Ref], raw: RawWriter) -> list[Stored]:
        """Put the captures' bytes into raw/."""
        by_slice: dict[int, list[Ref]] = {}
        for ref in fresh:
            by_slice.setdefault(ref.slice, []).append(ref)
        places: dict[str, RawLocation] = {ref.digest: ref.raw for ref in fresh if ref.raw is not None}
        for number, refs in by_slice.items():
            new = [ref for ref in refs if ref.raw is None]
            ranges = [(ref.warc, ref.warc_length) for ref in new]
            appended = raw.append(self._spool.path_of(refs[0], "warc"), ranges, one.before[number])
            for ref, (file, offset) in zip(new, appended, strict=True):
                places[ref.digest] = RawLocation(file, offset, ref.warc_length, ref.sha256)
        return [Stored(ref, places[ref.digest], one.before[ref.slice]) for ref in fresh]

    def _job(self, pages: list[Stored], now: datetime) -> ReduceJob:
        how = self._how
        return ReduceJob(self._archive, self._spool.folder, tuple(pages), how.looks_for, now, how.seconds)

    def _results(self, tasks: Sequence[ReduceTask], reduced: list[Reduced], size: int) -> Iterator[Reduced]:
        """What the tasks decided, those first of which it is there. size: bytes of all inputs, for the progress."""
        yield from reduced
        for task in tasks[len(reduced) :]:
            reduced.append(self._engine.result(task, "deciding about a batch"))
            self._stored_bytes += size // len(tasks)
            self._tell()
            yield reduced[-1]

    def _joined(
        self, tasks: Sequence[ReduceTask], reduced: Sequence[Reduced]
    ) -> tuple[list[ReduceTask], list[Reduced]]:
        """The tasks of which no two had the same row, and one of all pages of the others."""
        times = Counter(row_id for result in reduced for row_id in result.row_ids)
        alone = [all(times[i] == 1 for i in result.row_ids) for result in reduced]
        pages = [page for task, only in zip(tasks, alone, strict=True) if not only for page in task.item.pages]
        together = self._engine.start(reduce_sites, replace(tasks[0].item, pages=tuple(pages)))
        return [*compress(tasks, alone), together], list(compress(reduced, alone))

    # ── committing ────────────────────────────────────────────────────────────────────────────

    def _commit(self, writer: Writer, results: Iterable[Reduced], one: Round, now: datetime) -> None:
        """Note what tasks decided as it comes, and commit. Raises _ClashError, and then nothing is noted."""
        row_ids, gone, removed = set[str](), set[str](), set[str]()
        errors = list(one.errors)
        with writer.pending() as pending:
            for result in results:
                if not row_ids.isdisjoint(result.row_ids):
                    raise _ClashError
                errors += result.errors + result.lacking
                row_ids |= result.row_ids
                gone |= result.replaced
                removed |= pending.parts_of(result.replaced)
                noted: Noted = put_aside_at(result.noted)
                pending.add(noted.parts, statistics=noted.statistics, site_pages=noted.site_pages)
            removed |= writer.small_parts()
            pending.add(self._rewritten(removed, frozenset(gone)))
            pending.drop(gone - row_ids)
            pending.commit(removed, quarantine=[entry(error, at=now) for error in errors])

    def _rewritten(self, removed: Iterable[str], gone: frozenset[str]) -> list[Part]:
        names = sorted(removed)
        share = max(8, -(-len(names) // self._engine.jobs))
        jobs = [
            RewriteJob(self._archive, tuple(names[i : i + share]), gone) for i in range(0, len(names), share)
        ]
        tasks = [self._engine.start(rewrite, job) for job in jobs]
        return [part for task in tasks for part in self._engine.result(task, "rewriting parts")]

    def _count(self, pages: int, reduced: Sequence[Reduced]) -> None:
        stored, updated = sum(r.stored for r in reduced), sum(r.updated for r in reduced)
        self.summary.stored += stored
        self.summary.updated += updated
        self.summary.unchanged += pages - stored - updated - sum(len(r.errors) for r in reduced)
        self.summary.errors += [error for r in reduced for error in r.errors]
        self.summary.lacking += [error for r in reduced for error in r.lacking]
        self.summary.recleaned += self._judged_again.grown((r.own, r.row_ids) for r in reduced)


def _sites(refs: Sequence[Ref], writer: Writer) -> dict[str, set[str | None]]:
    """The sites under which the archive has the pages' articles, or captures that give way to theirs."""
    found = writer.sites_of({ref.article_id for ref in refs})
    before = writer.sites_of_captures(given_way(ref.digest for ref in refs))
    for ref in refs:
        if (bare := without_site(ref.digest)) in before:
            found.setdefault(ref.article_id, set()).add(before[bare])
    return found
