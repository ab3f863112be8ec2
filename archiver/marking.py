"""Near-duplicates found and marked: `near_duplicate_of` and `similarity` of every article's current row.

The index in derived/ follows the table by its files: texts that are new are sketched, those that went are forgotten,
and heads are looked for where that can have changed any. Then rows that say something else than they must are written
anew, in one commit. So what is marked depends on the articles alone and not on when they came; the work grows with what
changed; and after a crash anywhere the next run goes on from what the files say.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from archiver import database
from archiver.duplicates import near, sketch
from archiver.duplicates.near import Search
from archiver.duplicates.shingles import Hashes
from archiver.errors import ArchiveError
from archiver.lake.sketches import NOWHEN, Current, Mark, Order, SketchIndex

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.lake import Lake
    from archiver.lake.parts import Part
    from archiver.lake.writing import Writer

Advance = Callable[[int, int], None]


class Parts(Protocol):
    """The table's files; `lake.PartFiles` is that."""

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table: ...


COLUMNS = ["id", "text", "is_current", "published", "fetched_at", "near_duplicate_of", "similarity"]
FILES = 16
"""Files whose rows go into the index at once: in one transaction, and while other writers wait."""
TEXTS = 5_000
"""Changed texts whose candidates are looked up at once."""
PAIRS = 5_000
"""Pairs of texts that are read and compared at once."""
SHINGLES = 4_000_000
"""Shingles that are kept of texts which may be compared again: 32 MB of numbers."""


def mark_near_duplicates(archive: Path | str, advance: Advance = lambda done, of: None) -> int:
    """Bring all marks up to date. Gives how many articles' changed. advance: told of files, done and of how many.

    Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner

    lake, read = Lake.open(archive, learner=RowLearner()), 0
    while True:
        with lake.writing() as writer:
            marked = _step(lake, writer, lambda done, of: advance(read + done, read + of))  # noqa: B023 - called here only
        if marked is not None:
            return marked
        read += FILES


def _step(lake: Lake, writer: Writer, advance: Advance) -> int | None:
    """One turn as the writer; an index that is damaged is begun anew."""
    try:
        return _brought_up_to_date(lake, writer, advance)
    except sqlite3.DatabaseError as error:
        if not database.is_damaged(error):
            raise ArchiveError(f"{index_of(lake.path)}: {database.trouble(error)}") from error
        database.remove(index_of(lake.path))
        return _brought_up_to_date(lake, writer, advance)


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


def _brought_up_to_date(lake: Lake, writer: Writer, advance: Advance) -> int | None:
    """Gives how many marks changed; None where only some of many new files were read, so that others may write now."""
    with closing(opened(index_of(lake.path))) as index:
        files = set(lake.table.files())
        new = sorted(files - index.parts())
        if len(new) > FILES:
            _read(index, lake.table, new[:FILES])
            advance(FILES, len(new))
            return None
        follow(index, lake.table, files, advance)
        return _mark(lake, writer, index)


def follow(index: SketchIndex, parts: Parts, files: set[str], advance: Advance = lambda done, of: None) -> None:
    """Bring the index to these files of the table."""
    new, gone = sorted(files - index.parts()), sorted(index.parts() - files)
    for start in range(0, len(new), FILES):
        _read(index, parts, new[start : start + FILES])
        advance(min(start + FILES, len(new)), len(new))
    if gone:
        with index.transaction():
            index.drop_parts(gone)
    _find_heads(index, parts)


def _read(index: SketchIndex, parts: Parts, names: Sequence[str]) -> None:
    """Note the rows of some files."""
    with index.transaction():
        found: dict[int, bytes | None] = {}
        for name in names:
            found.update(_put(index, name, parts.read(name, COLUMNS)))
        index.put_sketches(found)


def _put(index: SketchIndex, name: str, table: pa.Table) -> dict[int, bytes | None]:
    """Note a file's rows. Gives the sketches of texts that are new, by digest."""
    table = table.filter(table["is_current"])
    texts = table["text"].to_pylist()
    currents = list(_currents(table, texts))
    new = {currents[i].digest: texts[i] for i in index.put(name, currents)}
    return dict(zip(new, sketch.sketches(list(new.values())), strict=True))


def _currents(table: pa.Table, texts: list[str]) -> Iterator[Current]:
    import pyarrow.compute as pc

    at = pc.coalesce(table["published"], table["fetched_at"]).cast("int64").fill_null(NOWHEN)
    digests = (
        int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True) for text in texts
    )
    columns = (table[name].to_pylist() for name in ("near_duplicate_of", "similarity"))
    return map(Current, table["id"].to_pylist(), at.to_pylist(), digests, *columns)


