"""Inputs that could not be read: one JSON line each in quarantine/inputs.jsonl, durable, once each.

JSON lines rather than a Delta table: entries are few and small, come one at a time and are never
changed; a line costs one write and one fsync where a Delta commit costs a file and a log entry; and a
person finds out what went wrong with `less`. Each line has its own digest (files/json_lines.py).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.errors import InputError
from archiver.lake.files.json_lines import read_lines
from archiver.lake.storage.home import home_of

Entry = dict[str, Any]


def entry(error: InputError, *, sha256: str | None = None, at: datetime | None = None) -> Entry:
    """An error as an entry. Its id is the same for the same error about the same input."""
    origin = error.origin
    identity = [origin.path, origin.record, error.reason, sha256, error.excerpt.hex()]
    return {
        "id": hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32],
        "file": origin.path,
        "record": origin.record,
        "kind": type(error).__name__,
        "error": error.reason,
        "detail": error.message,
        "excerpt": base64.b64encode(error.excerpt).decode() or None,
        "sha256": sha256,
        "at": at.isoformat() if at else None,
    }


class Quarantine:
    """The file of entries. Only the holder of the archive's lock adds to it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "inputs.jsonl"

    def entries(self) -> list[Entry]:
        """All entries, oldest first. A line that is damaged or cut short does not count."""
        return read_lines(self.path)

    def add(self, entries: Iterable[Entry]) -> int:
        """Add those that are not there yet; durable on return. Gives how many were new."""
        known = {e["id"] for e in self.entries()}
        new = {e["id"]: e for e in entries if e["id"] not in known}
        if new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            home_of(self.path.parents[1]).append(self.path, new.values())
        return len(new)
