"""Units of judging: a page's blocks, and the sentences of furniture that hang at a block's end or beginning.

A unit is judged as a whole. A block is taken apart only where its outer sentences look like furniture by
themselves (known from other pages, or all lexicon); whether they are is decided with all other units, and
units of one block that get the same verdict are put together again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from archiver.boilerplate.fingerprint import sentence_spans, whole_key
from archiver.records import Block

# A block of so many characters is running text.
PROSE = 120
# "date 2022-03-23 Share:" before a paragraph's first words; the colon or bar ends it, not a full stop.
_HEAD_RESIDUE = re.compile(r"[^.!?]{0,80}?\d[^.!?]{0,40}?[:|»](?= \S)")


@dataclass(frozen=True, slots=True)
class Unit:
    """What gets one verdict: a block, or a part of it.

    block: index in the page's blocks. text: of the unit. start, end: characters of the block's text.
    plain: running text whose outer sentences say nothing of furniture; the lexicon is not asked about it.
    """

    block: int
    text: str
    start: int
    end: int
    plain: bool

    def is_whole(self, blocks: Sequence[Block]) -> bool:
        """Whether it is all of its block."""
        return self.end - self.start == len(blocks[self.block].text)


def units_of(index: int, block: Block, suspicious: Callable[[str, int], bool]) -> list[Unit]:
    """The block as units: one, or its middle and the outer sentences that `suspicious(text, key)` names."""
    text = block.text
    spans = sentence_spans(text)
    head = _head_residue(text, suspicious)
    last = len(spans)
    while last > 0 and spans[last - 1][0] >= head and _is(suspicious, text, spans[last - 1]):
        last -= 1
    first = 0
    while first < last and spans[first][0] >= head and _is(suspicious, text, spans[first]):
        first += 1
    bounds = [(0, head)] if head else []
    bounds += spans[:first]
    if first < last:
        bounds.append((max(head, spans[first][0]), spans[last - 1][1]))
    bounds += spans[last:]
    if len(bounds) == 1:
        hidden = any(_is(suspicious, text, span) for span in spans[-3:-1])
        return [Unit(index, text, 0, len(text), len(text) >= PROSE and not hidden and len(spans) == last > 1)]
    return [_unit(index, text, start, end) for start, end in bounds]


def piece(block: Block, start: int, end: int, before: int) -> Block:
    """The part start:end of a block, with the space between it and the part that ended at `before`."""
    separator = block.text[before:start] if start else block.separator
    return replace(block, text=block.text[start:end], separator=separator)


def _head_residue(text: str, suspicious: Callable[[str, int], bool]) -> int:
    match = _HEAD_RESIDUE.match(text)
    return match.end() if match and _is(suspicious, text, match.span()) else 0


def _unit(index: int, text: str, start: int, end: int) -> Unit:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Unit(index, text[start:end], start, end, False)


def _is(suspicious: Callable[[str, int], bool], text: str, span: tuple[int, int]) -> bool:
    part = text[slice(*span)]
    return suspicious(part, whole_key(part))
