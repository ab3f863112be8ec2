"""Which feeds are followed, when each is due, and which of their entries are new: the library `reader`.

reader keeps subscriptions and entries in SQLite, plans updates, knows an entry by its id and sees that it has
changed. Two of its parts are replaced through its own joints: the retriever (answers come from our
crawl, so that feeds are fetched as politely and safely as pages, and end in the WARC), and the parser (ours
also takes broken feeds, and keeps categories and time zones).

An entry is "unread" from the moment at which reader stores it until the archive has it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archiver.common.database import PATIENCE
from archiver.errors import FetchError, InputError
from archiver.moments import Moment
from archiver.records import Origin
from archiver.sources.feeds.answers import Answers
from archiver.sources.feeds.entries import FeedEntry, left_out
from archiver.sources.fetch.addresses import checked, masked, of_feed, said_against
from archiver.sources.fetch.session import Fetched

_ROUND = "archiver.round"  # set while a round is going on; found at the start of one: the last was killed
# Minutes between two polls of a feed, unless the person wants it oftener; of one that keeps failing.
_INTERVAL, _LONGEST = 60, 24 * 60
_SOME = 5  # entries, from which on a feed that has none of its earlier ones any more may have lost some between


@dataclass(frozen=True, slots=True)
class Subscription:
    """A followed feed. Times are UTC; error: of the last poll, None where it went well.

    due: when it is asked for next; None: at the next poll. entries: how many are known. waits: the word for why it gave
    no answer when it was asked last, and is asked again when it is due; None where it did.
    """

    url: str
    title: str | None
    last_success: datetime | None
    due: datetime | None
    error: str | None
    entries: int
    waits: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A new or changed entry of a feed, by the feed's title and address.

    changed: it was taken over before, and the feed gives it otherwise now: its page is asked for again,
    whatever date the feed states.
    """

    feed: str
    source: str | None
    entry: FeedEntry
    changed: bool = False


