"""More pages out of a few: as long, as deep, as hard to read, but of other sites and saying something else.

A page costs least when it comes again, so speed must be measured on pages that are all different. Here the words of
running text change places with others of the page, and the host is another one; markup, furniture and the short words
that tell a language stay.
"""

from __future__ import annotations

import base64
import random
import re
from typing import Any

from archiver.duplicates.urls import registrable_site

_TEXT = re.compile(r">([^<>]{100,})<")
_WORD = re.compile(r"[^\W\d_]{6,}")
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def another(page: dict[str, Any], number: int) -> dict[str, Any]:
    """The page {url, html (base64)} as one of another site; always the same for the same number, itself for 0."""
    if not number:
        return page
    html, coding = _decoded(base64.b64decode(page["html"]))
    html, url = _reworded(html, random.Random(f"{number} {page['url']}")), page["url"]
    if site := registrable_site(url):
        name, _, suffix = site.partition(".")
        html, url = (text.replace(site, f"{name}-{number}.{suffix}") for text in (html, url))
    return {**page, "url": url, "html": base64.b64encode(html.encode(coding, "replace")).decode()}


def _decoded(html: bytes) -> tuple[str, str]:
    """The text, and the charset that brings it back to bytes."""
    try:
        return html.decode(), "utf-8"
    except UnicodeDecodeError:
        return html.decode("latin-1"), "latin-1"


def _reworded(html: str, chance: random.Random) -> str:
    """The longer words of running text in another order."""
    texts = list(_TEXT.finditer(_SILENT.sub(lambda silent: "<" * len(silent[0]), html)))
    words = [word for text in texts for word in _WORD.findall(text[1])]
    chance.shuffle(words)
    pieces, at = [], 0
    for text in texts:
        pieces += [html[at : text.start(1)], _WORD.sub(lambda _: words.pop(), text[1])]
        at = text.end(1)
    return "".join([*pieces, html[at:]])
