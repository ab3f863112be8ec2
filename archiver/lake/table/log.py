"""The folder of Delta's log: whether there is a table, and that what Delta wrote there survives a loss of power."""

from __future__ import annotations

import os
from pathlib import Path

from archiver.lake.files.durable import is_writable, sync_folder

NEW_LOG = "_delta_log.new"
"""A whole log that a repair puts in the place of a damaged one, which it has taken away before."""


def has_log(articles: Path) -> bool:
    """Whether there is a table. Where a repair was broken off between the old log and the new one, the new one is put
    in its place. A log without an entry, and no part beside it, is of a table that was never made."""
    log = articles / "_delta_log"
    if not log.is_dir() and (articles / NEW_LOG).is_dir() and is_writable(articles):
        (articles / NEW_LOG).rename(log)
        sync_folder(articles)
    return log.is_dir() and (any(log.glob("[0-9]*")) or any(articles.glob("part-*")))


def sync_log(log: Path, since: int) -> None:
    """Make entries and checkpoints durable from that of a version on, and what says which checkpoint is the last: Delta
    leaves that to the system."""
    for path in log.iterdir():
        if path.name >= f"{since:020d}" and path.is_file():  # "_last_checkpoint" too: "_" comes after digits
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    sync_folder(log)
