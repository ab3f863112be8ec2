"""One round of polling: ask all due feeds, take their new entries over, fetch the pages of those that need it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.errors import FetchError, InputError
from archiver.records import Capture, Origin
from archiver.sources.feeds.captures import capture_of, is_comment, is_full, stated_by
from archiver.sources.feeds.discover import feeds_of, guesses, is_comment_feed
from archiver.sources.feeds.entries import NotAFeed, parse
from archiver.sources.feeds.stated import to_hint
from archiver.sources.feeds.subscriptions import News, Subscriptions
from archiver.sources.fetch.addresses import checked
from archiver.sources.fetch.frontier import Asked
from archiver.sources.fetch.session import Fetched, Session
from archiver.sources.fetch.takeover import captures_of

Batch = tuple[Capture | InputError, ...]


def poll(session: Session, subscriptions: Subscriptions, feeds: Iterable[str]) -> Iterator[Batch]:
    """Asks for `feeds` (followed addresses) and yields what is new, in batches; asking for the next batch
    says that the one before is stored. What an earlier run had left is taken over as well."""
    with subscriptions.round():
        session.frontier.add((Asked(url, "feed") for url in feeds), again=True)
        for batch in session.batches():
            taken = [_take(session, subscriptions, fetched) for fetched in batch]
            yield tuple(one for records, _ in taken for one in records)
            subscriptions.archived(news for _, of_one in taken for news in of_one)


def _take(session: Session, subscriptions: Subscriptions, fetched: Fetched) -> tuple[Batch, list[News]]:
    if fetched.row.kind != "feed":
        return tuple(captures_of(fetched)), []
    news, error = subscriptions.take(fetched)
    records = [_record(session, one, fetched) for one in news if not is_comment(one.entry)]
    return tuple(one for one in (*records, error) if one is not None), news


def _record(session: Session, news: News, fetched: Fetched) -> Capture | InputError | None:
    """The entry as a capture where it holds the article; else its page is queued."""
    entry, origin = news.entry, Origin(news.feed)
    if is_full(entry) or (entry.content and not entry.link):
        return capture_of(entry, source=news.source, origin=origin, at=fetched.at)
    if entry.link is None:
        return InputError(origin, "empty-entry", f"entry {entry.id[:100]!r} has neither a text nor an address")
    changed = entry.updated or entry.published
    hint = to_hint(stated_by(entry, news.source))
    try:
        url = checked(entry.link, allow_private=session.politeness.allow_private)
    except FetchError as error:
        return InputError(origin, "refused-address", str(error))
    session.frontier.add([Asked(url, hint=hint, changed=changed.at.timestamp() if changed else None)])
    return None


def follow(session: Session, subscriptions: Subscriptions, addresses: Iterable[str]) -> Iterator[str | InputError]:
    """Follows feeds, by their own address or by that of a page of the site; yields each feed that is
    followed now, and an error for each address at which none was found."""
    politeness = session.politeness
    urls = [checked(address, allow_private=politeness.allow_private) for address in addresses]
    session.frontier.add((Asked(url, "probe") for url in urls), again=True)
    guessed: dict[str, str] = {}
    found: set[str] = set()
    for fetched in _probes(session):
        asked = guessed.get(fetched.row.url, fetched.row.url)
        if asked in found and fetched.row.url in guessed:
            continue
        if _is_feed(fetched):
            found.add(asked)
            subscriptions.follow(fetched.row.url)
            yield fetched.row.url
        elif fetched.row.url not in guessed:
            named = [one for one in feeds_of(fetched.body, fetched.url) if _allowed(one, politeness.allow_private)]
            more = named[:1] or [one for one in guesses(fetched.url)]
            guessed.update({checked(one, allow_private=politeness.allow_private): asked for one in more})
            session.frontier.add((Asked(checked(one, allow_private=politeness.allow_private), "probe") for one in more), again=True)
    for url in urls:
        if url not in found:
            yield InputError(Origin(url), "no-feed", "neither a feed nor a page that names one")


def _probes(session: Session) -> Iterator[Fetched]:
    """Probes only. What else an earlier run left is taken over by the next poll or fetch."""
    for batch in session.batches():
        yield from (fetched for fetched in batch if fetched.row.kind == "probe")


def _allowed(url: str, allow_private: bool) -> bool:
    try:
        checked(url, allow_private=allow_private)
    except FetchError:
        return False
    return not is_comment_feed(url)


def _is_feed(fetched: Fetched) -> bool:
    try:
        return bool(fetched.body) and not is_comment_feed(fetched.url) and bool(parse(fetched.body, fetched.url))
    except NotAFeed:
        return False
