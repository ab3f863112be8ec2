"""What a listing (sitemap, WordPress API page, feed page) says is to be asked for next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archiver.sources.fetch.frontier import Asked, Row


@dataclass(frozen=True, slots=True)
class Listing:
    """asked: what comes next. only_addresses: the answer itself holds no entry to store.
    error: why it could not be read."""

    asked: tuple[Asked, ...] = ()
    only_addresses: bool = False
    error: str | None = None


def read(row: Row, url: str, body: bytes, headers: Mapping[str, str]) -> Listing | None:
    """None for pages and feeds, which are not listings."""
    return None
