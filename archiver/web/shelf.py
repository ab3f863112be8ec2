"""The catalogue that pages are answered from: the first is loaded while the site answers already, each newer one
beside the one before it, which answers until then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.lake import Lake
from archiver.lake.storage.home import home_of
from archiver.web.catalogue import Advance, Catalogue, Preparing

Tell = Callable[[str], None]
"""Told what has been loaded, in words."""


LOOK = 15.0
"""Seconds between two looks at whether another machine has written to an archive that is kept elsewhere."""


class Shelf:
    """The newest catalogue of an archive."""

    def __init__(
        self, archive: Path, tell: Tell = lambda message: None, advance: Advance = lambda done, of: None
    ) -> None:
        """advance: told of files that go into the search index. Raises ArchiveError where there is no archive."""
        Lake.open(archive)
        self.archive = archive
        self.error: Exception | None = None
        """Why there is no catalogue, and will be none."""
        self._tell, self._advance = tell, advance
        self._log = archive / "articles" / "_delta_log"
        self._home = home_of(archive)
        self._looked, self._looking = time.monotonic(), threading.Lock()
        self._seen = -1
        self._catalogue: Catalogue | None = None
        self._loading = threading.Lock()

    def load(self, failed: Callable[[], None] = lambda: None) -> None:
        """Begin to load what is newer than the catalogue that is there. failed: called if the first cannot be.

        What another machine wrote is asked for now and then, and shown once it is here.
        """
        if self._home.shared and time.monotonic() - self._looked > LOOK and self._looking.acquire(blocking=False):
            threading.Thread(target=self._look, daemon=True).start()
        newest = self._newest()
        if newest != self._seen and self._loading.acquire(blocking=False):
            self._seen = newest
            threading.Thread(target=self._load, args=(failed,), daemon=True).start()

    def current(self) -> Catalogue:
        """The catalogue to answer from now. Never waits. Raises Preparing while the first is being loaded."""
        self.load()
        if self._catalogue is None:
            raise self.error or Preparing("The archive is being opened.")
        return self._catalogue

    def settle(self) -> None:
        """Wait until what is being looked for and loaded is there."""
        with self._looking, self._loading:
            pass

    def _look(self) -> None:
        try:
            self._home.pull()
        except ArchiveError as error:
            self._tell(f"what others have written cannot be shown: {error}")
        finally:
            self._looked = time.monotonic()
            self._looking.release()

    def _load(self, failed: Callable[[], None]) -> None:
        try:
            self._replace()
        except Exception as error:  # whatever it is, whoever waits must be told
            if self._catalogue is not None and self._catalogue.is_whole:
                self._tell(f"the archive's newest state cannot be shown, the one before it is: {error}")
            else:
                self.error = error
                failed()
        finally:
            self._loading.release()

    def _replace(self) -> None:
        start = time.monotonic()
        catalogue = Catalogue(self.archive)
        if self._catalogue is None:  # better without a search than without anything
            self._catalogue = catalogue
        self._tell(f"{catalogue.numbers['articles']:,} articles loaded in {time.monotonic() - start:.1f} s")
        start = time.monotonic()
        catalogue.open_search(self._advance)
        self._tell(f"full-text index ready after {time.monotonic() - start:.1f} s")
        self._catalogue = catalogue

    def _newest(self) -> int:
        """A commit adds a file to the log's folder, which changes the folder's time (nanoseconds)."""
        try:
            return self._log.stat().st_mtime_ns
        except OSError:
            return 0
