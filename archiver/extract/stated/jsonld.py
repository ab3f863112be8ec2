# cython: infer_types=True, annotation_typing=False
"""schema.org in JSON-LD: every node of a page's scripts, and the one that is its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from msgspec.json import decode

from archiver.extract.markup import attributes as attributes_of
from archiver.extract.markup import references

Node = dict[str, Any]

MOST_JSON = 4 << 20
_TYPE, _LD = (b"type",), "application/ld+json"
_TAG = re.compile(r"<[^>]{0,2000}>")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_GIVEN = frozenset(("@id", "@type"))
"""All that a node says which stands for another one."""
_ARTICLES = re.compile(r"Article$|Posting$|^Report$|Review$|^Recipe$")


class Graph:
    """nodes: all objects that have a type, in document order. of_type: those of each type, namespaces left out.
    Objects given by @id alone are found again."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)
        self.of_type: dict[str, list[Node]] = {}
        for node in self.nodes:
            for name in types(node):
                self.of_type.setdefault(name, []).append(node)

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {n["@id"]: n for n in reversed(self.nodes) if isinstance(n.get("@id"), str) and len(n) > 1}

    def resolved(self, value: Any) -> Any:
        """The object itself, where only its @id is given."""
        if isinstance(value, dict) and value.keys() <= _GIVEN:
            return self._by_id.get(value.get("@id", ""), value)
        return value

    def like(self, name: re.Pattern[str]) -> list[Node]:
        """Nodes of all types that a pattern is found in, in document order."""
        wanted = [nodes for kind, nodes in self.of_type.items() if _fits(kind, name)]
        if len(wanted) == 1:
            return wanted[0]
        inside = {id(node) for nodes in wanted for node in nodes}
        return [node for node in self.nodes if id(node) in inside] if inside else []

    @cached_property
    def article(self) -> Node:
        """The node of the page's article: the first that has a headline; {} where there is none."""
        found = self.like(_ARTICLES)
        return next((n for n in found if n.get("headline")), found[0] if found else {})


@lru_cache(maxsize=1000)
def _fits(kind: str, name: re.Pattern[str]) -> bool:
    return name.search(kind) is not None


def read_graph(scripts: Iterable[Any]) -> Graph:
    """The graph of a page's JSON-LD scripts. Broken ones are passed over, after a try to mend them."""
    found: list[Node] = []
    for script in scripts:
        tag = script.raw
        if (b"ld+json" in tag or b"&" in tag) and attributes_of.values(tag, _TYPE)[0].startswith(_LD):
            found += _nodes(_loaded(script))
    return Graph(found)


def _loaded(script: Any) -> Any:
    """What a script states, from its bytes as they are: all but a few hold JSON and nothing else."""
    stated = script.source()
    if len(stated) <= MOST_JSON:
        try:
            return decode(stated)
        except (ValueError, RecursionError):
            pass
    return _unwrapped(stated.decode())


def _unwrapped(text: str) -> Any:
    """What a text states that may stand in a comment or be too much, or broken."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    if not text or len(text) > MOST_JSON:
        return None
    try:
        return decode(text)
    except (ValueError, RecursionError):
        return _mended(text)


def _mended(text: str) -> Any:
    """By Python's json, which reads more (line breaks in texts, NaN, lone surrogates); None where it fails, too."""
    from json import loads

    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text.rstrip("; \n"))):
        try:
            return loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> list[Node]:
    found, waiting = [], [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if "@type" in item or "headline" in item:
                found.append(item)
            waiting += [value for value in reversed(item.values()) if isinstance(value, (dict, list))]
        elif isinstance(item, list):
            waiting += [value for value in reversed(item) if isinstance(value, (dict, list))]
    return found


def types(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Its types, without their namespace."""
    value = node.get("@type")
    if isinstance(value, str):
        return (value.rpartition("/")[2],) if "/" in value else (value,)
    return tuple([t.rpartition("/")[2] for t in value if isinstance(t, str)]) if isinstance(value, list) else ()


def text(value: Any) -> str:
    """A property as plain text, white space folded; "" where it is none. Of several, the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str | int | float):
        return ""
    plain = references.resolved(str(value)).replace("\u00ad", "")
    return " ".join((_TAG.sub(" ", plain) if "<" in plain else plain).split())


def texts(value: Any) -> list[str]:
    """All of a property's values as plain texts; a text with commas is a list of them."""
    if isinstance(value, str):
        value = value.split(",")
    several = value if isinstance(value, list) else [value]
    return [t for t in map(text, several) if t]


def article_body(graph: Graph) -> str:
    """The longest articleBody, its lines kept; "" where there is none."""
    found = [n["articleBody"] for n in graph.nodes if isinstance(n.get("articleBody"), str)]
    longest = references.resolved(max(found, key=len, default=""))
    return _TAG.sub(" ", longest) if "<" in longest else longest
