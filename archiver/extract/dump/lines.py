# cython: infer_types=True, annotation_typing=False
"""The lines of a dump, and which of them are one paragraph that was wrapped at a fixed width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from archiver.words.normal_form import is_normal

STOPS = ".!?…。！？।۔؟։።"
_WIDEST, _NARROWEST = 120, 20
_PARTED, _RAGGED = 3, 0.8
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_MARKED = re.compile(r"(?:[-*•◦▪‣·●○>|]|\d{1,3}[.)]|#{1,6})\s")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Marks without a glyph of their own: a line of nothing else is an empty line.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\xad"


class Line:
    """A line with its white space folded, or several that were one paragraph. indent: leading blanks. apart: an empty
    line stands before it."""

    def __init__(self, text: str, indent: int, apart: bool) -> None:
        self.text, self.indent, self.apart = text, indent, apart


def read_lines(text: str) -> list[Line]:
    """The lines that hold something, NFC, without NULs and lone surrogates."""
    lines: list[Line] = []
    apart = False
    for raw in (text if is_normal(text) else _tidied(text)).splitlines():
        if _is_folded(raw):
            folded, indent = raw, 0
        else:
            folded, indent = " ".join(raw.split()), len(raw) - len(raw.lstrip())
        if not folded or not (folded[0].isalnum() or folded.strip(_INVISIBLE)):
            apart = True
            continue
        lines.append(Line(folded, indent, apart))
        apart = False
    return lines


def _is_folded(line: str) -> bool:
    """Whether single spaces between words are all of a line's white space."""
    spaced = True
    for sign in line:
        if "!" <= sign < "\x85" or "\xa0" < sign < "\u1680":
            spaced = False
        elif sign == " ":
            if spaced:
                return False
            spaced = True
        elif sign.isspace():
            return False
        else:
            spaced = False
    return not spaced


def _tidied(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATES.sub("\ufffd", text)
    text = text.replace("\0", "")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def paragraphs(lines: list[Line]) -> list[Line]:
    """The lines as paragraphs: each line one, unless the dump was wrapped at a fixed width.

    A dump is wrapped if nearly every line is so full that the next line's first word would not have
    fitted (that is how wrapping programs decide), and if lines mostly end inside a sentence.
    """
    width = _width(lines)
    if not width:
        return lines
    starts = [n for n, line in enumerate(lines) if not (n and _continues(lines[n - 1], line, width))]
    return [_joined(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def _joined(lines: Sequence[Line]) -> Line:
    first = lines[0]
    glued = [_glue(before.text, line.text) + line.text for before, line in pairwise(lines)]
    return Line("".join([first.text, *glued]), first.indent, first.apart)


def _width(lines: Sequence[Line]) -> int:
    """The width at which the dump was wrapped, in characters; 0 where it was not. The items of a list stand one below
    the other and say nothing of it. Where words are parted at ends of lines, lines that stand alone say nothing either:
    in columns read from paper these are the pages' heads."""
    width = _width_by(lines, lines)
    if not width and _is_hyphenated(lines):
        width = _width_by(_in_company(lines), lines, _RAGGED)
    return width


def _is_hyphenated(lines: Sequence[Line]) -> bool:
    """Whether at least three lines, and one in ten, end with a hyphen behind a letter and go on in small letters."""
    parted = sum(not b.apart and _glue(a.text, b.text) == "" and a.text[-1] == "-" for a, b in pairwise(lines))
    return parted >= _PARTED and 10 * parted >= len(lines)


def _in_company(lines: Sequence[Line]) -> list[Line]:
    """The lines that have another right before or behind them, without an empty one between."""
    apart = [True, *(line.apart for line in lines[1:]), True]
    return [line for line, before, behind in zip(lines, apart, apart[1:], strict=False) if not (before and behind)]


def _width_by(measured: Sequence[Line], lines: Sequence[Line], share: float = 1.0) -> int:
    """The width where the longest of some lines tells it. share: of that; where type has no fixed width, lines of as
    many characters do not reach as far."""
    longest = 0
    for line in measured:
        text = line.text
        if len(text) > longest and (" " in text or not text.isascii()):
            longest = len(text)
    longest = int(longest * share)
    if not _NARROWEST <= longest <= _WIDEST:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if not (b.apart or _MARKED.match(b.text))]
    full = [a for a, b in pairs if _is_full(a.text, b.text, longest)]
    ended = sum(a.text[-1] in STOPS for a, b in pairs if not _is_full(a.text, b.text, longest))
    inside = sum(a.text[-1] not in STOPS for a in full)
    wrapped = len(full) >= 2 and len(full) >= 0.8 * (len(pairs) - ended) and inside >= 0.6 * len(full)
    return longest if wrapped else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted (nine tenths: `fmt` balances lines)."""
    word = 1 if _CJK.match(following) else len(following.split(" ", 1)[0]) + 1
    return len(line) + word >= 0.9 * width


def _continues(before: Line, line: Line, width: int) -> bool:
    return (
        not line.apart
        and line.indent <= before.indent + 1 + _hanging(before.text)
        and _is_full(before.text, line.text, width)
        and not _MARKED.match(line.text)
    )


def _hanging(text: str) -> int:
    """By how much the lines of a list's item hang below its text (characters); 0 of other lines."""
    found = _MARKED.match(text)
    return found.end() if found else 0


def _glue(before: str, after: str) -> str:
    """What a wrapped line's end stood for: a space, or nothing (Chinese, Japanese; after a hyphen)."""
    hyphenated = before[-1] == "-" and before[-2:-1].isalpha() and after[0].islower()
    return "" if hyphenated or (_CJK.match(before[-1]) and _CJK.match(after)) else " "
