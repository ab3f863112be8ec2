"""Rows for tests of the web pages: one whose every field attacks, and an article of two versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from archiver.lake.rows.captures import capture_row
from archiver.lake.rows.row import to_row
from archiver.moments import Moment
from archiver.records import (
    Block,
    Capture,
    Document,
    Enrichment,
    Evidence,
    JudgedBlock,
    JudgedDocument,
    Kind,
    Metadata,
    Origin,
    Person,
    RawLocation,
    Topic,
    Verdict,
)

START = datetime(2031, 5, 1, 12, tzinfo=UTC)
ATTACK = """=x"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;{{7*7}}</style>"""
HOSTILE_ID = "a" * 32
VERSIONS_ID = "b" * 32


def judged(text: str, kept: bool = True, kind: Kind = Kind.PARAGRAPH, why: str = "reason") -> JudgedBlock:
    fingerprint = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    return JudgedBlock(Block(text, kind), fingerprint, Verdict(kept, why, why, -3.0 if kept else 9.0))


def hostile() -> dict[str, Any]:
    """An article that has ATTACK wherever a text can stand, and an address that is a script."""
    blocks = tuple(judged(f"{ATTACK} {kind}", kept, kind, ATTACK) for kind in Kind for kept in (True, False))
    metadata = Metadata(
        url=f"javascript:alert(3)//{ATTACK}", title=ATTACK, authors=(ATTACK,), published=Moment(START, "second"),
        modified=Moment(START, "year"), source=ATTACK, language="en", section=ATTACK, keywords=(ATTACK,),
        description=ATTACK, evidence=(Evidence("title", ATTACK),),
    )  # fmt: skip
    found = Enrichment(
        language="en",
        topics=(Topic(f"t{ATTACK}", ATTACK, 0.5, ATTACK),),
        people=(Person(ATTACK, ("script", ATTACK), 3, (ATTACK,), 0),),
        keyphrases=(ATTACK,),
    )
    return _row(HOSTILE_ID, blocks, metadata, found, ATTACK)


def versions() -> list[dict[str, Any]]:
    """Two versions of an article: a word is another, a paragraph is new."""
    first = [judged("The bridge cost five million."), judged("It opens in May.")]
    second = [judged("The bridge cost nine million."), judged("It opens in May."), judged("The mayor regrets it.")]
    metadata = Metadata(title="The bridge", published=Moment(START - timedelta(days=1), "day"), source="Span")
    rows = [_row(VERSIONS_ID, tuple(b), metadata, Enrichment(language="en"), "span") for b in (first, second)]
    rows[0] |= {"version": 1, "is_version": True, "is_current": False}
    rows[1] |= {"version": 2, "is_version": True, "is_current": True}
    return rows


def _row(
    identity: str, blocks: tuple[JudgedBlock, ...], metadata: Metadata, found: Enrichment, site: str
) -> dict[str, Any]:
    document = Document(metadata, tuple(b.block for b in blocks))
    capture = Capture("html", b"<p>", Origin(site, 3), url=metadata.url, fetched_at=START)
    digest = sha256(repr(blocks).encode()).hexdigest()
    entry = capture_row(capture, digest, RawLocation("captures-000001.warc.gz", 7, 9, "e" * 64))
    source = (metadata.source, "stated") if metadata.source else None
    return to_row(
        identity, JudgedDocument(document, blocks, "rules"), found, site=site, captures=[entry], first=entry,
        source=source, ingested_at=START, archiver_version="1",
    )  # fmt: skip
