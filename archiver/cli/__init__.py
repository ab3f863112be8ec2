"""The command line: `main`.

What a process pays before it reads its first byte is paid here, so nothing is imported that not every command needs. A
plain `archiver extract`, which is a filter in other programs' pipes, starts without click; all else is in commands.py.

Each command is a module of its name; site has `site` and `pin`, keep `verify` and `compact`, feeds `follow`, `poll` and
`feeds`. Beside them:

    commands        the list of all: each is imported when it is called
    filtering       `archiver extract` without click; extract: its options
    context         what every command gets, and how it prints; lines: values as JSON for machines
    days            --since and --until
    progress        how far and how long still; watching: a crawl to look at
    explaining      a judged page for a person's eyes; layout: texts by the columns that they take
    welcome         what `archiver` alone says
    completion      of shells
    reference       writes docs/cli.md; manual: the man page

The commands: diff enrich explain export feeds fetch ingest keep people person quarantine query reclean runs search
serve show site stats topics.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

from archiver.common import processes


class ReaderGoneError(Exception):
    """A BrokenPipeError that click does not see: it would end the process with 1, as if something had failed."""


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the command line: 0 done, 1 something in the input failed, 2 usage, 130 stopped (143 by SIGTERM, 129
    by SIGHUP). Never a traceback.

    arguments: None: those of the process, which is then ours alone.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if arguments is None:
            for number in processes.STOPS:
                processes.heed(number)
            processes.set_up()
        code = _run(given)
        if arguments is None:
            processes.ignore_stops()
    except KeyboardInterrupt:  # before click, which tells of it otherwise
        _tell_stopped(given)
    except (BrokenPipeError, ReaderGoneError):  # `archiver query ... | head`
        if arguments is None:
            os._exit(0)  # Python would flush what nobody reads, and complain
        sys.exit(0)
    except Exception as error:
        from archiver.cli import commands

        commands.fail(error, given)
    if arguments is None and isinstance(code, processes.Done):
        _end(code)
    sys.exit(code if isinstance(code, int) else 0)


def _run(arguments: Sequence[str]) -> Any:
    if list(arguments) == ["extract"]:
        from archiver.cli import filtering

        return filtering.run()
    from archiver.cli import commands

    return commands.run(arguments)


def _tell_stopped(arguments: Sequence[str]) -> NoReturn:
    """End a process that nothing may be imported in any more: what was stopped may be half of a module."""
    processes.ignore_stops()
    sys.stderr.write('{"error": "Stopped."}\n' if "--json" in arguments else "\narchiver: Stopped.\n")
    with suppress(OSError):  # its reader was stopped too
        sys.stdout.flush()
    os._exit(processes.stopped_code())


def _end(code: int) -> NoReturn:
    """End the process without freeing object by object what it remembers, which takes as long as five pages."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
