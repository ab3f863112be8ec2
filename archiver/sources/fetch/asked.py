"""What is asked for, and how far it has come: the values that the frontier keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

# probe: is it a feed, or does it name one? robots: asked for its sitemaps. entry: page of a feed's entry.
Kind = Literal["page", "probe", "robots", "sitemap", "feed", "entry", "feed-page", "wordpress"]

# Each command takes over its own kinds and leaves the others to theirs.
FOLLOW: frozenset[Kind] = frozenset({"probe"})
POLL: frozenset[Kind] = frozenset({"feed", "entry"})
FETCH: frozenset[Kind] = frozenset({"page", "robots", "sitemap", "feed-page", "wordpress"})
# Read for the addresses that they name. "Not modified" would hide those: what a listing names may have changed, and
# a later run may want older entries of it. So these are asked for without validators, as the first time.
LISTINGS: frozenset[Kind] = frozenset({"robots", "sitemap", "feed-page", "wordpress"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An address to ask for.

    kind: what is made of the answer. since: ISO date; older entries of a listing are passed over.
    hint: JSON of what the listing said of the page, for `archiver.sources.feeds.stated.from_hint`.
    changed: seconds since the epoch of the last change by the listing's word; a page that was
    fetched before that is asked for again. afresh: without validators, as the first time. via: the address of
    the listing or feed that named it; None where a person did.
    """

    url: str
    kind: Kind = "page"
    since: str | None = None
    hint: str | None = None
    changed: float | None = None
    afresh: bool = False
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An address with all that is known of it; times in seconds since the epoch, UTC."""

    id: int
    url: str
    host: str
    kind: Kind
    state: str
    since: str | None
    hint: str | None
    not_before: float
    attempts: int
    etag: str | None
    last_modified: str | None
    status: int | None
    reason: str | None
    message: str | None
    final_url: str | None
    charset: str | None
    mime: str | None
    fetched_at: float | None
    file: str | None
    offset: int | None
    length: int | None
    sha256: str | None
    via: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that brought no answer and is asked again, not before `at` (seconds since the epoch, UTC)."""

    url: str
    reason: str
    at: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is safe on disk: the columns of the same names. moved_to: the address that holds from now on,
    where each redirect on the way said that it is one for good (301, 308); None otherwise."""

    status: int
    final_url: str
    charset: str | None
    mime: str | None
    fetched_at: float
    etag: str | None
    last_modified: str | None
    file: str
    offset: int
    length: int
    sha256: str
    moved_to: str | None = None


def declared_charset(content_type: str) -> str | None:
    """The charset that a Content-Type header names."""
    _, found, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if found else None


def told(row: Row | None) -> str:
    """What must be known of an address to take its answer over again: one line of JSON (ASCII). None: of one whose
    answer nobody takes over, as robots.txt is."""
    plain = {"kind": row.kind, "url": row.url, "hint": row.hint} if row else {}
    return json.dumps({name: value for name, value in plain.items() if value is not None})


def asked_again(line: str) -> Asked | None:
    """The address of which that was told."""
    plain = json.loads(line)
    return Asked(plain["url"], plain["kind"], hint=plain.get("hint")) if plain else None
