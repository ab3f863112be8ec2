"""The feeds that a page names, best first, without those of comments. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

_COMMENTS = re.compile(r"/comments?(/|\.|$)|[?&]feed=comments|comments-rss|withcomments", re.IGNORECASE)
_COMMENTS_TITLE = re.compile(
    r"\bcomments? (feed|on|for)\b|\bkommentar\w*[- ]?feed|flux des commentaires", re.IGNORECASE
)
# Where content systems put their feed when no page names it (WordPress, Drupal, Hugo/Jekyll, Ghost).
WELL_KNOWN = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss/", "/feed.json")


def feeds_of(body: bytes, url: str) -> tuple[str, ...]:
    """Addresses of the feeds that the page links to; empty where it names none."""
    import warnings

    from reader.discover import from_html

    with warnings.catch_warnings():  # Beautiful Soup tells which parser it chose
        warnings.simplefilter("ignore")
        named = from_html(body)
    links = ((_joined(url, link.href), link.title or "") for link in named if link.href)
    kept = (found for found, title in links if not is_comment_feed(found, title))
    return tuple(dict.fromkeys(found for found in kept if urlsplit(found).scheme in ("http", "https")))


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href)
    except ValueError:  # "http://[" and the like
        return ""


def is_comment_feed(url: str, title: str = "") -> bool:
    """Whether a feed holds readers' comments, by its address or its title."""
    return bool(
        _COMMENTS.search(urlsplit(url).path + "?" + urlsplit(url).query) or _COMMENTS_TITLE.search(title)
    )


def guesses(url: str) -> Iterable[str]:
    """Addresses at which the site's feed may lie."""
    return (urljoin(url, path) for path in WELL_KNOWN)
