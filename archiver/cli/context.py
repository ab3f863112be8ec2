"""What every command gets from the options before it, and how it prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from archiver.cli.lines import json_lines

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])

NARROW = 72
"""Columns of a terminal below which a table keeps to what nobody would do without."""


class Context(Struct):
    """archive: the archive's folder, or the working copy of one at an address. json: print JSON for machines instead of
    text for people."""

    archive: Path
    json: bool

    @property
    def place(self) -> str:
        """Where the archive is, as its user names it."""
        from archiver.lake.storage.home import home_of

        return home_of(self.archive).address

    def most(self, limit: int | None, in_table: int) -> int | None:
        """How many are shown: as many as --limit says; else `in_table` to people, and all (None) to machines."""
        return limit if limit is not None or self.json else in_table


class ArchivePath(click.Path):
    """A folder, or an address, of which it gives the working copy."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from archiver.lake.storage.home import folder_of

        return folder_of(str(value))


ARCHIVE = ArchivePath(path_type=Path)


pass_context = click.make_pass_decorator(Context)


def common_options(command: F) -> F:
    """--archive and --json again behind the command's name, where people write them."""

    def into(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def set_field(ctx: click.Context, _: click.Parameter, value: Any) -> None:
            if value not in (None, False):
                setattr(ctx.find_object(Context), field, value)

        return set_field

    options = [
        click.option("--archive", "-a", type=ARCHIVE, expose_value=False,
                     callback=into("archive"), help="Folder of the archive, or s3://... (default: archive)."),
        click.option("--json", is_flag=True, expose_value=False, callback=into("json"),
                     help="Print JSON for machines."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def workers_option(default: int | None = None) -> Callable[[F], F]:
    """--workers, for every command that spreads its work; None where it is not given: one a core."""
    text = "Processes (default: one a core)." if default is None else "Processes."
    names = ("--workers", "--jobs", "-j", "jobs")
    return click.option(*names, type=click.IntRange(1), default=default, show_default=default is not None, help=text)


def limit_option(in_table: int, what: str) -> Callable[[F], F]:
    """--limit, None where it is not given (see `Context.most`)."""
    text = f"{what} Default: {in_table} in a table, else all."
    return click.option("--limit", "-n", type=click.IntRange(1), help=text)


def print_json(value: Any) -> None:
    """One JSON document a call, on stdout; times in ISO 8601, records as objects."""
    for line in json_lines([value]):
        click.echo(line)


def print_json_lines(values: Iterable[Any]) -> None:
    for value in values:
        print_json(value)


# Control characters as pictures of themselves: a page's text must not move a terminal's cursor or colour it.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_VISIBLE = {**_PICTURES, 0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}


def visible(text: str) -> str:
    """A text that came from outside, fit for a terminal: "\\x1b[31m" is shown as "␛[31m"."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """A line for people. All plain lines go this way (the linter forbids click.echo elsewhere), so that no
    command forgets that what it tells may hold somebody else's words."""
    click.echo(visible(str(text)), nl=nl, err=err)


def complain(text: object, label: str = "archiver:") -> None:
    """A line on stderr that says what went wrong, behind a red label."""
    click.secho(f"{label} ", fg="red", bold=True, nl=False, err=True)
    say(text, err=True)


def console(*, stderr: bool = False) -> Console:
    """A rich console that is plain text when it is not a terminal (and wide, so that nothing is cut).

    Whatever is printed on it, only its own styles reach the terminal as control characters; brackets and colons
    in a text are its own, not rich's markup ("[/b]" in a title would be an error, ":smile:" a picture).
    """
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class Shielded(Console):
        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            for segment in super().render(renderable, options):
                yield segment if segment.control else Segment(visible(segment.text), segment.style)

        def on_broken_pipe(self) -> None:
            raise

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else 120
    return Shielded(file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)
