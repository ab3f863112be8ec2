"""What our crawl brought, as the library `reader` asks for it: its retriever and its parser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from archiver.errors import FetchError
from archiver.sources.feeds.entries import Feed, NotAFeed, parse
from archiver.sources.fetch.addresses import checked
from archiver.sources.fetch.session import Fetched


class Answers:
    """reader's retriever and parser in one: gives the answer that is held, and reads it with our parser."""

    slow_to_read = False

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.read: Feed | None = None
        self._held: Fetched | None = None

    @contextmanager
    def holding(self, fetched: Fetched) -> Iterator[None]:
        """For the time of one update of this feed."""
        self._held, self.read = fetched, None
        yield

    def validate_url(self, url: str) -> None:
        """Raises ValueError for an address that may not be fetched."""
        try:
            checked(url, allow_private=self.allow_private)
        except FetchError as error:
            raise ValueError(str(error)) from error

    @contextmanager
    def __call__(self, url: str, caching_info: Any = None, accept: str | None = None) -> Iterator[Any]:
        from reader._parser import NotModified, RetrievedFeed, RetrieveError

        held = self._held
        assert held is not None and held.row.url == url, "an update begins with its answer"
        if held.unchanged:
            raise NotModified(url)
        if held.error is not None:
            raise RetrieveError(url, message=held.error.message)
        yield RetrievedFeed(io.BytesIO(held.body), mime_type="application/xml")

    def parse(self, url: str, resource: Any, headers: Any = None) -> tuple[Any, list[Any]]:
        """reader's FeedData and EntryData of the answer. Raises reader's ParseError."""
        from reader import ParseError
        from reader._types import EntryData, FeedData
        from reader.types import Author, Content

        held = self._held
        assert held is not None
        try:
            self.read = feed = parse(resource.read(), held.url, held.row.charset)
        except NotAFeed as error:
            raise ParseError(url, message=str(error)) from error
        about = FeedData(url, title=feed.title, link=feed.link, version=feed.version)
        return about, [
            EntryData(
                url,
                entry.id,
                entry.updated.at if entry.updated else None,
                entry.title,
                entry.link,
                tuple(Author(name=name) for name in entry.authors),
                entry.published.at if entry.published else None,
                entry.summary,
                (Content(entry.content),) if entry.content else (),
            )
            for entry in feed.entries
        ]
