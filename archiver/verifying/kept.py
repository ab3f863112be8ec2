"""What lies beside the table: log, WARC files, quarantine, runs, settings, and the queues of fetching."""

from __future__ import annotations

from pathlib import Path

from archiver.common import database
from archiver.errors import SettingsError
from archiver.lake.files.json_lines import damage, parsed
from archiver.lake.fixity import Fixity
from archiver.lake.rows.schema import QUARANTINE
from archiver.lake.runs import LINE_FIELDS
from archiver.settings import load_pins
from archiver.verifying.beside import sure
from archiver.verifying.report import Damage, Remedy, Report, unfinished

LOGS = (
    ("quarantine/inputs.jsonl", tuple(QUARANTINE.names)),
    ("runs/runs.jsonl", LINE_FIELDS),
)


def check_kept(archive: Path, report: Report) -> None:
    """Everything of an archive that is neither the table nor derived."""

    def damages() -> list[Damage]:
        found = Report()
        _look(archive, found)
        return found.damages

    report.damages += sure(archive, damages)
    report.files += len(list(archive.glob("*.sqlite")))
    report.files += sum(path.is_file() for folder in ("raw", "fixity", "runs", "quarantine", "articles/_delta_log")
                        for path in (archive / folder).rglob("*"))  # fmt: skip


def _look(archive: Path, report: Report) -> None:
    log = archive / "articles" / "_delta_log"
    for path, what in Fixity(archive).faults():
        remedy: Remedy | None = "log" if path.parent == log else "lines" if path.suffix == ".jsonl" else None
        report.add(path, what, remedy)
    for name, fields in LOGS:
        for path, fault in damage(archive / name, fields):
            report.add(path, fault, "lines")
    _check_mark(archive / "raw" / ".end", report)
    _check_settings(archive, report)
    if unfinished(archive).exists():
        report.add(unfinished(archive), "says that a repair was broken off while records were made anew", "part")
    for path in sorted(archive.glob("*.sqlite")):
        if wrong := database.fault(path):
            report.add(path, wrong)


def _check_mark(path: Path, report: Report) -> None:
    if not path.exists():
        return
    try:
        mark = parsed(path.read_bytes().removesuffix(b"\n"))
        if set(mark) - {"records_before"} != {"file", "length"}:
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
