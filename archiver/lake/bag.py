"""The archive as a BagIt bag (RFC 8493): a folder that any archivist's tools can check without us.

data/ is the archive itself, without what is derived: a copy of it opens as an archive (in the bag, the index that is
built then would be a file that no manifest names). The list of what belongs
to it is made, and what still changes is copied, under the archive's lock; the large files are immutable, or grow only
behind the length that was noted, and are copied after it while others write on.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from archiver.common import database
from archiver.errors import ArchiveError
from archiver.lake.files.durable import is_writable
from archiver.lake.files.locks import LOCK_TIMEOUT, locked, pinned
from archiver.lake.fixity import CHUNK
from archiver.lake.raw.files import durable_end
from archiver.lake.storage.home import home_of
from archiver.lake.table.delta import ArticleTable

ALGORITHMS = ("sha256", "sha512")
"""RFC 8493 asks for SHA-512 and lets other digests stand beside it; SHA-256 is what the archive itself uses."""

SMALL = ("articles/_delta_log/*", "fixity/*.jsonl", "quarantine/*.jsonl", "runs/*.jsonl", "raw/.end", "*.toml")
"""What later writes change: copied under the lock."""


@dataclass(frozen=True, slots=True)
class Bag:
    """files, bytes: of the payload."""

    path: Path
    files: int
    bytes: int


def write_bag(archive: Path, target: Path, *, software: str) -> Bag:
    """Copy an archive into a new bag; the folder appears when it is whole. Raises ArchiveError."""
    if target.exists():
        raise ArchiveError(f"{target}: is there already; a bag is written into a folder of its own")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        (partial / "data").mkdir(parents=True)
        with pinned(archive):
            _copy_archive(archive, partial / "data")
        bag = _write_tags(partial, software)
        partial.replace(target)
    except OSError as error:
        raise ArchiveError(f"{error.filename or target}: {error.strerror}; no bag was written") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Bag(target, bag.files, bag.bytes)


def send_bag(archive: Path, address: str, *, software: str) -> Bag:
    """Write a bag into an object store. Here it takes its size on the disk meanwhile. Raises ArchiveError.

    The declaration, by which it is known as a bag, is sent last.
    """
    from archiver.lake.storage.object_store import is_taken, send

    if is_taken(address):
        raise ArchiveError(f"{address}: something is there already; a bag is written into a folder of its own")
    with TemporaryDirectory(prefix="archiver-", dir=archive if is_writable(archive) else None) as folder:
        bag = write_bag(archive, Path(folder, "bag"), software=software)
        send(bag.path, address, last="bagit.txt")
    return bag


def _copy_archive(archive: Path, data: Path) -> None:
    home = home_of(archive)
    if home.shared:
        home.copy(data)
        return
    with locked(archive / ".lock", LOCK_TIMEOUT):
        name, end, _ = durable_end(archive / "raw")  # behind it lies what a crash left, if anything
        large = [
            (path, end if path.name == name else path.stat().st_size)
            for path in sorted((archive / "raw").glob("*.warc.gz"))
        ]
        large += [(path, path.stat().st_size) for path in ArticleTable(archive / "articles").paths()]
        for path in (p for pattern in SMALL for p in sorted(archive.glob(pattern))):
            _copy(path, data / path.relative_to(archive), path.stat().st_size)
    for path in sorted(archive.glob("*.sqlite")):
        database.copy(path, data / path.name)
    for path, size in large:
        _copy(path, data / path.relative_to(archive), size)


def _copy(source: Path, target: Path, size: int) -> None:
    """The first `size` bytes of a file: what it had when the list was made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as old, target.open("wb") as new:
        while size > 0 and (chunk := old.read(min(size, CHUNK))):
            new.write(chunk)
            size -= len(chunk)


def _write_tags(folder: Path, software: str) -> Bag:
    """The declaration, what the bag says of itself, and the manifests (sections 2.1 and 2.2 of the RFC)."""
    payload = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in payload)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "bag-info.txt").write_text(
        f"Bag-Software-Agent: {software}\n"
        f"Bagging-Date: {datetime.now(UTC):%Y-%m-%d}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n"
        "Internal-Sender-Description: an archive of news articles: a Delta table of Parquet files, and WARC files\n"
    )
    _write_manifests(folder, "manifest", payload)
    _write_manifests(folder, "tagmanifest", sorted(path for path in folder.glob("*.txt") if path.is_file()))
    return Bag(folder, len(payload), size)


def _write_manifests(folder: Path, name: str, paths: list[Path]) -> None:
    digests = [(_encoded(path.relative_to(folder)), _digests(path)) for path in paths]
    for algorithm in ALGORITHMS:
        lines = "".join(f"{found[algorithm]}  {path}\n" for path, found in digests)
        (folder / f"{name}-{algorithm}.txt").write_text(lines)


def _encoded(path: Path) -> str:
    """A path as manifests have it: line ends and per cent signs encoded (section 2.1.3)."""
    return path.as_posix().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _digests(path: Path) -> dict[str, str]:
    digests = {name: hashlib.new(name) for name in ALGORITHMS}
    for chunk in _chunks(path):
        for digest in digests.values():
            digest.update(chunk)
    return {name: digest.hexdigest() for name, digest in digests.items()}


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
