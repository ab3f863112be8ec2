"""HTTP transfer and content codings (RFC 9112, 7; RFC 9110, 8.4.1) undone, never further than a limit.

Crawlers often store a page unpacked, or its chunks joined, and leave the header as it was; servers name codings that
are none ("utf-8"), and pack what is packed. So a header is believed where the bytes bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from zlib_ng import zlib_ng as zlib

from archiver.sources.charset import wide_charset
from archiver.sources.sniff import is_binary

_STEP = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_LOOKED_AT = 4096
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")


def page_of(body: bytes, transfer: str | None, content: str | None, limit: int) -> bytes:
    """The page in an answer's body; cut off after `limit` bytes.

    transfer, content: the headers Transfer-Encoding and Content-Encoding. Raises ValueError where the body is damaged.
    """
    if transfer:
        body = _without_transfer(body, transfer, limit)
    if content and not body.lstrip().startswith(b"<"):
        try:
            body = decode_content(body, content, limit)
        except ValueError:
            if not _is_text(body):
                raise
    return ungzipped(body, limit)


def ungzipped(body: bytes, limit: int) -> bytes:
    """A page that was packed once more, or without a word about it, unpacked; any other as it is. Raises ValueError."""
    return _zlib(body, limit) if body.startswith(_GZIP) else body


def _is_text(body: bytes) -> bool:
    head = body[:_LOOKED_AT]
    return not is_binary(head) or wide_charset(head) is not None


def _without_transfer(body: bytes, codings: str, limit: int) -> bytes:
    for coding in reversed([c.strip().lower() for c in codings.split(",")]):
        if coding == "chunked":
            body = joined(body)
        elif coding in _DECODERS and not _is_text(body):
            body = _DECODERS[coding](body, limit)
    return body


def joined(body: bytes) -> bytes:
    """The chunks of a body, joined; a body that is not in chunks as it is. What follows the last chunk is passed over,
    and the last may be missing where all others are whole. Raises ValueError where one is damaged or cut short."""
    out, at = list[bytes](), 0
    while at < len(body):
        head = _CHUNK.match(body, at)
        start = head.end() if head else 0
        end = start + int(head[1], 16) if head else 0
        if head and end == start and (out or not body[end:].strip()):
            break
        if not head or end == start or (end < len(body) and body[end : end + 1] not in (b"\r", b"\n")):
            if not out:
                return body
            raise ValueError(f"a chunk is damaged, after {at:,} bytes")
        if end > len(body):
            raise ValueError("its last chunk is cut short")
        out.append(body[start:end])
        at = end + (2 if body.startswith(b"\r\n", end) else 1)
    return b"".join(out)


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
