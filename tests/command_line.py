"""The command line inside the tests' process: arguments in; exit code, output and errors out.

What a process alone can show (its start, its end, its signals) has tests that start one.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass

from click.testing import CliRunner

from archiver.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: object, stdin: bytes = b"") -> Ran:
    """`archiver` with these arguments, through the same `main` as a process, which shows no traceback."""
    code: object = 0
    with CliRunner().isolation(input=stdin) as (out, err, _):
        try:
            main(list(map(str, arguments)))
        except SystemExit as end:
            code = end.code
    gc.unfreeze()  # what a command freezes at its end is this process's to collect
    assert isinstance(code, int)
    return Ran(code, out.getvalue().decode(), err.getvalue().decode())
