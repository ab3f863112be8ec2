# cython: infer_types=True, annotation_typing=False
"""The witness of looks: length, final stop and letters of a text, and the separators of a menu or trail."""

from __future__ import annotations

import re

from archiver.boilerplate import weights
from archiver.boilerplate.text.forms import PROSE, is_sentence
from archiver.boilerplate.witnesses.testimony import Testimony

_STEPS = ">»›/|→•·▸►"
_STEP, _ANGLE = re.compile(f" [{_STEPS}] "), re.compile(r" [>›→▸►] ")
_SHORT_TRAIL = 60
_HEADING, _SENTENCE = weights.bits("looks.heading"), weights.bits("looks.sentence")
_LINE, _TRAIL, _SYMBOLS = weights.bits("looks.line"), weights.bits("looks.trail"), weights.bits("looks.symbols")
_PROSE, _PROSE_200 = weights.bits("looks.prose"), weights.bits("looks.prose-200")
_PROSE_300 = weights.bits("looks.prose-300")


def looks(text: str, heading: bool) -> Testimony:
    """Length, final stop and letters of a text."""
    length = len(text)
    if length >= PROSE:
        return looks_long(length)
    stop = is_sentence(text)
    if not stop and is_trail(text):
        return Testimony("looks/1", _TRAIL, "a line of steps, as menus and trails have")
    bits = _HEADING if heading else _SENTENCE if stop else _LINE
    if not stop and 2 * _letters(text) < length - text.count(" "):
        bits = _SYMBOLS
    words = "a heading" if heading else "a sentence" if stop else "a line"
    return Testimony("looks/1", bits, f"{words} of {length} characters")


def looks_long(length: int) -> Testimony:
    """What it says of a text that it has so many characters, PROSE at least."""
    return Testimony("looks/1", prose_bits(length), f"running text of {length} characters")


def is_trail(text: str) -> bool:
    """Whether a line has two separators of steps or more ("Home > News > ...", "News / Region / ..."), or is short and
    has one that little else is written with ("The Daily › Sport")."""
    if not _has_step(text):
        return False
    return len(_STEP.findall(text)) >= 2 or (len(text) < _SHORT_TRAIL and _ANGLE.search(text) is not None)


def _has_step(text: str) -> bool:
    """Whether a separator of steps stands between spaces; few texts have one."""
    for i in range(1, len(text) - 1):
        if text[i] in _STEPS and text[i - 1] == text[i + 1] == " ":
            return True
    return False


def _letters(text: str) -> int:
    count = 0
    for c in text:
        if c.isalpha():
            count += 1
    return count


def prose_bits(length: int) -> float:
    """What running text of so many characters weighs by its length alone."""
    return _PROSE_300 if length >= 300 else _PROSE_200 if length >= 200 else _PROSE
