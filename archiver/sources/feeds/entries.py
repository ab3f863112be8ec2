"""RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, whole or broken: bytes in, entries out. Pure.

feedparser reads the XML ones: twenty years of broken feeds are in it, down to a second parser for what
is no XML.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from archiver.moments import Moment
from archiver.sources.feeds.stated import moment, moment_of_parsed

MAX_ENTRIES = 100_000
"""Of one answer. What comes after them is counted (`Feed.left_out`), never passed over in silence."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    id: guid, Atom id or JSON id, else the link, else made of title and date. link: absolute; None where it has none.
    content: HTML of content:encoded, Atom content or content_html: perhaps the whole article. Of an entry without a
    link its description, which is then all there is (RSS 2.0: "an item may also be complete in itself").
    summary: HTML or text of the description. categories: the publisher's words, in their order.
    """

    id: str
    link: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    summary: str | None = None
    content: str | None = None
    categories: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read. version: "rss20", "atom10", "json11" ...; next: address of its next page.

    broken: what was wrong with it although entries could be read; None where nothing was. left_out: entries beyond
    MAX_ENTRIES.
    """

    version: str
    title: str | None
    link: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    next: str | None = None
    broken: str | None = None
    left_out: int = 0


class NotAFeed(ValueError):
    """The bytes are no feed, or so broken that no entry can be read."""


def left_out(feed: Feed) -> str | None:
    """What a person is told of entries that were not taken; None where all were."""
    if not feed.left_out:
        return None
    return f"has {MAX_ENTRIES + feed.left_out:,} entries; the first {MAX_ENTRIES:,} were taken"


def parse(body: bytes, url: str, charset: str | None = None) -> Feed:
    """The feed in `body`, fetched from `url`, which declared `charset`. Raises NotAFeed."""
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    feed = _json_feed(body, url) if start.startswith(b"{") else _xml_feed(body, url, charset)
    if feed.broken and not any(entry.link or entry.content for entry in feed.entries):
        raise NotAFeed(feed.broken)
    return feed


def _xml_feed(body: bytes, url: str, charset: str | None) -> Feed:
    # Servers are wrong about the charset more often than the documents that they send.
    declared = f"; charset={charset}" if charset and b"encoding=" not in body[:200] else ""
    read = _feedparser(body, url, declared)
    if read.get("bozo") and (mended := _with_ampersands(body)) != body:
        read = {**_feedparser(mended, url, declared), "bozo": True, "bozo_exception": read["bozo_exception"]}
    error = read.get("bozo_exception") if read.get("bozo") else None
    version = read.get("version") or ""
    if not version and not read["entries"]:
        raise NotAFeed(f"no feed: {error or 'neither RSS nor Atom nor JSON Feed'}")
    about = read["feed"]
    language = _clean(about.get("language"))
    entries = (_xml_entry(one, url, language, version) for one in read["entries"][:MAX_ENTRIES])
    return Feed(
        version=version or "unknown",
        title=plain(about.get("title")),
        link=_absolute(about.get("link"), url),
        language=language,
        entries=_distinct(entries),
        next=next(
            (_absolute(a.get("href"), url) for a in about.get("links", ()) if a.get("rel") == "next"), None
        ),
        broken=str(error)[:200] if error else None,
        left_out=max(len(read["entries"]) - MAX_ENTRIES, 0),
    )