class Subscriptions:
    """The subscriptions of one archive, in the SQLite file `path`.

    every: seconds between two rounds, where they come oftener than a feed would be due by itself.
    """

    def __init__(
        self, path: Path, *, allow_private: bool = False, every: float | None = None
    ) -> None:
        from reader import make_reader

        path.parent.mkdir(parents=True, exist_ok=True)
        # None: nobody has enabled reader's search. False would disable it, at each opening, by writing all entries.
        self._reader = make_reader(str(path), plugins=(), search_enabled=None)
        self._answers = Answers(allow_private)
        self.gaps: dict[str, datetime] = {}
        """Feeds all of whose entries were new when they were read, and when they had been read before; for who asks."""
        # reader plans by full quarters, hours ... of the clock. With rounds of its own no feed may miss one.
        self._interval = _INTERVAL if every is None else max(min(_INTERVAL, int(every // 60)), 1)
        self._jitter = 0.25 if every is None else 0.0
        storage: Any = self._reader._storage
        storage.get_db().execute(f"PRAGMA busy_timeout = {1000 * PATIENCE}")  # 5 s are few on a busy machine
        self._mount(self._reader._parser)
        self._reader.after_entry_update_hooks.append(_changed_is_new)

    def _mount(self, parser: Any) -> None:
        parser.lazy_init_funcs.clear()  # which would mount its own, over the requests library
        parser.mount_retriever("", self._answers)
        parser.mount_parser_by_mime_type(self._answers.parse, "*/*")

    def close(self) -> None:
        """Closes the file."""
        self._reader.close()

    def follow(self, url: str) -> bool:
        """Follows a feed; False where it is followed already. Raises FetchError for a forbidden address."""
        from reader import FeedExistsError

        try:
            self._reader.add_feed(checked(url, allow_private=self._answers.allow_private))
        except FeedExistsError:
            return False
        return True

    def has(self, url: str) -> bool:
        """Whether a feed is followed."""
        return self._reader.get_feed(url, None) is not None

    def move(self, url: str, to: str) -> bool:
        """Follows a feed at another address, with all that is known of it; False where that is followed already."""
        from reader import FeedExistsError, FeedNotFoundError

        try:
            self._reader.change_feed_url(url, checked(to, allow_private=self._answers.allow_private))
        except (FeedExistsError, FeedNotFoundError):
            return False
        return True

    def unfollow(self, url: str) -> bool:
        """Forgets a feed and what is known of its entries (not what is archived); False where unknown."""
        from reader import FeedNotFoundError

        try:
            self._reader.delete_feed(url)
        except FeedNotFoundError:
            return False
        return True

    def all(self) -> Iterator[Subscription]:
        """All subscriptions, by title."""
        for feed in self._reader.get_feeds():
            error = _said(feed.last_exception.value_str, feed.url) if feed.last_exception else None
            count = self._reader.get_entry_counts(feed=feed).total or 0
            yield Subscription(feed.url, feed.title, feed.last_updated, feed.update_after, error, count)

    def due(self, *, now: bool = False) -> list[str]:
        """Addresses of the feeds that are due; with `now`, of all."""
        return [feed.url for feed in self._reader.get_feeds(updates_enabled=True, scheduled=not now)]

    def named(self, urls: Iterable[str]) -> list[str]:
        """The same addresses, as they are followed. Raises FetchError for one that is not followed."""
        from reader import FeedNotFoundError

        try:
            return [self._reader.get_feed(url).url for url in urls]
        except FeedNotFoundError as error:
            raise FetchError(
                f"{masked(error.url)} is not followed: archiver follow {masked(error.url)}"
            ) from None

    def never_read(self) -> set[str]:
        """Feeds that have never been read with success: they need a whole answer."""
        return {feed.url for feed in self._reader.get_feeds() if feed.last_updated is None}

    def from_opml(self, document: bytes) -> list[str | InputError]:
        """Follows the feeds of an OPML list; returns those that were new, and an error for each that may not be
        fetched. Raises ValueError for no OPML."""
        from reader import opml

        try:
            listed = opml.parse(io.BytesIO(document))
        except opml.OPMLError as error:
            raise ValueError(f"no OPML list of feeds: {error}") from error
        found: list[str | InputError] = []
        for url in (of_feed(feed.url) for feed in listed):
            try:
                found += [url] if self.follow(url) else []
            except FetchError as error:
                found.append(InputError(Origin(masked(url)), "refused-address", said_against(url, error)))
        return found

    def to_opml(self) -> bytes:
        """All subscriptions as an OPML 2.0 list."""
        return bytes(self._reader.export_feeds().content)

    @contextmanager
    def round(self) -> Iterator[None]:
        """A round of polling. One that was killed is noticed by the next, which looks for changed
        entries that the killed one had stored and not yet marked."""
        if self._reader.get_tag((), _ROUND, None) is not None:
            self._mark_changed()
        self._reader.set_tag((), _ROUND, {})
        yield
        self._reader.delete_tag((), _ROUND, missing_ok=True)

    def _mark_changed(self) -> None:
        for entry in self._reader.get_entries(read=True):
            if entry.last_updated and entry.read_modified and entry.last_updated > entry.read_modified:
                self._reader.mark_entry_as_unread(entry)

    def take(self, fetched: Fetched) -> tuple[list[News], InputError | None]:
        """Books a feed's answer. Returns its new and changed entries, and an error where the feed began to
        fail: one that goes on failing is reported once, and asked for less and less often."""
        from reader import FeedNotFoundError, ParseError

        url = fetched.row.url
        waited, began_to_fail = self._minutes(url), not self.fails(url)
        longer = min(max(waited, self._interval) * 2, _LONGEST)
        self._plan(url, longer if fetched.error else self._interval)
        try:
            before = self._reader.get_feed(url).last_updated
            with self._answers.holding(fetched):
                self._reader.update_feed(url)
            news = list(self._news(url, fetched))
            if before and self._all_new(news):
                self.gaps[url] = before
            return news, self._left_out(url)
        except FeedNotFoundError:  # unfollowed meanwhile
            return [], None
        except ParseError as error:
            self._plan(url, longer)
            told = fetched.error or InputError(Origin(url), "bad-feed", str(error.__cause__ or error))
            return [], told if began_to_fail else None

    def _all_new(self, news: Iterable[News]) -> bool:
        """Whether nothing in the answer was known. One of a few entries may be always new."""
        ids = {entry.id for entry in self._answers.read.entries} if self._answers.read else set()
        return len(ids) >= _SOME and ids <= {one.entry.id for one in news if not one.changed}

    def _left_out(self, url: str) -> InputError | None:
        told = left_out(self._answers.read) if self._answers.read else None
        return InputError(Origin(url), "too-many-entries", told) if told else None

    def _minutes(self, url: str) -> int:
        planned: Any = self._reader.get_tag(url, self._plan_tag, {})
        return int(planned.get("interval", self._interval))

    def fails(self, url: str) -> bool:
        """Whether a feed could not be read when it was asked for last."""
        feed = self._reader.get_feed(url, None)
        return feed is not None and feed.last_exception is not None

    def _plan(self, url: str, minutes: int) -> None:
        from reader import FeedNotFoundError

        try:
            self._reader.set_tag(url, self._plan_tag, {"interval": minutes, "jitter": self._jitter})
        except FeedNotFoundError:
            return

    @property
    def _plan_tag(self) -> str:
        return self._reader.make_reader_reserved_name("update")

    def _news(self, url: str, fetched: Fetched) -> Iterator[News]:
        fresh = {entry.id: entry for entry in self._answers.read.entries} if self._answers.read else {}
        for entry in self._reader.get_entries(feed=url, read=False):
            known = entry.read_modified is not None  # it was read, and is unread again
            yield News(url, entry.feed.title, fresh.get(entry.id) or _remembered(entry), changed=known)

    def archived(self, news: Iterable[News]) -> None:
        """The archive has these entries, or has their pages queued."""
        for one in news:
            self._reader.set_entry_read((one.feed, one.entry.id), True)


def _said(error: str, url: str) -> str:
    """What went wrong, without the feed's address, which reader puts among it."""
    return error.replace(f": {url!r}", "", 1)


def _changed_is_new(reader: Any, entry: Any, status: Any) -> None:
    from reader import EntryUpdateStatus

    if status is EntryUpdateStatus.MODIFIED:
        reader.mark_entry_as_unread(entry)


def _remembered(entry: Any) -> FeedEntry:
    """An entry as reader stored it: of a killed round, when the feed no longer has it."""
    return FeedEntry(
        id=entry.id,
        link=entry.link,
        title=entry.title,
        authors=tuple(a.name for a in entry.authors if a.name),
        published=_moment(entry.published),
        updated=_moment(entry.updated),
        summary=entry.summary,
        content=max((c.value for c in entry.content), key=len, default=None),
    )


def _moment(at: datetime | None) -> Moment | None:
    return Moment(at.astimezone(UTC), "second", None) if at else None
