"""Which pages must be decided together: those of a site, and those of sites that share an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from archiver.ingesting.reducing import Stored

T = TypeVar("T")


def by_site(pages: Iterable[Stored], stored: Mapping[str, set[str | None]]) -> list[list[Stored]]:
    """Pages in groups of which none knows anything of another, ordered by site.

    stored: by article id, the sites under which the archive has it. A page of no site is judged alone: only its
    article holds it together with others.
    """
    find = _Union()
    groups: dict[str, list[Stored]] = {}
    every = list(pages)
    for page in every:
        article = f"article {page.ref.article_id}"
        for site in {page.ref.site, *stored.get(page.ref.article_id, ())}:
            find.join(article, f"site {site}" if site is not None else article)
    for page in every:
        groups.setdefault(find.root(f"article {page.ref.article_id}"), []).append(page)
    return [groups[root] for root in sorted(groups, key=lambda root: (groups[root][0].ref.site or "", root))]


def packed(groups: Sequence[list[Stored]], size: int, workers: int) -> list[list[Stored]]:
    """Groups with their neighbours, as tasks of about `size` pages and of nearly the same size.

    Where one task is not enough there are as many for each worker, so that all end at about the same time.
    """
    pages = sum(map(len, groups))
    tasks = pages // size
    tasks = -(-tasks // workers) * workers if tasks > 1 else 1
    packs: list[list[Stored]] = [[] for _ in range(tasks)]
    given = 0
    for group in groups:
        middle = given + len(group) // 2
        packs[middle * tasks // pages] += group
        given += len(group)
    return [pack for pack in packs if pack]


class _Union:
    """Disjoint sets of names (Tarjan 1975, with path halving)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        above = self._above
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first
