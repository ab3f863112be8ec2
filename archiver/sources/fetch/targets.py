"""What a person wants fetched becomes addresses in the frontier, and what came becomes captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import urljoin, urlsplit

from archiver.errors import FetchError, InputError
from archiver.records import Capture, Origin
from archiver.sources.fetch.addresses import checked, masked, said_against
from archiver.sources.fetch.asked import Asked
from archiver.sources.fetch.session import Session
from archiver.sources.fetch.takeover import captures_of

How = Literal["page", "sitemap", "wordpress"]


def queue(session: Session, urls: Iterable[str], how: How, *, since: str | None, again: bool) -> list[InputError]:
    """Queues the addresses; returns an error for each that may not be asked for. A page that was fetched is
    asked for again with `again` only, a list always."""
    asked, refused = [], []
    for url in urls:
        try:
            asked.append(_asked(checked(url, allow_private=session.politeness.allow_private), how, since))
        except FetchError as error:
            refused.append(InputError(Origin(masked(url)), "refused-address", said_against(url, error)))
    session.frontier.add(asked, again=again or how != "page")
    return refused


def _asked(url: str, how: How, since: str | None) -> Asked:
    match how:
        case "page":
            return Asked(url, since=since)
        case "wordpress":
            from archiver.sources.feeds.wordpress import posts_address

            return Asked(url if "/wp-json/" in url else posts_address(url, since=since), "wordpress", since)
        case "sitemap":
            path = urlsplit(url).path.lower()
            if path.endswith((".xml", ".gz", ".txt")) or "sitemap" in path:
                return Asked(url, "sitemap", since)
            return Asked(urljoin(url, "/robots.txt"), "robots", since)


def take_over(session: Session) -> Iterator[tuple[Capture | InputError, ...]]:
    """Crawls, and yields captures in batches; asking for the next says that the one before is stored."""
    for batch in session.batches():
        yield tuple(one for fetched in batch for one in captures_of(fetched))
