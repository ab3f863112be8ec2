"""What a page's tab title calls the site, where the page shows that it is the site's name and not the section's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from archiver.extract.addresses import parts_of
from archiver.extract.markup import attributes as attributes_of
from archiver.extract.page.pieces import Piece, Walked
from archiver.extract.stated.titles import fold, heads_of, tail_of

LONGEST, SHORTEST = 60, 3
"""Characters of such a name; letters and digits of one."""

_ENDS = 80
"""Pieces at either end of a page among which the links to its front page stand."""
_LONGEST_TAG = 4000
"""Bytes of a link's tag beyond which it is not asked."""


def named_in_title(title: str, walked: Walked, host: str, sections: Set[str]) -> tuple[str, str] | None:
    """The site's name, as the last or the first part of `<title>`, and how the page shows that it is one.

    It is the text of a link to the front page, what the logo shows in its place, or the host's own name; None where
    nothing shows it. host: without "www."; sections: names of the page's sections, folded, which are none.
    """
    parts = [part for part in _outer_parts(title) if fold(part) not in sections]
    if not parts:
        return None
    labels = {fold(label) for label in host.split(".")[:-1]}
    for part in parts:
        if fold(part) in labels or (fold(part).startswith("the") and fold(part)[3:] in labels):
            return part, "title, as the host"
    linked = set(_texts_of_front_links(walked, host))
    for part in parts:
        if fold(part) in linked:
            return part, "title, as the link to the front page"
    for part in parts:
        if f' alt="{part}"'.encode() in walked.page:
            return part, "title, as the logo"
    return None


def _outer_parts(title: str) -> list[str]:
    """What may be the site's name in a title: what stands behind its last separator, and before its first one."""
    parts = (tail_of(title), *heads_of(title))
    return [part for part in parts if len(part) <= LONGEST and len(fold(part)) >= SHORTEST]


def _texts_of_front_links(walked: Walked, host: str) -> Iterator[str]:
    """The texts, folded, of pieces that are a link to the site's front page."""
    pieces: Sequence[Piece] = walked.pieces
    ends = pieces if len(pieces) <= 2 * _ENDS else [*pieces[:_ENDS], *pieces[-_ENDS:]]
    for piece in ends:
        whole = len(piece.text) <= LONGEST and 0 < piece.linked >= len(piece.text)
        if whole and _leads_to_front(walked.page, piece.link_at, host):
            yield fold(piece.text)


def _leads_to_front(page: bytes, at: int, host: str) -> bool:
    """Whether the link whose tag begins there leads to a front page: this host's, or the one beside the page."""
    end = page.find(b">", at, at + _LONGEST_TAG) if at >= 0 else -1
    if end < 0:
        return False
    target, rel = attributes_of.values(page[at:end], (b"href", b"rel"))
    if "home" in rel.lower().split():
        return True
    parts = parts_of(target.strip())
    if parts.query or not target:
        return False
    if parts.hostname and host and parts.hostname.removeprefix("www.") != host:
        return False
    path = parts.path.strip("./").lower()
    return (path == "" and (bool(parts.path) or bool(parts.hostname))) or path in _FRONTS


_FRONTS = frozenset(("index.html", "index.htm", "index.php", "home", "index"))
