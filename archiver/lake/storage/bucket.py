"""An archive in an object store: its folder on this machine is a working copy (see home.py).

    small files   the Delta log, settings, JSON lines: pulled when they have changed there
    parts         fetched when they are read, kept here since they never change
    raw/          sent home when a round's bytes are complete; read by ranges
    derived/      never sent: every machine has its own

JSON lines cannot be appended to there, so each writer adds a file of its own beside, in `NAME.jsonl.d/`, and readers
read them all (files/json_lines.py): a bucket that is copied to a folder is an archive too, and the other way round.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from typing import Any, BinaryIO
from uuid import uuid4

from archiver.errors import ConflictError
from archiver.lake.files.durable import write_whole
from archiver.lake.files.json_lines import sealed, segments
from archiver.lake.files.locks import LOCK_TIMEOUT, locked
from archiver.lake.storage.lease import Lease
from archiver.lake.storage.object_store import (
    AlreadyExistsError,
    PreconditionError,
    bucket_is_there,
    is_plain_http,
    obstore,
    opened,
    told,
)

LOG = "articles/_delta_log/"

SMALL = (LOG, "quarantine/", "runs/", "fixity/")
"""The folders whose files are pulled, and the files that lie in none."""

PULLED = ".pulled.json"
"""Which state (ETag) of each small file the folder has."""

AT_ONCE = 8
"""Files that are fetched side by side."""


class Bucket:
    """The archive at an address. folder: its working copy. Only one process at a time pulls."""

    shared = True

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self._folder = folder
        self._store = opened(address)

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    def pull(self) -> None:
        """Raises ArchiveError where the store does not answer. That there is no archive is not an error."""
        with locked(self._folder / ".pull.lock", LOCK_TIMEOUT), self._told():
            had = self._pulled()
            there = {str(one["path"]): str(one["e_tag"]) for one in self._small()}
            changed = [key for key in sorted(there) if had.get(key) != there[key]]
            gone = had.keys() - there.keys()
            if _is_another(had, there):
                self._begin_anew()
                changed = sorted(there)
            for key in gone:
                (self._folder / key).unlink(missing_ok=True)
            for key, content in zip(changed, self._got(changed), strict=True):
                if content is not None:
                    self._write(key, content)
            write_whole(self._folder / PULLED, json.dumps(there).encode())

    def _pulled(self) -> dict[str, str]:
        try:
            return dict(json.loads((self._folder / PULLED).read_bytes()))
        except (OSError, ValueError):
            return {}

    def _small(self) -> list[Mapping[str, Any]]:
        with ThreadPoolExecutor(len(SMALL)) as pool:
            listed = pool.map(self._listed, SMALL)
            beside = obstore.list_with_delimiter(self._store)["objects"]
            settings = [one for one in beside if _is_pulled(str(one["path"]))]
            return [*settings, *(one for some in listed for one in some)]

    def _listed(self, folder: str) -> list[Mapping[str, Any]]:
        return [one for batch in obstore.list(self._store, folder) for one in batch]

    def _begin_anew(self) -> None:
        """An entry of the log is another or is gone, so the archive is another one, or was shortened: what is derived
        from the log that was there says nothing of it. (Parts are named by their bytes, and stay.)"""
        rmtree(self._folder / LOG, ignore_errors=True)
        rmtree(self._folder / "derived", ignore_errors=True)

    def fetch(self, paths: Iterable[Path]) -> None:
        """Raises ArchiveError where the store does not answer."""
        missing = [path for path in paths if not path.exists()]
        with self._told():
            for path, content in zip(missing, self._got([self._key(path) for path in missing]), strict=True):
                if content is not None:
                    self._write(self._key(path), content)

    def _got(self, keys: Sequence[str]) -> Iterator[bytes | None]:
        """The objects' bytes, in order; None where there is none. At most AT_ONCE wait in memory."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for start in range(0, len(keys), AT_ONCE):
                yield from pool.map(self._get, keys[start : start + AT_ONCE])

    def _get(self, key: str) -> bytes | None:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            return None

    def _write(self, key: str, content: bytes) -> None:
        path = self._folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)

    def open(self, path: Path, offset: int, length: int) -> BinaryIO:
        """Asks for these bytes only. Raises FileNotFoundError, ArchiveError."""
        with self._told():
            return BytesIO(bytes(obstore.get_range(self._store, self._key(path), start=offset, length=length)))

    def sizes(self) -> Iterator[tuple[tuple[str, ...], int]]:
        with self._told():
            for batch in obstore.list(self._store):
                for one in batch:
                    yield tuple(str(one["path"]).split("/")), int(one["size"])

    def copy(self, target: Path) -> None:
        """Raises ArchiveError where the store does not answer, OSError where the folder cannot be written."""
        keys = ["/".join(name) for name, _ in self.sizes() if not name[0].startswith(LEASE)]
        with self._told(), ThreadPoolExecutor(AT_ONCE) as pool:
            deque(pool.map(lambda key: self._download(key, target / key), keys), maxlen=0)

    def _download(self, key: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            for chunk in obstore.get(self._store, key).stream():
                out.write(chunk)

    def replace(self, copy: Path, new: Collection[str], changed: Collection[str], gone: Collection[str]) -> None:
        """The log last."""
        with self._told():
            for key in sorted((*new, *changed), key=lambda key: (key.startswith(LOG), key)):
                try:
                    obstore.put(self._store, key, copy / key, mode="create" if key in new else "overwrite")
                except AlreadyExistsError as error:
                    raise ConflictError(f"{self.address}: another machine wrote meanwhile; try again") from error
            if gone:
                obstore.delete(self._store, sorted(gone))
        for key in (*changed, *gone):
            (self._folder / key).unlink(missing_ok=True)  # parts never change, so nobody would look whether this has

    # ── writing ───────────────────────────────────────────────────────────────────────────────

    def keep(self, path: Path) -> None:
        """Raises ArchiveError where it cannot be written."""
        self._put(self._key(path), path)

    def _put(self, key: str, content: Path | bytes) -> None:
        with self._told(), bucket_is_there(self.address):
            obstore.put(self._store, key, content)

    def append(self, path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
        """As a file of its own, which nobody else writes. Files sort by the time at which they were written."""
        content = b"".join(map(sealed, lines))
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{uuid4().hex[:8]}.jsonl"
        key = self._key(segments(path) / name)
        self._put(key, content)
        self._write(key, content)

    def remove(self, paths: Iterable[Path]) -> None:
        """Raises ArchiveError where the store does not answer."""
        gone = list(paths)
        with self._told():
            if gone:
                obstore.delete(self._store, list(map(self._key, gone)))
        for path in gone:
            path.unlink(missing_ok=True)

    def table(self, path: Path) -> tuple[str, dict[str, str]]:
        """Delta finds the credentials in the environment, as obstore does."""
        return f"{self.address}/{self._key(path)}", {"allow_http": "true"} if is_plain_http() else {}

    @contextmanager
    def alone(self, timeout: float) -> Iterator[None]:
        """Raises ConflictError on time-out, ArchiveError where the store does not answer."""
        lease = Lease(self._store, LEASE, self.address)
        with self._told(), lease.held(timeout):
            self.pull()
            yield
            for path in (self._folder / "raw").glob("captures-*.warc.gz"):
                path.unlink()  # home has it, and it is noted (fixity.py)

    def leased(self, what: str, timeout: float) -> AbstractContextManager[None]:
        """Raises ConflictError on time-out, ArchiveError where the store does not answer."""
        return self._leased(f"{LEASE}-{what}", timeout)

    @contextmanager
    def _leased(self, key: str, timeout: float) -> Iterator[None]:
        with self._told(), Lease(self._store, key, self.address).held(timeout):
            yield

    # ── files that are replaced as a whole ────────────────────────────────────────────────────

    def keep_beginning(self, path: Path, length: int) -> None:
        """Raises ArchiveError where it cannot be written."""
        with self._told(), path.open("rb") as file:
            obstore.put(self._store, self._key(path), file.read(length))

    def check_out(self, path: Path) -> None:
        """Raises ArchiveError where the store does not answer."""
        with self._told():
            try:
                found = obstore.get(self._store, self._key(path))
            except FileNotFoundError:
                return
            state = str(found.meta["e_tag"])
            if self._state(path) == state and path.exists():
                return
            content = bytes(found.bytes())
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()  # with the journal of what it was
        self._write(self._key(path), content)
        self._note_state(path, state)

    def check_in(self, path: Path, content: Path) -> None:
        """Raises ConflictError where another has replaced it, ArchiveError where it cannot be written."""
        state = self._state(path)
        mode: Any = {"e_tag": state} if state else "create"
        with self._told():
            try:
                put = obstore.put(self._store, self._key(path), content, mode=mode, use_multipart=False)
            except (PreconditionError, AlreadyExistsError) as error:
                where = f"{self.address}/{path.name}"
                raise ConflictError(f"{where}: another machine has taken it over; try again") from error
        self._note_state(path, str(put["e_tag"]))

    def _state(self, path: Path) -> str | None:
        try:
            return self._noted_state(path).read_text()
        except OSError:
            return None

    def _note_state(self, path: Path, state: str) -> None:
        write_whole(self._noted_state(path), state.encode())

    def _noted_state(self, path: Path) -> Path:
        return path.with_name(f".{path.name}.etag")

    # ── what goes wrong ───────────────────────────────────────────────────────────────────────

    def _key(self, path: Path) -> str:
        return path.absolute().relative_to(self._folder).as_posix()

    def _told(self) -> AbstractContextManager[None]:
        return told(self.address)


LEASE = ".lease"
"""The writers' lease; those of other work begin with this name."""


def _is_pulled(key: str) -> bool:
    """Whether a file that lies in no folder is: no lease, and no queue of fetching, which is checked out and in."""
    return not key.startswith(".") and not key.endswith(".sqlite")


def _is_another(had: Mapping[str, str], there: Mapping[str, str]) -> bool:
    """Whether an entry of the log is another now, or the last ones are gone. (Delta itself deletes old ones.)"""
    entries = {key for key in had if key.startswith(LOG) and key.endswith(".json")}
    newest = max((key for key in there if key.startswith(LOG) and key.endswith(".json")), default="")
    return any(there[key] != had[key] if key in there else key > newest for key in entries)
