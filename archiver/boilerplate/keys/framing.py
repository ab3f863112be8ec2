# cython: infer_types=True, annotation_typing=False
"""Lines that hold another line of their page: 'Share "The night ferry is back" on Facebook' below that headline.

What varies from page to page in them is known, for it stands there by itself. So they have one more key: of their words
with the line that they hold left out, whatever it is made of.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.boilerplate.keys.fingerprint import Fingerprint, fingerprint, framed
from archiver.boilerplate.text.said import as_said
from archiver.records import Block

# A headline stands among so many first blocks, and is so long (characters); shorter ones are words like others.
_HEAD = 24
_SHORTEST, _LONGEST = 15, 250
# So much of it is looked for first (characters): it is found sooner, and hardly ever.
_BEGIN = 8
# What frames it is a short line.
_LONGEST_FRAME = 60


def prints_of(blocks: tuple[Block, ...]) -> list[Fingerprint]:
    """The keys of a page's blocks, in their order. Pure."""
    return prints_in([block.text for block in as_said(blocks)])


def prints_in(texts: list[str]) -> list[Fingerprint]:
    """The keys of a page's blocks with these texts, in their order."""
    lines = held(texts)
    if not lines:
        return [fingerprint(text) for text in texts]
    return [_print_of(text, lines) for text in texts]


def held(texts: list[str]) -> list[str]:
    """The page's first lines that stand in others as well, which are a little longer; longest first."""
    first = {text for text in texts[:_HEAD] if _SHORTEST <= len(text) <= _LONGEST and text.count(" ") > 1}
    lines = [line for line in first if _is_held(line, texts)]
    return sorted(lines, key=_longest_first) if len(lines) > 1 else lines


def _longest_first(line: str) -> tuple[int, str]:
    return -len(line), line


def _is_held(line: str, texts: list[str]) -> bool:
    begin = line[:_BEGIN]
    for text in texts:
        if len(line) < len(text) <= len(line) + _LONGEST_FRAME and begin in text and line in text:
            return True
    return False


def _may_frame(text: str, line: str) -> bool:
    return len(line) < len(text) <= len(line) + _LONGEST_FRAME and line in text


def _print_of(text: str, lines: Sequence[str]) -> Fingerprint:
    sides = around(text, lines)
    return framed(text, *sides) if sides else fingerprint(text)


def around(text: str, lines: Sequence[str]) -> tuple[str, str] | None:
    """What stands before and after the first of these lines that a short line frames; None where it frames none."""
    for line in lines:
        if _may_frame(text, line):
            start = text.index(line)
            before, after = text[:start], text[start + len(line) :]
            if not (before[-1:].isalnum() or after[:1].isalnum()) and any(map(str.isalpha, before + after)):
                return before, after
    return None
