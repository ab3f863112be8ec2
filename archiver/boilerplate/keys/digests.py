# cython: infer_types=True, annotation_typing=False
"""Keys of what was read: XXH3 digests of 64 bits, the same in every process and on every machine.

They find again what was read, and prove nothing: whoever words a text so that it has another's key has that one's
verdict. Fixity is a matter of SHA-256.
"""

from __future__ import annotations

from xxhash import xxh3_64_intdigest

_SIGN = 1 << 63


def key_of(packed: bytes | bytearray) -> int:
    """The digest of bytes, as a signed number."""
    hashed = xxh3_64_intdigest(packed)
    return (hashed ^ _SIGN) - _SIGN
