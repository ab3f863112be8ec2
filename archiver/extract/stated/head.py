"""A page's head, read once: meta elements, links, the title, JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archiver.extract.stated.jsonld import Graph, read_graph

MOST_METAS = 2000


@dataclass(frozen=True)
class Head:
    """metas: contents by name, property or itemprop, in lower case. title: of <title>. links: href by rel.
    language: of <html>. Each is empty where the page says nothing."""

    metas: dict[str, list[str]]
    title: str
    links: dict[str, str]
    language: str
    graph: Graph

    def meta(self, *names: str) -> str:
        """Content of the first of these meta elements that is there; "" where none is."""
        return next((values[0] for name in names if (values := self.metas.get(name))), "")

    def all(self, *names: str) -> list[str]:
        """Contents of all of these meta elements."""
        return [value for name in names for value in self.metas.get(name, ())]


def read_head(tree: Any) -> Head:
    """What a page's head holds; of its body, only the meta elements. Never raises."""
    metas: dict[str, list[str]] = {}
    for node in tree.css("meta")[:MOST_METAS]:
        attributes = node.attributes
        content = " ".join((attributes.get("content") or "").split())
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if content and name and len(name) < 100:
            metas.setdefault(name.strip().lower(), []).append(content)
    titles = tree.css_first("title")
    links: dict[str, str] = {}
    for node in tree.css("link[rel][href]")[:MOST_METAS]:
        attributes = node.attributes
        for rel in (attributes.get("rel") or "").lower().split():
            links.setdefault(rel, attributes.get("href") or "")
    language = (tree.root.attributes.get("lang") or tree.root.attributes.get("xml:lang") or "") if tree.root else ""
    title = " ".join(titles.text().split()) if titles is not None else ""
    return Head(metas, title, links, language, read_graph(tree))
