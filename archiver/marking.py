"""Near-duplicates found and marked: `near_duplicate_of` and `similarity` of every article's current row.

The index in derived/ follows the table by its files: texts that are new are sketched, those that went are forgotten,
and heads are looked for where that can have changed any. Then rows that say something else than they must are written
anew, in one commit. So what is marked depends on the articles alone and not on when they came; the work grows with what
changed; and after a crash anywhere the next run goes on from what the files say.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from archiver.duplicates import near, sketch
from archiver.duplicates.near import Search
from archiver.lake.sketches import NOWHEN, Current, Mark, SketchIndex

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
"""Files whose rows go into the index in one transaction."""
TEXTS = 5_000
"""Changed texts whose candidates are looked up at once."""
PAIRS = 10_000
"""Pairs of texts that are read and compared at once."""


def mark_near_duplicates(archive: Path | str, advance: Advance = lambda done, of: None) -> int:
    """Bring all marks up to date. Gives how many articles' changed. advance: told of files, done and of how many.

    Raises ArchiveError, ConflictError.
    """
    from archiver.lake import Lake
    from archiver.learning import RowLearner

    lake = Lake.open(archive, learner=RowLearner())
    with lake.writing() as writer:
        try:
            return _brought_up_to_date(lake, writer, advance)
        except sqlite3.DatabaseError:  # damaged somewhere inside
            _index(lake).remove()
            return _brought_up_to_date(lake, writer, advance)


def _index(lake: Lake) -> SketchIndex:
    return SketchIndex(lake.path / "derived" / "duplicates.sqlite", sketch.made_by(), sketch.band_keys)


def _brought_up_to_date(lake: Lake, writer: Writer, advance: Advance) -> int:
    index = _index(lake)
    try:
        follow(index, lake.table, set(lake.table.files()), advance)
        return _mark(lake, writer, index)
    finally:
        index.close()


def follow(index: SketchIndex, parts: Parts, files: set[str], advance: Advance = lambda done, of: None) -> None:
    """Bring the index to these files of the table."""
    new, gone = sorted(files - index.parts()), sorted(index.parts() - files)
    for start in range(0, len(new), FILES):
        with index.transaction():
            found: dict[int, bytes | None] = {}
            for name in new[start : start + FILES]:
                found.update(_put(index, name, parts.read(name, COLUMNS)))
            index.put_sketches(found)
        advance(min(start + FILES, len(new)), len(new))
    if gone:
        with index.transaction():
            index.drop_parts(gone)
    _find_heads(index, parts)


def _put(index: SketchIndex, name: str, table: pa.Table) -> dict[int, bytes | None]:
    """Note a file's rows. Gives the sketches of texts that are new, by digest."""
    rows = table.filter(table["is_current"]).to_pylist()
    currents = [_current(row) for row in rows]
    new = {currents[i].digest: rows[i]["text"] for i in index.put(name, currents)}
    return dict(zip(new, sketch.sketches(list(new.values())), strict=True))


def _current(row: dict[str, Any]) -> Current:
    return Current(
        row["id"],
        _moment(row["published"] or row["fetched_at"]),
        int.from_bytes(hashlib.blake2b(row["text"].encode(), digest_size=8).digest(), signed=True),
        row["near_duplicate_of"],
        row["similarity"],
    )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _moment(at: datetime | None) -> int:
    """Microseconds since 1970, exactly."""
    if at is None:
        return NOWHEN
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


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

    def worth_comparing(one: int, other: int) -> bool:
        if other not in sketches:
            sketches.update(index.sketches([other]))
        return sketch.worth_comparing(sketches[one], sketches[other])

    def similarities(pairs: list[tuple[int, int]]) -> list[float]:
        return [s for i in range(0, len(pairs), PAIRS) for s in _similarities(index, parts, pairs[i : i + PAIRS])]

    return list(near.heads(searches, worth_comparing, similarities, sketch.SIMILAR))


def _searches(index: SketchIndex, changed: Sequence[int]) -> Iterator[Search]:
    """Searches for the heads of these texts and of those that they may concern."""
    keys = _keys(index, changed)
    buckets = index.shared(_all(keys))
    orders = index.orders({text for texts in buckets.values() for text in texts})
    others = near.to_look_at(set(changed), buckets, orders) | index.headed_by(changed) - set(changed)
    keys.update(_keys(index, others))
    buckets = index.shared(_all(keys)) if others else buckets
    orders = index.orders({*keys, *(text for texts in buckets.values() for text in texts)})
    for texts in buckets.values():
        texts.sort(key=lambda text: orders[text][0])
    return (Search.of(text, some, buckets, orders) for text, some in keys.items())


def _keys(index: SketchIndex, texts: Sequence[int] | set[int]) -> dict[int, list[int]]:
    sketches = index.sketches(texts)
    return dict(zip(sketches, sketch.band_keys(list(sketches.values())).tolist(), strict=True))


def _all(keys: dict[int, list[int]]) -> set[int]:
    return {key for some in keys.values() for key in some}


def _similarities(index: SketchIndex, parts: Parts, pairs: list[tuple[int, int]]) -> list[float]:
    texts = _read(index, parts, {text for pair in pairs for text in pair})
    sets = dict(zip(texts, sketch.shingle_sets(list(texts.values())), strict=True))
    return [sketch.jaccard(sets[one], sets[other]) for one, other in pairs]


def _read(index: SketchIndex, parts: Parts, texts: set[int]) -> dict[int, str]:
    """Texts out of the table's files, each file opened once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[int, str] = {}
    for name, wanted in sorted(index.places(texts).items()):
        table = parts.read(name, ["id", "is_current", "text"])
        mask = pc.and_(table["is_current"], pc.is_in(table["id"], value_set=pa.array(list(wanted), pa.string())))
        there = table.filter(mask)
        for article, text in zip(there["id"].to_pylist(), there["text"].to_pylist(), strict=True):
            found[wanted[article]] = text
    return found


# ── marks ─────────────────────────────────────────────────────────────────────────────────────


def _mark(lake: Lake, writer: Writer, index: SketchIndex) -> int:
    """Write the rows that say something else than they must."""
    wrong = index.wrong()
    by_part: dict[str, dict[str, Mark]] = {}
    for mark in wrong:
        by_part.setdefault(mark.part, {})[mark.id] = mark
    written = [(name, part) for name, marks in by_part.items() for part in _rewritten(lake, name, marks)]
    if written:
        writer.commit_parts([part for _, part in written], list(by_part))
    with index.transaction():
        index.marked(wrong, [(name, part.name) for name, part in written])
    return len(wrong)


def _rewritten(lake: Lake, name: str, marks: dict[str, Mark]) -> Iterator[Part]:
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
    return lake.table.write(table, {})


def _array(values: list[Any], type_: pa.DataType) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, type_)
