"""One page looked at with what an archive knows; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from archiver.errors import NoArchive
from archiver.pipeline import Cleaned, Failed, clean, concluded, place
from archiver.records import Capture, JudgedDocument

if TYPE_CHECKING:
    from archiver.boilerplate import SiteStatistics
    from archiver.lake import Lake


def pins_of(lake: Lake) -> Any:
    """What a person has pinned as content or furniture (archiver.toml)."""
    from archiver.settings import load_pins

    return load_pins(lake.path)


def cleaned_with_archive(capture: Capture, archive: Path | str) -> Cleaned:
    """One page judged with what an archive knows of its site; alone where there is no archive.

    Raises InputError where the page cannot be read, ArchiveError where the archive cannot.
    """
    from archiver.lake import Lake
    from archiver.learning import facts_for

    page = place(capture)
    if isinstance(page, Failed):
        raise page.error
    try:
        lake = Lake.open(archive)
    except NoArchive:
        alone = clean(capture)
        assert isinstance(alone, Cleaned)
        return alone
    from archiver.boilerplate import judge

    with lake.reading() as reader:
        facts = facts_for(page.document, page.site, reader)
    judged = judge(page.document, facts, pins=pins_of(lake).of(page.site))
    return Cleaned(concluded(judged, facts), page.source)


def explained(lake: Lake, row: dict[str, Any]) -> JudgedDocument:
    """The judged document of a stored row, its evidence with the exact counts of today.

    (A record itself holds coarse counts, which do not change with every page that comes.)
    """
    from archiver.boilerplate import explain
    from archiver.lake.rows.row import judged_of

    judged = judged_of(row)
    told = explain(judged, known_of(lake, row["site"], {b.fingerprint for b in judged.blocks}))
    blocks = (
        replace(block, verdict=replace(block.verdict, evidence=now.evidence))
        for block, now in zip(judged.blocks, told, strict=True)
    )
    return replace(judged, blocks=tuple(blocks))


def known_of(lake: Lake, site: str | None, keys: set[int]) -> SiteStatistics:
    """What is known of a site today: the counts of these keys."""
    from archiver.boilerplate import SiteStatistics

    with lake.reading() as reader:
        statistics = SiteStatistics(pages=reader.site_pages(site))
        statistics.load(reader.statistics(site, keys))
    return statistics
