"""What a person decides about a site's blocks: pinned, listed and taken back, and applied at once to what is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.errors import ArchiveError

if TYPE_CHECKING:
    from archiver.lake import Lake
    from archiver.lake.reading import Reader

AHEAD = "(--ahead pins it for pages that are still to come)"


@dataclass(frozen=True, slots=True)
class Pin:
    """A decision. kind: "content" or "furniture". pages: articles of the site that have the block, kept or removed."""

    site: str
    text: str
    kind: str
    pages: int


def pins(lake: Lake, site: str | None = None) -> list[Pin]:
    """The pins of the archive, or of a site, as archiver.toml has them."""
    from archiver.settings import load_pins

    by_site = load_pins(lake.path).by_site
    with lake.reading() as reader:
        return [
            Pin(name, text, kind, _pages(reader, name, text))
            for name, kinds in by_site.items()
            if site in (None, name)
            for kind, texts in zip(("content", "furniture"), kinds, strict=True)
            for text in texts
        ]


def to_pin(lake: Lake, site: str, text: str, kind: str, *, ahead: bool = False) -> Pin:
    """A pin that can be made. ahead: also where no page has the block; else raises ArchiveError, with what is near."""
    from archiver.settings import load_pins

    load_pins(lake.path)  # settings that cannot be read are told first
    with lake.reading() as reader:
        pages = _pages(reader, site, text)
    if not pages and not ahead:
        raise ArchiveError(f"{_near(lake, site, text)} {AHEAD}")
    return Pin(site, text, kind, pages)


def to_unpin(lake: Lake, site: str, text: str) -> Pin:
    """The pin of a block, whose numbers may be written otherwise. Raises ArchiveError where there is none."""
    from archiver.boilerplate import pin_key

    own = pin_key(text)
    for one in pins(lake, site):
        if pin_key(one.text) == own:
            return one
    raise ArchiveError(f"{site!r} has no pin {text!r}; `archiver pin` lists those that there are")


def pin(lake: Lake, one: Pin) -> int:
    """Note a pin, and clean the site's pages again; gives how many changed."""
    from archiver.settings import pin as write

    write(lake.path, one.site, one.text, one.kind)
    return _applied(lake, one.site)


def unpin(lake: Lake, one: Pin) -> int:
    """Take a pin back, and clean the site's pages again; gives how many changed."""
    from archiver.settings import unpin as remove

    remove(lake.path, one.site, one.text)
    return _applied(lake, one.site)


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Those of the known names that somebody who wrote `name` may have meant, nearest first: "zan voices" for
    "zan-voices.com"."""
    plain = {"".join(filter(str.isalnum, one.casefold())): one for one in known}
    return [plain[one] for one in get_close_matches("".join(filter(str.isalnum, name.casefold())), plain, cutoff=0.6)]


def check_site(archive: Path | str, site: str) -> None:
    """Raises ArchiveError where no stored page is of this site; it says which sites are near."""
    from archiver.lake import Lake

    lake = Lake.open(archive)
    with lake.reading() as reader:
        there = reader.row_ids_of_site(site)
    if not there:
        raise ArchiveError(no_such_site(lake, site))


def no_such_site(lake: Lake, site: str) -> str:
    """That there is no such site, and which are near."""
    with lake.reading() as reader:
        known = [name for name in reader.sites() if name and reader.site_pages(name)]
    near = near_names(site, known)
    hint = f"; near: {', '.join(near)}" if near else "; `archiver site` lists those that there are"
    return f"no pages of a site {site!r} here{hint}"


def _pages(reader: Reader, site: str, text: str) -> int:
    from archiver.boilerplate import pin_key

    return len({article for article, _ in reader.places_with_keys(site, [pin_key(text)])})


def _applied(lake: Lake, site: str) -> int:
    from archiver.recleaning import reclean

    return reclean(lake.path, site=site, apply=True, keep=0).changed


def _near(lake: Lake, site: str, text: str) -> str:
    """Why no page has a block: no such site, or blocks that only have the text in them."""
    wanted, pages = text.casefold().strip(), 0
    holders: Counter[str] = Counter()
    for row in lake.scan(["blocks"], {"site": [site], "is_current": [True]}):
        pages += 1
        holders.update({b["text"] for b in row["blocks"] if wanted and wanted in b["text"].casefold()})
    if not pages:
        return no_such_site(lake, site)
    told = "".join(f'\n  "{one}" (pages: {n})' for one, n in holders.most_common(3))
    hint = f"; a pin is a whole block, such as{told}\n" if told else ""
    return f"no page of {site} has the block {text!r}{hint}"
