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


def data_digest(text: str) -> str:
    """Half of a SHA-256 (16 hex digits): on which data a verdict rests. Few runs ask; OpenSSL comes along with it."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:16]
