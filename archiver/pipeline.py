# cython: infer_types=True, annotation_typing=False
"""The way of a page, as code: everything that is decided about one page, with no archive in sight.

    read -> extract -> judge alone -> name its source and site -> (judge with the site) -> enrich

`clean` is the whole way for one page. `archiver.ingesting` walks the same steps for many, with what the
archive knows of their sites. All of it is pure: the same capture gives the same page, everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from archiver.errors import InputError
from archiver.records import Capture, Document, Enrichment, Evidence, JudgedDocument, Metadata, page_text

if TYPE_CHECKING:
    from archiver.boilerplate import Fingerprint, Pins, SiteFacts
    from archiver.enrich.people.pipelines import Pipelines


LONG = 200_000
"""Bytes of a page's text. No news article has so many."""


class Page(Struct, frozen=True):
    """A capture, extracted and placed: what must be known before its site's pages are compared.

    digest: of the capture; two captures that are alike in all that is stored have the same.
    content: the whole page text, UTF-8. article_id: hex; from the canonical URL, else from site and that.
    site: the name under which its site's furniture is learned: the name given, else the URL's registrable
        host, else the publisher that the page itself names, in lower case; None where nothing tells (such
        a page is judged alone).
    source: the publisher's name and where it was found; None where nothing names it. named: whether it was
        looked for; else `publisher` is still to be asked.
    """

    capture: Capture
    document: Document
    content: bytes
    digest: str
    article_id: str
    site: str | None
    source: tuple[str, str] | None
    named: bool = True


class Cleaned(Struct, frozen=True):
    """One page with a verdict for each block, and its publisher's name (with evidence), if found."""

    judged: JudgedDocument
    source: tuple[str, str] | None


class Skimmed(Struct, frozen=True):
    """What `clean` finds of a page, without the reasons: its clean text (a block a line) and its source."""

    document: Document
    text: str
    source: tuple[str, str] | None


class Failed(Struct, frozen=True):
    """A capture that could not become a document. It goes to the quarantine."""

    capture: Capture
    error: InputError


def clean(capture: Capture, facts: SiteFacts | None = None, pins: Pins | None = None) -> Cleaned | Failed:
    """One page without an archive: extracted, judged (alone, or with a site's facts), its source named.

    A page without visible text is a page with an empty text.
    """
    from archiver.boilerplate import judge

    document = extract(capture)
    if isinstance(document, Failed):
        return document
    judged = judge(document, facts, pins=pins)
    alone = judged if facts is None and not pins else None
    return Cleaned(concluded(judged, facts), publisher(document, _site(capture, document), alone))


def concluded(judged: JudgedDocument, facts: SiteFacts | None) -> JudgedDocument:
    """With what the lines above a dump's text say, now that is known which of them are furniture: title, date, authors.

    Pure, as judging is. The line that is the title is no part of the text: it is in the record's field. HTML says such
    things elsewhere and stays as it is.
    """
    from archiver.boilerplate.verdict.above_text import above, titled
    from archiver.extract.dump.head import read_head

    head = read_head(above(judged, facts), judged.document)
    if head.metadata is judged.document.metadata and head.title_at is None:
        return judged
    document = replace(judged.document, metadata=head.metadata)
    blocks = judged.blocks if head.title_at is None else titled(judged.blocks, head.title_at)
    return replace(judged, document=document, blocks=blocks)


def skim(capture: Capture) -> Skimmed | Failed:
    """Text and source as `clean` gives them for the page alone, in less time: no verdict is put into words."""
    from archiver.boilerplate import kept_alone

    if capture.kind != "html":
        result = clean(capture)
        return result if isinstance(result, Failed) else _skimmed(result)
    document = extract(capture)
    if isinstance(document, Failed):
        return document
    kept = kept_alone(document.blocks)
    text = "\n".join(block.text for block, yes in zip(document.blocks, kept, strict=True) if yes)
    if document.metadata.source:
        return Skimmed(document, text, publisher(document, None))
    removed = [block.text for block, yes in zip(document.blocks, kept, strict=True) if not yes]
    return Skimmed(document, text, _named(document, removed, _site(capture, document)))


def _skimmed(result: Cleaned) -> Skimmed:
    return Skimmed(result.judged.document, result.judged.text, result.source)


def place(capture: Capture, digest: str | None = None, *, name_later: bool = False) -> Page | Failed:
    """Extract a capture, and find which article, site and publisher it belongs to. digest: where it is known.

    name_later: whoever judges the page anyway will ask for its publisher, if its place does not depend on that.
    A page without visible text cannot be an article: it fails.
    """
    from archiver.duplicates.identity import article_id, capture_digests

    document = extract(capture)
    if isinstance(document, Failed):
        return document
    if not document.blocks:
        return Failed(capture, InputError(capture.origin, "no-text", "no visible text on this page"))
    site = _site(capture, document)
    content = page_text(document.blocks).encode()
    # A text so long that judging it might never end is judged here, where a page's time is limited.
    named = not (name_later and site and len(content) < LONG)
    source = publisher(document, site) if named else None
    site = site or (source[0].casefold() if source else None)
    return Page(
        capture=capture,
        document=document,
        content=content,
        digest=digest or capture_digests(capture)[0],
        article_id=article_id(url=document.metadata.url, site=site, page_text=content),
        site=site,
        source=source,
        named=named,
    )


