"""Following feeds, and polling them: new entries are taken over, and their pages fetched where need be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urljoin

from archiver.errors import FetchError, InputError
from archiver.records import Capture, Origin
from archiver.sources.feeds.captures import capture_of, is_comment, is_full, stated_by
from archiver.sources.feeds.discover import feeds_of, guesses, is_comment_feed
from archiver.sources.feeds.entries import NotAFeed, parse
from archiver.sources.feeds.stated import to_hint
from archiver.sources.feeds.subscriptions import News, Subscriptions
from archiver.sources.fetch.addresses import checked, masked, of_feed
from archiver.sources.fetch.asked import FOLLOW, POLL, Asked, Row
from archiver.sources.fetch.session import Fetched, Session
from archiver.sources.fetch.takeover import captures_of

Batch = tuple[Capture | InputError, ...]


def poll(
    session: Session,
    subscriptions: Subscriptions,
    feeds: Iterable[str],
    tell: Callable[[str], None] = lambda words: None,
    revisit: float | None = None,
) -> Iterator[Batch]:
    """Asks for `feeds` (followed addresses) and yields what is new, in batches; asking for the next batch
    says that the one before is stored. What an earlier run had left is taken over as well. A feed that has moved for
    good is followed at its new address from then on. tell: called with what a person should know. revisit: seconds
    since an entry first came within which its page is asked for again, less and less often (`Frontier.revisit`)."""
    with subscriptions.round():
        unread = subscriptions.never_read()
        if revisit is not None:
            session.frontier.revisit(time.time(), revisit)
        session.frontier.add((Asked(url, "feed", afresh=url in unread) for url in feeds), again=True)
        for batch in session.batches():
            taken = [_take(session, subscriptions, fetched) for fetched in batch]
            yield tuple(one for records, _ in taken for one in records)
            subscriptions.archived(news for _, of_one in taken for news in of_one)
            for fetched in batch:
                if words := _moved(subscriptions, fetched) or _gap(subscriptions, fetched):
                    tell(words)


def _moved(subscriptions: Subscriptions, fetched: Fetched) -> str | None:
    """Of a feed that was read at another address for good, and is followed there from now on."""
    url, to = fetched.row.url, fetched.row.moved_to
    if fetched.row.kind == "feed" and to and not subscriptions.fails(url) and subscriptions.move(url, to):
        return f"{url} has moved for good; followed from now on: {to}"
    return None


def _gap(subscriptions: Subscriptions, fetched: Fetched) -> str | None:
    """Of a feed that has none of the entries any more that it had when it was read last."""
    since = subscriptions.gaps.pop(fetched.row.url, None)
    if since is None:
        return None
    site, day = urljoin(fetched.row.url, "/"), f"{since:%Y-%m-%d}"
    return (
        f"{fetched.row.url}: every entry is new since {since:%Y-%m-%d %H:%M} UTC; others may have come and gone"
        f" meanwhile: poll oftener, and see `archiver fetch --sitemap {site} --since {day}`"
    )


def _take(session: Session, subscriptions: Subscriptions, fetched: Fetched) -> tuple[Batch, list[News]]:
    if fetched.row.kind != "feed":
        return (tuple(captures_of(fetched)) if (wall := _wall(session, fetched)) is None else (wall,)), []
    news, error = subscriptions.take(fetched)
    records = [_record(session, one, fetched) for one in news if not is_comment(one.entry)]
    return tuple(one for one in (*records, error) if one is not None), news


def _wall(session: Session, fetched: Fetched) -> InputError | None:
    """Of an entry whose page is a redirect to where others lead too: stored, all of them would be one article."""
    others = session.frontier.led_alike(fetched.row) if fetched.error is None and not fetched.unchanged else 0
    if not others:
        return None
    told = f"leads to {masked(fetched.url)}, where other entries lead too: a consent page or a login, not the article"
    return InputError(Origin(fetched.row.url), "walled", told)


def _record(session: Session, news: News, fetched: Fetched) -> Capture | InputError | None:
    """The entry as a capture where it holds the article; else its page is queued."""
    entry, origin = news.entry, Origin(news.feed)
    if is_full(entry) or (entry.content and not entry.link):
        return capture_of(entry, source=news.source, origin=origin, at=fetched.at)
    if entry.link is None:
        nothing = f"entry {(entry.title or entry.id)[:100]!r} has neither a text nor an address"
        return InputError(origin, "empty-entry", nothing, excerpt=entry.id.encode("utf-8", "replace"))
    changed = entry.updated or entry.published
    hint = to_hint(stated_by(entry, news.source))
    try:
        url = checked(entry.link, allow_private=session.politeness.allow_private)
    except FetchError as error:
        return InputError(origin, "refused-address", str(error))
    asked = Asked(url, "entry", hint=hint, changed=changed.at.timestamp() if changed else None, via=news.feed)
    session.frontier.add([asked], again=news.changed)
    return None


def follow(
    session: Session, subscriptions: Subscriptions, addresses: Iterable[str]
) -> Iterator[str | InputError]:
    """Follows feeds, by their own address or by that of a page of the site.

    Yields each feed that is followed now, and an error for each address at which none was found. Raises
    FetchError for an address that may not be fetched. A feed that is followed already is not asked for: a poll that
    was broken off may still wait for it.
    """
    allow_private = session.politeness.allow_private
    asked_by = {url: url for url in (checked(of_feed(one), allow_private=allow_private) for one in addresses)}
    for url in filter(subscriptions.has, tuple(asked_by)):
        del asked_by[url]
        yield url
    missing = {url: InputError(Origin(url), "no-feed", _NO_FEED) for url in asked_by}
    session.frontier.drop_queued()  # what an earlier call did not get an answer to: nobody waits for it now
    session.frontier.add((Asked(url, "probe", afresh=True) for url in asked_by), again=True)
    for fetched in (one for batch in session.batches() for one in batch):
        url = fetched.row.url
        by = asked_by.get(url, url)
        if by in missing and _is_feed(fetched):
            del missing[by]
            subscriptions.follow(url)
            yield url
        elif by == url and not _is_feed(fetched):
            if fetched.error is not None and by in missing:
                missing[by] = fetched.error
            candidates = _candidates(fetched, allow_private) if _is_there(fetched) else []
            asked_by.update(dict.fromkeys(candidates, by))
            session.frontier.add((Asked(one, "probe", afresh=True) for one in candidates), again=True)
    for url, error in missing.items():
        waits = session.frontier.find(url)
        yield _no_answer(waits) if waits is not None and waits.state == "queued" else error


def _no_answer(row: Row) -> InputError:
    """Of an address that is to be tried again later than a person would wait, or that another command waits for."""
    if row.kind not in FOLLOW:
        command = "poll" if row.kind in POLL else "fetch"
        what = f"it is still to be fetched for `archiver {command}`: run that first, without an address"
        return InputError(Origin(row.url), "queued", what)
    secure = "; if the site has no https, write http:// before it" if row.url.startswith("https:") else ""
    reason = row.reason or "unreachable"
    return InputError(Origin(row.url), reason, f"no answer so far ({reason}){secure}")


_NO_FEED = "neither a feed nor a page of a site that has one"


def _is_there(fetched: Fetched) -> bool:
    """Whether a server answered, be it that this page is not there; one that does not is asked for nothing else."""
    return fetched.error is None or fetched.error.reason.startswith("http-4")


def _candidates(fetched: Fetched, allow_private: bool) -> list[str]:
    """The feed that the page names first (sites put their main one there), else the usual places."""
    named = [one for one in feeds_of(fetched.body, fetched.url) if _allowed(one, allow_private)]
    found = named[:1] or [one for one in guesses(fetched.url) if _allowed(one, allow_private)]
    return [checked(one, allow_private=allow_private) for one in found]


def _allowed(url: str, allow_private: bool) -> bool:
    try:
        checked(url, allow_private=allow_private)
    except FetchError:
        return False
    return not is_comment_feed(url)


def _is_feed(fetched: Fetched) -> bool:
    try:
        return (
            bool(fetched.body)
            and not is_comment_feed(fetched.url)
            and bool(parse(fetched.body, fetched.url, fetched.row.charset))
        )
    except NotAFeed:
        return False
