"""`archiver query`: SQL over the archive."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, print_json_lines

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("table", "json", "csv")


@click.command("query")
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help="Default: table.")
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
        _print(table)


def _flat(table: pa.Table) -> pa.Table:
    """CSV has no lists and structs: they become JSON."""
    import json

    import pyarrow as pa

    for i, column in enumerate(table.schema):
        if pa.types.is_nested(column.type):
            values = [
                None if v is None else json.dumps(v, ensure_ascii=False, default=str)
                for v in table[i].to_pylist()
            ]
            table = table.set_column(i, column.name, pa.array(values, pa.string()))
    return table


def _print(table: pa.Table) -> None:
    import pyarrow as pa
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in table.schema:
        number = any(is_a(column.type) for is_a in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal))
        shown.add_column(column.name, justify="right" if number else "left", overflow="fold")
    for row in table.slice(0, 200).to_pylist():
        shown.add_row(*(_cell(v) for v in row.values()))
    out = console()
    out.print(shown)
    more = "; the first 200 are shown (--json or --format csv gives all)" if table.num_rows > 200 else ""
    out.print(f"\n{table.num_rows:,} rows{more}", style="dim")


def _cell(value: Any) -> str:
    from rich.markup import escape

    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    text = "" if value is None else f"{value:,}" if number else str(value)
    return escape(text if len(text) <= 300 else text[:299] + "…")


COMMANDS = (query,)
