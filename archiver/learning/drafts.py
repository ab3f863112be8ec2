"""A row in the making: one page text of one article, with all captures that gave it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from archiver.boilerplate import keys_in, prints_of
from archiver.duplicates.versions import BEFORE_ALL, first_capture, headline
from archiver.lake.rows.captures import capture_row, raw_fields
from archiver.lake.rows.row import document_of, metadata_of, row_id
from archiver.pipeline import Page
from archiver.records import Document, Enrichment, JudgedDocument, RawLocation, page_text

Row = dict[str, Any]

READ_BESIDE_TEXT = ("title", "language", "section", "keywords")
"""Of the metadata, what enrichment reads."""


@dataclass
class Draft:
    """A row in the making: one page text of one article, with all captures that gave it.

    stored: the row as it is in the table; None for a new one. first: the capture that document, site and
    source are taken from. named: whether the source was looked for. prints: the document's blocks' keys, block by
    block, once they were looked for, and all of them (`keys`). judged, enrichment: filled in on the way.
    known_text: the clean text, once it was asked for (`text`).
    replaces: ids of the stored rows that this one takes the place of.
    """

    row_id: str
    article_id: str
    document: Document
    first: Row
    captures: dict[str, Row]
    site: str | None
    source: tuple[str, str] | None
    named: bool = True
    prints: list[Any] | None = None
    known_keys: frozenset[int] | None = None
    stored: Row | None = None
    judged: JudgedDocument | None = None
    known_text: str | None = None
    enrichment: Enrichment | None = None
    replaces: frozenset[str] = frozenset()

    @classmethod
    def of_page(cls, page: Page) -> Draft:
        """A page's draft; where its bytes lie is said later (`lies_at`)."""
        capture = capture_row(page.capture, page.digest, page.capture.raw)
        identity = row_id(page.article_id, page.content)
        captures = {page.digest: capture}
        return cls(identity, page.article_id, page.document, capture, captures, page.site, page.source, page.named)

    @classmethod
    def of_row(cls, row: Row) -> Draft:
        captures = {c["digest"]: c for c in row["captures"]}
        first = dict(first_capture(list(captures.values())))
        return cls(
            row["row_id"],
            row["id"],
            document_of(row),
            first,
            captures,
            row["site"],
            _source_of(row),
            stored=row,
            replaces=frozenset([row["row_id"]]),
        )

    def with_document(self, document: Document) -> Draft:
        """The draft with a document that was extracted anew; a page of another text is another row. Its source is
        looked for anew too, unless that is what the page's site is known by."""
        identity = row_id(self.article_id, page_text(document.blocks).encode())
        named = self.source is not None and self.source[0].casefold() == self.site
        return replace(self, row_id=identity, document=document, named=named, prints=None, known_keys=None)

    def lies_at(self, raw: RawLocation, *, records_before: int = 0) -> None:
        """Note where the bytes of the draft's one capture lie. records_before: added to its record's number."""
        (digest,) = self.captures
        record = self.first["input_record"]
        record = record if record is None else record + records_before
        self.first = {**self.first, "raw": raw_fields(raw), "input_record": record}
        self.captures = {digest: self.first}

    def without(self, digests: Collection[str]) -> Draft:
        """The draft as it is when these captures have given way; with none left, it must be joined or go.

        The document stays: of the captures of one page text, those that are left differ from it in what was stated.
        """
        left = {digest: capture for digest, capture in self.captures.items() if digest not in digests}
        first = dict(first_capture(list(left.values()))) if left else self.first
        return replace(self, captures=left, first=first)

    def join(self, other: Draft) -> None:
        """Take in another capture's draft of the same page text."""
        empty = not self.captures
        self.captures = {**other.captures, **self.captures}
        self.replaces |= other.replaces
        if empty or first_capture([self.first, other.first]) is other.first:
            self.document, self.first = other.document, other.first
            self.prints, self.known_keys = other.prints, other.known_keys
            self.site, self.source, self.named = other.site, other.source, other.named

    @property
    def keys(self) -> frozenset[int]:
        """The keys of the document's blocks, under which the row is found again. They are looked for once."""
        if self.known_keys is None:
            self.prints = prints_of(self.document.blocks) if self.prints is None else self.prints
            self.known_keys = keys_in(self.prints)
        return self.known_keys

    @property
    def seen(self) -> tuple[datetime, str]:
        """When this text was last seen. Of an article, the row with the greatest counts in statistics."""
        times = (c["fetched_at"] or BEFORE_ALL for c in self.captures.values())
        return max(times), self.row_id

    def judge(self, judged: JudgedDocument) -> None:
        """Note the verdicts."""
        self.judged, self.known_text = judged, None

    @property
    def text(self) -> str:
        """The clean text. It is put together once."""
        if self.known_text is None:
            assert self.judged is not None
            self.known_text = self.judged.text
        return self.known_text

    @property
    def text_is_new(self) -> bool:
        return self.stored is None or self.stored["text"] != self.text

    @property
    def version_is_new(self) -> bool:
        """Whether the text, or the headline by which versions are told apart too, is another one than is stored."""
        return self.stored is None or self.text_is_new or headline(self.stored) != self._headline

    @property
    def _headline(self) -> tuple[str | None, str]:
        said = self.document.metadata
        return said.title, next((one.origin for one in said.evidence if one.field == "title"), "")

    @property
    def source_is_new(self) -> bool:
        return self.stored is None or self.source != _source_of(self.stored)

    @property
    def may_move(self) -> bool:
        """Whether the article's versions may be numbered otherwise than they are stored."""
        if self.stored is None or self.version_is_new:
            return True
        return self.row_id != self.stored["row_id"] or self.captures.keys() != {
            c["digest"] for c in self.stored["captures"]
        }

    def needs_enrichment(self, looks_for: frozenset[str]) -> bool:
        """Whether anything that enrichment reads is new: the text, or what is stated beside it."""
        return bool(looks_for) and (self.text_is_new or self._states_otherwise)

    @property
    def _states_otherwise(self) -> bool:
        assert self.stored is not None and self.judged is not None
        then, now = metadata_of(self.stored), self.judged.document.metadata
        return any(getattr(then, name) != getattr(now, name) for name in READ_BESIDE_TEXT)


def _source_of(row: Row) -> tuple[str, str] | None:
    """The publisher's name of a stored row, and where it was found."""
    origin = next((e["origin"] for e in row["evidence"] if e["field"] == "source"), "")
    return (row["source"], origin) if row["source"] else None


def joined(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Drafts by row id, those of the same page text as one."""
    rows: dict[str, Draft] = {}
    for draft in drafts:
        if draft.row_id in rows:
            rows[draft.row_id].join(draft)
        else:
            rows[draft.row_id] = draft
    return rows
