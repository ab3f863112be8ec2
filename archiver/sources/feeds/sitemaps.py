"""Sitemaps (sitemaps.org 0.9), sitemap indexes, news sitemaps and plain lists of addresses. Pure.

Read by iterparse with entities left alone and nothing loaded from anywhere, so XML bombs do nothing.
"""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archiver.moments import Moment
from archiver.records import Metadata
from archiver.sources.feeds.stated import moment, with_evidence
from archiver.sources.fetch.addresses import joined

MAX_ADDRESSES = 50_000  # the standard's own limit for one file
MAX_BYTES = 64 * 1024 * 1024  # unpacked; the standard's is 50 MB


_NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of a sitemap. is_sitemap: it names a sitemap, not a page. changed: <lastmod>.

    stated: what the sitemap says of the page.
    """

    url: str
    is_sitemap: bool = False
    changed: Moment | None = None
    stated: Metadata = _NOTHING


class NotASitemap(ValueError):
    """The bytes are no sitemap."""


def parse(body: bytes, url: str) -> tuple[Listed, ...]:
    """All addresses of the sitemap in `body`, in its order; what follows an XML error is lost.

    Raises NotASitemap where it is none, or larger than MAX_BYTES unpacked.
    """
    body = _unpacked(body)
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    is_xml = start.startswith((b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    listed = _of_xml(body, url) if is_xml else _of_text(body, url)
    found = {one.url: one for one in listed}
    if not found and not any(tag in body[:4096] for tag in (b"urlset", b"sitemapindex")):
        raise NotASitemap("no sitemap: neither <urlset> nor <sitemapindex> nor a list of addresses")
    return tuple(found.values())


def _unpacked(body: bytes) -> bytes:
    """A .xml.gz as it is served: gzip as the content, not as its encoding."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise NotASitemap(f"damaged gzip: {error}") from error
    if unpacker.unconsumed_tail:
        raise NotASitemap(f"larger than {MAX_BYTES} bytes unpacked")
    return unpacked


def _of_text(body: bytes, url: str) -> Iterator[Listed]:
    for line in body.decode("utf-8-sig", "replace").splitlines()[:MAX_ADDRESSES]:
        if line.strip().startswith(("http://", "https://")):
            yield Listed(line.strip())


def _of_xml(body: bytes, url: str) -> Iterator[Listed]:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    events = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
    )
    try:
        for count, (_, element) in enumerate(events):
            if count >= MAX_ADDRESSES:
                return
            yield from _listed(element, url)
            element.clear()
    except etree.XMLSyntaxError:
        return


def _listed(element: Any, url: str) -> Iterator[Listed]:
    texts: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text:
            texts.setdefault(child.tag, " ".join(child.text.split()))
    local = {
        tag.rpartition("}")[2]: text
        for tag, text in texts.items()
        if "image" not in tag and "video" not in tag
    }
    loc = local.get("loc")
    if loc:
        is_sitemap = element.tag.rpartition("}")[2] == "sitemap"
        changed = moment(local.get("lastmod"))
        yield Listed(joined(url, loc), is_sitemap, changed, _stated(local))


def _stated(texts: dict[str, str]) -> Metadata:
    return with_evidence(
        "news sitemap",
        title=texts.get("title"),
        published=moment(texts.get("publication_date")),
        source=texts.get("name"),
        language=texts.get("language"),
        keywords=tuple(k.strip() for k in texts.get("keywords", "").split(",") if k.strip()),
    )
