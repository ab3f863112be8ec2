"""Which article a page is: the id that all of its captures share. Which capture it is; and which gives way to which.

A capture that came without a site, and again with one, is one capture: the later knowledge is the better one, whichever
came first. So the digest of a capture with a given site begins with that of the same without ("6f1c...-90ab..."), and
what came without a site is known, or goes, where one is stored that begins so. (Two given names are two captures.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from archiver.duplicates.urls import identity_url
from archiver.records import Capture


def article_id(*, url: str | None, site: str | None, page_text: bytes) -> str:
    """The id: 128 bits in hex, from the canonical URL where there is one, else from site and page text.

    page_text is the whole text (UTF-8), kept and removed, so that the id does not change with what is removed.
    """
    digest = hashlib.sha256((f"url\0{identity_url(url)}" if url else f"text\0{site or ''}\0").encode())
    if not url:
        digest.update(page_text)
    return digest.hexdigest()[:32]


def body_of(capture: Capture) -> bytes:
    """A capture's body as bytes; a text's in UTF-8."""
    return capture.body.encode("utf-8", "surrogatepass") if isinstance(capture.body, str) else capture.body


def capture_digests(capture: Capture, body: bytes | None = None) -> tuple[str, str]:
    """The digest of a capture, and the SHA-256 of its body alone, hex: both are made of one reading. body: as
    `body_of` has it, where it is at hand.

    The former is 128 bits, hex: of the bytes and of all that came with them, but not of the file that held them. The
    same page out of another folder is the same capture; with another fetch time it is another one. Where a site was
    given, 64 bits of its name follow behind a hyphen.
    """
    digest = hashlib.sha256(body_of(capture) if body is None else body)
    of_body = digest.hexdigest()
    beside = (capture.kind, capture.url, None, capture.input_id, capture.charset)
    digest.update(repr((*beside, str(capture.fetched_at), capture.stated)).encode("utf-8", "surrogatepass"))
    return with_site(digest.hexdigest()[:32], capture.site), of_body


def with_site(digest: str, site: str | None) -> str:
    """The digest of a capture, from that of all else that it is made of."""
    if site is None:
        return digest
    return f"{digest}-{hashlib.sha256(site.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def without_site(digest: str) -> str:
    """The digest of the same capture as it is when nobody gives a site."""
    return digest.partition("-")[0]


def given_way(digests: Iterable[str]) -> set[str]:
    """The digests of captures without a site that give way to one of these."""
    return {bare for digest in digests if (bare := without_site(digest)) != digest}
