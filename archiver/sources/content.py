"""HTTP content codings (RFC 9110, 8.4.1) undone, never further than a limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zlib_ng import zlib_ng as zlib

_STEP = 1 << 20


class CutShort(ValueError):
    """A packed body that ends before its end."""


def decode_content(body: bytes, codings: str, limit: int) -> bytes:
    """A body without its Content-Encoding; cut off after `limit` bytes.

    codings: the header's value ("gzip", "gzip, br"); the last one was applied last. Raises ValueError
    where the body is damaged or a coding is not known.
    """
    for coding in reversed([c.strip().lower() for c in codings.split(",")]):
        if coding in ("", "identity"):
            continue
        if coding not in _DECODERS:
            raise ValueError(f'content coding "{coding}" is not known')
        body = _DECODERS[coding](body, limit)
    return body


def _zlib(body: bytes, limit: int) -> bytes:
    """gzip (all members) or zlib, by its first bytes; else the bare deflate that some servers send."""
    # The four low bits of zlib's first byte are 8, and the two first bytes are a multiple of 31.
    wrapped = body[:2] == b"\x1f\x8b" or (body[:1] and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0)
    out = bytearray()
    while body and len(out) < limit:
        decoder = zlib.decompressobj(47 if wrapped else -15)
        try:
            out += decoder.decompress(body, limit - len(out))
        except zlib.error as error:  # type: ignore[misc]  # its stubs have no class
            # Bytes after the last member are padding; servers do that.
            if not out:
                raise ValueError(f"its {'gzip' if wrapped else 'deflate'} data is damaged: {error}") from error
            break
        if not decoder.eof and len(out) < limit:
            raise CutShort("its compressed data ends before its end")
        body = decoder.unused_data
    return bytes(out)


def _brotli(body: bytes, limit: int) -> bytes:
    import brotli  # type: ignore[import-untyped, unused-ignore]

    decoder: Any = brotli.Decompressor()
    out = bytearray()
    try:
        while not decoder.is_finished() and len(out) < limit:
            piece = decoder.process(body, output_buffer_limit=min(_STEP, limit - len(out)))
            if not piece and decoder.can_accept_more_data():
                raise CutShort("its compressed data ends before its end")
            out += piece
            body = b""
    except brotli.error as error:
        raise ValueError(f"its brotli data is damaged: {error}") from error
    return bytes(out[:limit])


def _zstd(body: bytes, limit: int) -> bytes:
    from archiver.sources.streams import zstd_module

    decoder: Any = zstd_module().ZstdDecompressor()
    try:
        out: bytes = decoder.decompress(body, limit)
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise ValueError(f"its zstd data is damaged: {error}") from error
    if not decoder.eof and len(out) < limit:
        raise CutShort("its compressed data ends before its end")
    return out


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _zlib, "x-gzip": _zlib, "deflate": _zlib, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
