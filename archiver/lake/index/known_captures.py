"""Whether the archive has a capture already: asked one at a time, beside its writer."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.lake.index.index import Index


class KnownCaptures:
    """What the index says, as a container of captures' digests: in a `with`, what it said when it was first asked, for
    to begin and end a transaction costs ten times a look-up. An index that is not there or cannot be read knows none,
    which costs work and nothing else: the writer asks again."""

    def __init__(self, archive: Path) -> None:
        path = archive / "derived" / "index.sqlite"
        try:
            self._index = Index(path) if path.exists() else None
        except ArchiveError:
            self._index = None
        self._inside = ExitStack()

    def __enter__(self) -> KnownCaptures:
        if self._index is not None:
            self._inside.callback(self._index.close)
            self._inside.enter_context(self._index.snapshot())
        return self

    def __exit__(self, *_: object) -> None:
        self._inside.close()

    def __contains__(self, digest: object) -> bool:
        return self._index is not None and self._index.has(str(digest))
