"""Lines of a site that vary in a part from page to page, as a person is shown them: "Read also: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archiver.boilerplate.keys.fingerprint import HEAD_WORDS, fingerprint, framed
from archiver.boilerplate.keys.framing import around, held
from archiver.boilerplate.text.names import SOMEONE, label_length, nameless
from archiver.boilerplate.text.said import as_said
from archiver.records import JudgedBlock

_RULE = "site-pattern/"
_VARIES = "…"
_COLON = re.compile(r"\s?[:：]")
_WORD = re.compile(rf"{SOMEONE}|[^\W_]+")


class Shared(NamedTuple):
    """What a line has in common with lines of other pages. key: under which the site's statistics count it."""

    key: int
    text: str


def shared_parts(blocks: Sequence[JudgedBlock]) -> list[tuple[Shared, ...]]:
    """For each block of a page, what a removed one may share with lines of other pages: what is round another line of
    its page, a label; its first and its last words, where it was removed for these. Of the rest nothing."""
    lines = held([block.text for block in as_said(tuple([block.block for block in blocks]))])
    return [() if block.verdict.kept else tuple(_shared(block, lines)) for block in blocks]


def _shared(block: JudgedBlock, lines: Sequence[str]) -> Iterator[Shared]:
    (whole,) = as_said((block.block,))
    text = whole.text
    if sides := around(text, lines):
        yield Shared(framed(text, *sides).frame, _VARIES.join(sides))
    elif (own := fingerprint(text)).head:
        varies = block.verdict.rule.startswith(_RULE)
        if varies or label_length(text):
            yield Shared(own.head, _beginning(text))
        if varies:
            yield Shared(own.tail, _ending(nameless(text)))


def _beginning(text: str) -> str:
    """The label that a line begins with, or its first words."""
    label = label_length(text)
    text = text if label else nameless(text)
    end = list(_WORD.finditer(text))[: label or HEAD_WORDS][-1].end()
    if colon := _COLON.match(text, end):
        end = colon.end()
    return _shown(text[:end]) + (f" {_VARIES}" if text[end:] else "")


def _ending(text: str) -> str:
    start = list(_WORD.finditer(text))[-HEAD_WORDS:][0].start()
    return (f"{_VARIES} " if start else "") + _shown(text[start:])


def _shown(text: str) -> str:
    return text.replace(SOMEONE, _VARIES)
