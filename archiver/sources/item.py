"""What the readers of all forms share: an opened input, and what the user said of all inputs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from archiver.errors import InputError, LimitError
from archiver.records import Capture, Origin
from archiver.sources.charset import wide_charset
from archiver.sources.sniff import foreign, is_binary
from archiver.sources.streams import Meter, failed, read_at_most

Outcome: TypeAlias = Capture | InputError
_LOOKED_AT = 4096
"""Bytes by which HTML is told from what is none."""


class Options(Struct, frozen=True):
    """What the user said of all inputs.

    site: for captures that name none themselves. folders_are_sites: where nothing else says it, the site is called
    as the folder that the input lies in. separator: the line between the articles of a text
    dump; "" means that every text is one article; None means: find out. fetched_at: for captures
    that state no time of their own; "mtime" takes the file's. names: which names of a record or a table stand for
    which field, where they are not those that we know (field_names.py).
    """

    site: str | None = None
    separator: str | None = None
    fetched_at: datetime | Literal["mtime"] | None = None
    folders_are_sites: bool = False
    names: tuple[tuple[str, str], ...] = ()


class Item(Struct, frozen=True):
    """One opened input: a file, or a member of an archive.

    path: as it stands in an Origin ("dumps.zip!/a.txt"). depth: how many containers lie round it.
    modified: the file's time of change, where it has one.
    """

    path: str
    stream: io.BufferedReader
    meter: Meter
    options: Options
    depth: int = 0
    modified: datetime | None = None

    def origin(self, record: int | None = None) -> Origin:
        return Origin(self.path, record)

    @property
    def site(self) -> str | None:
        if self.options.site is not None:
            return self.options.site
        from archiver.sources.sites import folder_of, site_of_folder

        return site_of_folder(self.path) or (folder_of(self.path) if self.options.folders_are_sites else None)

    @property
    def fetched_at(self) -> datetime | None:
        stated = self.options.fetched_at
        return self.modified if stated == "mtime" else stated

    def whole(self) -> bytes:
        """All bytes of the item, which is one page; LimitError where it is larger than a page may be."""
        limit = self.meter.limits.page_bytes
        body = read_at_most(self.stream, limit + 1)
        if len(body) > limit:
            raise too_large(self.origin(), limit)
        self.check()
        return body

    def check_html(self, body: bytes, origin: Origin) -> None:
        """Raise InputError for what is called HTML and is something else, LimitError for what would take a parser
        minutes."""
        from archiver.sources.nesting import check_nesting

        head = body[:_LOOKED_AT]
        if what := foreign(head):
            raise InputError(origin, "not-text", f"is called HTML but is {what}", body)
        if is_binary(head) and not wide_charset(head):
            raise InputError(origin, "not-text", "is called HTML but is binary data", body)
        check_nesting(body, self.meter.limits.html_nesting, origin)

    def check(self) -> None:
        """At the stream's end: raise what ended it, if that was damage."""
        if (failure := failed(self.stream)) is not None:
            raise failure


Reader: TypeAlias = Callable[[Item], Iterator[Outcome]]


def too_large(origin: Origin, limit: int, hint: str = "") -> LimitError:
    return LimitError(origin, "too-large", f"one page of more than {limit >> 20} MiB; not read{hint}")
