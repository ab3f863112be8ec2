# cython: infer_types=True, annotation_typing=False
"""The witness of HTML's places: the extractor's odds that a block belongs to the body."""

from __future__ import annotations

from archiver.boilerplate import weights
from archiver.boilerplate.text.forms import is_sentence
from archiver.boilerplate.witnesses.testimony import Testimony

# The most that the extractor's odds weigh, what one bit of them does, and of a part of a block.
_BODY, _BODY_PER_BIT, _BODY_PART = weights.bits("body.most"), weights.bits("body.per-bit"), weights.bits("body.part")
_BODY_END, _BODY_END_LINE = weights.bits("body.end"), weights.bits("body.end-line")


def most_at_end(text: str) -> float:
    """The most (bits) that the extractor's odds weigh for a block at the body's end, or known of the site before its
    first running text: where furniture may be written into the same element."""
    return _BODY_END if is_sentence(text) else _BODY_END_LINE


def place_bits(odds: float, whole: bool = True, most: float = _BODY) -> float:
    """What the HTML extractor's own odds weigh that a block belongs to the body. whole: asked of all of it, not of a
    part. most: against its being furniture; less of what `most_at_end` tells of."""
    bits = max(-most, min(_BODY, odds * _BODY_PER_BIT))
    return bits * (1.0 if whole else _BODY_PART) + 0.0  # no -0.0: what is equal must read the same


def by_place(bits: float) -> Testimony:
    """What the HTML extractor says, in words. bits: what that weighs (`place_bits`)."""
    tenths = int(10 * abs(bits) + 0.5)
    if abs(10 * abs(bits) - tenths) > 0.499:  # about halfway: which of the two, only all decimal digits tell
        return Testimony("extractor/1", bits, _told(bits > 0, f"{abs(bits):.1f}"))
    return Testimony("extractor/1", bits, _OUTSIDE[tenths] if bits > 0 else _INSIDE[tenths])


def _told(outside: bool, bits: str) -> str:
    return f"by its place in the page {'outside' if outside else 'inside'} the body ({bits} bits)"


# What the extractor says of so many tenths of a bit.
_INSIDE, _OUTSIDE = (
    tuple([_told(outside, f"{tenths / 10:.1f}") for tenths in range(int(10 * _BODY) + 1)]) for outside in (False, True)
)