def _feedparser(body: bytes, url: str, declared: str) -> Any:
    import feedparser

    # Cleaning is the extractor's; feedparser's would remove what explains the page.
    return feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-location": url, "content-type": f"application/xml{declared}"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_BARE = re.compile(rb"&(?!#\d+;|#[xX][0-9a-fA-F]+;|\w+;)")


def _with_ampersands(body: bytes) -> bytes:
    """Bare ampersands as &amp;: the commonest fault of feeds, which feedparser reads as entities ("Q&A;")."""
    parts = _CDATA.split(body)
    return b"".join(part if number % 2 else _BARE.sub(b"&amp;", part) for number, part in enumerate(parts))


def _xml_entry(one: Any, url: str, language: str | None, version: str) -> FeedEntry | None:
    link = _absolute(one.get("link"), url)
    published, updated = _date(one, "published"), _date(one, "updated")
    if published is None and version.startswith("rss"):  # dc:date, the one date of an RSS 1.0 item
        published, updated = updated, None
    contents = sorted((c.get("value") or "" for c in one.get("content", ())), key=len)
    title, summary = plain(one.get("title")), one.get("summary") or None
    content = (contents[-1] if contents else None) or (summary if link is None else None)
    id = _clean(one.get("id")) or link or _made_id(title, published, content)
    if id is None:
        return None
    return FeedEntry(
        id=id,
        link=link,
        title=title,
        authors=_authors(one),
        published=published,
        updated=updated,
        summary=summary,
        content=content,
        categories=_words(t.get("term") or t.get("label") for t in one.get("tags", ())),
        language=next((_clean(c.get("language")) for c in one.get("content", ())), None) or language,
    )


def _date(one: Any, name: str) -> Moment | None:
    # `"updated" in one` first: asking for a missing "updated" gives "published".
    return (moment(one[name]) or moment_of_parsed(one.get(f"{name}_parsed"))) if name in one else None


_MAILBOX = re.compile(r"^\s*\S+@\S+\s*\((?P<name>[^)]+)\)\s*$|^\s*(?P<first>[^<(]+?)\s*[<(]\S+@\S+[>)]\s*$")


def _authors(one: Any) -> tuple[str, ...]:
    named = [a.get("name") for a in one.get("authors", ()) if a.get("name")]
    written = one.get("author") or ""
    if "@" in written:  # feedparser cuts mailboxes of unknown top-level domains in two
        named = [written]
    return _words(_name(a) for a in named)


def _name(author: str | None) -> str | None:
    """The name in "ann@example.org (Ann Lee)" and "Ann Lee <ann@...>"; None for a bare mailbox."""
    if not author:
        return None
    found = _MAILBOX.match(author)
    if found:
        return found["name"] or found["first"]
    return None if re.fullmatch(r"\s*\S+@\S+\s*", author) else author


def _json_feed(body: bytes, url: str) -> Feed:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"no JSON: {error}") from error
    version = str(read.get("version", ""))
    items = read.get("items")
    if "jsonfeed.org/version/" not in version or not isinstance(items, list):
        raise NotAFeed("JSON, but no JSON Feed")
    language = _clean(read.get("language"))
    entries = (_json_entry(one, url, language) for one in items[:MAX_ENTRIES] if isinstance(one, dict))
    return Feed(
        version="json" + version.rsplit("/", 1)[-1].replace(".", ""),
        title=plain(read.get("title")),
        link=_absolute(read.get("home_page_url"), url),
        language=language,
        entries=_distinct(entries),
        next=_absolute(read.get("next_url"), url),
        left_out=max(len(items) - MAX_ENTRIES, 0),
    )


def _json_entry(one: dict[str, Any], url: str, language: str | None) -> FeedEntry | None:
    link = _absolute(one.get("url") or one.get("external_url"), url)
    title, published = plain(one.get("title")), moment(_clean(one.get("date_published")))
    text, summary = one.get("content_text"), _clean(one.get("summary"))
    content = one.get("content_html") or (_paragraphs(str(text)) if text else None)
    if content is None and summary and link is None:
        content = _paragraphs(summary)
    id = _clean(one.get("id")) or link or _made_id(title, published, content)
    if id is None:
        return None
    authors = one.get("authors") or ([one["author"]] if one.get("author") else [])
    return FeedEntry(
        id=id,
        link=link,
        title=title,
        authors=_words(a.get("name") for a in authors if isinstance(a, dict)),
        published=published,
        updated=moment(_clean(one.get("date_modified"))),
        summary=summary,
        content=content,
        categories=_words(one.get("tags") or ()),
        language=_clean(one.get("language")) or language,
    )


def _made_id(title: str | None, published: Moment | None, content: str | None) -> str | None:
    """Of an entry that has neither guid nor address: of what stays when its text is corrected; None for nothing."""
    told = f"{title} {published.at.isoformat()}" if title and published else title or content
    return f"made:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:32]}" if told else None


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines() if line.strip())


def _distinct(entries: Iterator[FeedEntry | None]) -> tuple[FeedEntry, ...]:
    """The first of each id: feeds that repeat an entry exist."""
    return tuple({entry.id: entry for entry in reversed([e for e in entries if e])}.values())[::-1]


def plain(value: Any) -> str | None:
    """HTML of a title as text; None where there is none."""
    return _clean(html.unescape(_TAG.sub("", str(value)))) if value else None


def _clean(value: Any) -> str | None:
    return " ".join(str(value).replace("\0", "").split()) or None if value else None


def _absolute(link: Any, url: str) -> str | None:
    if not link:
        return None
    try:
        joined = urljoin(url, str(link).strip())
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None


def _words(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in map(plain, values) if word))
