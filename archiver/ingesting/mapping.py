"""The map: a slice of the inputs becomes placed pages in the spool, on any process that reaches both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from archiver.duplicates.identity import body_of, capture_digests
from archiver.errors import InputError
from archiver.ingesting.guard import Watch
from archiver.ingesting.journal import EXTRACTING, Journal, place_in_slice, place_of
from archiver.ingesting.spool import Ref, Spool, SpoolWriter
from archiver.lake.index.known_captures import KnownCaptures
from archiver.learning import Draft
from archiver.pipeline import Failed, Page, place
from archiver.records import Capture
from archiver.sources.item import Options, Outcome
from archiver.sources.limits import Limits
from archiver.sources.slices import Reading, Slice, renumbered


@dataclass(frozen=True, slots=True)
class MapJob:
    """A slice to be read. seconds: CPU time for one page."""

    archive: Path
    spool: Path
    number: int
    part: Slice
    options: Options
    limits: Limits
    seconds: float


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a slice gave. known: captures that the archive has. records: of a range, as far as it was read.

    Record numbers in the errors and in the spooled drafts count from the slice's beginning.
    """

    number: int
    refs: tuple[Ref, ...]
    errors: tuple[InputError, ...]
    known: int
    records: int


def map_slice(job: MapJob) -> Mapped:
    """Read a slice, leave out what the archive has, place the rest, and spool it. Can be done again. Raises
    ArchiveError."""
    spool = Spool(job.spool)
    spool.must_be_seen()
    reading = Reading(job.part, job.options, job.limits)
    journal = Journal(spool.path(job.number, "at"))
    watch = Watch(job.seconds, journal)
    errors: list[InputError] = []
    known = 0
    with KnownCaptures(job.archive) as stored, spool.writing(job.number, journal.attempt) as writer:
        for outcome in _outcomes(job, reading, journal, watch):
            if isinstance(outcome, InputError):
                errors.append(outcome)
                continue
            body = body_of(outcome)
            digest, sha256 = capture_digests(outcome, body)
            if digest in stored:
                known += 1
            elif error := _spooled(writer, watch, outcome, _Known(digest, sha256, body)):
                errors.append(error)
    journal.done()
    return Mapped(job.number, tuple(writer.refs), tuple(errors), known, reading.records)


class _Known(NamedTuple):
    """A capture's digests and its body's bytes."""

    digest: str
    sha256: str
    body: bytes


def _outcomes(job: MapJob, reading: Reading, journal: Journal, watch: Watch) -> Iterator[Outcome]:
    """What a slice holds. Where reading itself ends processes, the rest of that file is given up."""
    position = 0
    for file, (origin, piece) in enumerate(reading.pieces()):
        read = 0
        while True:
            place = place_in_slice(job.number, position)
            journal.at(place)
            if harm := watch.harm_before(place, partial(_read_again, job, file, read)):
                yield harm.error(origin, "the rest of it is left alone")
                position += 1
                break
            outcome = next(piece, None)
            if outcome is None:
                break
            yield outcome
            position, read = position + 1, read + 1


def _read_again(job: MapJob, file: int, records: int) -> None:
    """Read one of a slice's files up to behind so many records."""
    pieces = Reading(job.part, job.options, job.limits).pieces()
    for _, piece in islice(pieces, file, file + 1):
        for _ in islice(piece, records + 1):
            pass


def _spooled(writer: SpoolWriter, watch: Watch, capture: Capture, known: _Known) -> InputError | None:
    """Place and spool one page; gives why it cannot be. known: of the capture."""
    pages = list[Page | Failed]()
    here = place_of(known.digest, EXTRACTING)
    harm = watch.harm(here, lambda: pages.append(place(capture, known.digest, name_later=True)))
    if harm is not None:
        return harm.error(capture.origin)
    (page,) = pages
    if isinstance(page, Failed):
        return page.error
    writer.add(capture, *known, Draft.of_page(page))
    return None


def numbered(errors: tuple[InputError, ...], before: int) -> list[InputError]:
    """Errors of a range, with their records' numbers among all of the file's."""
    return [e for e in (renumbered(error, before) for error in errors) if isinstance(e, InputError)]
