"""Rows for tests of the lake, through the same functions as the real ones."""

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

START = datetime(2024, 5, 1, tzinfo=UTC)


def judged_block(text: str, kept: bool = True, **of_block: Any) -> JudgedBlock:
    fingerprint = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    verdict = Verdict(kept, "test.rule", f"evidence of {text[:10]}", 0.0 if kept else 12.5)
    return JudgedBlock(Block(text, **of_block), fingerprint, verdict)


def row(
    number: int,
    *,
    edition: int = 0,
    footer: str = "Comments are closed.",
    site: str | None = "fjordposten",
    raw: RawLocation | None = None,
    day: int | None = None,
) -> dict[str, Any]:
    """Article `number` in its edition: two paragraphs of its own, and the footer, which is removed."""
    blocks = (
        judged_block(f"Page {number} of the harbour log, edition {edition}."),
        judged_block(f"Its second paragraph, number {number}."),
        judged_block(footer, kept=False),
    )
    at = START + timedelta(days=day) if day is not None else None
    document = Document(Metadata(title=f"Page {number}"), tuple(b.block for b in blocks), "article")
    capture = Capture("text", "", Origin(f"{number}.txt"), site=site, fetched_at=at)
    digest = sha256(f"{number}/{edition}/{footer}/{site}/{day}".encode()).hexdigest()
    entry = capture_row(capture, digest, raw)
    identity = sha256(f"{site} {number}".encode()).hexdigest()[:32]
    judged = JudgedDocument(document, blocks, "ruleset", None)
    return to_row(identity, judged, Enrichment(language="en"), site=site, captures=[entry], first=entry)


def rich_row() -> dict[str, Any]:
    """A row in which every field has a value that is not its default."""
    blocks = (
        judged_block("Überschrift", kind=Kind.HEADING, level=2, path="main/h2", body_odds=3.25, link_density=0.5),
        judged_block("دەق — متن", separator="\n"),
        judged_block("tail cut off here", kept=False, separator=" "),
    )
    metadata = Metadata(
        url="https://example.org/a",
        title="Title",
        authors=("A. Author", "B. Author"),
        published=Moment(START, "minute", 120),
        modified=Moment(START + timedelta(days=1), "day", 0),
        source="The Source",
        language="de",
        section="Politik",
        keywords=("one", "two"),
        description="About",
        evidence=(Evidence("title", "meta og:title"), Evidence("source", "JSON-LD")),
    )
    whole = (blocks[0].block, Block("دەق — متن tail cut off here"))
    document = Document(metadata, whole, "liveblog", 0.75)
    found = Enrichment(
        language="de",
        topics=(Topic("medtop:1", "politics", 0.5, "Wahl"),),
        people=(Person("Ada Example", ("Example",), 3, ("editor",), 17),),
        keyphrases=("harbour log",),
        version="7",
    )
    stated = Metadata(title="stated", published=Moment(START, "second"))
    capture = Capture(
        "html", b"<p>", Origin("a.warc", 3), url="https://example.org/a?utm_source=x", input_id="42",
        charset="utf-8", fetched_at=START, stated=stated,
    )  # fmt: skip
    entry = capture_row(capture, "d" * 64, RawLocation("captures-000001.warc.gz", 7, 9, "e" * 64))
    judged = JudgedDocument(document, blocks, "ruleset", "facts")
    return to_row(
        "f" * 32, judged, found, site="example.org", captures=[entry], first=entry,
        source=("The Source", "JSON-LD"), ingested_at=START, archiver_version="1",
    )  # fmt: skip
