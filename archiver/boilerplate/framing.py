"""Lines that hold another line of their page: 'Share "The night ferry is back" on Facebook' below that headline.

What varies from page to page in them is known, for it stands there by itself. So they have one more key: of their words
with the line that they hold left out, whatever it is made of.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate.fingerprint import Fingerprint, fingerprint, framed
from archiver.records import Block

# A headline stands among so many first blocks, and is so long (characters); shorter ones are words like others.
_HEAD = 24
_HEADLINE = range(15, 251)
# What frames it is a short line.
_LONGEST_FRAME = 60


def prints_of(blocks: Sequence[Block]) -> list[Fingerprint]:
    """The keys of a page's blocks, in their order. Pure."""
    lines = held(blocks)
    if not lines:
        return [fingerprint(block.text) for block in blocks]
    return [_print_of(block.text, lines) for block in blocks]


def held(blocks: Sequence[Block]) -> list[str]:
    """The page's first lines that stand in others as well, longest first."""
    first = {block.text for block in blocks[:_HEAD] if len(block.text) in _HEADLINE and block.text.count(" ") > 1}
    if not first:
        return []
    whole = "\n".join([block.text for block in blocks])
    return sorted((line for line in first if whole.find(line, whole.find(line) + 1) >= 0), key=lambda t: (-len(t), t))


def _print_of(text: str, lines: Sequence[str]) -> Fingerprint:
    sides = around(text, lines)
    return framed(text, *sides) if sides else fingerprint(text)


def around(text: str, lines: Sequence[str]) -> tuple[str, str] | None:
    """What stands before and after the first of these lines that a short line frames; None where it frames none."""
    for line in lines:
        if len(line) < len(text) <= len(line) + _LONGEST_FRAME and line in text:
            start = text.index(line)
            before, after = text[:start], text[start + len(line) :]
            if not (before[-1:].isalnum() or after[:1].isalnum()) and any(map(str.isalpha, before + after)):
                return before, after
    return None
