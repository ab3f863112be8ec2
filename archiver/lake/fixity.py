"""Digests of what Delta's log and the WARC files were when they became durable, in fixity/.

A part's name is its digest; these files have none in theirs. fixity/log.jsonl has the SHA-256 of every file of the
log; fixity/raw.jsonl that of each stretch of a WARC file that rows began to name with one commit: from where the
last stretch ended to the end of the last record that is named. What lies before that end is never written again.
Both are noted after the commit; what a crash left without a note is noted by the next writer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from archiver.lake.files.json_lines import damage, last_lines, read_lines
from archiver.lake.storage.home import home_of

Fault = tuple[Path, str]
"""A file, and what is wrong with it."""

CHUNK = 1 << 20


class Fixity:
    """The notes of the archive in `archive`. Only the holder of its lock adds to them."""

    def __init__(self, archive: Path) -> None:
        self.folder = archive / "fixity"
        self._home = home_of(archive)
        self._raw = archive / "raw"
        self._log = archive / "articles" / "_delta_log"
        self.raw_notes = self.folder / "raw.jsonl"
        self.log_notes = self.folder / "log.jsonl"

    def note(self, ends: Mapping[str, int]) -> None:
        """Note the log's new files, and the WARC files up to these ends (bytes, by name). Raises OSError."""
        self.folder.mkdir(exist_ok=True)
        stretches = [line for name, end in sorted(ends.items()) if (line := self._stretch(name, end))]
        if stretches:
            self._home.append(self.raw_notes, stretches)
        files = [{"file": p.name, "sha256": digest_of(p)} for p in self._unnoted()]
        if files:
            self._home.append(self.log_notes, files)

    def _stretch(self, name: str, end: int) -> dict[str, object] | None:
        start = next((int(line["end"]) for line in last_lines(self.raw_notes) if line["file"] == name), 0)
        path = self._raw / name
        if end <= start or not path.exists():
            return None
        return {"file": name, "start": start, "end": end, "sha256": digest_of(path, start, end)}

    def _unnoted(self) -> list[Path]:
        """Files of the log since the last commit that is noted; `_last_checkpoint` is written over and over."""
        last = next((str(line["file"]) for line in last_lines(self.log_notes)), "")
        return sorted(path for path in self._log.glob("[0-9]*") if path.name > last)

    # ── looking ───────────────────────────────────────────────────────────────────────────────

    def faults(self) -> Iterator[Fault]:
        """Every file that is not as it was noted, and every note that is not as it was written."""
        yield from self._note_faults()
        yield from self._log_faults()
        yield from self._raw_faults()

    def _note_faults(self) -> Iterator[Fault]:
        for path in (self.raw_notes, self.log_notes):
            yield from damage(path, ("file", "start", "end", "sha256"))

    def _log_faults(self) -> Iterator[Fault]:
        checkpoint = max((p.name for p in self._log.glob("*.checkpoint.parquet")), default="")
        for line in read_lines(self.log_notes):
            path = self._log / str(line["file"])
            if not path.exists():
                if path.name > checkpoint:
                    yield path, "is missing"
            elif digest_of(path) != line["sha256"]:
                yield path, "the bytes are not those that were stored"

    def _raw_faults(self) -> Iterator[Fault]:
        for line in read_lines(self.raw_notes):
            path, start, end = self._raw / str(line["file"]), int(line["start"]), int(line["end"])
            if not path.exists():
                yield path, "is missing"
            elif digest_of(path, start, end) != line["sha256"]:
                yield path, f"bytes {start:,} to {end:,} are not those that were stored"


def ends_of(places: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The furthest end by file."""
    ends: dict[str, int] = {}
    for name, end in places:
        ends[name] = max(end, ends.get(name, 0))
    return ends


def digest_of(path: Path, start: int = 0, end: int | None = None) -> str:
    """SHA-256, hex, of a file's bytes from `start` to `end` (None: the file's)."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(start)
        for chunk in _chunks(file, None if end is None else end - start):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: BinaryIO, left: int | None) -> Iterator[bytes]:
    while left is None or left > 0:
        chunk = file.read(CHUNK if left is None else min(CHUNK, left))
        if not chunk:
            return
        left = None if left is None else left - len(chunk)
        yield chunk
