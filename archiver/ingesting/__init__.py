"""Many captures into an archive: the shell round pipeline.py and learning/, where reading and writing is.

    sources/slices.py   inputs are cut into slices
    mapping.py          a slice's pages are read, extracted, placed, spooled      on any process
    spool.py            where they lie until their round is decided
    grouping.py         pages that must be decided together
    reducing.py         a site's pages are decided, enriched, written as parts    on any process
    one_round.py        what is committed together
    rounds.py           the order of all that, and the commits                    this process
    guard.py            a page that hangs or ends its process costs only itself
    journal.py          what attempts at a task were at when they ended
    alone.py            what a page does to a process that does nothing else
    warm.py             the process that workers are forked from
    judged_again.py     which pages of earlier runs a run judged again; summary.py: what it did, in numbers
    loaded.py           what it, and each Dask worker, loads before a page
    interrupting.py     a page's time in a thread that gets no signals
    deciding_watched.py what becomes of a page that does harm when it is judged or enriched
    looking.py          one page, cleaned with what an archive knows; nothing is stored

The order in which captures come, the batches and the workers make no difference to the articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from archiver.engine import Engine
from archiver.errors import InputError
from archiver.ingesting.loaded import load
from archiver.ingesting.looking import cleaned_with_archive, explained, known_of, pins_of
from archiver.ingesting.summary import Summary
from archiver.records import Capture

if TYPE_CHECKING:
    from archiver.ingesting.rounds import How
    from archiver.sources import Progress
    from archiver.sources.slices import Slice

__all__ = [
    "EVERYTHING",
    "Summary",
    "cleaned_with_archive",
    "explained",
    "ingest",
    "ingest_inputs",
    "known_of",
    "pins_of",
]

EVERYTHING = frozenset({"language", "topics", "people", "keyphrases"})

WORTH = 3
"""Slices from which on processes are started: to start them takes about as long as two slices."""


def ingest(
    captures: Iterable[Capture | InputError],
    archive: Path | str,
    *,
    jobs: int | None = None,
    looks_for: frozenset[str] = EVERYTHING,
    batch_pages: int | None = None,
) -> Summary:
    """Store captures in the archive at this folder, which is made if it is not there.

    jobs: processes; None: one a core, where there is enough to do. looks_for: of language, topics, people,
    keyphrases. batch_pages: in a commit, at least. Raises ArchiveError, ConflictError.
    """
    from archiver.ingesting.rounds import How
    from archiver.sources.slices import handfuls

    return _ingest(handfuls(captures), archive, How(looks_for, pages=batch_pages), jobs)


def ingest_inputs(
    inputs: Iterable[str | Path],
    archive: Path | str,
    *,
    site: str | None = None,
    separator: str | None = None,
    fetched_at: datetime | Literal["mtime"] | None = None,
    folders_are_sites: bool = False,
    names: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    looks_for: frozenset[str] = EVERYTHING,
    progress: Callable[[Progress], None] | None = None,
    summary: Summary | None = None,
) -> Summary:
    """Store what files, folders, globs and archives hold (see `sources.read` for what can be said of them).

    jobs: as in `ingest`. scheduler: address of a Dask scheduler whose workers do the work instead; they must see
    the inputs and the archive under the same paths. summary: is filled commit by commit, for a caller who is to know
    what a run did that was stopped. Raises ArchiveError, ConflictError.
    """
    from archiver.ingesting.rounds import How
    from archiver.sources.item import Options
    from archiver.sources.slices import cut

    options = Options(site, separator, fetched_at, folders_are_sites, tuple((names or {}).items()))
    slices = cut(inputs, options, stdin=stdin)
    return _ingest(slices, archive, How(looks_for, options), jobs, scheduler, progress, summary)


def _ingest(
    slices: Iterable[Slice],
    archive: Path | str,
    how: How,
    jobs: int | None,
    scheduler: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    summary: Summary | None = None,
) -> Summary:
    stream = iter(slices)
    head = list(islice(stream, WORTH))
    if jobs is None and scheduler is None and len(head) < WORTH:
        jobs = 1
    with Engine(jobs, scheduler=scheduler, warm="archiver.ingesting.warm", load=load) as engine:
        from archiver.ingesting.rounds import Ingestion
        from archiver.ingesting.spool import spool_of_run
        from archiver.lake import Lake
        from archiver.learning import RowLearner
        from archiver.marking import mark_near_duplicates
        from archiver.settings import load_pipelines, page_seconds

        lake = Lake.open(archive, create=True, learner=RowLearner())
        how = replace(how, seconds=page_seconds(lake.path, how.seconds))
        load_pipelines(lake.path)  # a model that is not there is said before the work, not in the middle of it
        with spool_of_run(lake.path.absolute()) as spool:
            if spool.follows_a_killed_run:
                engine.work_apart()  # more pages may do what one of those did
            engine.must_see([spool.folder, *_files(head)], _shared_disk(lake.path))
            summary = Ingestion(lake, engine, spool, how, progress, summary).run(chain(head, stream))
        mark_near_duplicates(archive, engine=engine)
    return summary


def _files(slices: Iterable[Slice]) -> list[Path]:
    """The files of slices that are there."""
    return [path.absolute() for part in slices for path in part.files if path.exists()]


def _shared_disk(archive: Path) -> str:
    """What to do where a cluster's worker does not see an archive's folder, or an input."""
    from archiver.lake.storage.home import home_of

    told = "a cluster's workers need the inputs and the archive under the same paths as this command, on a shared disk"
    home = home_of(archive)
    if not home.shared:
        return told
    return f"{told}. {home.address} is worked on in $XDG_CACHE_HOME (~/.cache): have that be a folder on a shared disk"
