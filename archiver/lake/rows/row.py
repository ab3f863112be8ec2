"""From the values that travel down the line to a row of the table, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from archiver.lake.rows.blocks import BlockRows
from archiver.moments import Moment
from archiver.records import (
    ABOVE_TEXT,
    Block,
    Document,
    Enrichment,
    Evidence,
    JudgedBlock,
    JudgedDocument,
    Kind,
    Metadata,
    Person,
    Topic,
    Verdict,
    page_text,
)
from archiver.words.counts import word_count

Row = dict[str, Any]


def row_id(article_id: str, text: bytes) -> str:
    """The id of the row for one page text (kept and removed blocks, UTF-8) of one article: 128 bits, hex."""
    digest = hashlib.sha256(f"{article_id}\0".encode())
    digest.update(text)
    return digest.hexdigest()[:32]


def to_row(
    article_id: str,
    judged: JudgedDocument,
    enrichment: Enrichment,
    *,
    site: str | None,
    captures: Sequence[Row],
    first: Row,
    identity: str | None = None,
    text: str | None = None,
    source: tuple[str, str] | None = None,
    ingested_at: datetime | None = None,
    archiver_version: str | None = None,
) -> Row:
    """A row that still lacks its place among the versions of its article.

    captures: all captures of this page text, from `capture_row`; first: the one that `judged` was made of; identity:
    its `row_id`, and text: the clean one, where these are known; source: the publisher's name and its evidence.
    version, is_version and is_current are set to those of an article with one row.
    """
    metadata = judged.document.metadata
    times = [c["fetched_at"] for c in captures if c["fetched_at"] is not None]
    return {
        "row_id": identity or row_id(article_id, page_text(judged.blocks).encode()),
        "id": article_id,
        "site": site,
        **_metadata_fields(metadata),
        **_source_fields(metadata, source),
        "language": enrichment.language or metadata.language,
        "declared_language": metadata.language,
        "page_type": judged.document.page_type,
        "page_type_confidence": judged.document.page_type_confidence,
        **judged_fields(judged, judged.text if text is None else text),
        **enrichment_fields(enrichment),
        "version": 1,
        "is_version": True,
        "is_current": True,
        **{name: first[name] for name in ("input_id", "input_path", "input_record", "raw")},
        "other_input_ids": _others([c["input_id"] for c in captures], first["input_id"]),
        "url_variants": _others([c["url"] for c in captures], metadata.url),
        "fetched_at": min(times, default=None),
        "last_fetched_at": max(times, default=None),
        "captures": sorted(captures, key=lambda c: str(c["digest"])),
        "ingested_at": ingested_at,
        "archiver_version": archiver_version,
    }


def _others(values: Sequence[str | None], own: str | None) -> list[str]:
    return sorted({v for v in values if v is not None and v != own})


def judged_fields(judged: JudgedDocument, text: str) -> Row:
    """The fields that change when a page is judged again: text (its clean one), blocks and what they rest on."""
    return {
        "text": text,
        "words": word_count(text),
        "blocks": BlockRows(judged.blocks),
        "ruleset": judged.ruleset,
        "statistics": judged.statistics,
    }


def _metadata_fields(metadata: Metadata) -> Row:
    return {
        "url": metadata.url,
        "title": metadata.title,
        "authors": list(metadata.authors),
        **_moment_fields("published", metadata.published),
        **_moment_fields("modified", metadata.modified),
        "description": metadata.description,
        "section": metadata.section,
        "keywords": list(metadata.keywords),
    }


def _source_fields(metadata: Metadata, found: tuple[str, str] | None) -> Row:
    """The source's name, its evidence beside that of the other fields, and what was declared."""
    evidence = [{"field": e.field, "origin": e.origin} for e in metadata.evidence]
    if found and metadata.source is None:
        evidence.append({"field": "source", "origin": found[1]})
    name = found[0] if found else metadata.source
    return {"source": name, "declared_source": metadata.source, "evidence": evidence}


