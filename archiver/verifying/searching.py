"""The search index: its files by their own checksums, and whether it holds what it says it holds."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archiver.lake.files.durable import is_writable

if TYPE_CHECKING:
    from archiver.lake import Lake

TANTIVY_MAGIC = 1337


def search_faults(lake: Lake) -> Iterator[tuple[Path, str | None]]:
    """Each file of the index in derived/, with what is wrong with it."""
    folder = lake.path / "derived" / "search"
    sound = True
    for file in sorted(folder.glob("*")):
        wrong = _file_fault(file)
        sound &= wrong is None
        if file.name != "state.json" or wrong:
            yield file, wrong
    state = folder / "state.json"
    if sound and state.exists():
        yield state, _state_fault(lake, folder)


def _file_fault(path: Path) -> str | None:
    """A segment's file ends in {"version": ..., "crc": CRC-32 of what is before}, its length and a magic number."""
    content = path.read_bytes()
    if path.suffix in ("", ".lock", ".json"):
        return _json_fault(content) if path.suffix == ".json" else None
    size, magic = int.from_bytes(content[-8:-4], "little"), int.from_bytes(content[-4:], "little")
    if magic != TANTIVY_MAGIC or size > len(content) - 8:
        return "has no end"
    body, footer = content[: -8 - size], content[-8 - size : -8]
    try:
        right = json.loads(footer)["crc"]
    except (ValueError, KeyError, TypeError):
        return "its end cannot be read"
    return None if zlib.crc32(body) == right else "the bytes are not those that were written"


def _json_fault(content: bytes) -> str | None:
    try:
        json.loads(content)
    except ValueError as error:
        return f"cannot be read: {error}"
    return None


def _state_fault(lake: Lake, folder: Path) -> str | None:
    """The files that it says it holds: as many articles of each as the file has, and no others."""
    try:
        parts, articles = _held(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"cannot be read: {error}"
    files = set(lake.table.files())
    wrong = [name for name, count in parts.items() if name in files and count != _current(lake, name)]
    if wrong:
        return f"it does not hold the articles of {wrong[0]}"
    return None if sum(parts.values()) == articles else "it holds articles of files that it does not name"


def _held(folder: Path) -> tuple[dict[str, int], int]:
    """What the index says it holds. Tantivy locks an index that it reads, so one on a read-only disk is copied."""
    from archiver.explore.search.index import held

    if is_writable(folder):
        return held(folder)
    with TemporaryDirectory() as place:
        for file in folder.iterdir():
            shutil.copyfile(file, Path(place) / file.name)
        return held(Path(place))


def _current(lake: Lake, name: str) -> int:
    """Articles whose current row is in a file."""
    return sum(lake.table.read(name, ["is_current"])["is_current"].to_pylist())
