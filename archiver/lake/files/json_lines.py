"""JSON lines that are added and never changed, each sealed with a digest of its own: a flipped byte is found.

The last key of a line is "seal": the first 64 bits of the SHA-256 of the line without it, hex. Lines of before
there were seals are read as they are. A last line without its end was cut short by a crash and does not count;
the next process that adds a line cuts it off.

In an object store, where nothing can be appended to, those who add lines to NAME.jsonl add files to NAME.jsonl.d/
instead (see storage/bucket.py). They are read as if they stood behind it, in the order of their names.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from archiver.lake.files.durable import named, sync_folder, write_whole

Line = dict[str, Any]

TAIL = 1 << 16
"""Bytes in which the end of the last whole line is looked for first."""

_LONE = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: a byte of a file's name that is no UTF-8, as Python has it. No table takes one."""

_SEALED = re.compile(rb'(.*), "seal": "([0-9a-f]{16})"\}', re.DOTALL)


def sealed(line: Mapping[str, Any]) -> bytes:
    """The line as bytes, with its seal and line end."""
    plain = json.dumps(line, ensure_ascii=True).encode()
    return plain[:-1] + b', "seal": "' + _seal(plain) + b'"}\n'


def _seal(plain: bytes) -> bytes:
    return hashlib.sha256(plain).hexdigest()[:16].encode()


def parsed(line: bytes) -> Line:
    """A line's fields, without the seal, and with U+FFFD for what is no Unicode. Raises ValueError where it is not what
    was written."""
    found = _SEALED.fullmatch(line)
    plain = found[1] + b"}" if found else line
    if found and _seal(plain) != found[2]:
        raise ValueError("the line is not what was written")
    read = json.loads(plain)
    if b"\\ud" in plain:  # also of characters beyond the first 65,536, which are pairs
        read = json.loads(_LONE.sub("\ufffd", json.dumps(read, ensure_ascii=False)))
    if not isinstance(read, dict):
        raise ValueError("not a JSON object")
    return read


def segments(path: Path) -> Path:
    """The folder of the files that continue a file of lines."""
    return path.with_name(f"{path.name}.d")


def files_of(path: Path) -> list[Path]:
    """A file of lines and those that continue it, in order. The first may not be there."""
    return [path, *sorted(segments(path).glob("*.jsonl"))]


def read_lines(path: Path) -> list[Line]:
    """The lines that are whole, in order; none where there is no file. `damage` names the others."""
    every = (line for file in files_of(path) for line in _whole(file))
    return [read for line in every if (read := _parsed_or_none(line)) is not None]


def last_lines(path: Path) -> Iterator[Line]:
    """The lines from the last one back."""
    for file in reversed(files_of(path)):
        for line in reversed(_whole(file)):
            read = _parsed_or_none(line)
            if read is not None:
                yield read


def damage(path: Path, fields: Collection[str]) -> Iterator[tuple[Path, str]]:
    """File and fault of each line that is not what was written. fields: that a line may have."""
    for file in files_of(path):
        for number, line in enumerate(_whole(file), 1):
            if fault := _fault(line, fields):
                yield file, f"line {number}: {fault}"


def _fault(line: bytes, fields: Collection[str]) -> str | None:
    try:
        unknown = sorted(set(parsed(line)) - set(fields))
    except ValueError as error:
        return str(error)
    return f"no such field: {', '.join(unknown)}" if unknown else None


def append(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Add lines, durable on return; any number of processes may. Raises OSError."""
    with named(path), path.open("a+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        end = _end_of_whole_lines(out)
        out.truncate(end)
        out.write(b"".join(map(sealed, lines)))
        out.flush()
        os.fsync(out.fileno())
    sync_folder(path.parent)


def keep_whole(path: Path) -> list[bytes]:
    """Write the file anew without its damaged lines, which are given."""
    lines = _whole(path)
    bad = [line for line in lines if _parsed_or_none(line) is None]
    write_whole(path, b"".join(line + b"\n" for line in lines if line not in bad))
    return bad


def _whole(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _parsed_or_none(line: bytes) -> Line | None:
    try:
        return parsed(line)
    except ValueError:
        return None


def _end_of_whole_lines(file: BinaryIO) -> int:
    size = file.seek(0, os.SEEK_END)
    for reach in (TAIL, size):
        start = max(size - reach, 0)
        file.seek(start)
        found = file.read().rfind(b"\n")
        if found >= 0:
            return start + found + 1
    return 0
