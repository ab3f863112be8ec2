"""HTML becomes a Document: every visible block, each with the odds that it is part of the body."""

from __future__ import annotations

from datetime import datetime

from archiver.extract.blocks import blocks_of
from archiver.extract.markup.charset import in_utf8
from archiver.extract.model.body import Stated, body_model
from archiver.extract.page.scan import scan
from archiver.extract.page.tree import Tree
from archiver.extract.settling.settling import settled
from archiver.extract.stated import jsonld, metadata
from archiver.extract.stated.head import Head, read_head
from archiver.extract.stated.page_types import page_type
from archiver.extract.unshown import with_unshown
from archiver.records import Document


def extract(
    body: bytes, *, url: str | None = None, charset: str | None = None, fetched_at: datetime | None = None
) -> Document:
    """The page's blocks in reading order, nothing judged yet, and what the page says of itself.

    Blocks are the whole visible text; where a script would have shown the body, that body follows them
    (unshown.py). body_odds are log2 odds by the model (model/). Never raises for what a page
    is: an empty page has no blocks.
    """
    text = in_utf8(body, charset)
    page = scan(text)
    walked, head = page.walked, read_head(page)
    stated = stated_by(head)
    addresses = (url or "", head.canonical, head.meta("og:url"))
    odds = settled(walked, body_model().log2_odds(walked, stated), addresses)
    blocks = with_unshown(blocks_of(walked, odds), head.scripts, stated.article_body)
    kind, sure = page_type(head, blocks, url)
    said = metadata(head, Tree(text), walked, blocks, url, fetched_at)
    return Document(said, blocks, kind, round(sure, 2))


def stated_by(head: Head) -> Stated:
    """What the model asks of a page's head."""
    title = head.meta("og:title", "twitter:title") or head.title
    return Stated(title, head.meta("og:description", "description"), jsonld.article_body(head.graph))
