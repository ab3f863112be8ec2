"""Stored articles enriched: what `archiver ingest --without` left out, or what an older version found.

A record notes the version of each part of its enrichment, so that what is missing can be told from what is
there, and a run that was killed goes on by itself: the records that its commits reached need nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.engine import Engine, Lost
from archiver.ingesting import EVERYTHING
from archiver.records import Enrichment, Metadata

if TYPE_CHECKING:
    from archiver.enrich.people.pipelines import Pipelines
    from archiver.lake import Lake
    from archiver.lake.writing import Writer

Row = dict[str, Any]

BATCH_PAGES = 1000
"""Records in a commit: what a crash can cost, and what a commit's fixed price is spread over."""


@dataclass
class Enriched:
    """enriched: records that were given something. unchanged: those that had it all. failed: those whose
    text ended the process that read it; they stay as they were."""

    enriched: int = 0
    unchanged: int = 0
    failed: int = 0

    def counts(self) -> dict[str, int]:
        return {"enriched": self.enriched, "unchanged": self.unchanged, "failed": self.failed}


def enrich_stored(
    archive: Path | str,
    *,
    looks_for: frozenset[str] = EVERYTHING,
    site: str | None = None,
    jobs: int | None = None,
    batch_pages: int = BATCH_PAGES,
    advance: Callable[[int, int, Enriched], None] = lambda done, total, result: None,
    tell: Callable[[int, int], None] = lambda done, total: None,
    anew: Callable[[int, int], None] = lambda done, total: None,
) -> Enriched:
    """Find what is missing, or of an older version, in the archive's records; one commit for each batch.

    looks_for: of language, topics, people, keyphrases. site: only this site's records. advance(done, total,
    so far) is called after each commit, tell(done, total) for each record that was read; anew(done, total): told of
    stored pages of which sites are learned anew first, by new rules. The archive is free for other writers between
    commits. Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner
    from archiver.marking import finish_marks
    from archiver.settings import load_pipelines

    how = How(looks_for, load_pipelines(Path(archive)))
    lake = Lake.open(archive, learner=RowLearner())
    result = Enriched()
    lacking = list(_lacking(lake, how, site, result))
    with Engine(jobs) as engine:
        for done in range(0, len(lacking), batch_pages):
            batch = lacking[done : done + batch_pages]
            with lake.writing(advance=anew) as writer:
                for number in _enrich_batch(writer, engine, batch, how, result):
                    tell(done + number, len(lacking))
            advance(done + len(batch), len(lacking), result)
    finish_marks(archive)
    return result


def of_older_words(lake: Lake) -> int:
    """How many rows `enrich` would find something else in, for an older version has looked."""
    from archiver.enrich import is_of_older_words
    from archiver.explore.sql import query

    counts = query(lake.path, "SELECT enrich_version, count(*) AS rows FROM stored GROUP BY ALL").to_pylist()
    return sum(row["rows"] for row in counts if is_of_older_words(row["enrich_version"]))


@dataclass(frozen=True, slots=True)
class How:
    """looks_for: of language, topics, people, keyphrases. pipelines: larger models for people, by language."""

    looks_for: frozenset[str]
    pipelines: Pipelines

    def missing(self, row: Row) -> frozenset[str]:
        """What a row lacks, or has of an older version or another model."""
        from archiver.enrich import outdated, pipeline_of

        return outdated(row["enrich_version"], self.looks_for, pipeline_of(self.pipelines, row["language"]))


def _lacking(lake: Lake, how: How, site: str | None, result: Enriched) -> Iterator[str]:
    """Ids of the rows that lack something; rows of one file stand together, so that it is rewritten once."""
    where = {} if site is None else {"site": [site]}
    for row in lake.scan(["row_id", "enrich_version", "language"], where):
        if how.missing(row):
            yield row["row_id"]
        else:
            result.unchanged += 1


@dataclass(frozen=True, slots=True)
class Task:
    """What a process is sent of a row. language: as stored. parts: to find. has: parts that it has."""

    text: str
    metadata: Metadata
    source: str | None
    language: str | None
    parts: frozenset[str]
    has: frozenset[str]
    pipelines: Pipelines


def _enrich_batch(writer: Writer, engine: Engine, row_ids: list[str], how: How, result: Enriched) -> Iterator[int]:
    """Enrich and commit rows as they are now, whatever another writer did to them since they were listed.

    Gives how many of them were read so far; all are committed when it ends.
    """
    rows = [(row, task) for row in writer.rows_by_row_id(row_ids) if (task := _task(row, how)).parts]
    changed: list[Row] = []
    results = engine.map(enrich_task, (t for _, t in rows), chunk=16)
    for number, ((row, _), found) in enumerate(zip(rows, results, strict=True), 1):
        yield number
        if isinstance(found, Lost):
            result.failed += 1
        else:
            changed.append(_with(row, found))
    result.enriched += len(changed)
    result.unchanged += len(row_ids) - len(rows)
    if changed:
        writer.commit(changed)


def _task(row: Row, how: How) -> Task:
    from archiver.lake.rows.row import metadata_of

    has = frozenset(part for part in EVERYTHING if row[part] is not None)
    text, metadata, missing = row["text"], metadata_of(row), how.missing(row)
    return Task(text, metadata, row["source"], row["language"], missing, has, how.pipelines)


def enrich_task(task: Task) -> Enrichment:
    """The missing parts; and all that the row has, where its language turns out to be another one."""
    from archiver.pipeline import enrich_text

    found = enrich_text(task.text, task.metadata, task.source, task.parts, task.pipelines)
    others = task.has - task.parts
    if "language" in task.parts and others and (found.language or task.metadata.language) != task.language:
        return enrich_text(task.text, task.metadata, task.source, task.parts | others, task.pipelines)
    return found


def _with(row: Row, found: Enrichment) -> Row:
    from archiver.enrich import joined_version
    from archiver.lake.rows.row import enrichment_fields

    fields = {name: value for name, value in enrichment_fields(found).items() if value is not None}
    fields["enrich_version"] = joined_version(row["enrich_version"], found.version)
    if "language/" in found.version:
        fields["language"] = found.language or row["declared_language"]
    return {**row, **fields}
