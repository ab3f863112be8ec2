"""Tables of pages, as spreadsheets, pandas and R write them: CSV and TSV whose first row names the columns.

The columns are those of JSON pages: html or text, and url, id, site, title, date, ... as far as they are known.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import BufferedReader

from archiver.errors import InputError
from archiver.records import Origin
from archiver.sources.charset import decode
from archiver.sources.field_names import columns, is_table_of_pages
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.jsonl import lines
from archiver.sources.named_fields import captured
from archiver.sources.narrowing import narrowed

_DELIMITERS = ",;\t|"
_BETWEEN = "\x1f"
"""Stands between the cells of a row while it is decoded."""
_END = "\x1e"
"""Is laid behind the last line: where it comes back inside a cell, that cell's quotation mark was never closed."""

_ESCAPED = re.compile(rb'\\"[^",;\t|\r\n\\]')
"""What no table has whose quotation marks are doubled (RFC 4180): MySQL and others put a backslash before them."""
_HEAD = 1 << 16


def read_table(item: Item) -> Iterator[Outcome]:
    """One capture or error for each row below the first; the record's number is the row's, without the first."""
    limit = item.meter.limits.line_bytes
    csv.field_size_limit(limit)
    stream, _ = narrowed(item)
    escape = "\\" if _ESCAPED.search(stream.peek(_HEAD)[:_HEAD]) else None
    table = _lines(item, stream, limit)
    header = next(table)
    chosen = item.options.names
    delimiter = max(_DELIMITERS, key=lambda sign: len(columns(_names(header, sign), chosen)))
    names = _names(header, delimiter)
    if not is_table_of_pages(names, chosen):
        raise no_pages(item.origin(), [name.encode("latin-1").decode("utf-8", "replace") for name in names])
    number = 0
    try:
        for row in filter(None, csv.reader(table, delimiter=delimiter, escapechar=escape)):
            if row != [_END]:
                number += 1
                yield _captured(item, names, row, item.origin(number))
    except csv.Error as error:  # a cell larger than a page may be
        raise too_large(item.origin(number + 1), limit, " (one cell of a table)") from error
    item.check()
    if not number:
        yield InputError(item.origin(), "empty", "is a table without rows")


def _lines(item: Item, stream: BufferedReader, limit: int) -> Iterator[str]:
    """The lines of a table, a character a byte, and `_END`. What they mean is decoded row by row."""
    for number, line in enumerate(lines(stream, limit + 1)):
        if len(line) > limit:
            raise too_large(item.origin(), limit, " (one line of a table)")
        plain = (line if number else line.removeprefix(b"\xef\xbb\xbf")).decode("latin-1")
        yield plain.replace("\r\n", "\n").replace("\r", " ").replace(_END, " ")
    yield _END


def no_pages(origin: Origin, names: Sequence[str]) -> InputError:
    """What is said of a table without a column for pages."""
    there = ", ".join(names[:12])[:400] + (" ..." if len(names) > 12 else "")
    return InputError(
        origin,
        "no-page",
        f'is a table that names no column "html" or "text", but {there} (--field text=NAME says which it is)',
    )


def _names(header: str, delimiter: str) -> tuple[str, ...]:
    (names,) = csv.reader([header], delimiter=delimiter)
    return tuple(name.strip() for name in names)


def _captured(item: Item, names: tuple[str, ...], row: list[str], origin: Origin) -> Outcome:
    body = _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in row).encode("latin-1")
    if row[-1].endswith(_END):
        return InputError(origin, "bad-table", "a quotation mark is opened in this row and never closed", body)
    if any(cell.strip() for cell in row[len(names) :]):
        said = f"has {len(row)} cells, where the first row names {len(names)}"
        return InputError(origin, "bad-table", f"{said}; is a delimiter or a quotation mark in a cell?", body)
    decoded = decode(body)
    if decoded is None:
        return InputError(origin, "not-text", "is not text in any charset that we know", body)
    return captured(item, dict(zip(names, decoded.text.split(_BETWEEN), strict=False)), origin, decoded.notes)