# ── heads ─────────────────────────────────────────────────────────────────────────────────────


def _find_heads(index: SketchIndex, parts: Parts) -> None:
    """Look for the heads of changed texts, and of those that they may concern.

    A text may be reached from several chunks: each search of it comes to the same end, for the texts stay as they are.
    """
    changed = index.changed()
    waiting: list[Search] = []
    for start in range(0, len(changed), TEXTS):
        found = list(_searches(index, changed[start : start + TEXTS]))
        waiting += [search for search in found if search.candidate is not None]
        _set(index, [search for search in found if search.candidate is None])
        if len(waiting) >= PAIRS:
            _set(index, _ended(index, parts, waiting))
            waiting = []
    _set(index, _ended(index, parts, waiting))
    with index.transaction():
        index.looked_for()


def _set(index: SketchIndex, ended: list[Search]) -> None:
    with index.transaction():
        index.set_heads([(s.text, s.candidate, s.similarity) for s in ended])


def _ended(index: SketchIndex, parts: Parts, searches: list[Search]) -> list[Search]:
    sketches = index.sketches([search.text for search in searches])
    sets = _ShingleSets(index, parts)

    def worth_comparing(one: int, other: int) -> bool:
        if other not in sketches:
            sketches.update(index.sketches([other]))
        return sketch.worth_comparing(sketches[one], sketches[other])

    def similarities(pairs: list[tuple[int, int]]) -> list[float]:
        return [s for i in range(0, len(pairs), PAIRS) for s in sets.similarities(pairs[i : i + PAIRS])]

    return list(near.heads(searches, worth_comparing, similarities, sketch.SIMILAR))


def _searches(index: SketchIndex, changed: Sequence[int]) -> Iterator[Search]:
    """Searches for the heads of these texts and of those that they may concern."""
    buckets, orders = _met(index, changed)
    others = near.to_look_at(set(changed), buckets, orders) | index.headed_by(changed) - set(changed)
    concerned = [*changed, *sorted(others)]
    if others:
        buckets, orders = _met(index, concerned)
    return near.searches(concerned, buckets, orders)


def _met(index: SketchIndex, texts: Sequence[int]) -> tuple[near.Buckets, Mapping[int, tuple[Order, Order]]]:
    """The buckets that these texts share with others, and when all texts in question were there."""
    keys = sketch.band_keys(list(index.sketches(texts).values()))
    buckets = index.shared(keys.ravel().tolist())
    return buckets, index.orders({*texts, *(text for bucket in buckets.values() for text in bucket)})


class _ShingleSets:
    """The shingles of texts, which are kept: where all are somewhat alike each is compared time and again."""

    def __init__(self, index: SketchIndex, parts: Parts) -> None:
        self._index, self._parts = index, parts
        self._kept: dict[int, Hashes] = {}

    def similarities(self, pairs: list[tuple[int, int]]) -> list[float]:
        texts = {text for pair in pairs for text in pair}
        if sum(map(len, self._kept.values())) > SHINGLES:
            self._kept = {text: self._kept[text] for text in texts & self._kept.keys()}
        self._kept.update(_shingle_sets(self._index, self._parts, texts - self._kept.keys()))
        return [sketch.jaccard(self._kept[one], self._kept[other]) for one, other in pairs]


def _shingle_sets(index: SketchIndex, parts: Parts, texts: set[int]) -> dict[int, Hashes]:
    """Of texts in the table's files, each file opened once; only one file's texts are held at a time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[int, Hashes] = {}
    for name, wanted in sorted(index.places(texts).items()):
        table = parts.read(name, ["id", "is_current", "text"])
        mask = pc.and_(table["is_current"], pc.is_in(table["id"], value_set=pa.array(list(wanted), pa.string())))
        there = table.filter(mask)
        sets = sketch.shingle_sets(there["text"].to_pylist())
        found.update((wanted[article], one) for article, one in zip(there["id"].to_pylist(), sets, strict=True))
    return found


# ── marks ─────────────────────────────────────────────────────────────────────────────────────


def _mark(lake: Lake, writer: Writer, index: SketchIndex) -> int:
    """Write the rows that say something else than they must."""
    wrong = index.wrong()
    by_part: dict[str, dict[str, Mark]] = {}
    for mark in wrong:
        by_part.setdefault(mark.part, {})[mark.id] = mark
    written = [(name, _rewritten(lake, name, marks)) for name, marks in by_part.items()]
    if written:
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
