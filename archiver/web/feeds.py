"""Any result list as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response

from archiver.web.asking import Row
from archiver.web.listing import Listing, listing
from archiver.web.pages import catalogue_of, labels_of, parameters_of
from archiver.web.selection import Selection

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold."""


def feed(request: Request) -> Response:
    """The newest articles of a selection."""
    selection = Selection.of(parameters_of(request)).but(sort="newest")
    catalogue = catalogue_of(request)
    found = listing(catalogue, selection, limit=ENTRIES)
    words = [*([f"“{selection.words}”"] if selection.words else []), *labels_of(catalogue, selection).values()]
    title = ": ".join([request.app.state.name, *([", ".join(words)] if words else [])])
    body = atom(found, str(request.base_url).rstrip("/"), title)
    return Response(body, media_type="application/atom+xml", headers={"cache-control": "max-age=300"})


def atom(found: Listing, base: str, title: str) -> bytes:
    """The feed as XML, UTF-8. base: the site's address without a slash at its end."""
    query = found.selection.but(sort="").query()
    root = ElementTree.Element("feed", xmlns=_ATOM)
    _text(root, "title", title)
    _text(root, "id", f"{base}/search{query}")
    _text(root, "updated", _time(max((r["published"] for r in found.articles if r["published"]), default=None)))
    ElementTree.SubElement(root, "link", rel="self", href=f"{base}/search.atom{query}")
    ElementTree.SubElement(root, "link", rel="alternate", href=f"{base}/search{query}")
    for row in found.articles:
        _entry(root, row, base)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _entry(root: ElementTree.Element, row: Row, base: str) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _text(entry, "title", row["title"] or row["lead"][:80])
    _text(entry, "id", f"urn:archiver:{row['id']}")
    _text(entry, "updated", _time(row["published"]))
    if row["published"]:
        _text(entry, "published", _time(row["published"]))
    ElementTree.SubElement(entry, "link", rel="alternate", href=f"{base}/article/{row['id']}")
    for author in row["authors"] or [row["source"] or row["site"] or "unknown"]:
        _text(ElementTree.SubElement(entry, "author"), "name", author)
    for topic in row["topics"]:
        ElementTree.SubElement(entry, "category", term=_clean(topic["id"]), label=_clean(topic["label"]))
    _text(entry, "summary", row["lead"])


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _time(at: datetime | None) -> str:
    """RFC 3339. An article without a date gets the oldest there is: a feed must have one for each entry."""
    return (at or datetime(1970, 1, 1, tzinfo=UTC)).isoformat().replace("+00:00", "Z")
