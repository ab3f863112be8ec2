# cython: infer_types=True, annotation_typing=False
"""A text dump becomes a document: its paragraphs, headings, lists and quotes, and what its head says.

A dump has no tags, only lines; what a line is shows in its form and in its neighbours. Every line
of the text is in some block, in order: `page_text(document.blocks)` is the dump, white space folded.

Lines that only tell of the article (its fields, title, byline, date, rules of dashes, and pictures of
Markdown) are blocks too, marked by `path` ("front-matter", "front-matter/title", "rule", "picture") and by odds
against their being body text; all other blocks have neither, for a dump says nothing more of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from archiver.extract.dump.front import Front, read_back, read_front
from archiver.extract.dump.kinds import classify
from archiver.extract.dump.lines import Line, paragraphs, read_lines
from archiver.extract.dump.titles import TITLE_PATH
from archiver.records import PICTURE_PATH, Block, Document, Evidence, Kind, Metadata
from archiver.words.markdown import is_picture, said

# Bits. Beyond what a neighbourhood of body text can outweigh: the form has left no doubt.
_NOT_BODY = -12.0
_HEAD = 60
"""Lines among which the article's head is looked for."""
_RULE = re.compile(r"[-=*_~#·•.\s—–]{3,}|\*{1,3}|\f")


def extract(text: str, *, stated: Metadata = Metadata()) -> Document:  # noqa: B008 - frozen
    """Blocks and metadata of one article's text.

    text: one article, any line ends; hard-wrapped lines are joined. stated: metadata that came
    beside the text; it outranks what the text says.
    A text without visible characters gives no blocks.
    """
    found = paragraphs(read_lines(text))
    front = _front(found)
    _read_back(found, front)
    kinds = classify(found, skip=front.lines)
    blocks = [_block(line.text, number, front, *kinds[number]) for number, line in enumerate(found)]
    return Document(_merged(stated, front.metadata), tuple(_without_split_tables(blocks)))


def _front(found: Sequence[Line]) -> Front:
    """What the first lines say of the article; pictures, which say nothing, may stand anywhere."""
    texts = [line.text for line in found[:_HEAD]]
    if not texts:
        return Front()
    if not any("*" in text or "_" in text or "]" in text for text in texts):
        return read_front(texts)
    worded = [number for number, text in enumerate(texts) if not is_picture(text)]
    if not worded:
        return Front()
    front = read_front([said(texts[number]) for number in worded])
    front.lines = {worded[number] for number in front.lines}
    if front.title_line is not None:
        front.title_line = worded[front.title_line]
    return front


def _read_back(found: Sequence[Line], front: Front) -> None:
    """What the last lines say of the article, where they are the fields of a database's export."""
    texts = [line.text for line in found[-_HEAD:]]
    if len(texts) < 2 or ":" not in texts[-1]:
        return
    ahead = len(found) - len(texts)
    back = Front()
    read_back(texts, back)
    for evidence in back.evidence:
        front.take(evidence.field, back.values[evidence.field], evidence.origin, -1)
    front.lines.discard(-1)
    front.lines.update(ahead + number for number in back.lines)


def _block(text: str, number: int, front: Front, kind: Kind, level: int | None) -> Block:
    if number in front.lines:
        title = number == front.title_line
        return Block(
            text,
            Kind.HEADING if title else Kind.PARAGRAPH,
            level=1 if title else None,
            path=TITLE_PATH if title else "front-matter",
            body_odds=_NOT_BODY,
        )
    if not text[0].isalnum() and _RULE.fullmatch(text):
        return Block(text, path="rule", body_odds=_NOT_BODY)
    if text[0] in "![" and is_picture(text):
        return Block(text, path=PICTURE_PATH, body_odds=_NOT_BODY)
    return Block(text, kind, level=level)


def _without_split_tables(blocks: Sequence[Block]) -> list[Block]:
    """Rows of a table that stand together are one block, row by row."""
    merged: list[Block] = []
    table = Kind.TABLE
    for block in blocks:
        if block.kind is table and merged and merged[-1].kind is table:
            merged[-1] = replace(merged[-1], text=f"{merged[-1].text}\n{block.text}")
        else:
            merged.append(block)
    return merged


def _merged(stated: Metadata, found: Metadata) -> Metadata:
    """What was stated, and for what it leaves open, what the text says."""
    names = [e.field for e in found.evidence if not getattr(stated, e.field)]
    told = {name: getattr(found, name) for name in names}
    kept: tuple[Evidence, ...] = tuple(e for e in found.evidence if e.field in told)
    return replace(stated, **told, evidence=stated.evidence + kept) if told else stated
