"""Texts laid out by the columns that they take: a Chinese or Japanese character takes two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


_ANY = 1 << 20
"""Columns that no table takes."""


def print_fields(
    out: Console, fields: Iterable[tuple[str, str | Text | None]], *, width: int = 10, style: str = "dim"
) -> None:
    """A line for each field of which something is known. On a terminal a long value goes on below itself; elsewhere it
    stays on its line, whole. width, style: of the fields' names, which are right-aligned."""
    from rich.table import Table
    from rich.text import Text

    known = [(name, value if isinstance(value, Text) else Text(value)) for name, value in fields if value]
    if not out.is_terminal:
        for name, value in known:
            out.print(Text.assemble((f"{name:>{width}}  ", style), value), soft_wrap=True)
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style=style, width=width, no_wrap=True)
    table.add_column(overflow="fold")
    for row in known:
        table.add_row(*row)
    out.print(table)


def print_table(out: Console, table: Table) -> None:
    """A table: on a terminal as wide as that, elsewhere as wide as what it holds, for who searches its lines."""
    if out.is_terminal:
        out.print(table)
        return
    out.width = _ANY
    with out.capture() as printed:
        out.print(table)
    for line in printed.get().splitlines():
        out.print(line.rstrip(), soft_wrap=True)


def print_text(out: Console, text: str, style: str = "") -> None:
    """A paragraph: on a terminal broken between words, elsewhere on one line, as it is stored."""
    from rich.text import Text

    out.print(Text(text, style), soft_wrap=not out.is_terminal)


def wrapped(text: str, width: int, out: Console) -> list[str]:
    """A text's lines of at most `width` columns, at least one; what it has of its own are spaces."""
    from rich.text import Text

    return [line.plain.rstrip() for line in Text(" ".join(text.splitlines())).wrap(out, width)] or [""]


def broken_off(line: str, width: int) -> str:
    """A line that a text goes on behind, with " …", in at most `width` columns."""
    from rich.cells import set_cell_size

    return set_cell_size(line, width - 2).rstrip() + " …"
