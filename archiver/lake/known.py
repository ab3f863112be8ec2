"""Whether the archive has a capture already: asked one at a time, beside its writer."""

from __future__ import annotations

from pathlib import Path

from archiver.errors import ArchiveError
from archiver.lake.index import Index


class KnownCaptures:
    """What the index says, as a container of captures' digests. An index that is not there or
    cannot be read knows none, which costs work and nothing else: the writer asks again."""

    def __init__(self, archive: Path) -> None:
        path = archive / "derived" / "index.sqlite"
        try:
            self._index = Index(path) if path.exists() else None
        except ArchiveError:
            self._index = None

    def __enter__(self) -> KnownCaptures:
        return self

    def __exit__(self, *_: object) -> None:
        if self._index is not None:
            self._index.close()

    def __contains__(self, digest: object) -> bool:
        return self._index is not None and self._index.has(str(digest))
