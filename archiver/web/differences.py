"""What changed between two versions of an article: lines matched first, then words inside a changed line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text: "same", "added" or "removed"."""

    change: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of either version. change: "same", "added", "removed", or "changed" where words differ."""

    change: str
    spans: tuple[Span, ...]


def differences(before: str, after: str) -> list[ChangedLine]:
    """Every line of two texts, in the order in which a reader meets them."""
    old, new = before.split("\n"), after.split("\n")
    found: list[ChangedLine] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            found += [ChangedLine("same", (Span("same", line),)) for line in old[a:b]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def _replaced(old: list[str], new: list[str]) -> Iterator[ChangedLine]:
    """Lines that stand for each other are compared word by word; the rest came or went whole."""
    for i in range(max(len(old), len(new))):
        if i < len(old) and i < len(new) and _alike(old[i], new[i]):
            yield ChangedLine("changed", tuple(_words(old[i], new[i])))
            continue
        if i < len(old):
            yield ChangedLine("removed", (Span("removed", old[i]),))
        if i < len(new):
            yield ChangedLine("added", (Span("added", new[i]),))


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() > 0.4


def _words(old: str, new: str) -> Iterator[Span]:
    a, b = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    for change, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if change == "equal":
            yield Span("same", "".join(a[i:j]))
            continue
        if i < j:
            yield Span("removed", "".join(a[i:j]))
        if k < m:
            yield Span("added", "".join(b[k:m]))
