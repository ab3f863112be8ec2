"""Near-duplicates found and marked: `near_duplicate_of` and `similarity` of every article's current row.

The index in derived/ follows the table by its files: texts that are new are sketched, those that went are forgotten,
and heads are looked for where that can have changed any. Then rows that say something else than they must are written
anew, some files in a commit. So what is marked depends on the articles alone and not on when they came; the work grows
with what changed; and after a crash anywhere the next run goes on from what the files say.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver import database
from archiver.duplicates import sketch
from archiver.errors import ArchiveError
from archiver.lake.sketch_tables import NOWHEN, Current, Mark, Sketch
from archiver.lake.sketches import SketchIndex
from archiver.marking.heads import Parts, find_heads

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.lake import Lake
    from archiver.lake.parts import Part
    from archiver.lake.writing import Writer

Advance = Callable[[int, int], None]


COLUMNS = ["id", "text", "is_current", "published", "fetched_at", "near_duplicate_of", "similarity"]
FILES = 16
"""Files whose rows go into the index at once: in one transaction, and while other writers wait."""
MARKED = 32
"""Files whose rows are marked in one commit."""


def mark_near_duplicates(archive: Path | str, advance: Advance = lambda done, of: None) -> int:
    """Bring all marks up to date. Gives how many articles' changed. advance: told of files, done and of how many.

    Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner

    lake, read, marked = Lake.open(archive, learner=RowLearner()), 0, 0
    while True:
        with lake.writing() as writer:
            turn = _step(lake, writer, lambda done, of: advance(read + done, read + of))  # noqa: B023 - called here only
        if turn.done:
            return marked
        read += turn.read
        marked += turn.marked


@dataclass(frozen=True, slots=True)
class Turn:
    """What was done while others waited. read: files. marked: articles. done: nothing is left to do."""

    read: int = 0
    marked: int = 0
    done: bool = False


def _step(lake: Lake, writer: Writer, advance: Advance) -> Turn:
    """One turn as the writer; an index that is damaged is begun anew."""
    try:
        return _brought_further(lake, writer, advance)
    except sqlite3.DatabaseError as error:
        if not database.is_damaged(error):
            raise ArchiveError(f"{index_of(lake.path)}: {database.trouble(error)}") from error
        database.remove(index_of(lake.path))
        return _brought_further(lake, writer, advance)


def finish_marks(archive: Path | str) -> None:
    """Set the marks that a run which was killed has left; where none are left, that costs a comparison of names.

    Every command that writes ends with this, or with `mark_near_duplicates`. Raises ArchiveError, ConflictError.
    """
    from archiver.lake.home import folder_of
    from archiver.lake.table import has_log

    if has_log(folder_of(archive) / "articles"):  # else nothing was ever stored
        mark_near_duplicates(archive)


def index_of(archive: Path) -> Path:
    """Where the index of an archive's near-duplicates lies."""
    return archive / "derived" / "duplicates.sqlite"


def opened(path: Path) -> SketchIndex:
    """An index of near-duplicates, which is begun where there is none."""
    return SketchIndex(path, sketch.made_by(), sketch.band_keys)


def _brought_further(lake: Lake, writer: Writer, advance: Advance) -> Turn:
    """Some of many new files are read, or all and some files marked: so others may write now and then."""
    with closing(opened(index_of(lake.path))) as index:
        files = set(lake.table.files())
        new = sorted(files - index.parts())
        if len(new) > FILES:
            _read(index, lake.table, new[:FILES])
            advance(FILES, len(new))
            return Turn(read=FILES)
        follow(index, lake.table, files, advance)
        marked = _mark(lake, writer, index)
        return Turn(len(new), marked or 0, done=marked is None)


def follow(index: SketchIndex, parts: Parts, files: set[str], advance: Advance = lambda done, of: None) -> None:
    """Bring the index to these files of the table."""
    new, gone = sorted(files - index.parts()), sorted(index.parts() - files)
    for start in range(0, len(new), FILES):
        _read(index, parts, new[start : start + FILES])
        advance(min(start + FILES, len(new)), len(new))
    if gone:
        with index.transaction():
            index.drop_parts(gone)
    find_heads(index, parts)


def _read(index: SketchIndex, parts: Parts, names: Sequence[str]) -> None:
    """Note the rows of some files."""
    with index.transaction():
        found: dict[int, Sketch | None] = {}
        for name in names:
            found.update(_put(index, name, parts.read(name, COLUMNS)))
        index.put_sketches(found)


def _put(index: SketchIndex, name: str, table: pa.Table) -> dict[int, Sketch | None]:
    """Note a file's rows. Gives the sketches of texts that are new, by digest."""
    table = table.filter(table["is_current"]).combine_chunks()
    currents = list(_currents(table))
    new = {currents[i].digest: table["text"][i].as_py() for i in index.put(name, currents)}
    return dict(zip(new, sketch.sketches(list(new.values())), strict=True))


def _currents(table: pa.Table) -> Iterator[Current]:
    import pyarrow.compute as pc

    at = pc.coalesce(table["published"], table["fetched_at"]).cast("int64").fill_null(NOWHEN)
    columns = (table[name].to_pylist() for name in ("near_duplicate_of", "similarity"))
    return map(Current, table["id"].to_pylist(), at.to_pylist(), _digests(table["text"]), *columns)


def _digests(texts: pa.ChunkedArray) -> Iterator[int]:
    """Of each text, from where it lies: most are known, and never become objects of Python."""
    for chunk in texts.chunks:
        _, ends, content = chunk.cast("large_string").buffers()
        places = memoryview(ends).cast("q")[chunk.offset : chunk.offset + len(chunk) + 1]
        content = memoryview(content or b"")
        for start, end in pairwise(places):
            digest = hashlib.blake2b(content[start:end], digest_size=8).digest()
            yield int.from_bytes(digest, signed=True)


# ── marks ─────────────────────────────────────────────────────────────────────────────────────


def _mark(lake: Lake, writer: Writer, index: SketchIndex) -> int | None:
    """Write rows that say something else than they must, of some files. Gives how many; None: no row does."""
    some = index.wrong_parts()[:MARKED]
    if not some:
        with index.transaction():
            index.all_marked()
        return None
    wrong = index.wrong(some)
    by_part: dict[str, dict[str, Mark]] = {}
    for mark in wrong:
        by_part.setdefault(mark.part, {})[mark.id] = mark
    written = [(name, _rewritten(lake, name, marks)) for name, marks in by_part.items()]
    writer.commit_parts([part for _, part in written], list(by_part))
    with index.transaction():
        index.marked(wrong, [(name, part.name) for name, part in written])
    return len(wrong)


def _rewritten(lake: Lake, name: str, marks: dict[str, Mark]) -> Part:
    """A file with its articles' marks as they must be, as a part that waits for the commit."""
    table = lake.table.read(name)
    columns = {field: table[field].to_pylist() for field in ("near_duplicate_of", "similarity")}
    currents = zip(table["id"].to_pylist(), table["is_current"].to_pylist(), strict=True)
    for i, (article, current) in enumerate(currents):
        if current and article in marks:
            columns["near_duplicate_of"][i] = marks[article].near_duplicate_of
            columns["similarity"][i] = marks[article].similarity
    for field, values in columns.items():
        at = table.schema.get_field_index(field)
        table = table.set_column(at, table.schema.field(at), [_array(values, table.schema.field(at).type)])
    return lake.table.in_place_of(name, table)


def _array(values: list[Any], type_: pa.DataType) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, type_)
