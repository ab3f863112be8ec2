"""Keys of what was read: BLAKE2b digests of 64 bits, the same in every process and on every machine.

What is compiled takes digests.pxd's version, which gives the same without an object for each digest.
"""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct

_signed = Struct("<q").unpack


def key_of(packed: bytes | bytearray, start: int, end: int) -> int:
    """The digest of bytes from start to end, as a signed number."""
    key: int
    (key,) = _signed(blake2b(packed[start:end], digest_size=8).digest())
    return key
