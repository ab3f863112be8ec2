"""The queues of fetching of an archive in an object store: two SQLite files, and the WARC files that a crawl writes.

SQLite needs a disk, so the queues are worked on in the folder on this machine and lie in the store as they were
between two transactions. One machine at a time fetches, by a lease of its own (beside that of writers, which is held
for a commit only). What is sent, and when:

    WARC files   before a batch that names bytes in them is stored; nothing can be appended to in a store, so a file
                 that has grown is sent anew, and files are small
    queues       after their WARC files, now and then and in the end

So the queue at home names no bytes that are not there. Where this machine's queue is ahead of it (a run was killed)
and nobody has sent another since, the next run goes on with this machine's; another machine goes on with what was
sent, and asks anew for the little that was not.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from archiver.common import database
from archiver.errors import ArchiveError
from archiver.lake.files.durable import IN_A_BAG, is_bagged
from archiver.lake.files.locks import LOCK_TIMEOUT
from archiver.lake.storage.home import home_of

QUEUES = ("fetch.sqlite", "feeds.sqlite")

WARC_BYTES = 8 << 20
"""At which a WARC file of fetching is full, where it must be sent anew for each batch that adds to it."""

SECONDS = 30.0
"""Between two sendings of a queue that has not ended."""


class Queues:
    """Of the archive in a folder. Of one whose home the folder is, nothing is to be done."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._home = home_of(archive)
        self._sent: dict[str, int] = {}
        self._sent_at = 0.0

    @property
    def roll_at(self) -> int | None:
        """Bytes at which a WARC file of fetching is full; None where it matters to nobody here."""
        return WARC_BYTES if self._home.shared else None

    @contextmanager
    def held(self, timeout: float = LOCK_TIMEOUT) -> Iterator[Queues]:
        """Be the only one who fetches, with the newest queues. Raises ConflictError on time-out, ArchiveError."""
        if is_bagged(self._archive):
            raise ArchiveError(f"{self._archive}: {IN_A_BAG}")
        if not self._home.shared:
            yield self
            return
        with self._home.leased("fetching", timeout):
            self.look()
            raw = self._home.sizes()
            self._sent = {name[1]: size for name, size in raw if name[0] == "raw" and len(name) == 2}
            try:
                yield self
            finally:
                self._end()

    def look(self) -> None:
        """Bring the queues up to date, to be read. Raises ArchiveError."""
        for name in QUEUES:
            self._home.check_out(self._archive / name)

    def keep(self, lengths: Mapping[str, int]) -> None:
        """What is stored next names bytes of these WARC files, up to these ends at most. Raises ArchiveError."""
        if not self._home.shared:
            return
        self._send_raw(lengths)
        if time.monotonic() - self._sent_at > SECONDS:
            self._send_queues()

    def bring(self, path: Path) -> None:
        """A WARC file that another machine has written, into the folder. Raises ArchiveError."""
        self._home.fetch([path])

    def _end(self) -> None:
        self._send_raw({})
        self._send_queues()
        for path in self._files():
            path.unlink()

    def _send_raw(self, lengths: Mapping[str, int]) -> None:
        """Files that `lengths` does not know are complete."""
        for path in self._files():
            length = lengths.get(path.name, path.stat().st_size)
            if length > self._sent.get(path.name, 0):
                self._home.keep_beginning(path, length)
                self._sent[path.name] = length

    def _files(self) -> list[Path]:
        return sorted((self._archive / "raw").glob("fetch-*.warc.gz"))

    def _send_queues(self) -> None:
        for path in (self._archive / name for name in QUEUES):
            if path.exists():
                copy = path.with_name(f".{path.name}")
                copy.unlink(missing_ok=True)
                database.copy(path, copy)
                self._home.check_in(path, copy)
                copy.unlink()
        self._sent_at = time.monotonic()
