# cython: infer_types=True, annotation_typing=False
"""A page as it is judged: what is asked of its blocks some dozen times each, read from their records once."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate.keys.fingerprint import Fingerprint
from archiver.boilerplate.text.said import is_html
from archiver.records import Block


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
