"""What a page says of itself: title, authors, dates, address, publisher, each with its evidence.

JSON-LD, OpenGraph, other meta elements, microdata and visible lines are read once (head.py, jsonld.py) and
weighed against each other: one that stands alone against several is not believed.

    head          meta elements, links, the title, JSON-LD
    jsonld        schema.org in a page's scripts, and the node that is its article
    titles        the headline
    site_names    the publisher, where only the tab's title and the links to the front page name it
    dates         when it was published and changed; scripts: where only a script says it
    authors       who wrote it: of what is stated, and of bylines, what a reader sees
    credit_lines  credit lines in their plainest form
    names         single names out of one text; round_names: what stands round them there
    page_types    whether it is an article at all
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from archiver.extract.addresses import host_of, parts_of
from archiver.extract.blocks import may_begin_with
from archiver.extract.markup.whitespace import composed
from archiver.extract.page.pieces import Walked
from archiver.extract.page.tree import Tree
from archiver.extract.stated import jsonld
from archiver.extract.stated.authors import find_authors
from archiver.extract.stated.dates import find_modified, find_published
from archiver.extract.stated.head import Head
from archiver.extract.stated.site_names import named_in_title
from archiver.extract.stated.titles import find_title, fold
from archiver.records import Block, Evidence, Metadata

MOST_KEYWORDS = 40
LONGEST_SECTION = 60
"""Characters of a section's name: longer ones are headlines."""
_OWNERS = re.compile("^(?:WebSite|NewsMediaOrganization)$")


def metadata(
    head: Head, tree: Tree, walked: Walked, blocks: Sequence[Block], url: str | None, now: datetime | None
) -> Metadata:
    """What the page states of itself; a field that it says nothing about is None or empty.

    url: the address it was fetched from; now: when. Never raises for what a page holds.
    """
    sections, host = _sections(head), host_of(url)
    source = _source(head) or named_in_title(head.title, walked, host, sections)
    names = site_names(head, host)
    if source and source[0]:
        names |= {fold(source[0])}
    title = find_title(head, blocks, names, sections)
    at = _title_at(title[0] if title else "", blocks)
    found: dict[str, tuple[Any, str] | None] = {
        "url": _address(head, url),
        "title": title,
        "authors": find_authors(head, tree, blocks, at, title[0] if title else "", names),
        "published": find_published(head, tree, blocks, at, title[0] if title else "", url, now),
        "modified": find_modified(head, blocks, at, now),
        "description": _said(head, "description", "og:description", "description", "twitter:description"),
        "section": _section(head, title[0] if title else "", names),
        "keywords": _keywords(head),
        "source": source,
        "language": _language(head),
    }
    known = {name: (_composed(pair[0]), pair[1]) for name, pair in found.items() if pair is not None and pair[0]}
    evidence = tuple(Evidence(name, origin) for name, (_, origin) in known.items())
    return Metadata(**{name: value for name, (value, _) in known.items()}, evidence=evidence)


def _composed(value: Any) -> Any:
    """What was found, in NFC."""
    if isinstance(value, tuple):
        return value if all(map(str.isascii, value)) else tuple([composed(one) for one in value])
    return composed(value) if isinstance(value, str) else value


def _title_at(title: str, blocks: Sequence[Block]) -> int:
    """Number of the headline's block: of those that say it the first h1, else the first; 0 where none does."""
    wanted = fold(title)
    if not wanted:
        return 0
    shortest, longest, first = len(wanted) // 2, 2 * len(title) + 20, wanted[0]
    likely = may_begin_with(blocks, shortest, longest, first)
    headings = (i for i in likely if blocks[i].level == 1 and fold(blocks[i].text) == wanted)
    others = (i for i in likely if fold(blocks[i].text) == wanted)
    return next(headings, None) or next(others, 0)


def _said(head: Head, what: str, *names: str) -> tuple[str, str] | None:
    if value := head.meta(*names):
        return value, next(f"meta {n}" for n in names if head.metas.named(n))
    value = jsonld.text(head.graph.article.get(what))
    return (value, f"JSON-LD {what}") if value else None


