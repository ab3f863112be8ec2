"""`archiver query`: SQL over the archive."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, console, pass_context, say
from archiver.cli.lines import json_lines
from archiver.common.plurals import counted

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console

FORMATS = ("table", "records", "markdown", "json", "csv", "parquet")
ENDINGS = {".md": "markdown", ".json": "json", ".jsonl": "json", ".csv": "csv", ".parquet": "parquet"}
TABLE_ROWS, RECORDS = 200, 20
# A column that is folded to less than this is no longer read: then records are shown, a line for each field.
COLUMN = 32


@click.command("query", short_help="Ask the archive in SQL.")
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="Default: table; records where a table would be too wide.",
)
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="Value of $NAME in the SQL.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="File; its ending is the format.")
@click.option("--timeout", default=600.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds, at most.")
@click.option("--explain", "explained", is_flag=True, help="Show how DuckDB would go about it.")
@common_options
@pass_context
def query(
    context: Context,
    sql: str,
    form: str | None,
    params: tuple[str, ...],
    output: Path | None,
    timeout: float,
    explained: bool,
) -> None:
    """Run one SELECT of DuckDB's SQL over the views articles, versions, blocks, people, topics, sites,
    quarantine and runs. SQL of "-" is read from standard input. docs/recipes.md has some to begin with.

    It can read this archive and nothing else: no file, no address, no extension; with 2 GB of memory. In CSV a
    text that a spreadsheet would run as a formula gets an apostrophe before it; JSON and Parquet have it as it is.

    \b
    archiver query "SELECT source, count(*) FROM articles GROUP BY ALL"
    archiver query "SELECT title FROM articles WHERE published >= $since" -p since=2024-05-01
    archiver query "FROM people" -o people.parquet
    """
    from archiver.explore import sql as exploring

    sql = sys.stdin.read() if sql == "-" else sql
    values = dict(map(_param, params))
    if explained:
        say(exploring.explain(context.archive, sql, values))
        return
    form = "json" if context.json else form or (_form_of(output) if output else "table")
    _write(exploring.query(context.archive, sql, values, seconds=timeout), form, output)


def _form_of(output: Path) -> str:
    form = ENDINGS.get(output.suffix.lower())
    if form is None:
        raise click.UsageError(f"-o {output}: which format? Let it end with {', '.join(ENDINGS)}, or give --format")
    return form


_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""A number as people write one: "0012", "12e4", "1_0" are the beginnings of ids, and "Nan" is somebody's name."""


def _param(text: str) -> tuple[str, Any]:
    """NAME=VALUE, the value as a number or a day where it is written like one."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise click.UsageError(f"-p {text}: write NAME=VALUE, for $NAME in the SQL")
    if _NUMBER.fullmatch(value):
        return name, float(value) if "." in value else int(value)
    with suppress(ValueError):
        return name, date.fromisoformat(value)
    return name, value


def _write(table: pa.Table, form: str, output: Path | None) -> None:
    if output is None and form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for terminals: -o FILE writes it to a file")
    if output is None and form in ("table", "records"):
        _print(table, form)
        return
    if output is None and sys.stdout.isatty():
        written = io.BytesIO()
        _encode(table, form, written)
        say(written.getvalue().decode("utf-8"), nl=False)
        return
    if output is None:
        sys.stdout.flush()
        _encode(table, form, sys.stdout.buffer)
        return
    partial = output.with_name(f".{output.name}.partial")
    with partial.open("wb") as file:
        _encode(table, form, file)
    partial.replace(output)
    say(f"{counted(table.num_rows, 'row')} in {output}", err=True)


def _encode(table: pa.Table, form: str, file: IO[bytes]) -> None:
    if form == "csv":
        from pyarrow import csv

        csv.write_csv(_flat(table), file)
    elif form == "parquet":
        from pyarrow import parquet

        parquet.write_table(table, file, compression="zstd")
    else:
        lines = json_lines(table.to_pylist()) if form == "json" else _markdown(table)
        for line in lines:
            file.write(f"{line}\n".encode())


def _markdown(table: pa.Table) -> Iterator[str]:
    """A table as GitHub writes it; a cell's bars and line ends do not break it."""
    yield f"| {' | '.join(_cell(name) for name in table.column_names)} |"
    yield f"| {' | '.join('---' for _ in table.column_names)} |"
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield f"| {' | '.join(_cell(_value(value)) for value in row)} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _flat(table: pa.Table) -> pa.Table:
    """CSV has no lists and structs: they become JSON. Texts that a spreadsheet would run are guarded, as in exports."""
    import pyarrow as pa

    from archiver.explore.export import guarded

    for i, column in enumerate(table.schema):
        if pa.types.is_nested(column.type):
            values = [
                None if v is None else json.dumps(v, ensure_ascii=False, default=str)
                for v in table[i].to_pylist()
            ]
            table = table.set_column(i, column.name, pa.array(values, pa.string()))
        elif pa.types.is_string(column.type):
            texts = [text if text is None else guarded(text) for text in table[i].to_pylist()]
            table = table.set_column(i, column.name, pa.array(texts, pa.string()))
    return table.rename_columns(list(map(guarded, table.column_names)))


def _print(table: pa.Table, form: str) -> None:
    """A table where it can be read, else one record under the other (as psql does with "\\x auto")."""
    out = console()
    limit, show = (TABLE_ROWS, _print_table)
    if form == "records" or _is_too_wide(table, out.width):
        limit, show = (RECORDS, _print_records)
    show(table.slice(0, limit), out)
    more = f"; the first {limit} are shown (--json or --format csv gives all)" if table.num_rows > limit else ""
    out.print(f"\n{counted(table.num_rows, 'row')}{more}", style="dim")


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
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 300 else text[:299] + "…"


COMMANDS = (query,)
