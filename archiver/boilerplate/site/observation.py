# cython: infer_types=True, annotation_typing=False
"""What one page teaches about its site: where each of its keys stands, and beside what.

An observation is made of the segmented page before any judging: statistics made of cleaned pages would feed
on themselves. It can be made again, and so be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from archiver.boilerplate.keys.fingerprint import Fingerprint
from archiver.boilerplate.keys.framing import prints_in, prints_of
from archiver.boilerplate.site.places import BUCKETS, CLOSING, END_BINS, START_BINS, WHOLE, WITHIN, as_first, place
from archiver.boilerplate.text.forms import may_be_title
from archiver.boilerplate.text.said import as_said
from archiver.records import Document

_OTHERS = BUCKETS - 1


class Observation(Struct, frozen=True):
    """What one page teaches. keys: all that stand there. prints: its blocks'. standing: the key at each place, in
    reading order, and places: where that is (places.py)."""

    standing: list[int]
    places: list[int]
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
    texts = [block.text for block in as_said(document.blocks)]
    prints = prints_in(texts)
    found = _Places()
    last = len(prints) - 1
    for i, own in enumerate(prints):
        leads = i < last and may_be_title(texts[i + 1])
        end, start = distance_bin(last - i, END_BINS), distance_bin(i, START_BINS)
        before = _bucket_of(prints, i - 1) if i > 0 else 0
        after = _bucket_of(prints, i + 1) if i < last else 0
        found.add_whole(own, place(end, start, before, after, WHOLE, leads))
        sentences = own.sentences
        for j in range(len(sentences)):
            closes = j + 1 == len(sentences)
            key = sentences[j][0]
            following = after if closes else _bucket(sentences[j + 1][0])
            where = place(end, start, before, following, CLOSING if closes else WITHIN, False)
            found.add(key, where)
            if closes and own.label:
                found.add(own.label, where)
            before = _bucket(key)
    return Observation(found.standing, found.places, frozenset(found.keys), prints)


class _Places:
    """The places of keys on a page, as far as it was read."""

    def __init__(self) -> None:
        self.standing: list[int] = []
        self.places: list[int] = []
        self.keys: set[int] = set()

    def add(self, key: int, where: int) -> None:
        known = len(self.keys)
        self.keys.add(key)
        self.standing.append(key)
        self.places.append(as_first(where) if len(self.keys) > known else where)

    def add_whole(self, own: Fingerprint, where: int) -> None:
        """Add the keys of all of a block's text."""
        self.add(own.whole, where)
        if own.frame:
            self.add(own.frame, where)
        if own.head:
            self.add(own.head, where)
            self.add(own.tail, where)


def _bucket_of(prints: list[Fingerprint], n: int) -> int:
    own = prints[n]
    return _bucket(own.shared)


def distance_bin(distance: int, bins: int) -> int:
    """The bin of a distance: 0, 1, 2-3, 4-7, ...; all that is farther in the last."""
    reached = 0
    while distance > 0 and reached < bins - 1:
        distance >>= 1
        reached += 1
    return reached


def _bucket(key: int) -> int:
    return 1 + key % _OTHERS
