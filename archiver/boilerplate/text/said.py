# cython: infer_types=True, annotation_typing=False
"""What a page's blocks say, as they are judged."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

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
