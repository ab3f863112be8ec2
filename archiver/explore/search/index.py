"""The full-text index of an archive (tantivy), in derived/search: can be deleted, and is brought up to date.

Of an archive that cannot be written, it is in the user's cache folder (lake/files/derived.py).

A document is the current row of an article. The table's files never change and are named by their content, so the
index follows the table by files: what a file that is gone held is taken out, what a new file holds is put in.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.errors import ArchiveError
from archiver.explore.search.folding import terms
from archiver.lake.files import derived
from archiver.moments import stated_day

if TYPE_CHECKING:
    from archiver.lake import Lake

FORMAT = 4
"""Rises when documents are made in another way: older indexes are built anew."""
HEAP = 256 * 1024 * 1024
COLUMNS = [
    *("id", "title", "text", "people", "topics", "source", "site", "language", "published", "published_offset"),
    *("near_duplicate_of", "is_current"),
]

Row = dict[str, Any]
Advance = Callable[[int, int], None]
"""Told of files: done, of how many."""


def key(article_id: str) -> int:
    """A number for an article, by which hits and other tables meet: the first 60 bits of its id."""
    return int(article_id[:15], 16)


def day(at: date) -> int:
    """Days by which articles are found by date: since the year 1."""
    return at.toordinal()


def schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("part", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", fast=True, indexed=True)
    builder.add_unsigned_field("head", fast=True, indexed=True)  # the earliest article of nearly this text, or itself
    builder.add_integer_field("day", fast=True, indexed=True)
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body", "person", "topic", "source", "site"):
        builder.add_text_field(name, tokenizer_name="terms")
    builder.add_text_field("exact", tokenizer_name="raw", index_option="basic")  # see `exactly`
    builder.add_bytes_field("text", stored=True)  # a text field would be a term of the index too
    return builder.build()


def opened(lake: Lake, advance: Advance = lambda done, of: None) -> Any:
    """The index of the lake's version, as a tantivy index. Raises ArchiveError where it cannot be written."""
    from archiver.lake.files.locks import locked

    folder = derived.folder(lake.path) / "search"
    try:
        with locked(folder.parent / ".search.lock", 600.0):
            return _followed(lake, folder, advance)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{folder}: cannot be read or written: {error}; it may be deleted") from error


def _followed(lake: Lake, folder: Path, advance: Advance) -> Any:
    state = _state(folder)
    if state is None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    try:
        index = _tantivy(folder)
    except ValueError:  # damaged
        if state is None:
            raise
        shutil.rmtree(folder)
        return _followed(lake, folder, advance)
    had, has = set(state or ()), set(lake.table.files())
    if had != has:
        (folder / "state.json").unlink(missing_ok=True)  # until it is whole again, it is none
        _write(index, lake.table.path, sorted(had - has), sorted(has - had), advance)
        _note(folder, sorted(has))
    return index


def _state(folder: Path) -> list[str] | None:
    """The files of the table that the index holds; None where there is no whole index of this format."""
    try:
        found = json.loads((folder / "state.json").read_text())
    except (OSError, ValueError):
        return None
    return list(found["parts"]) if found.get("format") == FORMAT else None


def _note(folder: Path, parts: list[str]) -> None:
    partial = folder / ".state.partial"
    partial.write_text(json.dumps({"format": FORMAT, "parts": parts}))
    partial.replace(folder / "state.json")


def held(folder: Path) -> tuple[dict[str, int], int]:
    """How many articles of each of its files an index holds, and how many in all. Raises OSError, ValueError."""
    import tantivy

    index = _tantivy(folder)
    searcher = index.searcher()
    names = _state(folder) or []
    queries = {name: tantivy.Query.term_query(index.schema, "part", name) for name in names}
    found = {name: searcher.search(query, limit=1, count=True).count for name, query in queries.items()}
    return found, searcher.num_docs


def _tantivy(folder: Path) -> Any:
    import tantivy

    index = tantivy.Index(schema(), path=str(folder))
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _write(index: Any, table: Path, gone: list[str], new: list[str], advance: Advance) -> None:
    writer = index.writer(HEAP, 2)
    for name in gone:
        writer.delete_documents_by_term("part", name)
    for done, name in enumerate(new, 1):
        for row in _current(table / name):
            writer.add_document(document(row, name))
        advance(done, len(new))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _current(path: Path) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(256, columns=COLUMNS):
            yield from batch.filter(batch["is_current"]).to_pylist()


def document(row: Row, part: str) -> Any:
    """A row as a tantivy document: terms to be found by, and what hits show."""
    import tantivy

    names = [form for p in row["people"] or () for form in (p["name"], *p["aliases"])]
    found = tantivy.Document()
    found.add_text("part", part)
    found.add_unsigned("key", key(row["id"]))
    found.add_unsigned("head", key(row["near_duplicate_of"] or row["id"]))
    if published := stated_day(row):
        found.add_integer("day", day(published))
    found.add_text("id", row["id"])
    found.add_bytes("text", row["text"].encode())
    for value in _exact(row):
        found.add_text("exact", value)
    for name, texts in (
        ("title", [row["title"]]),
        ("body", [row["text"]]),
        ("person", names),
        ("topic", [t["label"] for t in row["topics"] or ()]),
        ("source", [row["source"]]),
        ("site", [row["site"]]),
    ):
        for text in texts:
            if text:
                found.add_text(name, " ".join(terms(text)))
    return found


EXACT = ("source", "site", "language", "topic", "person")
"""What can be asked for as a whole value: topics by id, people by name, sources by their name or else their site."""


def exactly(name: str, value: str) -> str:
    """The term of a value of one of EXACT."""
    return f"{name}={value}"


def _exact(row: Row) -> Iterator[str]:
    several: dict[str, Iterable[str | None]] = {
        "source": [row["source"] or row["site"]],
        "site": [row["site"]],
        "language": [row["language"]],
        "topic": [t["id"] for t in row["topics"] or ()],
        "person": [p["name"] for p in row["people"] or ()],
    }
    return (exactly(name, value) for name, values in several.items() for value in values if value)
