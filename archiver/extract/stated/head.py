"""A page's head, read once: meta elements, links, the title, JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from archiver.extract.page.metas import Metas
from archiver.extract.page.scan import Element, Scanned
from archiver.extract.stated.jsonld import Graph, read_graph

MOST_METAS = 2000


class Head(Struct, frozen=True):
    """metas: contents by name, property or itemprop, in lower case. title: of <title>. canonical: the address of
    its canonical link. language: of <html>. graph: its JSON-LD. scripts: those written into the page. marked: <time>
    elements and those with itemprop or rel=author. Each is empty where the page says nothing."""

    metas: Metas
    title: str
    canonical: str
    language: str
    graph: Graph
    scripts: tuple[Element, ...] = ()
    marked: tuple[Element, ...] = ()

    def meta(self, *names: str) -> str:
        """Content of the first of these meta elements that is there; "" where none is."""
        for name in names:
            if values := self.metas.named(name):
                return values[0]
        return ""

    def all(self, *names: str) -> list[str]:
        """Contents of all of these meta elements."""
        return [value for name in names for value in self.metas.named(name)]


def read_head(page: Scanned) -> Head:
    """What a page's head holds; of its body, only what states something by form. Never raises."""
    by_tag: dict[str, list[Element]] = {"meta": [], "link": [], "script": []}
    marked: list[Element] = []
    for element in page.stating:
        by_tag.get(element.tag, marked).append(element)
    return Head(
        metas=Metas(by_tag["meta"][:MOST_METAS]),
        title=page.title,
        canonical=_canonical(by_tag["link"]),
        language=page.language,
        graph=read_graph(by_tag["script"]),
        scripts=tuple(by_tag["script"]),
        marked=tuple(marked),
    )


def _canonical(nodes: Iterable[Element]) -> str:
    """The first canonical link's address; other links come along where they are microdata."""
    links = (node.attributes for node in nodes)
    stated = (a.get("href") or "" for a in links if "canonical" in (a.get("rel") or "").lower().split())
    return next(filter(None, stated), "")
