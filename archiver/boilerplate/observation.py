# cython: infer_types=True, annotation_typing=False
"""What one page teaches about its site: where each of its keys stands, and beside what.

An observation is made of the segmented page before any judging: statistics made of cleaned pages would feed
on themselves. It can be made again, and so be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from archiver.boilerplate.fingerprint import Fingerprint
from archiver.boilerplate.forms import may_be_title
from archiver.boilerplate.framing import prints_in, prints_of
from archiver.records import Document

# Distances (in blocks) to the page's end or start are counted in bins that double: 0, 1, 2-3, 4-7, 8-15, 16+.
END_BINS = START_BINS = 6
# A neighbour is remembered as one of so many buckets; bucket 0 is the edge of the page. Two different
# neighbours fall into one bucket once in fifteen.
BUCKETS = 16
_OTHERS = BUCKETS - 1

# A key at one place of a page: the key; bins of the distance to the page's last and first block; buckets of the
# neighbours' keys before and after; how it stands in its block; whether a block comes next that may be a title;
# whether it is the first of this key on the page. A plain tuple, for there are fifty a page.
Place = tuple[int, int, int, int, int, int, bool, bool]

# How a text stands in its block: it is the block, a sentence within it, or the sentence that it ends with.
WHOLE, WITHIN, CLOSING = 0, 1, 2


class Observation(Struct, frozen=True):
    """All places of keys on one page, in reading order, all the keys that stand there, and the blocks' prints."""

    places: tuple[Place, ...]
    keys: frozenset[int]
    prints: list[Fingerprint]


def keys_of(document: Document) -> frozenset[int]:
    """The keys of all blocks: what `judge` needs the site's facts about."""
    return keys_in(prints_of(document.blocks))


def keys_in(prints: Iterable[Fingerprint]) -> frozenset[int]:
    """The keys of blocks with these prints."""
    return frozenset([key for own in prints for key in own.keys])


def observe(document: Document) -> Observation:
    """All that learning needs of one page. Pure."""
    texts = [block.text for block in document.blocks]
    prints = prints_in(texts)
    buckets = [0, *[_bucket(own.shared) for own in prints], 0]
    last = len(prints) - 1
    seen: set[int] = set()
    found: list[Place] = []
    for i, own in enumerate(prints):
        leads = i < last and may_be_title(texts[i + 1])
        end, start = distance_bin(last - i, END_BINS), distance_bin(i, START_BINS)
        before, after = buckets[i], buckets[i + 2]
        _note(found, seen, own.whole, end, start, before, after, WHOLE, leads)
        if own.frame:
            _note(found, seen, own.frame, end, start, before, after, WHOLE, leads)
        if own.head:
            _note(found, seen, own.head, end, start, before, after, WHOLE, leads)
            _note(found, seen, own.tail, end, start, before, after, WHOLE, leads)
        sentences = own.sentences
        for j, (key, _, _) in enumerate(sentences):
            closes = j + 1 == len(sentences)
            following = after if closes else _bucket(sentences[j + 1][0])
            _note(found, seen, key, end, start, before, following, CLOSING if closes else WITHIN, False)
            if closes and own.label:
                _note(found, seen, own.label, end, start, before, following, CLOSING, False)
            before = _bucket(key)
    return Observation(tuple(found), frozenset(seen), prints)


def _note(
    found: list[Place],
    seen: set[int],
    key: int,
    end: int,
    start: int,
    before: int,
    after: int,
    inside: int,
    leads: bool,
) -> None:
    known = len(seen)
    seen.add(key)
    found.append((key, end, start, before, after, inside, leads, len(seen) > known))


def distance_bin(distance: int, bins: int) -> int:
    """The bin of a distance: 0, 1, 2-3, 4-7, ...; all that is farther in the last."""
    reached = 0
    while distance > 0 and reached < bins - 1:
        distance >>= 1
        reached += 1
    return reached


def _bucket(key: int) -> int:
    return 1 + key % _OTHERS
