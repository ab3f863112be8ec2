"""What one page teaches about its site: where each of its keys stands, and beside what.

An observation is made of the segmented page before any judging: statistics made of cleaned pages would feed
on themselves. It is small (12 bytes an occurrence), so that it can be kept, or made again, and taken back.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from archiver.boilerplate.fingerprint import Fingerprint, fingerprint
from archiver.records import Document

# Distances (in blocks) to the page's end or start are counted in bins that double: 0, 1, 2-3, 4-7, 8-15, 16+.
END_BINS = 6
START_BINS = 4
# A neighbour is remembered as one of so many buckets; bucket 0 is the edge of the page. Two different
# neighbours fall into one bucket once in fifteen.
BUCKETS = 16

_RECORD = struct.Struct("<qBBBB")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A key at one place of a page.

    end, start: bins of the distance to the page's last and first block. before, after: buckets of the
    neighbours' keys. inside: a sentence of a larger block rather than a block. first: the first of this
    key on the page.
    """

    key: int
    end: int
    start: int
    before: int
    after: int
    inside: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Observation:
    """All occurrences of keys on one page, in reading order."""

    occurrences: tuple[tuple[int, int, int, int, int, bool, bool], ...]

    @property
    def keys(self) -> frozenset[int]:
        """The page's keys."""
        return frozenset(o[0] for o in self.occurrences)

    def to_bytes(self) -> bytes:
        """12 bytes an occurrence, little-endian."""
        return b"".join(
            _RECORD.pack(key, end << 4 | start, before, after, inside << 1 | first)
            for key, end, start, before, after, inside, first in self.occurrences
        )

    @classmethod
    def from_bytes(cls, packed: bytes) -> Observation:
        """The inverse of `to_bytes`. Raises struct.error where the length does not fit."""
        return cls(
            tuple(
                (key, place >> 4, place & 15, before, after, bool(flags & 2), bool(flags & 1))
                for key, place, before, after, flags in _RECORD.iter_unpack(packed)
            )
        )


def keys_of(document: Document) -> frozenset[int]:
    """The keys of all blocks: what `judge` needs the site's facts about."""
    return frozenset(key for block in document.blocks for key in fingerprint(block.text).keys)


def observe(document: Document, *, title: str | None = None) -> Observation:
    """All that learning needs of one page. Pure.

    title: accepted for callers that know it; a title within a line is found as what varies in the line.
    """
    prints = [fingerprint(block.text) for block in document.blocks]
    buckets = [0, *(_bucket(p.whole) for p in prints), 0]
    last = len(prints) - 1
    seen: set[int] = set()
    found = []
    for i, own in enumerate(prints):
        end, start = distance_bin(last - i, END_BINS), distance_bin(i, START_BINS)
        for key, before, after, inside in _places(own, buckets[i], buckets[i + 2]):
            found.append((key, end, start, before, after, inside, key not in seen))
            seen.add(key)
    return Observation(tuple(found))


def distance_bin(distance: int, bins: int) -> int:
    """The bin of a distance: 0, 1, 2-3, 4-7, ...; all that is farther in the last."""
    return min(distance.bit_length(), bins - 1)


def _places(own: Fingerprint, before: int, after: int) -> list[tuple[int, int, int, bool]]:
    """A block's keys, each with its neighbours' buckets and whether it is a sentence of the block."""
    found = [(own.whole, before, after, False)]
    if own.head:
        found += [(own.head, before, after, False), (own.tail, before, after, False)]
    if own.sentences:
        inner = [before, *(_bucket(key) for key, _, _ in own.sentences), after]
        found += [(key, inner[j], inner[j + 2], True) for j, (key, _, _) in enumerate(own.sentences)]
    return found


def _bucket(key: int) -> int:
    return 1 + key % (BUCKETS - 1)
