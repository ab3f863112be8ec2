"""Where an archive is kept for good: in the folder itself, or in an object store that the folder is a working copy of.

All of the program works on a folder. The folder of an archive at an address (s3://bucket/news) lies in the user's cache
and holds what is derived, the Delta log and other small files as they were when it was last pulled, and those parts
that were read already. What is written goes home before a commit names it. A file `.home` in the folder has the
address, so that a worker that is given the folder knows where home is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from archiver.errors import ArchiveError
from archiver.lake.files.durable import write_whole
from archiver.lake.files.json_lines import append
from archiver.lake.files.locks import LOCK_TIMEOUT, locked

MARKER = ".home"
"""The file with the address of the archive that a folder is a working copy of."""

SCHEMES = ("s3", "s3a", "gs", "az", "abfs", "abfss")
"""What both Delta and obstore reach, with writes that fail where another came first."""


class Home(Protocol):
    """The files of one archive. Paths are those of the working folder. All methods raise ArchiveError."""

    address: str
    """For people: the folder's path, or the address."""

    shared: bool
    """Whether other machines write too: no file may then be appended to, and names must differ."""

    def pull(self) -> None:
        """Bring the log and the small files of the folder up to date."""

    def fetch(self, paths: Iterable[Path]) -> None:
        """Bring those of the files that are not in the folder; one that is nowhere stays away."""

    def keep(self, path: Path) -> None:
        """A file of the folder is finished: durable at home on return."""

    def open(self, path: Path, offset: int, length: int) -> BinaryIO:
        """A stream that begins at an offset of a file and has at least `length` bytes. Raises OSError."""

    def append(self, path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
        """Add lines to a file of JSON lines (see files/json_lines.py); durable on return."""

    def remove(self, paths: Iterable[Path]) -> None:
        """Delete files, in the folder and at home; one that is nowhere does no harm."""

    def table(self, path: Path) -> tuple[str, dict[str, str]]:
        """Where the commits of the Delta table of a folder are made, with Delta's storage options."""

    def alone(self, timeout: float) -> AbstractContextManager[None]:
        """Be the only writer among machines, with everything pulled."""

    def leased(self, what: str, timeout: float) -> AbstractContextManager[None]:
        """Be the only one among machines who does something that others may write beside. Raises ConflictError too."""

    def keep_beginning(self, path: Path, length: int) -> None:
        """As `keep`, of the first bytes of a file that is still written."""

    def check_out(self, path: Path) -> None:
        """Bring a file that is replaced as a whole, unless what is at home is what was last checked out or in here."""

    def check_in(self, path: Path, content: Path) -> None:
        """Replace such a file by what another file has. Raises ConflictError where somebody else has replaced it."""

    def sizes(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Each file of the archive, by the parts of its name, with its bytes."""

    def copy(self, target: Path) -> None:
        """Bring every file of a shared home into another folder, which is then an archive of its own."""

    def replace(self, copy: Path, new: Collection[str], changed: Collection[str], gone: Collection[str]) -> None:
        """Have a shared home be like such a copy, in these of its files. Raises ConflictError where somebody else has
        made a new one."""


class Folder:
    """The archive is the folder."""

    shared = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = str(folder)

    def pull(self) -> None:
        pass

    def fetch(self, paths: Iterable[Path]) -> None:
        pass

    def keep(self, path: Path) -> None:
        pass

    def open(self, path: Path, offset: int, length: int) -> BinaryIO:
        stream = path.open("rb")
        stream.seek(offset)
        return stream

    def append(self, path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
        append(path, lines)

    def remove(self, paths: Iterable[Path]) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    def table(self, path: Path) -> tuple[str, dict[str, str]]:
        return str(path), {}

    def alone(self, timeout: float) -> AbstractContextManager[None]:
        return nullcontext()

    def leased(self, what: str, timeout: float) -> AbstractContextManager[None]:
        return nullcontext()

    def keep_beginning(self, path: Path, length: int) -> None:
        pass

    def check_out(self, path: Path) -> None:
        pass

    def check_in(self, path: Path, content: Path) -> None:
        pass

    def sizes(self) -> Iterator[tuple[tuple[str, ...], int]]:
        for path in self._folder.rglob("*"):
            if path.is_file():
                yield path.relative_to(self._folder).parts, path.stat().st_size

    def copy(self, target: Path) -> None:
        raise NotImplementedError("a folder is copied by those who know what is being written in it")

    def replace(self, copy: Path, new: Collection[str], changed: Collection[str], gone: Collection[str]) -> None:
        raise NotImplementedError("a folder is repaired where it is")


def folder_of(archive: Path | str) -> Path:
    """The folder in which an archive is worked on: itself, or, of an address, the working copy (made if need be).

    Asks nobody whether there is an archive. Raises ArchiveError for an address of a kind that is not known.
    """
    scheme, colon, rest = str(archive).partition("://")
    if not colon:
        return Path(archive)
    if scheme not in SCHEMES or not rest.strip("/"):
        raise ArchiveError(f"{archive}: an archive is a folder, or at an address like s3://bucket/news")
    address = f"{scheme}://{rest.rstrip('/')}"
    folder = _cache(address)
    if not (folder / MARKER).exists():
        _begin(folder, address)
    return folder


def _cache(address: str) -> Path:
    """One folder for each address and endpoint: another endpoint's bucket of the same name is another one."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    digest = hashlib.sha256(f"{endpoint} {address}".encode()).hexdigest()[:8]
    scheme, _, rest = address.partition("://")
    return base / "archiver" / scheme / f"{rest.replace('/', '-')}-{digest}"


def _begin(folder: Path, address: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / MARKER, address.encode())
    except OSError as error:
        raise ArchiveError(f"{folder}: the working copy of {address} cannot be made: {error.strerror}") from error


def home_of(folder: Path) -> Home:
    """The home of the archive that is worked on in a folder."""
    try:
        address = (folder / MARKER).read_text()
    except OSError:
        return Folder(folder)
    return _bucket(address, folder.absolute())


@lru_cache(maxsize=8)
def _bucket(address: str, folder: Path) -> Home:
    from archiver.lake.storage.bucket import Bucket

    return Bucket(address, folder)


@contextmanager
def exclusive(archive: Path, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Be the archive's only writer, on this machine and on all others. Raises ConflictError on time-out."""
    with locked(archive / ".lock", timeout), home_of(archive).alone(timeout):
        yield
