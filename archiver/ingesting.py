"""Many captures into an archive: the shell round pipeline.py and learning.py, where reading and writing is.

Captures are extracted on the engine's processes; then, a batch at a time and under the archive's lock,
it is decided what changes (learning.py) and committed. A batch that is committed is stored: a crash
later costs only what came after, and the same command run again goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.engine import Engine, Lost
from archiver.errors import ArchiveError, InputError
from archiver.pipeline import Cleaned, Failed, Page, capture_digest, clean, enrich, place
from archiver.records import Capture, Enrichment, JudgedDocument, RawLocation

if TYPE_CHECKING:
    from archiver.boilerplate import SiteStatistics
    from archiver.lake import Lake
    from archiver.learning import Draft

EVERYTHING = frozenset({"language", "topics", "people", "keyphrases"})

BATCH_PAGES = 1000
"""Pages in a commit: what a crash can cost, and what a commit's fixed price is spread over."""

BATCH_BYTES = 128 << 20


@dataclass
class Summary:
    """What a run did. Every capture that was read is stored, updated, unchanged or quarantined.

    stored: page texts that were not there. updated: captures that added to a page that was there.
    unchanged: captures that were there already. recleaned: pages of earlier runs whose record changed
    because more was learned of their site. errors: one for each that was quarantined.
    """

    stored: int = 0
    updated: int = 0
    unchanged: int = 0
    recleaned: int = 0
    errors: list[InputError] = field(default_factory=list)

    @property
    def quarantined(self) -> int:
        return len(self.errors)

    @property
    def read(self) -> int:
        return self.stored + self.updated + self.unchanged + self.quarantined

    def add(self, other: Summary) -> None:
        """Take in what another run did."""
        for name in ("stored", "updated", "unchanged", "recleaned"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += other.errors

    def counts(self) -> dict[str, int]:
        names = ("read", "stored", "updated", "unchanged", "quarantined", "recleaned")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Known:
    """A capture that the archive has: nothing to do."""


Item = Capture | InputError | Known


def ingest(
    captures: Iterable[Capture | InputError],
    archive: Path | str,
    *,
    jobs: int | None = None,
    looks_for: frozenset[str] = EVERYTHING,
    batch_pages: int = BATCH_PAGES,
) -> Summary:
    """Store captures in the archive at this folder, which is made if it is not there.

    looks_for: of language, topics, people, keyphrases. The order and the batches in which captures come
    make no difference to the articles. Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner
    from archiver.marking import mark_near_duplicates

    lake = Lake.open(archive, create=True, learner=RowLearner())
    summary = Summary()
    with Engine(jobs) as engine:
        placed = engine.map(_place, _with_known(lake, captures))
        while batch := list(_batch(placed, batch_pages)):
            _store(lake, engine, batch, looks_for, summary)
    mark_near_duplicates(archive)
    return summary


def _with_known(lake: Lake, captures: Iterable[Capture | InputError]) -> Iterator[Item]:
    stream = iter(captures)
    while some := list(islice(stream, 200)):
        digests = [capture_digest(c) if isinstance(c, Capture) else "" for c in some]
        known = lake.known(digests)
        yield from (Known() if digest in known else item for digest, item in zip(digests, some, strict=True))


def _place(item: Item) -> Page | Failed | InputError | Known:
    return place(item) if isinstance(item, Capture) else item


def _batch(placed: Iterator[Any], pages: int) -> Iterator[Any]:
    size = 0
    for count, result in enumerate(placed, 1):
        yield result
        size += len(result.capture.body) if isinstance(result, Page) else 0
        if count == pages or size > BATCH_BYTES:
            return


def _store(lake: Lake, engine: Engine, batch: list[Any], looks_for: frozenset[str], summary: Summary) -> None:
    """Decide about a batch and commit it, as the archive's only writer."""
    from archiver.lake.quarantine import entry
    from archiver.learning import decide

    pages = [result for result in batch if isinstance(result, Page)]
    errors = [e for e in map(_error, batch) if e]
    summary.errors += errors
    summary.unchanged += sum(isinstance(result, Known) for result in batch)
    if not pages and not errors:
        return
    now = datetime.now(UTC)
    with lake.writing() as writer:
        known = writer.known([page.digest for page in pages])
        fresh = list({p.digest: p for p in pages if p.digest not in known}.values())
        raw = _keep_bytes(lake, fresh)
        decision = decide(fresh, raw, writer, pins_of(lake))
        upserts = _rows(engine, decision.drafts, looks_for, now)
        writer.commit(
            upserts,
            decision.deletes,
            statistics=decision.statistics,
            site_pages=decision.site_pages,
            quarantine=[entry(e, at=now) for e in errors],
        )
    summary.stored += decision.stored
    summary.updated += decision.updated
    summary.unchanged += len(pages) - decision.stored - decision.updated
    summary.recleaned += decision.recleaned


def _error(result: Any) -> InputError | None:
    if isinstance(result, Failed):
        return result.error
    if isinstance(result, Lost):
        item = result.item
        if isinstance(item, Capture):
            return InputError(item.origin, "process-lost", "this page ended the process that read it")
    return result if isinstance(result, InputError) else None


def _keep_bytes(lake: Lake, pages: list[Page]) -> dict[str, RawLocation]:
    """Where the captures' bytes lie in raw/, on the disk before any row names them; by capture digest."""
    with lake.raw_writer() as writer:
        return {page.digest: page.capture.raw or writer.write(page.capture) for page in pages}


def _rows(
    engine: Engine, drafts: list[Draft], looks_for: frozenset[str], now: datetime
) -> list[dict[str, Any]]:
    from archiver.learning import to_rows

    wanting = [d for d in drafts if d.needs_enrichment(looks_for)]
    work = partial(_enrich, looks_for=looks_for)
    found = engine.map(work, [(d.judged, d.source[0] if d.source else None) for d in wanting], chunk=16)
    for draft, enrichment in zip(wanting, found, strict=True):
        draft.enrichment = Enrichment() if isinstance(enrichment, Lost) else enrichment
    return to_rows(drafts, now)


def _enrich(item: tuple[JudgedDocument, str | None], *, looks_for: frozenset[str]) -> Enrichment:
    return enrich(*item, looks_for)


def pins_of(lake: Lake) -> Any:
    """What a person has pinned as content or furniture (archiver.toml)."""
    from archiver.settings import load_pins

    return load_pins(lake.path)


def cleaned_with_archive(capture: Capture, archive: Path | str) -> Cleaned:
    """One page judged with what an archive knows of its site; alone where there is no archive.

    Raises InputError where the page cannot be read.
    """
    from archiver.lake import Lake
    from archiver.learning import facts_for

    page = place(capture)
    if isinstance(page, Failed):
        raise page.error
    try:
        lake = Lake.open(archive)
    except ArchiveError:
        alone = clean(capture)
        assert isinstance(alone, Cleaned)
        return alone
    from archiver.boilerplate import judge

    with lake.reading() as reader:
        facts = facts_for(page.document, page.site, reader)
    return Cleaned(judge(page.document, facts, pins=pins_of(lake).of(page.site)), page.source)


def explained(lake: Lake, row: dict[str, Any]) -> JudgedDocument:
    """The judged document of a stored row, its evidence with the exact counts of today.

    (A record itself holds coarse counts, which do not change with every page that comes.)
    """
    from archiver.boilerplate import explain
    from archiver.lake.rows import judged_of

    judged = judged_of(row)
    told = explain(judged, known_of(lake, row["site"], {b.fingerprint for b in judged.blocks}))
    blocks = (
        replace(block, verdict=replace(block.verdict, evidence=now.evidence))
        for block, now in zip(judged.blocks, told, strict=True)
    )
    return replace(judged, blocks=tuple(blocks))


def known_of(lake: Lake, site: str | None, keys: set[int]) -> SiteStatistics:
    """What is known of a site today: the counts of these keys."""
    from archiver.boilerplate import SiteStatistics

    with lake.reading() as reader:
        statistics = SiteStatistics(pages=reader.site_pages(site))
        statistics.load(reader.statistics(site, keys))
    return statistics
