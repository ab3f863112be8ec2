"""Who wrote it: persons and newsrooms as the page states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import tee

from archiver.extract.page.tree import Tree
from archiver.extract.stated import jsonld
from archiver.extract.stated.bylines import (
    behind_body,
    beside_date,
    first_near,
    from_blocks,
    from_marked,
    from_named,
    round_headline,
)
from archiver.extract.stated.head import Head
from archiver.extract.stated.names import clean, is_host, is_newsroom, is_role, like_person, split
from archiver.extract.stated.round_names import is_label
from archiver.extract.stated.titles import fold
from archiver.records import Block

MOST = 12
_NAMED = re.compile(
    r"(?:.*[.:_-])?(?:author|authors|articleauthor|author[._-]?name|byl|byline|dc\.creator|dcterms\.creator)"
)
WEAK = "name beside a date"
"""Where a place may stand too: not asked against a newsroom that is stated."""
_FIRST = ("author", "article:author")


def find_authors(
    head: Head, tree: Tree, blocks: Sequence[Block], title_at: int, title: str, publishers: Set[str]
) -> tuple[tuple[str, ...], str] | None:
    """Names in the order of the page, and where they were found; None where the page names nobody.

    publishers: names of site and publisher, folded. A place that names only one of these, or only a newsroom
    or an agency, is asked last: another may name who wrote it.
    """
    office = None
    for origin, names in _sources(head, tree, blocks, title_at, title):
        found = _people(tuple(dict.fromkeys(filter(None, map(clean, names)))), publishers)
        if not found:
            continue
        people = not all(fold(n) in publishers or is_newsroom(n) for n in found)
        if people and (office is None or (any(map(like_person, found)) and origin != WEAK)):
            return found[:MOST], origin
        if office is None or (not people and _only(office[0], publishers) > _only(found, publishers)):
            office = found[:MOST], origin
    return office


def _only(names: Sequence[str], publishers: Set[str]) -> bool:
    return set(map(fold, names)) <= publishers


def _people(names: tuple[str, ...], publishers: Set[str]) -> tuple[str, ...]:
    """Of several names, those that say who: not the publisher, a host, an office held or a caption."""
    bare = tuple(dict.fromkeys(_without_publisher(name, publishers) for name in names))
    people = tuple(
        n for n in bare if len(n.split()) <= 5 and fold(n) not in publishers and not is_role(n) and not is_host(n)
    )
    return people or names


def _without_publisher(name: str, publishers: Set[str]) -> str:
    """A name without the publisher's behind it: "Kevin McCoy USA TODAY"."""
    words = name.split()
    for at in range(2, len(words)):
        if fold("".join(words[at:])) in publishers:
            return " ".join(words[:at])
    return name


def _sources(
    head: Head, tree: Tree, blocks: Sequence[Block], title_at: int, title: str
) -> Iterator[tuple[str, list[str]]]:
    yield "JSON-LD author", _from_graph(head)
    yield "meta author", _from_metas(head)
    if any(node.tag != "time" for node in head.marked):
        yield "author element", from_marked(tree.outline)
    places, again = tee(from_named(tree, title))
    yield "named element", first_near(places, round_headline(blocks, title_at))
    yield "byline", from_blocks(blocks, title_at)
    yield WEAK, beside_date(blocks, title_at)
    yield "named element", first_near(again, behind_body(blocks))


def _from_graph(head: Head) -> list[str]:
    graph = head.graph
    value = graph.article.get("author") or graph.article.get("creator")
    several = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in map(graph.resolved, several):
        if isinstance(one, dict):
            full = [jsonld.text(one.get(part)) for part in ("givenName", "familyName")]
            own = one.get("name")
            said = [jsonld.text(n) for n in own] if isinstance(own, list) else [jsonld.text(own)]
            names += [part for name in said for part in split(name)] if any(said) else [" ".join(filter(None, full))]
        elif isinstance(one, str):
            names += split(one)
    return names


def _from_metas(head: Head) -> list[str]:
    """Of the elements named for an author, the first that names somebody; else the labelled card's ("Written by")."""
    likely = (name for name in head.metas.names() if "auth" in name or "byl" in name or "creator" in name)
    others = (name for name in likely if _NAMED.fullmatch(name) and name not in _FIRST)
    for name in (*_FIRST, *others):
        if names := [part for value in head.all(name)[:4] for part in split(value)]:
            return names[:MOST]
    labels = ((head.meta(f"twitter:label{n}"), head.meta(f"twitter:data{n}")) for n in (1, 2))
    return next((split(value) for label, value in labels if value and is_label(label)), [])
