"""What an archive has learned of its sites, for people: each one's furniture, since when, from how many pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from archiver.records import JudgedBlock

if TYPE_CHECKING:
    from archiver.boilerplate import SiteStatistics
    from archiver.lake import Lake

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a site's furniture. text: with "…" for what varies from page to page. pages: from which it was
    removed. of: pages that have it, kept or removed. since, until: first and last fetch or publication among them; None
    where nobody knows. stored: when the first came in. rule, score (bits): of the page where it was clearest."""

    text: str
    pages: int
    of: int
    since: datetime | None
    until: datetime | None
    stored: datetime | None
    rule: str
    evidence: str
    score: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What the archive knows of a site. furniture: most frequent first."""

    site: str
    pages: int
    furniture: tuple[Piece, ...]


def sites(lake: Lake) -> list[Row]:
    """The sites of an archive: {site, pages}, most pages first."""
    pages: dict[str, int] = {}
    for row in lake.scan(["site", "is_current"]):
        if row["is_current"] and row["site"]:
            pages[row["site"]] = pages.get(row["site"], 0) + 1
    return [{"site": s, "pages": n} for s, n in sorted(pages.items(), key=lambda item: (-item[1], item[0]))]


FIELDS = ("blocks", "fetched_at", "published", "ingested_at")
"""Fields of a record that tell of its site's furniture."""


def learned_of(lake: Lake, site: str) -> Learned:
    """What was removed from more than one of a site's current pages, its evidence counted over all of them."""
    from archiver.ingesting import known_of

    rows = list(lake.scan(FIELDS, {"site": [site], "is_current": [True]}))
    return Learned(site, len(rows), furniture_of(rows, partial(known_of, lake, site)))


def furniture_of(rows: Sequence[Row], known: Callable[[set[int]], SiteStatistics] | None = None) -> tuple[Piece, ...]:
    """What was removed from more than one of these pages of a site, most frequent first: the same block, or blocks that
    begin or end alike, or stand alike round another line of their page.

    rows: their records' FIELDS. known: gives the site's counts of some keys; without it, the evidence is what a page
    says on which the piece was clearest.
    """
    found = [group for group in _groups(map(_removed, rows)) if len(group.blocks) > 1]
    counted = known({group.key for group in found}) if known else None
    pieces = [_piece(group, rows, counted) for group in found]
    return tuple(sorted(pieces, key=lambda p: (-p.pages, p.text)))


@dataclass(frozen=True, slots=True)
class _Removed:
    """A block that was removed. shared: what other pages may have of it, by the keys of that; "" is all of it."""

    block: JudgedBlock
    shared: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """Blocks that have a key in common, by the numbers of their pages. text: what they share; "" where it is all."""

    key: int
    text: str
    blocks: dict[int, JudgedBlock]


def _removed(row: Row) -> list[_Removed]:
    from archiver.boilerplate.site.varying import shared_parts
    from archiver.lake.rows.row import judged_blocks_of

    blocks = judged_blocks_of(row)
    return [
        _Removed(block, {block.fingerprint: "", **dict(shared)})
        for block, shared in zip(blocks, shared_parts(blocks), strict=True)
        if not block.verdict.kept
    ]


def _groups(pages: Iterable[Sequence[_Removed]]) -> Iterable[_Group]:
    """Blocks together that share what most pages have: all of a block rather than a part of it."""
    pages = list(pages)
    common = Counter(key for page in pages for key in {key for removed in page for key in removed.shared})
    groups: dict[int, _Group] = {}
    for number, page in enumerate(pages):
        for removed in page:
            key = max(removed.shared, key=common.__getitem__)
            groups.setdefault(key, _Group(key, removed.shared[key], {})).blocks[number] = removed.block
    return groups.values()


def _piece(group: _Group, rows: Sequence[Row], counted: SiteStatistics | None) -> Piece:
    from archiver.boilerplate.verdict.explaining import exact

    seen = [rows[number] for number in group.blocks]
    times = [t for row in seen if (t := row["published"] or row["fetched_at"])]
    one = max(group.blocks.values(), key=lambda block: (block.verdict.score, block.block.text))
    since, until = min(times, default=None), max(times, default=None)
    counts = counted.counts.get(group.key) if counted else None
    evidence = exact(counts, counted.pages) if counts and counted else one.verdict.evidence
    of = max(len(seen), counts.pages if counts else 0)
    stored = min((row["ingested_at"] for row in seen), default=None)
    rule, score = one.verdict.rule, one.verdict.score
    return Piece(group.text or one.block.text, len(seen), of, since, until, stored, rule, evidence, score)
