"""Fixity: all of an archive against its digests and its sources (`archiver verify`).

    beside.py      what looks damaged because it is being written
    report.py      what was checked, what is damaged, and whether it can be rebuilt
    records.py     the table: its files, records, versions and raw bytes
    kept.py        what lies beside it: log, WARC files, quarantine, runs, settings, the queues of fetching
    derived.py     what is computed from the rest; searching.py: the search index
    repairing.py   rebuilds what can be rebuilt
    raw_again.py   the captures once more, from the WARC files
    elsewhere.py   both, of an archive in an object store
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archiver.errors import ArchiveError
from archiver.verifying.report import Damage, Report

if TYPE_CHECKING:
    from archiver.lake import Lake

__all__ = ["Damage", "Report", "verify"]


def verify(archive: Lake | Path | str) -> Report:
    """Check all of an archive. Damage is reported, never raised; only where there is none, ArchiveError is.

    A file's name is the SHA-256 of its bytes; kept and removed blocks make the page text that the row's id
    is the digest of; kept blocks make the clean text; the versions of an article are numbered as their
    rows say; raw bytes have the SHA-256 that the row names; the log and the WARC files are as they were noted;
    what is derived is what a new one would be. Others may write meanwhile. Raises ConflictError where one
    does so without end.
    """
    from archiver.lake import Lake
    from archiver.lake.files.locks import pinned
    from archiver.lake.storage.home import folder_of, home_of

    path = archive.path if isinstance(archive, Lake) else folder_of(archive)
    if home_of(path).shared:
        from archiver.verifying.elsewhere import verified

        return verified(path)
    if not (path / "articles").is_dir():
        Lake.open(path)
    with pinned(path):
        return _verified(archive, path)


def _verified(archive: Lake | Path | str, path: Path) -> Report:
    from archiver.lake import Lake
    from archiver.learning import RowLearner
    from archiver.verifying.derived import check_derived
    from archiver.verifying.kept import check_kept
    from archiver.verifying.records import check_records

    report = Report()
    check_kept(path, report)
    try:
        lake = archive if isinstance(archive, Lake) else Lake.open(path, learner=RowLearner())
        if lake is archive:
            lake.refresh()
    except ArchiveError as error:
        report.add(path / "articles" / "_delta_log", f"cannot be read: {error}", "log")
        return report
    check_records(lake, report)
    check_derived(lake, report)
    return report
