"""All commands of the command line. Each lives in a module of its own and is imported when it is called.

A module of this package exports `COMMANDS`, a tuple of click commands; the table below says which
module holds which command, so that `archiver extract` does not load what `archiver serve` needs.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from archiver.cli import ReaderGoneError
from archiver.cli.context import ARCHIVE, Context, complain, console, say
from archiver.cli.lines import json_lines
from archiver.common.processes import stopped_code
from archiver.errors import ArchiverError, QueryError, SettingsError

SECTIONS: dict[str, dict[str, str]] = {
    "Bring news in": {
        "ingest": "ingest",
        "extract": "extract",
        "follow": "feeds",
        "poll": "feeds",
        "feeds": "feeds",
        "fetch": "fetch",
    },
    "Read and search": {
        "show": "show",
        "search": "search",
        "explain": "explain",
        "diff": "diff",
        "people": "people",
        "topics": "topics",
        "stats": "stats",
        "query": "query",
        "export": "export",
        "serve": "serve",
    },
    "Look after the archive": {
        "site": "site",
        "pin": "site",
        "person": "person",
        "quarantine": "quarantine",
        "runs": "runs",
        "info": "keep",
        "verify": "keep",
        "enrich": "enrich",
        "reclean": "reclean",
        "compact": "keep",
        "completion": "completion",
    },
}
"""The commands as `archiver --help` lists them, and the module of each."""
MODULES = {name: module for section in SECTIONS.values() for name, module in section.items()}


def _present(module: str) -> bool:
    return (Path(__file__).parent / f"{module}.py").exists()


class _Text(click.types.StringParamType):
    """A person's words. No table, database or address takes what is no UTF-8; a file's name may be any bytes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError:
            if not Path(text).exists():
                self.fail(f"{text!r} is neither UTF-8 nor the name of a file", param, ctx)
        return text


_TEXT = _Text()


def _take_text(command: click.Command | None) -> None:
    """Let a command take text where it takes any bytes; and those below it."""
    for param in command.params if command else ():
        if param.type is click.STRING:
            param.type = _TEXT
    for one in command.commands.values() if isinstance(command, click.Group) else ():
        _take_text(one)


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, module in MODULES.items() if _present(module)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in MODULES or not _present(MODULES[name]):
            return None
        module = import_module(f"archiver.cli.{MODULES[name]}")
        found = next((c for c in module.COMMANDS if c.name == name), None)
        _take_text(found)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises ReaderGoneError where nobody reads what it prints any more."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with what each does, section by section."""
        width = formatter.width - max(map(len, MODULES)) - 6
        for title, section in SECTIONS.items():
            found = [(name, self.get_command(ctx, name)) for name in section]
            with formatter.section(title):
                formatter.write_dl([(name, one.get_short_help_str(width)) for name, one in found if one])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise _with_suggestion(error, args[0], self.list_commands(ctx)) from None


def _with_suggestion(error: click.UsageError, word: str, names: Sequence[str]) -> click.UsageError:
    from difflib import get_close_matches

    close = get_close_matches(word, names, n=1)
    return click.UsageError(f"{error.message} Did you mean '{close[0]}'?", error.ctx) if close else error


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--archive",
    "-a",
    type=ARCHIVE,
    default=Path("archive"),
    envvar="ARCHIVER_ARCHIVE",
    show_default=True,
    help="Folder of the archive, or its address (s3://bucket/news); also $ARCHIVER_ARCHIVE.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.version_option(package_name="archiver")
@click.pass_context
def group(ctx: click.Context, archive: Path, as_json: bool) -> None:
    """Turn feeds, sites, saved pages, WARC files and text dumps of news into a clean, explained archive.

    `archiver COMMAND --help` has examples. Exit codes: 0 done, 1 something could not be read or found, 2 not
    understood, 130 stopped (143 by SIGTERM, 129 by SIGHUP). With --json, a list goes to stdout as an object a line,
    whole unless --limit is given, all else as one object, and an error that ends a command to stderr as
    {"error": "..."}.
    """
    ctx.obj = Context(archive, as_json)
    if ctx.invoked_subcommand is None:
        from archiver.cli.welcome import welcome

        console().print(welcome(archive))


def run(arguments: Sequence[str]) -> Any:
    """Run the command that is asked for: what it returns. Raises what a command raises."""
    return group.main(args=list(arguments), prog_name="archiver", standalone_mode=False)


def fail(error: Exception, arguments: Sequence[str]) -> NoReturn:
    """End with the exit code of an error, and say on stderr what went wrong. arguments: the command line's."""
    if os.environ.get("ARCHIVER_DEBUG") and not isinstance(error, ArchiverError | click.ClickException):
        raise error
    code, told = _failed(error)
    if "--json" in arguments:  # wherever it stands, also where the line could not be parsed
        say(next(json_lines([{"error": told}])), err=True)
    elif isinstance(error, click.ClickException):
        say(told, err=True)
    else:
        complain(told)
    sys.exit(code)


def _failed(error: Exception) -> tuple[int, str]:
    """The exit code after an error, and what a person is told."""
    if isinstance(error, click.exceptions.Abort):
        return stopped_code(), "Stopped. What was acknowledged is stored; run the same command again to go on."
    if isinstance(error, click.ClickException):
        shown = io.StringIO()
        error.show(shown)
        return error.exit_code, shown.getvalue().rstrip("\n")
    if isinstance(error, ArchiverError):
        return 2 if isinstance(error, QueryError | SettingsError) else 1, str(error)
    if isinstance(error, OSError):
        if error.errno == errno.EMFILE:  # of which file does not matter: it may be one of our own modules
            return 1, f"too many open files: 256 are enough (ulimit -n 256). {_GO_ON}"
        what = f"{error.filename or 'the disk'}: {error.strerror or error}"
        return 1, f"{what}. {_GO_ON}"
    if told := _of_a_database(error):
        return 1, f"a database of the archive {told}"
    return 1, f"internal error, please report it: {type(error).__name__}: {error} (ARCHIVER_DEBUG=1 shows where)"


_GO_ON = "What was acknowledged is stored; mend this, and run the same command again to go on."


def _of_a_database(error: BaseException) -> str | None:
    """What SQLite says of a file that it cannot use, or that is no database any more, also where a library wraps it."""
    import sqlite3

    from archiver.common import database

    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, sqlite3.DatabaseError) and not isinstance(inner, sqlite3.IntegrityError):
            damaged = database.is_damaged(inner)
            return f"is damaged: {inner}; `archiver verify` says which" if damaged else database.trouble(inner)
        inner = inner.__cause__ or inner.__context__
    return None
