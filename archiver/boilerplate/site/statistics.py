# cython: infer_types=True, annotation_typing=False
"""What a site's pages have in common: commutative counts, and the few quantised facts that judging sees.

Counts are sums over pages, so any order and any batching of the same pages give the same counts, and a page
can be taken back. A verdict rests on facts, which are coarse on purpose: shares and logarithms that saturate
hardly change when the 201st page comes, so that a page is judged anew only when what is known of its own
blocks has really changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archiver.boilerplate.site.counts import KeyCounts
from archiver.boilerplate.site.facts import KeyFacts
from archiver.boilerplate.site.observation import Observation


class SiteFacts:
    """Facts by key; a key that is not here is not known to repeat."""

    def __init__(self, by_key: dict[int, KeyFacts]) -> None:
        self.by_key = by_key

    def __getitem__(self, key: int) -> KeyFacts | None:
        return self.by_key.get(key)

    def pages(self) -> int:
        """Pages of the site, a power of two at most 64, as far as a page that has these keys can tell; 0: it cannot."""
        most = 0
        for known in self.by_key.values():
            most = max(most, known.site)
        return most


NO_FACTS = SiteFacts({})
"""Of a site of which nothing is known, or a page that is judged alone."""


class SiteStatistics:
    """Counts of all keys of one site, or of those that were loaded, and its number of pages."""

    def __init__(self, pages: int = 0, counts: Mapping[int, KeyCounts] | None = None) -> None:
        self.pages = pages
        self.counts: dict[int, KeyCounts] = dict(counts or {})
        # Facts that were asked for since the last change: a site's furniture is asked for with every page.
        self._known: dict[int, KeyFacts] = {}
        self._known_pages = pages

    def load(self, stored: Mapping[int, bytes]) -> None:
        """Put in counts as they were stored (`KeyCounts.to_bytes`), in place of those of the same keys."""
        self.counts.update({key: KeyCounts.from_bytes(packed) for key, packed in stored.items() if packed})
        self._known.clear()

    def packed(self) -> dict[int, bytes]:
        """All counts as they are stored (`load`)."""
        found = {}
        for key, known in self.counts.items():
            found[key] = known.to_bytes()
        return found

    def add(self, observation: Observation) -> None:
        """Count one page. The caller sees to it that an article counts once."""
        self.pages += 1
        self._known.clear()
        own = self.counts
        standing, places = observation.standing, observation.places
        for n, key in enumerate(standing):
            known = own.get(key)
            if known is None:
                own[key] = KeyCounts(None, b"", places[n])
            else:
                known.add(places[n])

    def remove(self, observation: Observation) -> None:
        """Take back one page that was added: the exact inverse of `add`."""
        taken = SiteStatistics()
        taken.add(observation)
        self.pages -= 1
        self._known.clear()
        for key, known in taken.counts.items():
            left = KeyCounts([a - b for a, b in zip(self.counts[key].counts, known.counts, strict=True)])
            if left.pages:
                self.counts[key] = left
            else:
                del self.counts[key]

    def facts(self, keys: Iterable[int]) -> SiteFacts:
        """The facts of these keys; keys that are not repeated are left out."""
        if self._known_pages != self.pages:
            self._known.clear()
            self._known_pages = self.pages
        known, counts = self._known, self.counts
        found = {}
        for key in keys:
            facts = known.get(key)
            if facts is None:
                own = counts.get(key)
                facts = None if own is None else own.facts(self.pages)
                if facts is None:
                    continue
                known[key] = facts
            found[key] = facts
        return SiteFacts(found)


def changed(before: SiteStatistics, after: SiteStatistics) -> set[int]:
    """Keys whose facts differ. Pages that have one of them are to be judged anew.

    Both must hold the same keys: all of the site, or all that were counted in between.
    """
    return {key for key in before.counts.keys() | after.counts.keys() if _facts(before, key) != _facts(after, key)}


def _facts(statistics: SiteStatistics, key: int) -> KeyFacts | None:
    counts = statistics.counts.get(key)
    return counts.facts(statistics.pages) if counts else None
