# cython: infer_types=True, annotation_typing=False
"""A page as it is judged: what is asked of its blocks some dozen times each, read from their records once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from archiver.boilerplate.fingerprint import Fingerprint
from archiver.records import Block
from archiver.words.markdown import said


def is_html(blocks: Sequence[Block]) -> bool:
    """Whether an extractor has seen where the blocks stand. A dump's title and front matter have odds as well."""
    return bool(blocks) and blocks[0].link_density is not None


def as_said(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as they are judged: of a dump's lines what they say, without marks of Markdown. The same tuple where
    there are none."""
    if is_html(blocks):
        return blocks
    for block in blocks:
        if _may_be_marked(block.text):
            return tuple([_as_said(block) for block in blocks])
    return blocks


def _may_be_marked(text: str) -> bool:
    """Whether a text has signs without which `said` gives it back."""
    return "*" in text or "_" in text or "]" in text


def _as_said(block: Block) -> Block:
    words = said(block.text)
    return block if words == block.text else replace(block, text=words)


class Sheet:
    """A page's blocks, column by column, each with a row a block.

    blocks: see `as_said`. prints: their keys; none where they are not asked for. odds: the extractor's, None where it
    has stated none. inside, outside: whether an extractor of HTML has seen the block in the body, or out of it. html:
    see `is_html`.
    """

    def __init__(self, blocks: Sequence[Block], prints: Sequence[Fingerprint]) -> None:
        self.blocks = tuple(blocks)
        self.prints = list(prints)
        self.texts: list[str] = []
        self.odds: list[float | None] = []
        self.inside: list[bool] = []
        self.outside: list[bool] = []
        self.html = is_html(blocks)
        for block in self.blocks:
            odds = block.body_odds
            is_placed = block.link_density is not None
            is_outside = odds is not None and odds < 0
            self.texts.append(block.text)
            self.odds.append(odds)
            self.inside.append(is_placed and not is_outside)
            self.outside.append(is_placed and is_outside)
