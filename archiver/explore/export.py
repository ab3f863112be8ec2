"""The archive in other formats: JSON lines, CSV, Parquet, Markdown with front matter.

A target appears when it is complete: it is written under another name beside it, then renamed.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from archiver.errors import ArchiverError, QueryError
from archiver.explore.packed import PACKED, STDOUT, opened_to_write
from archiver.explore.shards import write_shards
from archiver.explore.sql import connected

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    "": "markdown",
    ".md": "markdown",
}
Fields = tuple[str, ...]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a text begins with that a spreadsheet may run as a formula (OWASP)."""
CSV_FIELDS: Fields = (
    "id", "url", "site", "source", "title", "authors", "published", "published_day", "modified", "language", "words",
    "topics", "people", "keyphrases", "text",
)  # fmt: skip
"""What a spreadsheet can show: no blocks, no provenance. Lists are joined by "; "."""


def export(
    archive: Path,
    target: Path,
    *,
    form: str | None = None,
    where: str | None = None,
    versions: bool = False,
    fields: Sequence[str] | None = None,
    rows: int | None = None,
) -> int:
    """Write articles that match `where` (SQL over the record's fields), ordered by publication and id.

    form: jsonl, csv, parquet or markdown (a folder with a file an article); None: from the ending. fields: those to
    write, in this order (of Markdown: into the front matter, the text follows in any case); None: all, or what the
    format has room for. rows: into several files of so many each (shards.py). Gives how many. Raises QueryError for a
    wrong condition or a field that there is not, ArchiverError for a target that cannot be written, or a folder that
    holds anything but an earlier export.
    """
    form = form or ("jsonl" if target == STDOUT else _form_of(target))
    if form is None:
        raise QueryError(f"{target}: which format? --format jsonl, csv, parquet or markdown")
    chosen = None if fields is None else _known(fields)
    sql = f"SELECT {_columns(form, chosen)} FROM {'versions' if versions else 'articles'}"
    sql += f" WHERE {where}" if where else ""
    batches = _batches(archive, f"{sql} ORDER BY published NULLS LAST, id, version")
    if target == STDOUT and form not in ("jsonl", "csv"):
        raise QueryError(f"{form} cannot be written to standard output; jsonl and csv can")
    if rows is not None and (target == STDOUT or form == "markdown"):
        raise QueryError("only files of JSON lines, CSV and Parquet can be divided")
    if target == STDOUT:
        return write(batches, target, form, chosen)
    _check_target(target)
    partial = target.with_name(f".{os.getpid()}.partial.{target.name}")  # its ending says how it is packed
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if rows is not None:
            return write_shards(batches, target, rows, lambda shard, path: write(shard, path, form, chosen))[0]
        count = write(batches, partial, form, chosen)
        if target.is_dir() and form == "markdown":
            shutil.rmtree(target)
        partial.replace(target)
    except OSError as error:
        raise ArchiverError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        if partial.is_dir():
            shutil.rmtree(partial)
        partial.unlink(missing_ok=True)
    return count


def _form_of(target: Path) -> str | None:
    """The format that a name's ending says; of what is packed (.jsonl.gz) the one below."""
    if target.suffix.lower() not in PACKED:
        return ENDINGS.get(target.suffix.lower())
    form = ENDINGS.get(Path(target.stem).suffix.lower())
    return form if form in ("jsonl", "csv") else None


def _check_target(target: Path) -> None:
    """Raise ArchiverError where something would go that no export wrote: a folder is replaced as a whole."""
    if target.name in ("", ".."):
        raise ArchiverError(f"{target}: name a file, or a folder that is to be made")
    if target.is_dir():
        for one in target.iterdir():
            if not _EXPORTED.fullmatch(one.name) or one.is_dir():
                raise ArchiverError(f"{target}: holds {one.name}, which no export wrote; name another folder")


def export_to(archive: Path, address: str, **how: Any) -> int:
    """As `export`, into an object store (s3://bucket/articles.parquet). Raises ArchiveError too."""
    from archiver.lake.storage.object_store import send

    with TemporaryDirectory(prefix="archiver-") as folder:
        parent, _, name = address.rstrip("/").rpartition("/")
        count = export(archive, Path(folder) / name, **how)
        for made in sorted(Path(folder).iterdir()):
            send(made, f"{parent}/{made.name}")
    return count


def write(batches: Iterator[pa.RecordBatch], target: Path, form: str, fields: Fields | None = None) -> int:
    """Write rows that have the fields of the table, or those that are needed; gives how many. form, fields: as in
    `export`. Raises OSError."""
    return _WRITERS[form](batches, target, fields)


def _known(fields: Sequence[str]) -> Fields:
    """Fields of a record, each once. Raises QueryError for one that is none."""
    from archiver.lake.rows.schema import SHOWN

    if unknown := [name for name in fields if name not in SHOWN.names]:
        raise QueryError(f"no field is called {unknown[0]!r}; there are {', '.join(SHOWN.names)}")
    return tuple(dict.fromkeys(fields))


