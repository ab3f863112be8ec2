"""Which text is the head of which: the earliest of all texts that are nearly the same.

A text's head is the earliest text that is similar to it, if that is earlier than itself. It depends on the set of texts
and their times only, and on no other text's head; so one text that comes or goes concerns only those that are similar
to it. It is not transitive: a story that was changed little by little has a chain of heads.

Texts are numbers here. Pure: whoever calls looks texts up and compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from typing import Any

Order = tuple[int, str]
Buckets = Mapping[int, list[int]]
"""Texts by key; two texts that share one may be similar."""


def to_look_at(changed: Collection[int], buckets: Buckets, orders: Mapping[int, tuple[Order, Order]]) -> set[int]:
    """Texts that may have another head since some are new, or earlier than before (beside those that had one as head).

    orders: by text, its own and its head's (its own again where it has none).
    """
    found: set[int] = set()
    for texts in buckets.values():
        new = [orders[text][0] for text in texts if text in changed]
        if new:
            earliest = min(new)
            found.update(text for text in texts if orders[text][1] > earliest)
    return found - set(changed)


def searches(
    texts: Collection[int], buckets: Buckets, orders: Mapping[int, tuple[Order, Order]]
) -> Iterator[Search]:
    """The searches for the heads of these texts. buckets: all that they are in, of those with several texts."""
    of_text: dict[int, list[list[int]]] = {text: [] for text in texts}
    for bucket in buckets.values():
        ordered = sorted(bucket, key=lambda text: orders[text][0])
        for text in bucket:
            if text in of_text:
                of_text[text].append(ordered)
    return (Search.of(text, several, orders) for text, several in of_text.items())


@dataclass
class Search:
    """The search for one text's head: candidates from the earliest on, until one is similar."""

    text: int
    candidates: Iterator[int]
    candidate: int | None = None
    similarity: float | None = field(default=None)

    @classmethod
    def of(cls, text: int, several: list[list[int]], orders: Mapping[int, tuple[Order, Order]]) -> Search:
        """several: the text's buckets, each in the order of its texts."""
        search = cls(text, _earlier(text, several, lambda other: orders[other][0]) if several else iter(()))
        search.go_on()
        return search

    def go_on(self) -> None:
        """To the next candidate; None when there is no more, and then the text has no head."""
        self.candidate = next(self.candidates, None)


FEW = 64
"""So many texts are sorted; of more, lists are merged as far as they are read: the first is often similar."""


def _earlier(text: int, several: list[list[int]], order: Callable[[int], Any]) -> Iterator[int]:
    """The texts of several ordered lists that come before a text, in order, each once."""
    if sum(map(len, several)) <= FEW:
        several = [sorted({other for texts in several for other in texts}, key=order)]
    last = None
    for other in merge(*several, key=order):
        if other == text:
            return
        if other != last:
            yield other
        last = other


def heads(
    searches: Iterable[Search],
    worth_comparing: Callable[[int, int], bool],
    similarities: Callable[[list[tuple[int, int]]], list[float]],
    enough: float,
) -> Iterator[Search]:
    """Bring every search to its end. similarities: of pairs, many at a time, since texts must be read for them."""
    going = list(searches)
    while going:
        for search in going:
            while search.candidate is not None and not worth_comparing(search.text, search.candidate):
                search.go_on()
        yield from (search for search in going if search.candidate is None)
        pairs = [(s, s.candidate) for s in going if s.candidate is not None]
        found = similarities([(search.text, candidate) for search, candidate in pairs])
        going = []
        for (search, _), similarity in zip(pairs, found, strict=True):
            if similarity >= enough:
                search.similarity = similarity
                yield search
            else:
                search.go_on()
                going.append(search)
