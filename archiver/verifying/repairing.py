"""What can be rebuilt, rebuilt (`archiver verify --repair`); what is replaced is put aside in damaged/."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from archiver.common import database
from archiver.common.plurals import counted
from archiver.errors import ArchiveError
from archiver.verifying.report import Report, unfinished

if TYPE_CHECKING:
    from archiver.lake import Lake
    from archiver.records import Capture

Row = dict[str, Any]


@dataclass
class Repaired:
    """done: what was rebuilt, a sentence each. left: what is damaged after it."""

    done: list[str] = field(default_factory=list)
    left: Report = field(default_factory=Report)

    def __str__(self) -> str:
        return "\n".join([*(f"repaired: {sentence}" for sentence in self.done), str(self.left)])


def repair(archive: Path | str) -> Repaired:
    """Rebuild what can be, in the order in which one thing rests on another; then look at all of it again.

    Raises ArchiveError, ConflictError.
    """
    from archiver.lake.storage.home import folder_of, home_of

    folder = folder_of(archive)
    if not home_of(folder).shared:
        return repair_folder(folder)
    from archiver.verifying.elsewhere import repaired

    return repaired(folder)


def repair_folder(archive: Path) -> Repaired:
    """`repair` of an archive that is the folder."""
    from archiver.verifying import verify

    report, repaired = verify(archive), Repaired()
    for step in (_lines, _marks, _log, _parts, _derived):
        repaired.done += step(archive, report)
    repaired.left = verify(archive)
    if not repaired.left.ok and all(d.remedy == "derived" for d in repaired.left.damages):
        repaired.done += _derived(archive, repaired.left)
        repaired.left = verify(archive)
    return repaired


def _damaged(report: Report, remedy: str) -> list[Path]:
    return sorted({damage.path for damage in report.damages if damage.remedy == remedy})


def _aside(archive: Path, path: Path) -> Path:
    """Move a file away, out of use and not out of reach."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = archive / "damaged" / stamp / path.relative_to(archive)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)
    return target


def _lines(archive: Path, report: Report) -> Iterator[str]:
    """Damaged lines of the logs that are JSON lines: the file is written anew without them."""
    from archiver.lake.files.json_lines import keep_whole

    for path in _damaged(report, "lines"):
        lines = keep_whole(path)
        yield f"{path}: {len(lines)} damaged lines were taken out"


def _marks(archive: Path, report: Report) -> Iterator[str]:
    """Without raw/.end, the next writer begins a new file; nothing is cut off."""
    for path in _damaged(report, "mark"):
        _aside(archive, path)
        yield f"{path}: forgotten; the next raw bytes go into a new file"


# ── the log ───────────────────────────────────────────────────────────────────────────────────


def _log(archive: Path, report: Report) -> Iterator[str]:
    """A new log that names the parts that the index knows, which were those of the newest version."""
    from archiver.lake.files.durable import UNFINISHED
    from archiver.lake.files.json_lines import segments
    from archiver.lake.files.locks import LOCK_TIMEOUT, locked
    from archiver.lake.index.index import Index
    from archiver.lake.table.delta import ArticleTable
    from archiver.lake.table.log import NEW_LOG, has_log
    from archiver.lake.table.parts import PartFiles

    if not _damaged(report, "log"):
        return
    path = archive / "articles"
    log, new = path / "_delta_log", path / NEW_LOG
    with locked(archive / ".lock", LOCK_TIMEOUT):
        index = Index(archive / "derived" / "index.sqlite")
        names, version = index.files(), index.version
        index.close()
        newest = max((int(p.stem) for p in log.glob("[0-9]*.json")), default=-1)
        if version != newest or any(not (path / name).exists() for name in names):
            raise ArchiveError(f"{path}: the log is damaged, and the index does not know its parts; take a copy")
        files = PartFiles(path)
        parts = [files.again(name) for name in sorted(names)]
        with TemporaryDirectory(prefix=UNFINISHED, dir=path) as folder:
            ArticleTable.create(Path(folder)).commit(parts, ())
            shutil.rmtree(new, ignore_errors=True)
            (Path(folder) / "_delta_log").rename(new)
        _aside(archive, log)
        notes = archive / "fixity" / "log.jsonl"
        for old in (notes, segments(notes)):
            if old.exists():
                _aside(archive, old)
        _forget_what_names_versions(archive)
        has_log(path)  # puts it in its place
    yield f"{path}: a new log names its {len(parts):,} parts"


