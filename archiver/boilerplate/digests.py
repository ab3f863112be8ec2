"""Keys of what was read: BLAKE2b digests of 64 bits, the same in every process and on every machine."""

from __future__ import annotations

from hashlib import blake2b

_EMPTY = blake2b(digest_size=8)  # a copy is made in less time than another


def key_of(packed: bytes | bytearray, start: int, end: int) -> int:
    """The digest of bytes from start to end, as a signed number."""
    hashed = _EMPTY.copy()
    hashed.update(packed[start:end])
    return int.from_bytes(hashed.digest(), "little", signed=True)
