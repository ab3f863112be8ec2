"""The values that flow from stage to stage, in the order in which a page becomes a record.

    Capture  ->  Document  ->  JudgedDocument  ->  Article  ->  a row of the table `articles`
    sources      extract       boilerplate         enrich       lake

Every value is frozen and complete: a stage returns a new one and edits none. Stages import this
module and not each other. Text is `str` in Unicode NFC (of HTML, CJK's
compatibility ideographs stay as they are) without NUL and without lone surrogates;
times are aware `datetime` in UTC; a field that the page says nothing about is None, or an empty
tuple: nothing is invented.

What comes by the hundred a page has `gc=False`: it holds nothing that could lead back to it, so Python's collector of
cycles need not know of it.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from archiver.moments import Moment

# ── sources: bytes come in ────────────────────────────────────────────────────────────────────


class Origin(Struct, frozen=True):
    """Where a capture was read: the answer to "which file, which record?" in every error.

    path: the input as the user named it ("dumps.zip!/a/b.txt.gz" for members; "-" for stdin).
    record: 1-based number of the record in that input; None where the input is one record.
    """

    path: str
    record: int | None = None

    def __str__(self) -> str:
        return self.path if self.record is None else f"{self.path}, record {self.record}"


class RawLocation(Struct, frozen=True):
    """Where the bytes of a capture lie in the archive's raw/ folder.

    file: name relative to raw/; offset, length: bytes of the compressed WARC record in that file (or of two: see
    `PackedRecord`); sha256: hex digest of the payload (the page's bytes), not of the record.
    """

    file: str
    offset: int
    length: int
    sha256: str


class Evidence(Struct, frozen=True):
    """Why a field of the metadata has its value: ("published", "JSON-LD datePublished")."""

    field: str
    origin: str


PICTURE_PATH = "picture"
"""The path of a block of a dump that is nothing but a picture's mark."""

ABOVE_TEXT = "above the text"
"""How the origin of a field begins that was concluded after judging, from the lines above a dump's text: it is no part
of the unjudged document, and is concluded again when the page is judged again."""


class Metadata(Struct, frozen=True):
    """What a page, or the input that carried it, says of itself. Each None means "says nothing".

    url: canonical URL (rel=canonical, og:url, ... checked against the capture's URL).
    source: the publisher's name. language: what the page declares, BCP 47, not what was detected.
    keywords, section: the publisher's own words. evidence: one entry for each field that is set.
    """

    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    description: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    source: str | None = None
    language: str | None = None
    evidence: tuple[Evidence, ...] = ()


class PackedRecord(Struct, frozen=True):
    """The WARC record that a page came in, as it was stored there: it can be kept as it is.

    content: one gzip member, which holds one `response` record. before: bytes of the record's block that stand before
    the page's body (the HTTP head); behind it stands nothing.
    """

    content: bytes
    before: int


class Capture(Struct, frozen=True):
    """One page as it came in: its bytes (HTML) or its text (dump), and all that is known of it.

    body: bytes for "html" (undecoded: the charset is the extractor's to find), str for "text".
    charset: as the transport declared it; None where unknown.
    site: the name given by the user or the record; None means: from the URL.
    stated: metadata that came beside the page (JSONL fields, a feed entry, a WordPress API answer);
        it outranks what the page says.
    fetched_at: when the bytes left their server; None where nobody knows. Never "now".
    raw: where the body lies in the archive's raw/ already (fetched pages); None: not there yet.
    packed: the WARC record that it came in, where there is one to be kept as it is. It says nothing else than the body.
    """

    kind: Literal["html", "text"]
    body: bytes | str
    origin: Origin
    url: str | None = None
    site: str | None = None
    input_id: str | None = None
    charset: str | None = None
    fetched_at: datetime | None = None
    stated: Metadata = Metadata()
    raw: RawLocation | None = None
    packed: PackedRecord | None = None


# ── extract: a page becomes blocks and what it says of itself ─────────────────────────────────


class Kind(enum.StrEnum):
    """What a block is, by its form, whether it is kept or not."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"


class Block(Struct, frozen=True, gc=False, array_like=True):  # in the spool: a page has hundreds
    """A piece of the page's text that is kept or removed as a whole.

    text: one line, white space folded, never empty; (a table's rows and a code block's lines are
        kept apart by "\\n").
    separator: what stands between the block before and this one in the page's text: "\\n", or "" / " "
        where a line was cut in two. `page_text` joins blocks with it.
    level: 1-6 for a heading, depth for a list item, else None.
    path: the place in the page's structure, as stable between pages of a site as can be:
        "body/main/article.post/div.entry/p"; None for dumps.
    body_odds: the extractor's log2 odds that the block is part of the body, None for dumps.
    link_density: share of the block's characters inside links, 0-1; None for dumps.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    separator: str = "\n"
    level: int | None = None
    path: str | None = None
    body_odds: float | None = None
    link_density: float | None = None


PageType = Literal["article", "liveblog", "part", "index", "paywall", "error", "consent", "other"]


class Document(Struct, frozen=True):
    """A page, cut into blocks: the whole visible text in reading order, nothing judged yet.

    page_type, page_type_confidence: what the page is, and how sure (0-1) the extractor is of that.
    """

    metadata: Metadata
    blocks: tuple[Block, ...]
    page_type: PageType = "article"
    page_type_confidence: float | None = None


def page_text(blocks: tuple[Block, ...] | tuple[JudgedBlock, ...]) -> str:
    """The whole page text: all blocks, kept and removed, in order, joined by their separators."""
    pieces: list[str] = []
    one: Any  # mypy does not conclude from `type(one) is not` what it is
    for one in blocks:
        block: Block = one.block if type(one) is JudgedBlock else one  # isinstance takes five times as long of a Struct
        pieces.append(block.separator)
        pieces.append(block.text)
    return "".join(pieces[1:])


# ── boilerplate: a verdict for each block ─────────────────────────────────────────────────────


class Verdict(Struct, frozen=True, gc=False):
    """Whether a block is kept, and why.

    rule: stable id of the rule that weighed most ("site-repetition/1", "lexicon/en.comments-closed").
    evidence: a short sentence of measured values. score: log2 odds that the block is furniture
    (bits; positive: removed).
    """

    kept: bool
    rule: str
    evidence: str
    score: float


class JudgedBlock(Struct, frozen=True, gc=False):
    """A block with its fingerprint (64-bit, of the text without what varies) and its verdict."""

    block: Block
    fingerprint: int
    verdict: Verdict


class JudgedDocument(Struct, frozen=True):
    """A document whose every block has a verdict. A block may have been cut in two on the way.

    statistics: digest of the facts about the site that the verdicts rest on; None where the page
    was judged alone. ruleset: digest of the rules, lexicon and parameters.
    """

    document: Document
    blocks: tuple[JudgedBlock, ...]
    ruleset: str
    statistics: str | None = None

    @property
    def text(self) -> str:
        """The clean body: kept blocks, one a line (a block cut off its neighbour starts a line too)."""
        return "\n".join([b.block.text for b in self.blocks if b.verdict.kept])


class LineAbove(Struct, frozen=True):
    """A line at a dump's beginning, with what judging knows of it.

    path: of its block, "" for none. framed: whether the site's pages have it there, or lines that begin or end so.
    spoken: whether the lexicon knows it as furniture; it is not asked about what is framed. kept: whether all of it is
    kept. text_like: whether nothing but its neighbours speaks against that.
    """

    text: str
    path: str = ""
    framed: bool = False
    spoken: bool = False
    kept: bool = False
    text_like: bool = False


# ── enrich: who and what it is about ──────────────────────────────────────────────────────────


class Topic(Struct, frozen=True):
    """An IPTC Media Topic: id ("20000065"), English label, score 0-1, the words that led to it."""

    id: str
    label: str
    score: float
    evidence: str


class Person(Struct, frozen=True):
    """A person named in the text.

    name: the fullest form in the text. aliases: other forms, most frequent first.
    mentions: how often named, all forms. roles: as written. offset: first mention, in characters of
    the clean text.
    """

    name: str
    aliases: tuple[str, ...]
    mentions: int
    roles: tuple[str, ...]
    offset: int


class Enrichment(Struct, frozen=True):
    """What was found out about the clean text; None means: not looked for (`--without`)."""

    language: str | None = None
    topics: tuple[Topic, ...] | None = None
    people: tuple[Person, ...] | None = None
    keyphrases: tuple[str, ...] | None = None
    version: str = ""
