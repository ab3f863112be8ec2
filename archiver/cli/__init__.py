"""The command line. Each command lives in a module of its own and is imported when it is called.

A module of this package exports `COMMANDS`, a tuple of click commands; the table below says which
module holds which command, so that `archiver extract` does not load what `archiver serve` needs.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from archiver import processes
from archiver.cli.context import ARCHIVE, Context, Done, complain, console, say
from archiver.errors import ArchiverError, FetchError, QueryError, SettingsError

# In the order of `archiver --help`: bringing in, looking at, keeping.
MODULES: dict[str, str] = {
    "ingest": "ingest",
    "extract": "extract",
    "follow": "feeds",
    "poll": "feeds",
    "feeds": "feeds",
    "fetch": "fetch",
    "show": "show",
    "diff": "diff",
    "explain": "explain",
    "query": "query",
    "search": "search",
    "people": "people",
    "person": "person",
    "topics": "topics",
    "stats": "stats",
    "export": "export",
    "serve": "serve",
    "site": "site",
    "pin": "site",
    "enrich": "enrich",
    "reclean": "reclean",
    "quarantine": "quarantine",
    "runs": "runs",
    "info": "keep",
    "verify": "keep",
    "compact": "keep",
    "completion": "completion",
}


def _present(module: str) -> bool:
    return (Path(__file__).parent / f"{module}.py").exists()


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, module in MODULES.items() if _present(module)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in MODULES or not _present(MODULES[name]):
            return None
        module = import_module(f"archiver.cli.{MODULES[name]}")
        return next((c for c in module.COMMANDS if c.name == name), None)

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
    """Turn feeds, sites, saved pages, WARC files and text dumps of news into a clean, explained archive."""
    ctx.obj = Context(archive, as_json)
    if ctx.invoked_subcommand is None:
        from archiver.cli.welcome import welcome

        console().print(welcome(archive))


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the command line: 0 done, 1 something in the input failed, 2 usage. Never a traceback.

    arguments: None: those of the process, which is then ours alone.
    """
    if arguments is None:
        processes.set_up()
    try:
        code = group.main(args=arguments, prog_name="archiver", standalone_mode=False)
        if arguments is None and isinstance(code, Done):
            _end(code)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        complain("Stopped. What was acknowledged is stored; run the same command again to go on.")
        sys.exit(130)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue(), err=True, nl=False)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `archiver query ... | head`
        sys.stderr.close()
        sys.exit(0)
    except (QueryError, SettingsError) as error:
        complain(str(error))
        sys.exit(2)
    except (ArchiverError, FetchError) as error:
        complain(str(error))
        sys.exit(1)
    except OSError as error:
        if os.environ.get("ARCHIVER_DEBUG"):
            raise
        what = f"{error.filename or 'the disk'}: {error.strerror}"
        complain(f"{what}. What was acknowledged is stored; mend this, and run the same command again to go on.")
        sys.exit(1)
    except Exception as error:
        if os.environ.get("ARCHIVER_DEBUG"):
            raise
        if told := _of_a_database(error):
            complain(f"a database of the archive {told}")
            sys.exit(1)
        complain(f"internal error, please report it: {type(error).__name__}: {error} (ARCHIVER_DEBUG=1 shows where)")
        sys.exit(1)


def _end(code: int) -> NoReturn:
    """End the process without freeing object by object what it remembers, which takes as long as five pages."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _of_a_database(error: BaseException) -> str | None:
    """What SQLite says of a file that it cannot use, or that is no database any more, also where a library wraps it."""
    import sqlite3

    from archiver import database

    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, sqlite3.DatabaseError) and not isinstance(inner, sqlite3.IntegrityError):
            damaged = database.is_damaged(inner)
            return f"is damaged: {inner}; `archiver verify` says which" if damaged else database.trouble(inner)
        inner = inner.__cause__ or inner.__context__
    return None
