"""Near-duplicates found and marked: `near_duplicate_of` and `similarity` of every article's current row.

The index in derived/ follows the table by its files: texts that are new are sketched, those that went are forgotten,
and heads are looked for where that can have changed any. Then rows that say something else than they must are written
anew, some files in a commit. So what is marked depends on the articles alone and not on when they came; the work grows
with what changed; and after a crash anywhere the next run goes on from what the files say.

    heads   which article each is nearly the same as, by the index
    tasks   what workers do: sketches, shingles, marked files
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.common import database
from archiver.duplicates import sketch
from archiver.engine import Engine, Task
from archiver.errors import ArchiveError
from archiver.lake.sketches.index import SketchIndex
from archiver.lake.sketches.tables import Mark, Sketch
from archiver.lake.table.parts import PartFiles
from archiver.marking.heads import find_heads
from archiver.marking.tasks import MarkJob, Parts, Read, ReadJob, marked, read, sketched

if TYPE_CHECKING:
    from archiver.lake import Lake
    from archiver.lake.writing import Writer

Advance = Callable[[int, int], None]


FILES = 16
"""Files whose rows go into the index at once: in one transaction, and while other writers wait."""
MARKED = 32
"""Files whose rows are marked in one commit."""


def mark_near_duplicates(
    archive: Path | str, advance: Advance = lambda done, of: None, engine: Engine | None = None
) -> int:
    """Bring all marks up to date. Gives how many articles' changed.

    advance: told of files, done and of how many. engine: who reads, sketches and writes files; None: this process. It
    alone decides and commits. Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner

    lake, done, changed = Lake.open(archive, learner=RowLearner()), 0, 0
    folder = lake.path.absolute()
    files = Files(PartFiles(folder / "articles"), index_of(folder), engine)
    while True:
        with lake.writing() as writer:
            turn = _step(lake, writer, files, lambda n, of: advance(done + n, done + of))  # noqa: B023 - called here only
        if turn.done:
            return changed
        done += turn.read
        changed += turn.marked


@dataclass(frozen=True, slots=True)
class Turn:
    """What was done while others waited. read: files. marked: articles. done: nothing is left to do."""

    read: int = 0
    marked: int = 0
    done: bool = False


class Files:
    """The table's files, as workers read them: some before they are asked for. A file never changes, so what was read
    of it holds, whatever others commit meanwhile."""

    def __init__(self, parts: Parts, index: Path, engine: Engine | None = None) -> None:
        """index: where that of near-duplicates lies."""
        self.parts, self.engine = parts, engine or Engine(1)
        self._index = index
        self._tasks: dict[str, Task[ReadJob, Read]] = {}

    def read(self, names: Sequence[str], ahead: Sequence[str]) -> Iterator[Read]:
        """Files, in order; those that come next are begun with meanwhile."""
        wanted = {*names, *ahead}
        self._tasks = {name: task for name, task in self._tasks.items() if name in wanted}
        for name in [*names, *ahead]:
            if name not in self._tasks:
                self._tasks[name] = self.engine.start(read, ReadJob(self.parts, name, self._index))
        return (self.engine.result(self._tasks.pop(name), f"reading {name}") for name in names)


def _step(lake: Lake, writer: Writer, files: Files, advance: Advance) -> Turn:
    """One turn as the writer; an index that is damaged is begun anew."""
    try:
        return _brought_further(lake, writer, files, advance)
    except sqlite3.DatabaseError as error:
        if not database.is_damaged(error):
            raise ArchiveError(f"{index_of(lake.path)}: {database.trouble(error)}") from error
        database.remove(index_of(lake.path))
        return _brought_further(lake, writer, files, advance)


def finish_marks(archive: Path | str) -> None:
    """Set the marks that a run which was killed has left; where none are left, that costs a comparison of names.

    Every command that writes ends with this, or with `mark_near_duplicates`. Raises ArchiveError, ConflictError.
    """
    from archiver.lake.storage.home import folder_of
    from archiver.lake.table.log import has_log

    if has_log(folder_of(archive) / "articles"):  # else nothing was ever stored
        mark_near_duplicates(archive)


def index_of(archive: Path) -> Path:
    """Where the index of an archive's near-duplicates lies."""
    return archive / "derived" / "duplicates.sqlite"


def opened(path: Path) -> SketchIndex:
    """An index of near-duplicates, which is begun where there is none."""
    return SketchIndex(path, sketch.made_by(), sketch.band_keys)


def _brought_further(lake: Lake, writer: Writer, files: Files, advance: Advance) -> Turn:
    """Some of many new files are read, or all and some files marked: so others may write now and then."""
    with closing(opened(index_of(lake.path))) as index:
        names = set(lake.table.files())
        new = sorted(names - index.parts())
        if len(new) > FILES:
            _read(index, files, new[:FILES], new[FILES : 2 * FILES])
            advance(FILES, len(new))
            return Turn(read=FILES)
        _follow(index, files, names, advance)
        changed = _mark(lake, writer, index, files.engine)
        return Turn(len(new), changed or 0, done=changed is None)


def follow(index: SketchIndex, parts: Parts, names: Collection[str]) -> None:
    """Bring the index to these files of the table."""
    _follow(index, Files(parts, index.path), names, lambda done, of: None)


def _follow(index: SketchIndex, files: Files, names: Collection[str], advance: Advance) -> None:
    new, gone = sorted(set(names) - index.parts()), sorted(index.parts().difference(names))
    for start in range(0, len(new), FILES):
        end = start + FILES
        _read(index, files, new[start:end], new[end : end + FILES])
        advance(min(end, len(new)), len(new))
    if gone:
        with index.transaction():
            index.drop_parts(gone)
    find_heads(index, files.parts, files.engine)


def _read(index: SketchIndex, files: Files, names: Sequence[str], ahead: Sequence[str]) -> None:
    """Note the rows of some files. ahead: those that come next."""
    with index.transaction():
        found: dict[int, Sketch | None] = {}
        for name, one in zip(names, files.read(names, ahead), strict=True):
            new = {one.rows[i].digest for i in index.put(name, one.rows)}
            found.update((digest, one.sketches[digest]) for digest in new & one.sketches.keys())
            if lacking := new - one.sketches.keys():  # known when it was read, and forgotten since
                found.update(sketched(files.parts, name, lacking))
        index.put_sketches(found)


# ── marks ─────────────────────────────────────────────────────────────────────────────────────


def _mark(lake: Lake, writer: Writer, index: SketchIndex, engine: Engine) -> int | None:
    """Write rows that say something else than they must, of some files. Gives how many; None: no row does."""
    some = index.wrong_parts()[:MARKED]
    if not some:
        with index.transaction():
            index.all_marked()
        return None
    wrong = index.wrong(some)
    by_part: dict[str, list[Mark]] = {}
    for mark in wrong:
        by_part.setdefault(mark.part, []).append(mark)
    tasks = [engine.start(marked, MarkJob(lake.path.absolute(), name, tuple(marks))) for name, marks in by_part.items()]
    written = [engine.result(task, f"marking {task.item.name}") for task in tasks]
    writer.commit_parts(written, list(by_part))
    with index.transaction():
        index.marked(wrong, [(name, part.name) for name, part in zip(by_part, written, strict=True)])
    return len(wrong)
