"""What workers do for the marks of near-duplicates: read files and sketch their texts, cut texts into shingles, write
marked files. Each is a function of an item that pickles and writes nothing that anybody sees, so it can be done again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from archiver.duplicates import sketch
from archiver.duplicates.shingles import Hashes
from archiver.lake.sketches.lookup import known_texts
from archiver.lake.sketches.tables import NOWHEN, Current, Mark, Sketch
from archiver.lake.table.parts import Part, PartFiles

if TYPE_CHECKING:
    import pyarrow as pa


class Parts(Protocol):
    """The table's files; `lake.PartFiles` is that."""

    def read(self, name: str, columns: list[str] | None = None) -> pa.Table: ...


MARKS = ("near_duplicate_of", "similarity")
COLUMNS = ["id", "text", "is_current", "published", "fetched_at", *MARKS]

# ── files read ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ReadJob:
    """A file of the table. index: that of near-duplicates, whose texts need no sketch."""

    parts: Parts
    name: str
    index: Path


@dataclass(frozen=True, slots=True)
class Read:
    """The current rows of a file. sketches: by digest, of the texts that the index did not know."""

    rows: list[Current]
    sketches: dict[int, Sketch | None]


def read(job: ReadJob) -> Read:
    """A file's current rows, and the sketches of its new texts. Raises ArchiveError."""
    table = job.parts.read(job.name, COLUMNS)
    table = table.filter(table["is_current"]).combine_chunks()
    rows = list(_currents(table))
    known = known_texts(job.index, {row.digest for row in rows})
    return Read(rows, _sketches(table, rows, {row.digest for row in rows} - known))


def sketched(parts: Parts, name: str, digests: Collection[int]) -> dict[int, Sketch | None]:
    """The sketches of some texts of a file, by digest."""
    table = parts.read(name, COLUMNS)
    table = table.filter(table["is_current"]).combine_chunks()
    return _sketches(table, list(_currents(table)), digests)


def _sketches(table: pa.Table, rows: Sequence[Current], digests: Collection[int]) -> dict[int, Sketch | None]:
    texts = {row.digest: i for i, row in enumerate(rows) if row.digest in digests}
    if not texts:
        return {}
    found = sketch.sketches([table["text"][i].as_py() for i in texts.values()])
    return dict(zip(texts, found, strict=True))


def _currents(table: pa.Table) -> Iterator[Current]:
    import pyarrow.compute as pc

    at = pc.coalesce(table["published"], table["fetched_at"]).cast("int64").fill_null(NOWHEN)
    columns = (table[name].to_pylist() for name in MARKS)
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


# ── texts to be compared ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ShinglesJob:
    """Texts of a file. wanted: by article id, the text's number in the index."""

    parts: Parts
    name: str
    wanted: Mapping[str, int]


def shingle_sets(job: ShinglesJob) -> dict[int, Hashes]:
    """The shingles of texts, each once and sorted, by the text's number. Raises ArchiveError."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = job.parts.read(job.name, ["id", "is_current", "text"])
    mask = pc.and_(table["is_current"], pc.is_in(table["id"], value_set=pa.array(list(job.wanted), pa.string())))
    rows = table.filter(mask)
    texts = [job.wanted[article] for article in rows["id"].to_pylist()]
    return dict(zip(texts, sketch.shingle_sets(rows["text"].to_pylist()), strict=True))


# ── files marked ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MarkJob:
    """A file of an archive's table, and what some of its articles' current rows must say."""

    archive: Path
    name: str
    marks: tuple[Mark, ...]


def marked(job: MarkJob) -> Part:
    """The file with these marks, as a part that waits for the commit. Raises ArchiveError."""
    import pyarrow as pa

    parts, marks = PartFiles(job.archive / "articles"), {mark.id: mark for mark in job.marks}
    table = parts.read(job.name, ["id", "is_current", *MARKS])
    columns = {field: table[field].to_pylist() for field in MARKS}
    currents = zip(table["id"].to_pylist(), table["is_current"].to_pylist(), strict=True)
    for i, (article, current) in enumerate(currents):
        if current and article in marks:
            for field, values in columns.items():
                values[i] = getattr(marks[article], field)
    types = {field: table.schema.field(field).type for field in MARKS}
    return parts.with_columns(job.name, pa.table({f: pa.array(columns[f], type_) for f, type_ in types.items()}))
