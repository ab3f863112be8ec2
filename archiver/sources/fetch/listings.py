"""What a listing (robots.txt, sitemap, WordPress API page, feed page) says is to be asked for next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from archiver.errors import FetchError
from archiver.moments import Moment
from archiver.sources.fetch.addresses import checked, joined, masked, said_against
from archiver.sources.fetch.asked import Asked, Kind

MAX_PAGES = 10_000  # of one site's API or feed: a server that always has another page
DEEPEST = 3  # sitemaps named by sitemaps: the standard has 1, sites 2; a server may have always another one


@dataclass(frozen=True, slots=True)
class Page:
    """The answer of a listing.

    url: as asked for. since: ISO date; older entries are passed over. header: of the answer, by its name.
    started: when the run began, seconds since the epoch. depth: of a sitemap, how many lie above it.
    """

    url: str
    kind: Kind
    since: str | None
    body: bytes
    header: Callable[[str], str | None]
    started: float
    allow_private: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """asked: what comes next. refused: (address, why) of entries that may not be fetched.
    only_addresses: the answer itself holds nothing to store. error: why it could not be read."""

    asked: tuple[Asked, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    only_addresses: bool = False
    error: str | None = None


def read(page: Page) -> Listing | None:
    """What the answer asks for; None for pages and feeds, which are no listings."""
    match page.kind:
        case "robots":
            return _robots(page)
        case "sitemap":
            return _sitemap(page)
        case "wordpress":
            return _wordpress(page)
        case "feed-page":
            return _feed_page(page)
        case _:
            return None


def instead(url: str, kind: Kind, since: str | None, started: float) -> Asked | None:
    """What is asked for where a listing could not be had: the feed of a WordPress site whose API is
    closed, /sitemap.xml of a site without robots.txt; None where there is nothing else. started: as in Page."""
    from archiver.sources.feeds import wordpress

    if kind == "wordpress" and wordpress.page_number(url) == 1:
        return Asked(wordpress.feed_address(wordpress.site_of(url)), "feed-page", since, changed=started)
    if kind == "robots":
        return Asked(urljoin(url, "/sitemap.xml"), "sitemap", since, changed=started)
    return None


def is_past_the_end(url: str, kind: Kind, status: int) -> bool:
    """Whether this is how a site says that there are no more pages: 404 and 400 after the first one."""
    from archiver.sources.feeds import wordpress

    key = {"wordpress": "page", "feed-page": "paged"}.get(kind)
    return key is not None and status in (400, 404) and wordpress.page_number(url, key=key) > 1


def _robots(page: Page) -> Listing:
    from protego import Protego

    named = list(Protego.parse(page.body.decode("utf-8", "replace")).sitemaps)
    if not named:
        return Listing((_listing(page, urljoin(page.url, "/sitemap.xml"), "sitemap"),), only_addresses=True)
    return _checked(page, (_listing(page, joined(page.url, one), "sitemap") for one in named))


def _listing(page: Page, url: str, kind: Kind) -> Asked:
    """Another listing that this one leads to: asked for once in each run, for it may name what is new."""
    return Asked(url, kind, page.since, changed=page.started, via=page.url)


def _sitemap(page: Page) -> Listing:
    from archiver.sources.feeds import sitemaps
    from archiver.sources.feeds.stated import to_hint

    try:
        listed = sitemaps.parse(page.body, page.url)
    except sitemaps.NotASitemap as error:
        return Listing(error=str(error))
    deeper = [one.url for one in listed if one.is_sitemap and page.depth >= DEEPEST]
    if deeper:
        another = f"a sitemap {page.depth} deep in others names yet another one, {masked(deeper[0])}"
        return Listing(error=f"{another}; not read on")
    fresh = (one for one in listed if _is_fresh(one.changed, page.since))
    return _checked(
        page,
        (
            Asked(
                one.url,
                "sitemap" if one.is_sitemap else "page",
                page.since,
                to_hint(one.stated) if one.stated.evidence else None,
                _changed(one.changed, page.started) if one.changed else page.started if one.is_sitemap else None,
            )
            for one in fresh
        ),
    )


_SECONDS = {"year": 366 * 86400, "month": 31 * 86400, "day": 86400, "minute": 60}
_ZONES = 12 * 3600  # by which a day may end later than in UTC, where no zone is stated


def _changed(stated: Moment, started: float) -> float:
    """When the time that a listing states is over: what is known by its day may have changed later that day, after it
    was asked for. Not after this run began: in one run nothing is asked for twice."""
    exact = _SECONDS.get(stated.precision, 0)
    zones = _ZONES if exact > 60 and stated.offset is None else 0
    return min(stated.at.timestamp() + exact + zones, started)


def _is_fresh(changed: Moment | None, since: str | None) -> bool:
    return not (changed and since) or changed.at.strftime("%Y-%m-%d") >= since


def _checked(page: Page, asked: Iterable[Asked]) -> Listing:
    from dataclasses import replace

    good, refused = [], []
    for one in asked:
        try:
            good.append(replace(one, via=page.url, url=checked(one.url, allow_private=page.allow_private)))
        except FetchError as error:
            refused.append((masked(one.url), said_against(one.url, error)))
    return Listing(tuple(good), tuple(refused), only_addresses=True)


def _wordpress(page: Page) -> Listing:
    from archiver.sources.feeds import wordpress

    try:
        posts = wordpress.parse(page.body)
    except wordpress.NotWordPress as error:
        return Listing(error=str(error))
    number, total = wordpress.page_number(page.url), page.header("x-wp-totalpages") or ""
    more = number < min(int(total), MAX_PAGES) if total.isdigit() else len(posts) == wordpress.PER_PAGE
    return Listing((_listing(page, wordpress.next_page(page.url), "wordpress"),) if more else ())


def _feed_page(page: Page) -> Listing:
    from archiver.sources.feeds import entries, wordpress

    try:
        feed = entries.parse(page.body, page.url)
    except entries.NotAFeed as error:
        return Listing(error=str(error))
    fresh = [e for e in feed.entries if _is_fresh(e.published, page.since)]
    more = fresh and wordpress.page_number(page.url, key="paged") < MAX_PAGES
    return Listing((_listing(page, wordpress.next_page(page.url, key="paged"), "feed-page"),) if more else ())
