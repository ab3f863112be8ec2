"""The records of a WARC file of our own, gzipped one by one: all that are whole, whatever lies between them.

Other readers take a damaged record for the end of the file (warcio), or pass over those that are no page
(warc_records.py).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from archiver.sources.warc_records import record_behind

_STEP = 1 << 16


class WholeRecord(NamedTuple):
    """offset, length: of its bytes in the file. content: what is packed there."""

    offset: int
    length: int
    content: bytes

    def parsed(self, *, http: bool = True) -> Any:
        """As warcio has it (an ArcWarcRecord). http: with its HTTP head apart. Raises ValueError."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        try:
            return next(ArchiveIterator(io.BytesIO(self.content), no_record_parse=not http, check_digests=True))
        except (ArchiveLoadFailed, StopIteration) as error:
            raise ValueError(f"no WARC record: {error}") from error


def whole_records(file: BinaryIO) -> Iterator[WholeRecord | None]:
    """Each record whose bytes have their checksum; None in the place of what is damaged."""
    at: int | None = 0
    while at is not None:
        file.seek(at)
        content, length = _member(file)
        if not length:
            return
        if content is not None and content.startswith(b"WARC/"):
            yield WholeRecord(at, length, content)
            at += length
        else:
            yield None
            at = record_behind(file, at + 1)


def _member(file: BinaryIO) -> tuple[bytes | None, int]:
    """What is packed in the gzip member that begins here, None where that is damaged; and how many bytes of it there
    are, 0 at the file's end."""
    unpacker, unpacked, length = zlib.decompressobj(31), [], 0
    try:
        while not unpacker.eof and (data := file.read(_STEP)):
            length += len(data)
            unpacked.append(unpacker.decompress(data))
    except zlib.error:
        return None, length
    return b"".join(unpacked) if unpacker.eof else None, length - len(unpacker.unused_data)
