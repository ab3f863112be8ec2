"""Where indexes lie: in the archive's derived/, or, where that cannot be written, in the user's cache folder.

An archive on a read-only disk is searched and served like another; its index is then under `~/.cache/archiver` (or
$XDG_CACHE_HOME), by a digest of the archive's path.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.lake.files.durable import is_bagged


def folder(archive: Path) -> Path:
    """The folder for what is derived from an archive; made where it is not there. Raises ArchiveError."""
    own = archive / "derived"
    for path in (cached(archive),) if is_bagged(archive) else (own, cached(archive)):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(path, os.W_OK | os.X_OK) and not _read_only(path):
            return path
    raise ArchiveError(f"{own}: cannot be written, nor can {cached(archive)}; set XDG_CACHE_HOME to a folder that can")


def _read_only(path: Path) -> bool:
    """Whether the disk is (what root is told by the permissions says nothing of that)."""
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY) if hasattr(os, "statvfs") else False


def cached(archive: Path) -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256(str(archive.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return base / "archiver" / digest


def write(path: Path, text: str) -> None:
    """Replace a file in one step: a reader sees the old one or the new one."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_text(text)
    partial.replace(path)
