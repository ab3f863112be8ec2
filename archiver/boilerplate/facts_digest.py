# cython: infer_types=True, annotation_typing=False
"""A digest of what a site's pages say of one page: by it an ingest tells which stored pages must be judged anew."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import astuple

from archiver.boilerplate.counts import KeyFacts
from archiver.boilerplate.fingerprint import Fingerprint
from archiver.boilerplate.statistics import SiteFacts

# Bytes of facts, and of a key with them.
_FACTS = len(KeyFacts.__struct_fields__)
_PACKED = 8 + _FACTS


def digest_of(prints: Sequence[Fingerprint], facts: SiteFacts) -> str | None:
    """A digest of the facts about this page's own keys; None where nothing on it is known to repeat."""
    by_key = facts.by_key
    if not by_key:
        return None
    known = sorted({key for own in prints for key in own.keys if key in by_key})
    packed = bytearray(_PACKED * len(known))
    for n in range(len(known)):
        key = known[n]
        _pack(packed, _PACKED * n, key, _packed_facts(by_key[key]))
    return hashlib.sha256(packed).hexdigest()[:16] if known else None


def _pack(packed: bytearray, at: int, key: int, facts: bytes) -> None:
    """Put a key there, little-endian, of 64 bits, and its facts."""
    for shift in range(0, 64, 8):
        packed[at] = key >> shift & 0xFF
        at += 1
    for n in range(_FACTS):
        packed[at + n] = facts[n]


@lru_cache(maxsize=8192)
def _packed_facts(known: KeyFacts) -> bytes:
    """Facts as bytes, one each."""
    return bytes(astuple(known))