def _address(head: Head, url: str | None) -> tuple[str, str] | None:
    """The canonical address, where it is one of the same site and not just the site's front page."""
    for origin, value in (("link canonical", head.canonical), ("og:url", head.meta("og:url"))):
        if not value:
            continue
        try:
            parts = urlsplit(urljoin(url or "", value.strip()))
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        if url and (not _same_site(parts.hostname, host_of(url)) or _is_front(parts.path, url)):
            continue
        return parts.geturl(), origin
    return None


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts share their last two labels, or as many as the shorter has."""
    a, b = one.removeprefix("www.").split("."), other.split(".")
    count = max(2, min(len(a), len(b)) - 1)
    return a[-count:] == b[-count:]


def _is_front(path: str, url: str) -> bool:
    return path in ("", "/") and parts_of(url).path not in ("", "/")


def _source(head: Head) -> tuple[str, str] | None:
    """The publisher's name; an address or an account is none."""
    value = head.meta("og:site_name")
    if value and "://" not in value and not value.startswith("@"):
        return value, "og:site_name"
    publisher = head.graph.resolved(head.graph.article.get("publisher"))
    if value := jsonld.text(publisher):
        return value, "JSON-LD publisher"
    value = head.meta("application-name", "publisher", "dc.publisher", "dcterms.publisher")
    return (value, "meta publisher") if value and "://" not in value else None


def site_names(head: Head, host: str) -> frozenset[str]:
    """All names that the page gives its site and publisher, folded."""
    graph = head.graph
    owners = graph.like(_OWNERS)
    publishers = [graph.resolved(n["publisher"]) for n in graph.nodes if "publisher" in n]
    stated = [jsonld.text(n.get(key)) for n in owners for key in ("name", "alternateName")]
    stated += [jsonld.text(p) for p in publishers]
    stated += head.all("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher")
    label = max(host.split(".")[:-1], key=len, default="")
    return frozenset(filter(None, map(fold, [*stated, host, label])))


def _sections(head: Head) -> frozenset[str]:
    """Names of the sections that the page says it stands in, folded."""
    names = (name for name in head.metas.names() if "section" in name or "category" in name)
    stated = head.all(*names)
    crumbs = head.graph.of_type.get("ListItem", ())
    stated += [jsonld.text(n.get("name") or n.get("item")) for n in crumbs]
    stated += jsonld.texts(head.graph.article.get("articleSection"))
    return frozenset(filter(None, map(fold, stated)))


def _section(head: Head, title: str, names: Set[str]) -> tuple[str, str] | None:
    """The section as the page names it, else the first of its breadcrumbs that is neither the site nor the article."""
    for origin, value in (
        ("meta article:section", head.meta("article:section", "section", "parsely-section")),
        ("JSON-LD articleSection", jsonld.text(head.graph.article.get("articleSection"))),
        ("JSON-LD breadcrumbs", _breadcrumb(head, {fold(title), *names})),
    ):
        if (
            value
            and value.casefold() not in _NO_SECTION
            and len(value) <= LONGEST_SECTION
            and fold(value) != fold(title)
        ):
            return value, origin
    return None


_NO_SECTION = frozenset(
    ("uncategorized", "all", "none", "null", "default", "home", "homepage", "startseite", "accueil")
)
"""What content systems give where nobody chose a section, and names of the front page."""


def _breadcrumb(head: Head, known: Set[str]) -> str:
    """The outermost breadcrumb (schema.org BreadcrumbList) below the front page; "" where there is none."""
    for trail in head.graph.of_type.get("BreadcrumbList", ()):
        items = trail.get("itemListElement")
        crumbs = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        below = [name for item in crumbs if (name := _crumb_name(item)) and not _leads_to_front(item)]
        found = [name for name in below if fold(name) not in known and name.casefold() not in _NO_SECTION]
        if len(crumbs) > 1 and found:
            return found[0]
    return ""


def _crumb_name(item: jsonld.Node) -> str:
    return jsonld.text(item.get("name")) or jsonld.text(item.get("item"))


def _leads_to_front(item: jsonld.Node) -> bool:
    target = item.get("item")
    address = target.get("@id") or target.get("url") if isinstance(target, dict) else target
    return isinstance(address, str) and "://" in address and address.partition("://")[2].rstrip("/").count("/") == 0


def _keywords(head: Head) -> tuple[tuple[str, ...], str] | None:
    for origin, values in (
        ("meta article:tag", head.all("article:tag")),
        ("JSON-LD keywords", jsonld.texts(head.graph.article.get("keywords"))),
        ("meta keywords", head.all("news_keywords") or head.all("keywords")),
    ):
        words = [w for value in values for w in jsonld.texts(value)]
        if words:
            return tuple(dict.fromkeys(words))[:MOST_KEYWORDS], origin
    return None


def _language(head: Head) -> tuple[str, str] | None:
    for origin, value in (
        ("html lang", head.language),
        ("og:locale", head.meta("og:locale")),
        ("JSON-LD inLanguage", jsonld.text(head.graph.article.get("inLanguage"))),
        ("meta language", head.meta("content-language", "language", "dc.language")),
    ):
        code = value.strip().replace("_", "-").split(",")[0]
        if 2 <= len(code) <= 20 and code.replace("-", "").isalnum():
            return code, origin
    return None
