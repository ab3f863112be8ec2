"""`archiver runs`, and the noting of runs by the commands that write."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from archiver.cli.context import (
    NARROW,
    Context,
    common_options,
    console,
    limit_option,
    pass_context,
    print_json_lines,
    say,
)
from archiver.errors import ArchiveError, ArchiverError

if TYPE_CHECKING:
    from archiver.ingesting import Summary
    from archiver.lake.runs import Run, RunLog, State

COLOURS = {"done": "green", "running": "cyan", "errors": "yellow", "stopped": "yellow"}


class Noting:
    """What a run has done so far, for its line in the archive. set: counts by name; add: errors."""

    def __init__(self, log: RunLog) -> None:
        self._log = log
        self.counts: dict[str, int] = {}
        self.errors: Counter[str] = Counter()

    def summary(self, summary: Summary) -> None:
        """What ingesting did, all in all."""
        self.counts.update(summary.counts())
        self.errors = Counter(error.reason for error in (*summary.errors, *summary.lacking))

    def so_far(self) -> None:
        """Make what was done so far known now, in case that the run is killed."""
        self._log.did(self.counts, self.errors)


@contextmanager
def noted(context: Context, command: str, summary: Summary | None = None) -> Iterator[Noting]:
    """Note a run in the archive, with what was done in it and how it ended, whatever ends it.

    summary: of an ingest, which is filled while it goes on. A Ctrl-C that comes while a line is being written is heard
    when it is there.
    """
    from archiver import __version__
    from archiver.common import processes
    from archiver.lake.runs import Runs

    def end(state: State, message: str | None = None) -> None:
        with processes.unstopped():
            if summary is not None:
                noting.summary(summary)
            log.end(state, noting.counts, noting.errors, message)

    with ExitStack() as held:
        held.enter_context(processes.unstopped())
        log = Runs(context.archive).begin(command, arguments(sys.argv[1:], command), version=__version__)
        noting = Noting(log)
        try:
            held.close()
            yield noting
        except (KeyboardInterrupt, click.Abort):
            end("stopped")
            raise
        except (ArchiverError, click.ClickException, OSError) as error:
            end("failed", str(error) or type(error).__name__)
            raise
        except BaseException as error:  # of a fault of our own, what it says means little without its name
            end("failed", f"{type(error).__name__}: {error}")
            raise
        end("errors" if noting.errors or (summary and (summary.errors or summary.lacking)) else "done")


def arguments(given: Sequence[str], command: str) -> list[str]:
    """What was given after the command's name, passwords in addresses masked."""
    from archiver.sources.fetch.addresses import masked

    after = list(given[given.index(command) + 1 :]) if command in given else []
    return [masked(one) if "://" in one else one for one in after]


@click.command("runs", short_help="List what was done to the archive, and when.")
@limit_option(20, "Runs to show, the latest last.")
@common_options
@pass_context
def runs(context: Context, limit: int | None) -> None:
    """List what was done to the archive: each run of ingest, poll, fetch and their kin, and how it ended.

    A run that was killed shows as such, with what it is known to have done. Also a view in SQL.

    \b
    archiver runs -n 5
    archiver query "SELECT began, command, counts['stored'] FROM runs WHERE state <> 'done'"
    """
    from archiver.lake.runs import Runs
    from archiver.lake.storage.home import home_of

    home_of(context.archive).pull()
    found = Runs(context.archive).all()
    if not found and not context.archive.is_dir():
        raise ArchiveError(f"{context.place}: no archive here; `archiver ingest` makes one")
    shown = found[-(context.most(limit, 20) or len(found)) :]
    if context.json:
        print_json_lines(shown)
    elif not found:
        say(f"Nothing was done to {context.place} yet.")
    else:
        _show(shown)


def _show(found: list[Run]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    if out.width < NARROW:
        for run in found:
            out.print(f"{run.began:%Y-%m-%d %H:%M} UTC  {run.command}  {run.state}", style="bold")
            for words in _words(run):
                out.print(f"  {words}")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("began (UTC)", "command", "took", "ended", "what it did"):
        table.add_column(name, overflow="fold", no_wrap=name != "what it did")
    for run in found:
        took = "" if run.seconds is None else str(timedelta(seconds=round(run.seconds)))
        state = Text(run.state, COLOURS.get(run.state, "red"))
        table.add_row(f"{run.began:%Y-%m-%d %H:%M:%S}", run.command, took, state, "\n".join(_words(run)))
    out.print(table)


def _words(run: Run) -> Iterator[str]:
    if run.arguments:
        yield " ".join(run.arguments)[:200]
    counts = ", ".join(f"{n:,} {name}" for name, n in run.counts.items() if n)
    yield counts or ("nothing is known of what it did" if run.state == "killed" else "nothing new")
    if run.errors:
        yield "errors: " + ", ".join(f"{n:,} {reason}" for reason, n in run.errors.items())
    if run.message:
        yield run.message


COMMANDS = (runs,)
