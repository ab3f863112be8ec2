"""What lies beside the table: log, WARC files, quarantine, runs, settings, and the queues of fetching."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archiver.errors import SettingsError
from archiver.lake.durable import sqlite_uri
from archiver.lake.fixity import Fixity
from archiver.lake.lines import damage, parsed
from archiver.lake.runs import LINE_FIELDS
from archiver.lake.schema import QUARANTINE
from archiver.settings import load_pins
from archiver.verifying.report import Remedy, Report

LOGS = (
    ("quarantine/inputs.jsonl", tuple(QUARANTINE.names)),
    ("runs/runs.jsonl", LINE_FIELDS),
)


def check_kept(archive: Path, report: Report) -> None:
    """Everything of an archive that is neither the table nor derived."""
    log = archive / "articles" / "_delta_log"
    for path, what in Fixity(archive).faults():
        remedy: Remedy | None = "log" if path.parent == log else "lines" if path.suffix == ".jsonl" else None
        report.add(path, what, remedy)
    for name, fields in LOGS:
        for path, fault in damage(archive / name, fields):
            report.add(path, fault, "lines")
    _check_mark(archive / "raw" / ".end", report)
    _check_settings(archive, report)
    for path in sorted(archive.glob("*.sqlite")):
        _check_database(path, report)
    report.files += sum(path.is_file() for folder in ("raw", "fixity", "runs", "quarantine", "articles/_delta_log")
                        for path in (archive / folder).rglob("*"))  # fmt: skip


def _check_mark(path: Path, report: Report) -> None:
    if not path.exists():
        return
    try:
        mark = parsed(path.read_bytes().removesuffix(b"\n"))
        if set(mark) != {"file", "length"}:
            report.add(path, f"has other fields: {', '.join(mark)}", "mark")
        elif not (named := path.parent / mark["file"]).exists():
            report.add(named, "is missing")
        elif named.stat().st_size < mark["length"]:
            report.add(named, "is shorter than it was")
    except (ValueError, OSError, TypeError) as error:
        report.add(path, f"cannot be read: {error}", "mark")


def _check_settings(archive: Path, report: Report) -> None:
    try:
        load_pins(archive)
    except SettingsError as error:
        report.add(archive / "archiver.toml", f"cannot be read: {error}")


def _check_database(path: Path, report: Report) -> None:
    """SQLite's own check: the trees hang together (it has no digests of what is in them)."""
    report.files += 1
    try:
        with closing(sqlite3.connect(sqlite_uri(path), uri=True)) as db:
            answer = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        report.add(path, f"is damaged: {answer}")
