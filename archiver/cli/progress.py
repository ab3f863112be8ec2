"""Progress on a terminal's stderr: how far, how fast, how long still; silent everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Advance = Callable[[int, str], None]
"""advance(done, words): `done` units so far (bytes or pages), and a few words beside the bar."""


@contextmanager
def progress(label: str, total: int | None, *, unit: str = "bytes") -> Iterator[Advance]:
    """A progress bar while the block runs. total: units in all; None where nobody knows."""
    if not sys.stderr.isatty():
        yield lambda done, words: None
        return
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        amount,
        TimeRemainingColumn(),
        TextColumn("{task.fields[words]}"),
    )
    with Progress(*columns, console=_stderr(), transient=True) as bar:
        task = bar.add_task(label, total=total, words="")
        yield lambda done, words: bar.update(task, completed=done, words=words)


def _stderr() -> Console:
    from archiver.cli.context import console

    return console(stderr=True)
