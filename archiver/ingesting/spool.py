"""The spool: pages between the map and the reduce, on the disk, so that no process has to hold them.

A slice's pages lie in one file, their WARC records in another; what travels to the parent is a `Ref` for each
page, of some 300 bytes. The spool is of one run and needs no durability: what is lost with it is read again.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import uuid4

import msgspec
from msgspec.structs import replace

from archiver.errors import ArchiveError
from archiver.ingesting.journal import SUSPECTS, blamed_in, note_suspects, places_in, suspects_of
from archiver.lake.files.durable import named
from archiver.lake.raw.records import packed_records
from archiver.learning import Draft
from archiver.records import Capture, RawLocation

BUFFER = 1 << 17
"""Bytes of pages that are written at once: some tens of small ones."""

HELD = 1 << 20
"""Bytes of pages, as their records will hold them, that wait, so that some twenty records are packed in a row: right
after a page was extracted, neither the code that packs nor its tables are in a core's cache."""

LOCK = ".lock"
"""The file of a spool that its run holds a lock on."""

_SHARED = "a cluster's workers need the archive's folder, or its working copy, on a shared disk"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Draft).decode


class Ref(NamedTuple):
    """A page in the spool. digest: of its capture. attempt: at its slice, of which it is. offset, length: of its draft
    in that attempt's pages.

    raw: where its bytes lie in the archive already; else warc, warc_length, sha256: where in the attempt's records.
    """

    digest: str
    article_id: str
    site: str | None
    slice: int
    attempt: int
    offset: int
    length: int
    raw: RawLocation | None
    warc: int
    warc_length: int
    sha256: str


class Spool:
    """The folder of one run. follows_a_killed_run: whether one before it was killed while it was at a page."""

    def __init__(self, folder: Path, *, follows_a_killed_run: bool = False) -> None:
        self.folder, self.follows_a_killed_run = folder, follows_a_killed_run

    def must_be_seen(self) -> None:
        """Raises ArchiveError on a machine that does not see it, as a worker's may be that comes to a cluster later."""
        if not self.folder.is_dir():
            raise ArchiveError(f"{self.folder}: {socket.gethostname()}, where a worker is, does not see it; {_SHARED}")

    def path(self, slice_number: int, what: str) -> Path:
        return self.folder / f"{slice_number:08d}.{what}"

    def path_of(self, ref: Ref, what: str) -> Path:
        """The file of an attempt's pages or records. A cluster that lost sight of a worker has its slice read twice at
        a time, and what one of them gave must not change any more when it is there."""
        return self.path(ref.slice, f"{ref.attempt}.{what}")

    def put_aside(self, what: Any) -> Path:
        """What a task found, as a file: what many of them found is not held by anybody then."""
        path = self.folder / f"{uuid4().hex}.found"  # a task that is done twice, here and on a lost worker, has two
        with named(path):
            path.write_bytes(pickle.dumps(what))
        return path

    def drop(self, slice_numbers: Iterable[int]) -> None:
        """Delete all that was made of these slices, and what tasks found: they are committed."""
        committed = {f"{number:08d}" for number in slice_numbers}
        for path in self.folder.iterdir():
            if path.name.partition(".")[0] in committed or path.suffix == ".found":
                path.unlink(missing_ok=True)

    @contextmanager
    def writing(self, slice_number: int, attempt: int) -> Iterator[SpoolWriter]:
        with (
            self.path(slice_number, f"{attempt}.pages").open("wb", BUFFER) as pages,
            self.path(slice_number, f"{attempt}.warc").open("wb", BUFFER) as records,
        ):
            writer = SpoolWriter(slice_number, attempt, pages, records)
            yield writer
            with named(Path(records.name)):
                writer.end()
                records.flush()

    def drafts(self, refs: Iterable[Ref]) -> Iterator[tuple[Ref, Draft]]:
        """The drafts of pages, in the order asked for."""
        opened: dict[int, IO[bytes]] = {}
        try:
            for ref in refs:
                if ref.slice not in opened:
                    opened[ref.slice] = self.path_of(ref, "pages").open("rb")
                yield ref, _decode(os.pread(opened[ref.slice].fileno(), ref.length, ref.offset))
        finally:
            for file in opened.values():
                file.close()


