"""Tables of pages, as spreadsheets, pandas and R write them: CSV and TSV whose first row names the columns.

The columns are those of JSON pages: html or text, and url, id, site, title, date, ... as far as they are known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from archiver.errors import InputError
from archiver.records import Origin
from archiver.sources.charset import decode
from archiver.sources.item import Item, Outcome, too_large
from archiver.sources.jsonl import lines
from archiver.sources.named_fields import captured, known_fields
from archiver.sources.narrowing import narrowed

_DELIMITERS = ",;\t|"
_BETWEEN = "\x1f"
"""Stands between the cells of a row while it is decoded."""
_END = "\x1e"
"""Is laid behind the last line: where it comes back inside a cell, that cell's quotation mark was never closed."""


def read_table(item: Item) -> Iterator[Outcome]:
    """One capture or error for each row below the first; the record's number is the row's, without the first."""
    limit = item.meter.limits.line_bytes
    csv.field_size_limit(limit)
    table = _lines(item, limit)
    header = next(table)
    delimiter = max(_DELIMITERS, key=lambda sign: len(known_fields(_names(header, sign))))
    names = _names(header, delimiter)
    if not {"html", "text"} & known_fields(names):
        detail = f'is a table whose first row names no column "html" or "text"{_has(header, delimiter)}'
        raise InputError(item.origin(), "no-page", detail)
    number = 0
    try:
        for row in filter(None, csv.reader(table, delimiter=delimiter)):
            if row != [_END]:
                number += 1
                yield _captured(item, names, row, item.origin(number))
    except csv.Error as error:  # a cell larger than a page may be
        raise too_large(item.origin(number + 1), limit, " (one cell of a table)") from error
    item.check()
    if not number:
        yield InputError(item.origin(), "empty", "is a table without rows")


def _lines(item: Item, limit: int) -> Iterator[str]:
    """The lines of a table, a character a byte, and `_END`. What they mean is decoded row by row."""
    stream, _ = narrowed(item)
    for number, line in enumerate(lines(stream, limit + 1)):
        if len(line) > limit:
            raise too_large(item.origin(), limit, " (one line of a table)")
        plain = (line if number else line.removeprefix(b"\xef\xbb\xbf")).decode("latin-1")
        yield plain.replace("\r\n", "\n").replace("\r", " ").replace(_END, " ")
    yield _END


def _names(header: str, delimiter: str) -> list[str]:
    (names,) = csv.reader([header], delimiter=delimiter)
    return [name.strip().lower() for name in names]


def _has(header: str, delimiter: str) -> str:
    """Which columns there are, for who is to name one otherwise."""
    decoded = decode(header.encode("latin-1"))
    names = [name.strip()[:30] for name in next(csv.reader([decoded.text if decoded else ""], delimiter=delimiter), [])]
    shown = ", ".join(name for name in names[:8] if name)
    return f", but {shown}{' ...' if len(names) > 8 else ''}" if shown and shown.isprintable() else ""


def _captured(item: Item, names: list[str], row: list[str], origin: Origin) -> Outcome:
    body = _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in row).encode("latin-1")
    if row[-1].endswith(_END):
        return InputError(origin, "bad-table", "a quotation mark is opened in this row and never closed", body)
    decoded = decode(body)
    if decoded is None:
        return InputError(origin, "not-text", "is not text in any charset that we know", body)
    return captured(item, dict(zip(names, decoded.text.split(_BETWEEN), strict=False)), origin, decoded.notes)
