"""`archiver query`: SQL over the archive."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json_lines

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console

FORMATS = ("table", "records", "json", "csv")
TABLE_ROWS, RECORDS = 200, 20
# A column that is folded to less than this is no longer read: then records are shown, a line for each field.
COLUMN = 32


@click.command("query")
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="Default: table; records where a table would be too wide.",
)
@common_options
@pass_context
def query(context: Context, sql: str, form: str | None) -> None:
    """Run one SELECT of DuckDB's SQL over the views articles, versions, blocks, people, topics,
    quarantine and runs.

    \b
    archiver query "SELECT source, count(*) FROM articles GROUP BY ALL"
    archiver query "SELECT name, sum(mentions) FROM people GROUP BY ALL ORDER BY 2 DESC LIMIT 10"
    """
    from archiver.explore.sql import query as run

    table = run(context.archive, sql)
    form = "json" if context.json else form or "table"
    if form == "json":
        print_json_lines(table.to_pylist())
    elif form == "csv":
        from pyarrow import csv

        sys.stdout.flush()
        csv.write_csv(_flat(table), sys.stdout.buffer)
    else:
        _print(table, form)


def _flat(table: pa.Table) -> pa.Table:
    """CSV has no lists and structs: they become JSON."""
    import pyarrow as pa

    for i, column in enumerate(table.schema):
        if pa.types.is_nested(column.type):
            values = [
                None if v is None else json.dumps(v, ensure_ascii=False, default=str)
                for v in table[i].to_pylist()
            ]
            table = table.set_column(i, column.name, pa.array(values, pa.string()))
    return table


def _print(table: pa.Table, form: str) -> None:
    """A table where it can be read, else one record under the other (as psql does with "\\x auto")."""
    out = console()
    limit, show = (TABLE_ROWS, _print_table)
    if form == "records" or _is_too_wide(table, out.width):
        limit, show = (RECORDS, _print_records)
    show(table.slice(0, limit), out)
    more = f"; the first {limit} are shown (--json or --format csv gives all)" if table.num_rows > limit else ""
    out.print(f"\n{_count(table.num_rows)}{more}", style="dim")


def _count(rows: int) -> str:
    return f"{rows:,} row" if rows == 1 else f"{rows:,} rows"


def _is_too_wide(table: pa.Table, width: int) -> bool:
    """Whether some column would have to be folded to less than COLUMN characters to fit."""
    from rich.cells import cell_len

    shown = table.slice(0, TABLE_ROWS)
    widths = [
        max([cell_len(name), *(min(cell_len(_value(v)), COLUMN) for v in column.to_pylist())])
        for name, column in zip(shown.column_names, shown.columns, strict=True)
    ]
    return sum(widths) + 2 * max(len(widths) - 1, 0) > width


def _print_table(table: pa.Table, out: Console) -> None:
    import pyarrow as pa
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in table.schema:
        number = any(is_a(column.type) for is_a in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal))
        shown.add_column(column.name, justify="right" if number else "left", overflow="fold")
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        shown.add_row(*(Text(_value(v)) for v in row))
    out.print(shown)


def _print_records(table: pa.Table, out: Console) -> None:
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), 1):
        out.print(Rule(f"row {number}", align="left", style="dim"))
        record = Table(box=None, pad_edge=False, show_header=False)
        record.add_column(style="cyan", no_wrap=True)
        record.add_column(overflow="fold")
        for name, value in zip(table.column_names, row, strict=True):
            record.add_row(name, Text("null", "dim") if value is None else Text(_value(value)))
        out.print(record)


def _value(value: Any) -> str:
    """A value as people read it, on one line and not endless; lists and structs as JSON."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    text = "" if value is None else f"{value:,}" if number else " ".join(str(value).split())
    return text if len(text) <= 300 else text[:299] + "…"


COMMANDS = (query,)