class SpoolWriter:
    """Writes one attempt's pages. Its `refs` say where they are, once `end` was called."""

    def __init__(self, slice_number: int, attempt: int, pages: IO[bytes], records: IO[bytes]) -> None:
        self._slice, self._attempt, self._pages, self._records = slice_number, attempt, pages, records
        self._waiting: list[_Waiting] = []
        self._held = 0
        self.refs: list[Ref] = []

    def add(self, capture: Capture, digest: str, sha256: str, body: bytes, draft: Draft) -> None:
        """digest: of the capture; body: its bytes, and sha256: theirs."""
        content = _encode(draft)
        if capture.packed is not None:
            body = b""  # it lies in there, and is four times as large
            capture = replace(capture, body=body)
        where = (draft.article_id, draft.site, self._slice, self._attempt, self._pages.tell(), len(content))
        self._pages.write(content)
        self._waiting.append(_Waiting(capture, body, digest, sha256, where))
        self._held += len(body if capture.packed is None else capture.packed.content)
        if self._held >= HELD:
            self.end()

    def end(self) -> None:
        """Write the records of the pages that wait."""
        for capture, body, digest, sha256, where in self._waiting:
            records, sha256 = packed_records(capture, body, sha256) if capture.raw is None else ((), "")
            lies = (capture.raw, self._records.tell(), sum(map(len, records)), sha256)
            self._records.writelines(records)
            self.refs.append(Ref(digest, *where, *lies))
        self._waiting, self._held = [], 0


class _Waiting(NamedTuple):
    """A page whose record is not packed yet. where: of its Ref, from `article_id` to `length`."""

    capture: Capture
    body: bytes
    digest: str
    sha256: str
    where: tuple[str, str | None, int, int, int, int]


@contextmanager
def spool_of_run(archive: Path) -> Iterator[Spool]:
    """A new spool, deleted at the end; those that killed runs left behind are deleted at the beginning, when what those
    were at is noted."""
    derived = archive / "derived"
    home = derived / "spool"
    home.mkdir(parents=True, exist_ok=True)
    folder = home / uuid4().hex
    folder.mkdir()
    left = set[int]()
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        harmful = set(places_in(derived / SUSPECTS))
        left = _taken_over(home, folder, harmful) - harmful
        yield Spool(folder, follows_a_killed_run=bool(left))
        left = set()
    except Exception:
        left = suspects_of(folder)  # one of them may have ended a cluster's last worker
        raise
    finally:
        os.close(lock)
        blamed = blamed_in(folder)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError, ArchiveError):  # a full disk
            _leave(derived, folder, blamed, left - blamed)


def _taken_over(home: Path, mine: Path, suspects: set[int]) -> set[int]:
    """Delete the spools whose run is gone: the kernel let go of their locks. What their processes were at is noted,
    with other suspects; gives all."""
    found = set(suspects)
    note_suspects(mine, found)
    for lock in home.glob(f"*/{LOCK}"):
        if lock.parent == mine:
            continue
        try:
            with lock.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                found |= suspects_of(lock.parent)
                note_suspects(mine, found)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:
            continue  # its run goes on
    return found


def _leave(derived: Path, folder: Path, harmful: set[int], suspects: set[int]) -> None:
    """Have the next runs know what is harmful, and what is suspect."""
    if harmful:
        note_suspects(derived, harmful | set(places_in(derived / SUSPECTS)))
    if suspects:
        folder.mkdir()
        (folder / LOCK).touch()
        note_suspects(folder, suspects)


def put_aside_at(path: Path) -> Any:
    """What was put aside there."""
    return pickle.loads(path.read_bytes())  # of this run: no other bytes than executors send
