"""What a page says of its own article in its head: the title, a summary, often the whole body."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from archiver.extract.model import Stated

_TAG = re.compile(r"<[^>]{0,2000}>")
MOST_JSON = 4 << 20


def witness(tree: Any) -> Stated:
    """Title, summary and article body as the page states them of itself. Never raises."""
    title = meta(tree, "og:title", "twitter:title")
    if not title and (node := tree.css_first("title")) is not None:
        title = node.text()
    return Stated(title, meta(tree, "og:description", "description"), article_body(tree))


def meta(tree: Any, *names: str) -> str:
    """Content of the first of these <meta> that is there; "" where none is."""
    for name in names:
        node = tree.css_first(f'meta[property="{name}"]') or tree.css_first(f'meta[name="{name}"]')
        if node is not None and (content := node.attributes.get("content")):
            return str(content)
    return ""


def article_body(tree: Any) -> str:
    """The longest schema.org articleBody of the page's JSON-LD, as plain text."""
    found = [
        body
        for script in tree.css('script[type="application/ld+json"]')
        for body in _bodies(_loaded(script.text()))
    ]
    text = html.unescape(max(found, key=len, default=""))
    return _TAG.sub(" ", text) if "<" in text else text


def _loaded(text: str) -> Any:
    if "articleBody" not in text or len(text) > MOST_JSON:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _bodies(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            body = item.get("articleBody")
            if isinstance(body, str):
                yield body
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
