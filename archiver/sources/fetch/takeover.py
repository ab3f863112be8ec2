"""What was fetched becomes captures: a page one, a page of an API or a feed many. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.errors import InputError
from archiver.records import Capture, Origin
from archiver.sources.charset import wide_charset
from archiver.sources.fetch.session import Fetched
from archiver.sources.sniff import foreign, is_binary


def captures_of(fetched: Fetched) -> Iterator[Capture | InputError]:
    """The captures in an answer; none where nothing has changed; the error where there was one."""
    if fetched.error is not None:
        yield fetched.error
    elif not fetched.unchanged:
        match fetched.row.kind:
            case "page" | "entry":
                what, origin = _no_page(fetched.body[:4096]), Origin(fetched.row.url)
                yield InputError(origin, "not-text", what, fetched.body[:64]) if what else _page(fetched)
            case "wordpress":
                yield from _posts(fetched)
            case "feed-page":
                yield from _entries(fetched)


def _no_page(head: bytes) -> str | None:
    """What the answer is that is no page; None where it may be one. Servers send images and documents as pages."""
    what = foreign(head)
    if what:
        return f"is {what}, not a page"
    return "is binary data, not a page" if is_binary(head) and not wide_charset(head) else None


def _page(fetched: Fetched) -> Capture:
    from archiver.sources.feeds.stated import from_hint

    return Capture(
        kind="html",
        body=fetched.body,
        origin=Origin(fetched.row.url),
        url=fetched.url,
        charset=fetched.row.charset,
        fetched_at=fetched.at,
        stated=from_hint(fetched.row.hint),
        raw=fetched.raw,
    )


def _posts(fetched: Fetched) -> Iterator[Capture]:
    from archiver.sources.feeds import wordpress

    yield from wordpress.captures(wordpress.parse(fetched.body), origin=fetched.row.url, at=fetched.at)


def _entries(fetched: Fetched) -> Iterator[Capture]:
    from archiver.sources.feeds import captures, entries

    feed, since = entries.parse(fetched.body, fetched.url, fetched.row.charset), fetched.row.since
    for number, entry in enumerate(feed.entries, 1):
        recent = not (since and entry.published) or entry.published.at.strftime("%Y-%m-%d") >= since
        if recent and entry.content and not captures.is_comment(entry):
            origin = Origin(fetched.row.url, number)
            yield captures.capture_of(entry, source=feed.title, origin=origin, at=fetched.at)
