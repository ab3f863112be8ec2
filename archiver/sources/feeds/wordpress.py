"""Answers of the WordPress REST API (/wp-json/wp/v2/posts): whole articles with their metadata. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from archiver.moments import Moment
from archiver.records import Capture, Origin
from archiver.sources.feeds.captures import capture_of
from archiver.sources.feeds.entries import FeedEntry, plain

PER_PAGE = 100  # the most that WordPress gives


class NotWordPress(ValueError):
    """The answer is no list of posts."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post: as an entry, with its first category as the section."""

    entry: FeedEntry
    section: str | None


def posts_address(site: str, *, since: str | None = None) -> str:
    """The first page of all posts, oldest first: new ones do not move those on later pages."""
    asked = {
        "per_page": str(PER_PAGE),
        "page": "1",
        "orderby": "date",
        "order": "asc",
        "_embed": "author,wp:term",
    }
    if since:
        asked["after"] = since if "T" in since else since + "T00:00:00"
    parts = urlsplit(site)
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path.rstrip("/") + "/wp-json/wp/v2/posts", urlencode(asked), "")
    )


def feed_address(site: str, page: int = 1) -> str:
    """A page of the site's feed: the way in where the API is closed."""
    parts = urlsplit(site)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/feed/", f"paged={page}", ""))


def site_of(posts: str) -> str:
    """The site that a posts address belongs to."""
    return posts.partition("/wp-json/")[0] + "/"


def next_page(url: str, *, key: str = "page") -> str:
    """The same address with its page number one higher."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    asked[key] = str(int(asked.get(key, "1")) + 1)
    return urlunsplit(parts._replace(query=urlencode(asked)))


def page_number(url: str, *, key: str = "page") -> int:
    """The page number in an address; 1 where there is none."""
    value = parse_qs(urlsplit(url).query).get(key, ["1"])[-1]
    return int(value) if value.isascii() and value.isdigit() else 1


def parse(body: bytes) -> tuple[Post, ...]:
    """The posts of an answer, without those behind a password. Raises NotWordPress."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotWordPress(f"no JSON: {error}") from error
    if not isinstance(posts, list):
        raise NotWordPress("JSON, but no list of posts")
    return tuple(_post(post) for post in posts if _readable(post))


def _readable(post: Any) -> bool:
    content = post.get("content") if isinstance(post, dict) else None
    return isinstance(content, dict) and bool(content.get("rendered")) and not content.get("protected")


def _post(post: dict[str, Any]) -> Post:
    terms = list(_terms(post))
    sections = [name for taxonomy, name in terms if taxonomy == "category"]
    guid = post.get("guid")
    entry = FeedEntry(
        id=str(
            (guid.get("rendered") if isinstance(guid, dict) else None) or post.get("link") or post.get("id")
        ),
        link=post.get("link") or None,
        title=plain((post.get("title") or {}).get("rendered")),
        authors=tuple(filter(None, (plain(a.get("name")) for a in _embedded(post, "author")))),
        published=_moment(post, "date"),
        updated=_moment(post, "modified"),
        content=post["content"]["rendered"],
        categories=tuple(dict.fromkeys(name for _, name in terms)),
    )
    return Post(entry, sections[0] if sections else None)


def _embedded(post: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = (post.get("_embedded") or {}).get(name) or []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _terms(post: dict[str, Any]) -> Iterator[tuple[str, str]]:
    groups = (post.get("_embedded") or {}).get("wp:term") or []
    for term in (
        term for group in groups if isinstance(group, list) for term in group if isinstance(term, dict)
    ):
        name = plain(term.get("name"))
        if name and term.get("slug") != "uncategorized":
            yield str(term.get("taxonomy")), name


def _moment(post: dict[str, Any], name: str) -> Moment | None:
    """WordPress gives local and UTC time: their difference is the site's offset."""
    try:
        at = datetime.fromisoformat(str(post.get(f"{name}_gmt"))).replace(tzinfo=UTC)
    except ValueError:
        return None
    try:
        local = datetime.fromisoformat(str(post.get(name))).replace(tzinfo=UTC)
    except ValueError:
        return Moment(at, "second", 0)
    return Moment(at, "second", round((local - at).total_seconds() / 60))


def captures(posts: tuple[Post, ...], *, origin: str, at: datetime | None) -> Iterator[Capture]:
    """One capture a post; record: its number in the answer."""
    from msgspec.structs import replace

    from archiver.records import Evidence

    for number, post in enumerate(posts, 1):
        capture = capture_of(post.entry, source=None, origin=Origin(origin, number), at=at)
        said = tuple(replace(e, origin="WordPress API") for e in capture.stated.evidence)
        if post.section:
            said += (Evidence("section", "WordPress API"),)
        yield replace(capture, stated=replace(capture.stated, section=post.section, evidence=said))