def _forget_what_names_versions(archive: Path) -> None:
    """The new log counts from 0 again: what is derived and names a version of the old one would be believed."""
    for path in (archive / "derived").glob("*"):
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.name.startswith("index.sqlite"):
            path.unlink()


# ── parts ─────────────────────────────────────────────────────────────────────────────────────


def _parts(archive: Path, report: Report) -> Iterator[str]:
    """A damaged part gives up its sound rows to a new one; what is lost comes in again from the raw bytes."""
    from archiver.lake import Lake
    from archiver.lake.files.durable import write_whole
    from archiver.learning import RowLearner

    damaged, mark = _damaged(report, "part"), unfinished(archive)
    if not damaged:
        return
    mark.parent.mkdir(exist_ok=True)
    write_whole(mark, b"records are being made anew\n")
    lake = Lake.open(archive, learner=RowLearner())
    noted = _noted(lake, {path.name for path in damaged})
    for path in (path for path in damaged if path != mark):
        kept = _replaced_by_sound_rows(lake, path)
        yield f"{path}: {kept:,} records were sound and are kept"
    with lake.writing():
        pass  # the index forgets what was lost: what it knows is not stored again
    yield from _ingested_again(lake, noted)
    mark.unlink()


def _noted(lake: Lake, names: Collection[str]) -> set[str]:
    """The ids of the rows that these parts had, as far as the index, which may be damaged, tells."""
    from archiver.lake.index.index import Index

    with suppress(sqlite3.DatabaseError, OSError), closing(Index(lake.path / "derived" / "index.sqlite")) as index:
        return {row_id for row_id, _, _, file in index.content("rows") if file in names}
    return set()


def _replaced_by_sound_rows(lake: Lake, path: Path) -> int:
    rows = list(_sound_rows(path)) if path.exists() else []
    if path.exists():
        _aside(lake.path, path)
    lake.replace_part(path.name, rows)
    return len(rows)


def _sound_rows(path: Path) -> Iterator[Row]:
    """The rows of the row groups whose pages have their checksums, if they are what they say they are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from archiver.lake.rows.schema import conform
    from archiver.verifying.records import row_faults

    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
    except (OSError, pa.ArrowException):
        return
    for group in range(file.num_row_groups):
        try:
            rows = conform(file.read_row_group(group)).to_pylist()
        except (OSError, pa.ArrowException, ValueError):
            continue
        yield from (row for row in rows if not any(row_faults(row)))


def _ingested_again(lake: Lake, noted: set[str]) -> Iterator[str]:
    """All raw bytes come in once more: what the table has is known, what it lost is stored. noted: rows that it had."""
    from archiver.ingesting import ingest

    summary = ingest(_captures(lake), lake.path)
    lake.refresh()
    for row in lake.scan(["row_id"]):
        noted.discard(row["row_id"])
    lost = f"; {counted(len(noted), 'record')} could not be: the raw bytes are damaged or missing too" if noted else ""
    yield f"{lake.path / 'raw'}: {summary.stored + summary.updated:,} records were made anew from their raw bytes{lost}"


def _captures(lake: Lake) -> Iterator[Capture]:
    from archiver.records import Capture
    from archiver.sources.fetch.again import fetched_again
    from archiver.sources.fetch.takeover import captures_of
    from archiver.verifying.raw_again import captures_again

    yield from captures_again(lake.path / "raw")
    every = (capture for fetched in fetched_again(lake.path) for capture in captures_of(fetched))
    yield from (capture for capture in every if isinstance(capture, Capture))


# ── what is derived ───────────────────────────────────────────────────────────────────────────


def _derived(archive: Path, report: Report) -> Iterator[str]:
    """Thrown away, and built anew: what writing needs now, all else when it is asked for."""
    from archiver.lake import Lake
    from archiver.learning import RowLearner
    from archiver.marking import index_of, mark_near_duplicates

    for path in _damaged(report, "derived"):
        if path.parent.name == "articles":
            _aside(archive, path)  # a part that only older versions name
            yield f"{path}: put aside; the newest version does not name it"
        elif path.name == "index.sqlite":
            Lake.open(archive, learner=RowLearner()).rebuild_index()
            yield f"{path}: built anew from the table"
        elif path == index_of(archive):
            database.remove(path)
            marked = mark_near_duplicates(archive)
            yield f"{path}: built anew from the table; {marked:,} articles' marks were others"
        elif path.parent.name == "search":
            shutil.rmtree(path.parent, ignore_errors=True)  # of its files, several may be damaged
            yield f"{path.parent}: deleted; it is built anew when it is asked for"
        else:
            path.unlink()
            yield f"{path}: deleted; it is made anew when it is asked for"
