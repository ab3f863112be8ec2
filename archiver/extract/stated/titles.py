"""The headline: several places of a page state it, some with the site's or the section's name behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import zip_longest

from archiver.common.expressions import expression
from archiver.extract.stated import jsonld
from archiver.extract.stated.head import Head
from archiver.extract.stated.names import is_host
from archiver.records import Block, Kind

_SEPARATOR = expression(r"\s+[|–—\-·»›«ㅣ*:•/]+\s+|\s*[|ㅣ]\s*|\s+(?:– )?-(?=\S)|(?<=\S)[-–—：](?=[^\s\d]+$)")
_SEPARATING = frozenset("|–—-·»›«ㅣ*:•/：")
"""One of these is in all that _SEPARATOR finds."""
_BEHIND_NAME = "|–—-·»›«ㅣ*:•/：  "
"""What stands between a site's name and the headline behind it."""
_CUT_SHORT = expression(r"\s*(?:…|\.{3,})$")
_FIRST, _NAMING = 60, 10
"""Blocks of a page among which one may say its title; letters from which on one does not by chance."""
LONGEST = 500
SHORT = 100
"""Characters from which on a headline that another place continues was cut (schema.org's consumers ask for at
most 110)."""


def find_title(head: Head, blocks: Sequence[Block], names: Set[str], sections: Set[str]) -> tuple[str, str] | None:
    """The headline and where it was found: the structured one, else what is meant for sharing, else what is seen.

    Where they differ, newsrooms mean now the one and now the other (docs/decisions/metadata.md).
    names: of site and publisher, sections: that it stands in, folded; both are cut off at a title's end, and
    what names the site alone is no headline.
    """
    stated = [
        ("JSON-LD headline", jsonld.text(head.graph.article.get("headline"))),
        ("og:title", head.meta("og:title", "twitter:title", "dc.title", "headline")),
        *(("h1", heading) for heading in _headings(head, blocks)),
        ("title", head.title.replace("\u00ad", "")),
    ]
    wholes = [value for _, value in (*stated, ("headline", head.meta("headline"))) if value]
    site = names | set(_shared_tails(wholes))
    cut = [(origin, _bare(origin, value, site | sections, wholes)) for origin, value in stated if value]
    found = [(origin, value) for origin, value in cut if value and fold(value) not in site]
    if not found:
        return None
    origin, value = found[0]
    if origin == "title":
        value = _as_seen(value, blocks)
    return _continued(value, [other for _, other in found])[:LONGEST], origin


def _bare(origin: str, title: str, site: Set[str], wholes: Sequence[str]) -> str:
    """A title without site and section behind it, or the site before it. A structured headline is not made for a
    browser's tab: what is behind it belongs to it, unless it names the site, and so does what is before it."""
    if origin == "JSON-LD headline":
        return without_site(title, site, ())
    bare = without_site(title, site, wholes)
    name = next((name for name in heads_of(bare) if fold(name) in site), "")
    return bare[len(name) :].lstrip(_BEHIND_NAME) if name else bare


def without_site(title: str, names: Set[str], others: Sequence[str]) -> str:
    """A title without site and section behind it: cut where the rest names the site, where what is before is what
    another place gives as the whole title, or before a host ("... | courier.com | Politics")."""
    whole = {fold(other) for other in others} - {fold(title)}
    places = _separators(title)
    for start, _ in places:
        if fold(title[:start]) in whole:
            return title[:start].strip()
    for (start, end), after in zip_longest(places, places[1:]):
        if _is_site(title[end : after[0] if after else None].strip()):
            return title[:start].strip()
    for start, end in reversed(places):
        if fold(title[end:]) not in names:
            break
        title = title[:start]
    return title.strip()


def tail_of(title: str) -> str:
    """What stands behind a title's last separator; "" where it has none."""
    places = _separators(title)
    return title[places[-1][1] :].strip() if places else ""


def heads_of(title: str) -> list[str]:
    """What stands before a title's first separator, and before its first colon where that is more than one word: one
    may say what a piece is ("Video: ...")."""
    places, (before, colon, _) = _separators(title), title.partition(": ")
    heads = [title[: places[0][0]].strip()] if places else []
    return [*heads, before.strip()] if colon and " " in before.strip() else heads


def _as_seen(title: str, blocks: Sequence[Block]) -> str:
    """Of a title that is stated nowhere else, what a heading or a line of its own says too: behind it is the site."""
    begins = {fold(title[:start]): start for start, _ in _separators(title)}
    for block in blocks[:_FIRST] if begins else ():
        if block.kind is Kind.HEADING or not block.link_density:
            said = fold(block.text)
            if len(said) >= _NAMING and said in begins:
                return title[: begins[said]].strip()
    return title


def _is_site(text: str) -> bool:
    """Whether it is the host of a site: courier.com, www.courier.com."""
    return is_host(text) and (text.count(".") == 1 or (text.count(".") == 2 and text[:4].lower() == "www."))


@lru_cache(maxsize=1024)
def _separators(title: str) -> tuple[tuple[int, int], ...]:
    """Where a title can be cut: each separator's start and end. Remembered, as `fold` is."""
    return () if _SEPARATING.isdisjoint(title) else tuple(place.span() for place in _SEPARATOR.finditer(title))


def _headings(head: Head, blocks: Sequence[Block]) -> list[str]:
    """What stands in h1, first what the page's title holds too. One that is all link, and that the title does not
    hold, is the site's logo; one that is but a word of the title (a topic, a section) is passed over."""
    whole = fold(head.title)
    found: tuple[list[str], list[str]] = ([], [])
    for block in blocks:
        if block.level == 1 and block.kind is Kind.HEADING:
            own = fold(block.text)
            held = bool(own) and own in whole
            if (held or (block.link_density or 0) < 1) and not (held and len(own) * 4 < len(whole)):
                found[not held].append(block.text)
    return found[0] + found[1]


def _shared_tails(titles: Sequence[str]) -> Iterator[str]:
    """What stands behind two quite different titles of one page can only be the site's name ("| CBC News")."""
    heads: dict[str, str] = {}
    for title in titles:
        for start, end in _separators(title):
            tail, before = fold(title[end:]), title[:start]
            if tail and _unlike(heads.setdefault(tail, before), before):
                yield tail


def _unlike(one: str, other: str) -> bool:
    """Whether two titles share less than a third of their words."""
    a, b = (set(t.casefold().split()) for t in (one, other))
    return 3 * len(a & b) < min(len(a), len(b))


def _continued(title: str, others: Sequence[str]) -> str:
    """The title, or what another place gives in full where this one was cut short."""
    begin = _CUT_SHORT.sub("", title)
    if begin == title and len(title) < SHORT:
        return title
    longer = [o for o in others if len(o) > len(title) and o.startswith(begin) and not _CUT_SHORT.search(o)]
    return min(longer, key=len, default=title)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Letters and digits only, in lower case: "ZEIT ONLINE" and "Zeit-Online" are one. Remembered, since a page
    says its title and its site's name many times."""
    if text.isascii():
        return text.translate(_ASCII_FOLD)
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


_ASCII_FOLD = {n: chr(n).lower() if chr(n).isalnum() else None for n in range(128)}