def extract(capture: Capture) -> Document | Failed:
    """The page's blocks and metadata; metadata that came beside the page outranks the page's own.

    An error that is ours (a bug) also fails this one page only: a run over a million pages goes on, and
    the quarantine names the page.
    """
    try:
        document = _extract(capture)
    except InputError as error:
        return Failed(capture, error)
    except MemoryError:
        return Failed(capture, InputError(capture.origin, "out-of-memory", "takes more memory than a page may"))
    except (Exception, RecursionError) as error:
        words = f"internal error, please report it: {type(error).__name__}: {error}"
        return Failed(capture, InputError(capture.origin, "internal-error", words))
    return document


def _extract(capture: Capture) -> Document:
    if isinstance(capture.body, str):
        from archiver.extract.text import extract as extract_dump

        document = extract_dump(capture.body, stated=capture.stated)
    else:
        from archiver.extract.html import extract as extract_html

        document = extract_html(capture.body, url=capture.url, charset=capture.charset, fetched_at=capture.fetched_at)
    metadata = outrank(capture.stated, document.metadata)
    if url := metadata.url or capture.url:
        metadata = replace(metadata, url=_canonical(url))
    return replace(document, metadata=metadata)


def outrank(stated: Metadata, found: Metadata) -> Metadata:
    """What was stated beside the page, and what the page says of itself where nothing was stated."""
    names = [name for name in Metadata.__struct_fields__ if name != "evidence" and getattr(stated, name)]
    if not names:
        return found
    known = {e.field for e in stated.evidence}
    evidence = (
        *stated.evidence,
        *(Evidence(name, "stated beside the page") for name in names if name not in known),
        *(e for e in found.evidence if e.field not in names),
    )
    return replace(found, **{name: getattr(stated, name) for name in names}, evidence=evidence)


def _canonical(url: str) -> str:
    from archiver.duplicates.urls import canonical_url

    return canonical_url(url)


def _site(capture: Capture, document: Document) -> str | None:
    from archiver.duplicates.urls import registrable_site

    url = capture.url or document.metadata.url
    return capture.site or (registrable_site(url) if url else None)


def publisher(
    document: Document,
    site: str | None,
    alone: JudgedDocument | None = None,
    prints: list[Fingerprint] | None = None,
) -> tuple[str, str] | None:
    """The publisher's name, from metadata or from what is furniture on this page alone.

    alone: the document judged alone, where that was done already. prints: its blocks' keys, where they are known.

    Alone, and not with the site's facts: else the name, and with it the site, would depend on which
    other pages were there.
    """
    if document.metadata.source:
        return _named(document, (), site)
    from archiver.boilerplate import as_said

    blocks = as_said(document.blocks)
    if alone is None or blocks is not document.blocks:  # a name is what a line says, not how it is marked
        from archiver.boilerplate import removed_alone
        from archiver.enrich.source import may_name

        if not may_name([block.text for block in blocks]):
            return None
        return _named(document, removed_alone(document, prints), site)
    removed = [b.block.text for b in alone.blocks if not b.verdict.kept]
    return _named(document, removed, site)


def _named(document: Document, removed: Sequence[str], site: str | None) -> tuple[str, str] | None:
    from archiver.enrich.source import source_name

    return source_name(document.metadata, removed, site)


def enrich(judged: JudgedDocument, source: str | None, looks_for: frozenset[str], pipelines: Pipelines) -> Enrichment:
    """Language, topics, people and key phrases of a clean text. looks_for: which of them.

    pipelines: larger models for people, by language.
    """
    return enrich_text(judged.text, judged.document.metadata, source, looks_for, pipelines)


def enrich_text(
    text: str, metadata: Metadata, source: str | None, looks_for: frozenset[str], pipelines: Pipelines
) -> Enrichment:
    """`enrich` of a clean text that was stored. metadata: what the page states; source: its publisher."""
    from archiver.enrich import enrich as find

    return find(
        text,
        title=metadata.title,
        declared_language=metadata.language,
        section=metadata.section,
        keywords=metadata.keywords,
        source=source,
        looks_for=looks_for,
        pipelines=pipelines,
    )


def block_languages(judged: JudgedDocument) -> tuple[str | None, ...]:
    """The language of each block, kept or removed; None where the page has none at all.

    A short block has its page's language: that of the most letters, unless its script is another.
    """
    from archiver.enrich.language import detect_blocks

    texts = [b.block.text for b in judged.blocks]
    found = detect_blocks(texts, judged.document.metadata.language)
    return tuple(language.code if language else None for language in found)
