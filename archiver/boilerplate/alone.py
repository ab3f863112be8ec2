"""Which blocks of one page of HTML are its body, without the reasons: for when only the text is asked for.

Judged alone, a block of HTML is weighed by two witnesses, the extractor and the lexicon, and the lexicon can
only speak against it. So it is asked only where its word could turn the verdict: of about one block in
twenty.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate import weights
from archiver.records import Block


def kept_alone(blocks: Sequence[Block]) -> list[bool]:
    """Of each block of a page of HTML (all have body_odds): whether `judge` without facts or pins keeps it."""
    per_bit, most = -weights.bits("body.per-bit"), weights.bits("body.most")
    half = weights.bits("lexicon.html")
    against = weights.bits("lexicon.most-html") * half
    out = []
    for block in blocks:
        content = min(most, max(-most, (block.body_odds or 0.0) * per_bit))
        out.append(content >= 0 and (content >= against or content >= _against(block.text) * half))
    return out


def _against(text: str) -> float:
    """Bits of the lexicon's testimony on HTML, before its weight there."""
    from archiver.boilerplate.witnesses import phrases

    said = phrases(text)
    return 0.0 if said is None else min(said.bits, weights.bits("lexicon.most-html"))
