"""Which article a page is: the id that all of its captures share."""

from __future__ import annotations

import hashlib

from archiver.duplicates.urls import identity_url


def article_id(*, url: str | None, site: str | None, page_text: str) -> str:
    """The id: 128 bits in hex, from the canonical URL where there is one, else from site and page text.

    page_text is the whole text, kept and removed, so that the id does not change with what is removed.
    """
    seed = f"url\0{identity_url(url)}" if url else f"text\0{site or ''}\0{page_text}"
    return hashlib.sha256(seed.encode()).hexdigest()[:32]
