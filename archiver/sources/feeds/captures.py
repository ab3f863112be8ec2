"""Entries with their full text become captures; which need their page fetched is decided here. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime

from archiver.records import Capture, Metadata, Origin
from archiver.sources.feeds.entries import FeedEntry
from archiver.sources.feeds.stated import with_evidence

# Shorter contents are teasers as often as they are short news; the page then decides.
MIN_CHARACTERS = 600
# What stands at the end of a text that goes on elsewhere. Only the end counts: an article may say it inside.
_CUT = re.compile(
    r"(\[?(…|\.\.\.)\]?|&hellip;|read more|continue reading|read the (full|rest).{0,40}|more\s*[»→>]"
    r"|weiterlesen|lire (la suite|plus)|seguir leyendo|leer más|les (mer|videre)|läs mer"
    r"|læs mere|lees (meer|verder)"
    r"|continua a leggere|leggi (tutto|di più)|leia mais|continue lendo|ادامه مطلب|اقرأ المزيد|مزید پڑھیں"
    r"|читать (далее|дальше|полностью)|devamını oku)\W*$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(
    r"\s*(the post .{1,300} (appeared first on|first appeared on) .{1,120})$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?。！？؟۔।][\"'”’»)]*(?=\s|$)")
_TAG = re.compile(r"<[^>]*>")


def _text(entry: FeedEntry) -> str:
    """The content without markup, white space folded, and without what feed plugins add to it."""
    text = " ".join(html.unescape(_TAG.sub(" ", entry.content or "")).split())
    return _POSTSCRIPT.sub("", text)


def is_full(entry: FeedEntry) -> bool:
    """Whether the entry's content is the article, and not its beginning."""
    text = _text(entry)
    return len(text) >= MIN_CHARACTERS and not _CUT.search(text[-120:])


def whole_articles(entries: Sequence[FeedEntry]) -> frozenset[str]:
    """Ids of those entries of a feed whose content is the article, for a feed whose pages cannot be asked.

    A feed gives either whole articles or their beginnings. Where at least half of the contents are full, short ones
    of several sentences are short news, as long as they do not say that they go on. An entry without an address has no
    page of which it could be the beginning.
    """
    complete = {entry.id for entry in entries if entry.content and not entry.link}
    full = {entry.id for entry in entries if entry.link and is_full(entry)}
    with_content = [entry for entry in entries if entry.content and entry.link]
    if 2 * len(full) < len(with_content):
        return frozenset(complete | full)
    return frozenset(complete | full.union(entry.id for entry in with_content if _is_short_news(_text(entry))))


def _is_short_news(text: str) -> bool:
    several = len(_SENTENCE_END.findall(text)) > 1
    return several and _SENTENCE_END.search(text[-3:]) is not None and not _CUT.search(text)


def is_comment(entry: FeedEntry) -> bool:
    """Whether the entry is a reader's comment: feeds of comments are no news."""
    return "#comment-" in (entry.link or "") or "#comment-" in entry.id


def stated_by(entry: FeedEntry, source: str | None) -> Metadata:
    """What the entry says of its page; `source` is the feed's title."""
    return with_evidence(
        "feed entry",
        url=entry.link,
        title=entry.title,
        authors=entry.authors,
        published=entry.published,
        modified=entry.updated if entry.updated != entry.published else None,
        keywords=entry.categories,
        source=source,
        language=entry.language,
    )


def capture_of(entry: FeedEntry, *, source: str | None, origin: Origin, at: datetime | None) -> Capture:
    """The entry's content as a page of its own, the headline over it: where that is corrected, it is another page.
    input_id is the entry's id; at: when the feed came."""
    title = html.escape(entry.title) if entry.title else ""
    head = f'<head><meta charset="utf-8">{title and f"<title>{title}</title>"}</head>'
    over = title and f"<header><h1>{title}</h1></header>\n"
    page = f"<!DOCTYPE html><html>{head}<body><article>\n{over}{entry.content or ''}\n</article></body></html>"
    return Capture(
        kind="html",
        body=page.encode("utf-8", "replace"),
        origin=origin,
        url=entry.link,
        input_id=entry.id,
        charset="utf-8",
        fetched_at=at,
        stated=stated_by(entry, source),
    )
