"""Feeds as files: entries that hold their whole article become captures, for there is no page to fetch.

An entry that holds only the beginning of its article is reported, and so is a sitemap, which holds
none: `archiver follow` and `archiver fetch` get their pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from archiver.errors import InputError
from archiver.sources.feeds.captures import capture_of, is_comment, whole_articles
from archiver.sources.feeds.entries import NotAFeed, left_out, parse
from archiver.sources.item import Item, Outcome


def read_feed(item: Item) -> Iterator[Outcome]:
    """One capture or error an entry, numbered in the feed's order."""
    body = item.whole()
    try:
        feed = parse(body, "")
    except NotAFeed as error:
        raise InputError(
            item.origin(),
            "feed",
            f"is a sitemap, or a feed that cannot be read ({error}); see `archiver fetch --help`",
            body,
        ) from error
    if not feed.entries:
        yield InputError(item.origin(), "feed", "is a feed without an entry", body)
    if told := left_out(feed):
        yield InputError(item.origin(), "too-many-entries", told)
    whole = whole_articles(feed.entries)
    for number, entry in enumerate(feed.entries, 1):
        origin = item.origin(number)
        if is_comment(entry):
            yield InputError(origin, "comment", "is a reader's comment, not an article")
        elif entry.id in whole:
            yield capture_of(entry, source=feed.title, origin=origin, at=item.fetched_at)
        else:
            gets = f"; `archiver fetch {entry.link}` gets its page" if entry.link else " and names no page"
            yield InputError(origin, "teaser", f"holds no whole article{gets}")
