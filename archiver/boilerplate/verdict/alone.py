"""Which blocks of one page of HTML are its body, without the reasons: for when only the text is asked for.

Judged alone, a block of HTML is weighed by two witnesses, the extractor and the lexicon, and the lexicon can
only speak against it. So it is asked only where its word could turn the verdict: of about one block in
twenty. At the body's end more is asked, as `judge` does it.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate import weights
from archiver.boilerplate.site.statistics import NO_FACTS
from archiver.boilerplate.units.dividing import tail_in
from archiver.boilerplate.units.sheet import Sheet
from archiver.boilerplate.units.tail import Tail
from archiver.boilerplate.verdict import chain
from archiver.boilerplate.witnesses.appeals import in_tail
from archiver.boilerplate.witnesses.extractor import most_at_end, place_bits
from archiver.boilerplate.witnesses.phrases import phrases
from archiver.records import Block


def kept_alone(blocks: Sequence[Block]) -> list[bool]:
    """Of each block of a page of HTML (all have body_odds): whether `judge` without facts or pins keeps it."""
    per_bit, most = -weights.bits("body.per-bit"), weights.bits("body.most")
    half = weights.bits("lexicon.html")
    against = weights.bits("lexicon.most-html") * half
    odds = [block.body_odds or 0.0 for block in blocks]
    out = [bits >= 0 for bits in odds]
    for n, bits in enumerate(odds):
        if bits >= 0:  # of some hundred blocks some twenty
            content = min(bits * per_bit, most)
            out[n] = content >= against or content >= _against(blocks[n].text) * half
    page = Sheet(blocks, [])
    tail = tail_in(page, NO_FACTS)
    at_end = [n for n in range(tail.start, len(blocks)) if page.inside[n]]
    own = [_at_end(blocks[n], tail) for n in at_end]
    for n, score in zip(at_end, chain.scores([-most, *own])[1:], strict=True):
        out[n] = score <= 0
    return out


def _at_end(block: Block, tail: Tail) -> float:
    """Bits for furniture of a block at the body's end, before its neighbours are asked."""
    placed, said = place_bits(block.body_odds or 0.0, True, most_at_end(block.text)), in_tail(block.text, tail.lines)
    return placed + _against(block.text) + (said.bits if said else 0.0)


def _against(text: str) -> float:
    """Bits of the lexicon's testimony on HTML, before its weight there."""
    said = phrases(text)
    return 0.0 if said is None else min(said.bits, weights.bits("lexicon.most-html"))