def _moment_fields(name: str, moment: Moment | None) -> Row:
    at, precision, offset = (moment.at, moment.precision, moment.offset) if moment else (None, None, None)
    return {name: at, f"{name}_precision": precision, f"{name}_offset": offset}


def enrichment_fields(found: Enrichment) -> Row:
    """topics, people, keyphrases and enrich_version (not language, which weighs more than the text)."""
    return {
        "topics": None if found.topics is None else [_topic_row(t) for t in found.topics],
        "people": None if found.people is None else [_person_row(p) for p in found.people],
        "keyphrases": None if found.keyphrases is None else list(found.keyphrases),
        "enrich_version": found.version,
    }


def _topic_row(topic: Topic) -> Row:
    return {"id": topic.id, "label": topic.label, "score": topic.score, "evidence": topic.evidence}


def _person_row(person: Person) -> Row:
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "mentions": person.mentions,
        "roles": list(person.roles),
        "offset": person.offset,
    }


# ── and back ──────────────────────────────────────────────────────────────────────────────────


def metadata_of(row: Row) -> Metadata:
    """The metadata as the page and the input stated it, without what was concluded later."""
    concluded = {"source"} if row["declared_source"] is None else set()
    return Metadata(
        url=row["url"],
        title=row["title"],
        authors=tuple(row["authors"]),
        published=_moment(row, "published"),
        modified=_moment(row, "modified"),
        description=row["description"],
        section=row["section"],
        keywords=tuple(row["keywords"]),
        source=row["declared_source"],
        language=row["declared_language"],
        evidence=tuple(Evidence(e["field"], e["origin"]) for e in row["evidence"] if e["field"] not in concluded),
    )


def _moment(row: Row, name: str) -> Moment | None:
    at = row[name]
    return None if at is None else Moment(at, row[f"{name}_precision"], row[f"{name}_offset"])


def document_of(row: Row) -> Document:
    """The unjudged document of a stored row: blocks that the judge cut in two are whole again."""
    blocks = tuple(map(_block, _whole(row["blocks"])))
    return Document(_unconcluded(metadata_of(row)), blocks, row["page_type"], row["page_type_confidence"])


def _whole(blocks: Sequence[Row]) -> list[Row]:
    """Blocks as they were before any was cut in two."""
    whole: list[Row] = []
    for block in blocks:
        if whole and block["separator"] != "\n":
            before = whole.pop()
            block = {**before, "text": f"{before['text']}{block['separator']}{block['text']}"}
        whole.append(block)
    return whole


def _unconcluded(metadata: Metadata) -> Metadata:
    """Without what was concluded when the page was judged; "first line" is how ruleset 10 and before said it."""
    gone = [e.field for e in metadata.evidence if e.origin.startswith(ABOVE_TEXT) or e.origin == "first line"]
    if not gone:
        return metadata
    nothing = Metadata()
    evidence = tuple(e for e in metadata.evidence if e.field not in gone)
    return replace(metadata, **{name: getattr(nothing, name) for name in gone}, evidence=evidence)


def _block(row: Row) -> Block:
    return Block(
        text=row["text"],
        kind=Kind(row["kind"]),
        separator=row["separator"],
        level=row["level"],
        path=row["path"],
        body_odds=row["body_odds"],
        link_density=row["link_density"],
    )


def judged_of(row: Row) -> JudgedDocument:
    """The judged document of a stored row, cut as it was judged. Fingerprints come back signed."""
    document = replace(document_of(row), metadata=metadata_of(row))
    return JudgedDocument(document, judged_blocks_of(row), row["ruleset"] or "", row["statistics"])


def judged_blocks_of(row: Row) -> tuple[JudgedBlock, ...]:
    """The blocks of a stored row with their verdicts. Fingerprints come back signed."""
    return tuple(
        JudgedBlock(_block(b), b["fingerprint"], Verdict(b["kept"], b["rule"], b["evidence"], b["score"]))
        for b in row["blocks"]
    )
