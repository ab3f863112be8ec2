"""What one page teaches about its site: where each of its keys stands, and beside what.

An observation is made of the segmented page before any judging: statistics made of cleaned pages would feed
on themselves. It can be made again, and so be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.boilerplate.fingerprint import Fingerprint, fingerprint
from archiver.records import Document

# Distances (in blocks) to the page's end or start are counted in bins that double: 0, 1, 2-3, 4-7, 8-15, 16+.
END_BINS = 6
START_BINS = 4
# A neighbour is remembered as one of so many buckets; bucket 0 is the edge of the page. Two different
# neighbours fall into one bucket once in fifteen.
BUCKETS = 16

# A key at one place of a page: the key; bins of the distance to the page's last and first block; buckets of the
# neighbours' keys before and after; whether it is a sentence of a larger block rather than a block; whether it is the
# first of this key on the page. A plain tuple, for there are fifty a page.
Place = tuple[int, int, int, int, int, bool, bool]


@dataclass(frozen=True, slots=True)
class Observation:
    """All places of keys on one page, in reading order."""

    places: tuple[Place, ...]

    @property
    def keys(self) -> frozenset[int]:
        """The page's keys."""
        return frozenset(o[0] for o in self.places)


def keys_of(document: Document) -> frozenset[int]:
    """The keys of all blocks: what `judge` needs the site's facts about."""
    return frozenset(key for block in document.blocks for key in fingerprint(block.text).keys)


def observe(document: Document) -> Observation:
    """All that learning needs of one page. Pure."""
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