def _columns(form: str, fields: Fields | None) -> str:
    """What is to be selected for a format."""
    if form == "csv":
        fields = fields or CSV_FIELDS
    elif form == "markdown":
        fields = (*_IN_MARKDOWN, *(name for name in fields or _HEAD if name not in _IN_MARKDOWN))
    return ", ".join(f'"{name}"' for name in fields) if fields else "*"


def _batches(archive: Path, sql: str) -> Iterator[pa.RecordBatch]:
    import duckdb

    from archiver.explore.sql import _plain

    try:
        with connected(archive) as connection:
            yield from connection.sql(sql).to_arrow_reader(256)
    except duckdb.Error as error:
        raise QueryError(_plain(str(error))) from None


def _jsonl(batches: Iterator[pa.RecordBatch], path: Path, _: Fields | None) -> int:
    count = 0
    with opened_to_write(path, "utf-8") as out:
        for batch in batches:
            for row in batch.to_pylist():
                out.write(json.dumps(row, ensure_ascii=False, default=date.isoformat) + "\n")
                count += 1
    return count


def _csv(batches: Iterator[pa.RecordBatch], path: Path, fields: Fields | None) -> int:
    fields, count = fields or CSV_FIELDS, 0
    with opened_to_write(path, "utf-8-sig", newline="") as out:  # the mark is what spreadsheets know UTF-8 by
        writer = csv.writer(out)
        writer.writerow(fields)
        for batch in batches:
            for row in batch.to_pylist():
                writer.writerow([_cell(row[name]) for name in fields])
                count += 1
    return count


def _cell(value: Any) -> str:
    """One cell."""
    if isinstance(value, list):
        value = "; ".join(map(_name, value))
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else _name(value)
    return text if isinstance(value, int | float) else guarded(text)


def guarded(text: str) -> str:
    """A text as a cell of CSV that no spreadsheet runs as a formula: with an apostrophe before it where one would."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _name(value: Any) -> str:
    """A value in one cell; of a topic or a person the name, other structures as JSON."""
    if not isinstance(value, dict):
        return str(value)
    return value.get("label") or value.get("name") or json.dumps(value, ensure_ascii=False, default=date.isoformat)


def _parquet(batches: Iterator[pa.RecordBatch], path: Path, fields: Fields | None) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from archiver.lake.rows.schema import SHOWN

    schema = pa.schema([SHOWN.field(name) for name in fields], SHOWN.metadata) if fields else SHOWN
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(pa.Table.from_batches([batch]).select(schema.names).cast(schema))
            count += batch.num_rows
    return count


_HEAD = (
    "id", "url", "site", "source", "title", "authors", "published", "published_day", "modified", "language",
    "section", "keywords",
)  # fmt: skip
_BODY = ("text", "blocks")
_IN_MARKDOWN = ("id", "version", "title", "published_day", *_BODY)
"""What a file is named by and made of."""


def _markdown(batches: Iterator[pa.RecordBatch], path: Path, fields: Fields | None) -> int:
    path.mkdir()
    count = 0
    for batch in batches:
        for row in batch.to_pylist():
            (path / _file_name(row)).write_text(markdown(row, fields), encoding="utf-8")
            count += 1
    return count


_EXPORTED = re.compile(r".*-[0-9a-f]{8}-\d+\.md", re.DOTALL)
"""What `_file_name` gives."""


def _file_name(row: dict[str, Any]) -> str:
    words = re.sub(r"[^\w]+", "-", (row["title"] or row["text"])[:50]).strip("-").lower()
    day = f"{row['published_day']}-" if row["published_day"] else ""
    return f"{day}{words or 'untitled'}-{row['id'][:8]}-{row['version']}.md"


def markdown(row: dict[str, Any], fields: Fields | None = None) -> str:
    """An article as Markdown: front matter (YAML, values as JSON, which YAML reads), then its kept blocks.

    fields: of the front matter, as far as they say anything; None: what catalogues ask for.
    """
    head = [
        f"{name}: {json.dumps(row[name], ensure_ascii=False, default=date.isoformat)}"
        for name in fields or _HEAD
        if row[name] and name not in _BODY
    ]
    body = [_block(b) for b in row["blocks"] if b["kept"]]
    title = [f"# {row['title']}"] if row["title"] else []
    return "\n".join(["---", *head, "---", "", "\n\n".join([*title, *body]), ""])


def _block(block: dict[str, Any]) -> str:
    text, level = block["text"], block["level"] or 1
    match block["kind"]:
        case "heading":
            return f"{'#' * max(2, level)} {text}"
        case "list-item":
            return f"{'  ' * (level - 1)}- {text.lstrip('•*- ')}"
        case "quote":
            return f"> {text}"
        case "code":
            return f"```\n{text}\n```"
        case "caption":
            return f"*{text}*"
        case _:
            return str(text)


_WRITERS: dict[str, Callable[[Iterator[pa.RecordBatch], Path, Fields | None], int]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "markdown": _markdown,
}
