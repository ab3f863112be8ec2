"""The bytes of an input: unpacked, counted, kept within limits, and with errors that a person can read.

A stream is a plain `io.BufferedReader`, so that every library reads from it. Under it lies a
`_Counted` layer that turns what goes wrong while reading (a gzip that ends early, a bomb) into an
`InputError` that names the origin.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Any, BinaryIO, cast

from msgspec import Struct

from archiver.errors import InputError, LimitError
from archiver.records import Origin
from archiver.sources.limits import Limits

BUFFER = 1 << 18
_STEP = 1 << 20


class Meter(Struct):
    """What one input has cost so far: bytes read from disk, bytes that came of them by unpacking.

    records: how many there were, pages or not, where the input's form has records that can be cut apart.
    """

    limits: Limits
    size: int | None = None
    read: int = 0
    unpacked: int = 0
    records: int = 0
    told: Callable[[int], None] | None = None

    def count_read(self, amount: int) -> None:
        self.read += amount
        if self.told is not None:
            self.told(amount)

    def count_unpacked(self, amount: int, origin: Origin) -> None:
        """Raise LimitError once the input has grown beyond what its size on disk can justify."""
        self.unpacked += amount
        # A zip may be read at the same place again and again (overlapping members); that is no new input.
        paid = self.read if self.size is None else min(self.read, self.size)
        if self.unpacked > self.limits.free_bytes + paid * self.limits.expansion:
            raise LimitError(
                origin,
                "unpacks-too-large",
                f"becomes more than {self.limits.expansion} times larger unpacked (a decompression bomb?)",
            )


class _Counted(io.RawIOBase):
    """A raw reader that counts what passes and explains what fails.

    failure: damage ends the stream, and is kept here. So what came before it can still be read: a
    crawl that was cut short has all its pages but the last. Who comes to the end asks `failed`.
    """

    def __init__(
        self,
        inner: BinaryIO,
        count: Callable[[int], None],
        origin: Origin,
        what: str,
        *,
        seekable: bool = False,
    ) -> None:
        self._inner, self._count, self._origin, self._what = inner, count, origin, what
        self._readinto = _readinto_of(inner)
        self._seekable = seekable
        self.failure: InputError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._seekable

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self.failure is not None:
            return 0
        try:
            size = self._readinto(buffer)
        except InputError:
            raise
        except Exception as error:
            if not _is_damage(error):
                raise
            self.failure = _explained(error, self._origin, self._what)
            return 0
        self._count(size)
        return size

    def close(self) -> None:
        # The inner stream belongs to who opened it.
        super().close()


def _readinto_of(inner: BinaryIO) -> Callable[[bytearray | memoryview], int]:
    """What gives at least one byte and asks no more of the stream than it has: filling the whole of a buffer
    would lose what came before damage."""
    if isinstance(inner, io.RawIOBase):
        return inner.readinto
    if (readinto := getattr(inner, "readinto1", None)) is not None:
        return cast(Callable[[bytearray | memoryview], int], readinto)

    def by_read(buffer: bytearray | memoryview) -> int:
        data = inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    return by_read


def failed(stream: io.BufferedReader) -> InputError | None:
    """What ended a stream before its end; None where nothing did."""
    raw = stream.raw
    return raw.failure if isinstance(raw, _Counted) else None


def read_at_most(stream: BinaryIO, limit: int) -> bytes:
    """Up to `limit` bytes, in steps: `stream.read(limit)` would take all that memory at once."""
    read, size = list[bytes](), 0
    while size < limit and (step := stream.read(min(_STEP, limit - size))):
        read.append(step)
        size += len(step)
    return b"".join(read)  # of one step, as most pages are, without a copy


def _is_damage(error: Exception) -> bool:
    """Whether this is what a decompressor raises at bad bytes (each library has a class of its own)."""
    kinds = (EOFError, OSError, zlib.error, ValueError, RuntimeError)
    return isinstance(error, kinds) or type(error).__name__ in ("LZMAError", "ZstdError")


def _explained(error: Exception, origin: Origin, what: str) -> InputError:
    if isinstance(error, EOFError):
        return InputError(origin, f"truncated-{what}", f"the {what} data ends before its end; copied halfway?")
    if isinstance(error, OSError) and error.errno is not None:
        from archiver.sources.naming import explain_os_error

        return explain_os_error(error, origin)
    return InputError(origin, f"damaged-{what}", f"the {what} data is damaged: {error}")


def opened(inner: BinaryIO, meter: Meter, origin: Origin) -> io.BufferedReader:
    """The stream of an input as it lies on disk."""
    return io.BufferedReader(_Counted(inner, meter.count_read, origin, "file", seekable=inner.seekable()), BUFFER)


def unpacked(packed: BinaryIO, form: str, meter: Meter, origin: Origin) -> io.BufferedReader:
    """The stream inside a compressed one. form: "gzip", "bzip2", "xz" or "zstd". Raises InputError."""
    try:
        inner = _DECOMPRESSORS[form](packed)
    except Exception as error:
        if not _is_damage(error):
            raise
        raise _explained(error, origin, form) from error
    return within(inner, form, meter, origin)


def within(inner: BinaryIO, form: str, meter: Meter, origin: Origin) -> io.BufferedReader:
    """A stream of unpacked bytes, kept within what its input may become. form: for its errors."""

    def count(amount: int) -> None:
        meter.count_unpacked(amount, origin)

    return io.BufferedReader(_Counted(inner, count, origin, form), BUFFER)


def _gzip(packed: BinaryIO) -> BinaryIO:
    import gzip

    return cast(BinaryIO, gzip.GzipFile(fileobj=packed, mode="rb"))


def _bzip2(packed: BinaryIO) -> BinaryIO:
    import bz2

    return cast(BinaryIO, bz2.BZ2File(packed))


def _xz(packed: BinaryIO) -> BinaryIO:
    import lzma

    return cast(BinaryIO, lzma.LZMAFile(packed))


def _zstd(packed: BinaryIO) -> BinaryIO:
    zstd = zstd_module()
    # 2^27 is what `zstd --long` writes and what the tool itself takes without being asked twice.
    window = {zstd.DecompressionParameter.window_log_max: 27}
    return cast(BinaryIO, zstd.ZstdFile(packed, options=window, zstd_dict=_dictionary(packed, zstd)))


ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a skippable frame begins that holds the dictionary of the frames behind it (IIPC, WARC with zstd compression)."""
_LARGEST_DICTIONARY = 16 << 20


def _dictionary(packed: BinaryIO, zstd: ModuleType) -> Any:
    """What the stream begins with, if that is a dictionary, as Archive Team's .warc.zst files have one; else None."""
    if cast(io.BufferedReader, packed).peek(4)[:4] != ZSTD_DICTIONARY:
        return None
    size = int.from_bytes(packed.read(8)[4:], "little")
    if size > _LARGEST_DICTIONARY:
        raise ValueError("its dictionary is larger than any is")
    content = packed.read(size)
    if content.startswith(b"\x28\xb5\x2f\xfd"):
        content = zstd.ZstdDecompressor().decompress(content, _LARGEST_DICTIONARY)
    return zstd.ZstdDict(content)


def zstd_module() -> ModuleType:
    """The zstd of Python 3.14 or its backport; `zstandard` takes a frame that ends early for whole."""
    from importlib import import_module

    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


_DECOMPRESSORS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": _gzip,
    "bzip2": _bzip2,
    "xz": _xz,
    "zstd": _zstd,
}
