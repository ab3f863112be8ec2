# cython: infer_types=True, annotation_typing=False
"""What is counted of one key over a site's pages, and how its facts follow from that."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.boilerplate.site.facts import ALWAYS, LAST, REPEATED, KeyFacts
from archiver.boilerplate.site.places import (
    BUCKETS,
    CLOSING,
    END_BINS,
    START_BINS,
    after_of,
    before_of,
    end_of,
    first_of,
    inside_of,
    leads_of,
    start_of,
)
from archiver.boilerplate.site.quantising import pages_step, power_of_two, share_step

# Layout of a key's counts.
_PAGES, _PLACES, _INSIDE = 0, 1, 2
_END = 3
_START = _END + END_BINS
_BEFORE = _START + START_BINS
_AFTER = _BEFORE + BUCKETS
_CLOSING = _AFTER + BUCKETS
_LEADS = _CLOSING + 1
_SIZE = _LEADS + 1

# Of a key of which more is known than one place.
_NO_PLACE = -1

# "Always" leaves room for one page in eight that was cut short or has another layout.
_NEARLY_ALL = 7 / 8
# Of the places of a label that leads to other stories: some stories have none.
_SOME = 3 / 8

class KeyCounts:
    """Counts of one key over a site's pages: pages, places, and where and beside what they are.

    Most keys stand at one place and are never asked for: such a key has its place alone (the first of its page).
    Counts that were stored stay packed until they are asked for.
    """

    def __init__(self, counts: list[int] | None = None, packed: bytes = b"", place: int = _NO_PLACE) -> None:
        self._counts, self._packed, self._place = counts, packed, place

    @property
    def counts(self) -> list[int]:
        """One number for each thing that is counted; they may be changed."""
        return self._all()

    def _all(self) -> list[int]:
        if self._counts is None:
            place, self._place = self._place, _NO_PLACE
            self._counts = _unpacked(self._packed) if place == _NO_PLACE else [0] * _SIZE
            self._packed = b""
            if place != _NO_PLACE:
                self.add(place)
        return self._counts

    @property
    def pages(self) -> int:
        """Pages that have the key."""
        return self._pages()

    def _pages(self) -> int:
        if self._place != _NO_PLACE:
            return 1
        if self._counts is None and self._packed[:1] == b"\0" and self._packed[1] < 128:
            return self._packed[1]
        return self._all()[_PAGES]

    @property
    def places(self) -> int:
        """Places at which it stands, over all pages."""
        return self.counts[_PLACES]

    def add(self, place: int) -> None:
        """Count one more place (places.py)."""
        counts, inside = self._all(), inside_of(place)
        if first_of(place):
            _count(counts, _PAGES)
        _count(counts, _PLACES)
        if inside > 0:
            _count(counts, _INSIDE)
        if inside == CLOSING:
            _count(counts, _CLOSING)
        if leads_of(place):
            _count(counts, _LEADS)
        _count(counts, _END + end_of(place))
        _count(counts, _START + start_of(place))
        _count(counts, _BEFORE + before_of(place))
        _count(counts, _AFTER + after_of(place))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KeyCounts):
            return False
        return self.to_bytes() == other.to_bytes()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"KeyCounts(pages={self.pages}, places={self.places})"

    def to_bytes(self) -> bytes:
        """Pairs (index, count) of the counts above zero; a count is a base-128 varint."""
        if self._place != _NO_PLACE:
            return _packed(self._place)
        if self._counts is None:
            return self._packed
        packed = bytearray()
        for index, count in enumerate(self._counts):
            if count != 0:
                packed.append(index)
                while count > 127:
                    packed.append(count & 127 | 128)
                    count >>= 7
                packed.append(count)
        return bytes(packed)

    @classmethod
    def from_bytes(cls, packed: bytes) -> KeyCounts:
        """The inverse of `to_bytes`. Of bytes that it did not write, the first question raises ValueError."""
        return cls(None, packed)

    def facts(self, site_pages: int) -> KeyFacts | None:
        """Quantised facts; None where the key is not repeated."""
        if self._pages() < REPEATED:
            return None
        counts = self._all()
        pages, places = counts[_PAGES], counts[_PLACES]
        of_site = max(site_pages, pages)
        share = pages / pages_step(of_site)
        inside = counts[_INSIDE] / places
        leads = counts[_LEADS] / places
        return KeyFacts(
            power_of_two(pages),
            share_step(share),
            power_of_two(of_site),
            _within(counts, _END, _START, places),
            _within(counts, _START, _BEFORE, places),
            _alike(counts, _BEFORE, _AFTER, places),
            _alike(counts, _AFTER, _CLOSING, places),
            0 if inside < 1 / 8 else 2 if inside > _NEARLY_ALL else 1,
            counts[_CLOSING] > _NEARLY_ALL * places,
            _sum(counts, _END, _END + LAST + 1) > (1 - _NEARLY_ALL) * places,
            places >= 1.5 * pages,
            8 * places >= 9 * pages,
            ALWAYS if leads > _NEARLY_ALL else 1 if leads > _SOME else 0,
        )


def _count(counts: list[int], index: int) -> None:
    known = counts[index]
    counts[index] = known + 1


def _sum(counts: list[int], start: int, stop: int) -> int:
    total = 0
    for index in range(start, stop):
        total += counts[index]
    return total


def _within(counts: list[int], start: int, stop: int, places: int) -> int:
    """The first of these bins up to which nearly all places lie."""
    reached = 0
    least = _NEARLY_ALL * places
    for index in range(start, stop):
        reached += counts[index]
        if reached >= least:
            return index - start
    return stop - start - 1


def _alike(counts: list[int], start: int, stop: int, places: int) -> int:
    """Whether neighbours, counted in these buckets, are the same: the chance that two places share theirs (Simpson's
    index, unbiased)."""
    if places < 2:
        return 0
    pairs = 0
    for index in range(start, stop):
        count = counts[index]
        pairs += count * (count - 1)
    same = pairs / (places * (places - 1))
    return 2 if same >= 3 / 5 else 1 if same >= 1 / 4 else 0


_ONE = [bytes((index, 1)) for index in range(_SIZE)]
"""One of each thing that is counted, as it is stored."""


def _packed(place: int) -> bytes:
    """The counts of a key that stands at one place, as they are stored."""
    inside = inside_of(place)
    found = [_ONE[_PAGES], _ONE[_PLACES]]
    if inside > 0:
        found.append(_ONE[_INSIDE])
    found.append(_ONE[_END + end_of(place)])
    found.append(_ONE[_START + start_of(place)])
    found.append(_ONE[_BEFORE + before_of(place)])
    found.append(_ONE[_AFTER + after_of(place)])
    if inside == CLOSING:
        found.append(_ONE[_CLOSING])
    if leads_of(place):
        found.append(_ONE[_LEADS])
    return b"".join(found)


def _unpacked(packed: bytes) -> list[int]:
    counts = [0] * _SIZE
    rest = iter(packed)
    try:
        for index in rest:
            counts[index] = _varint(rest)
    except (IndexError, StopIteration) as error:
        raise ValueError("these bytes are no counts of a key") from error
    return counts


def _varint(rest: Iterator[int]) -> int:
    value = shift = 0
    while (byte := next(rest)) & 128:
        value |= (byte & 127) << shift
        shift += 7
    return value | byte << shift
