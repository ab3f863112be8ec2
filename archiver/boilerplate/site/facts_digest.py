# cython: infer_types=True, annotation_typing=False
"""A digest of what a site's pages say of one page: by it an ingest tells which stored pages must be judged anew."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from archiver.boilerplate.keys.fingerprint import Fingerprint
from archiver.boilerplate.site.facts import FACTS
from archiver.boilerplate.site.statistics import SiteFacts

_FACTS = FACTS
# Bytes of a key with its facts.
_PACKED = 8 + _FACTS


def digest_of(prints: Sequence[Fingerprint], facts: SiteFacts) -> str | None:
    """A digest of the facts about this page's own keys; None where nothing on it is known to repeat."""
    by_key = facts.by_key
    if not by_key:
        return None
    keys: set[int] = set()
    for own in prints:
        for key in own.keys:
            keys.add(key)
    known = [key for key in by_key if key in keys]  # mostly all of them
    if not known:
        return None
    known.sort()
    packed, at = bytearray(_PACKED * len(known)), 0
    for key in known:
        facts_of = by_key[key]
        _pack(packed, at, key, facts_of.packed)
        at += _PACKED
    return hashlib.sha256(packed).hexdigest()[:16]


def _pack(packed: bytearray, at: int, key: int, facts: bytes) -> None:
    """Put a key there, little-endian, of 64 bits, and its facts."""
    for shift in range(0, 64, 8):
        packed[at] = key >> shift & 0xFF
        at += 1
    for n in range(_FACTS):
        packed[at + n] = facts[n]
