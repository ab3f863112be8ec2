"""What changed between two versions of an article: its own text apart from the furniture round it.

Lines are matched first, then words inside a changed line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Difference:
    """From one row of an article to another. title: as a line, where it is another. text: every line of the clean
    texts. furniture: removed blocks that came or went, each line "added" or "removed"; their order makes no difference.
    """

    title: tuple[ChangedLine, ...]
    text: tuple[ChangedLine, ...]
    furniture: tuple[ChangedLine, ...]

    @property
    def edits(self) -> tuple[ChangedLine, ...]:
        """Lines of the text that are not the same (the title apart)."""
        return tuple(line for line in self.text if line.change != "same")


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """Between two stored rows (their `title`, `text` and `blocks`)."""
    titles = before["title"] or "", after["title"] or ""
    return Difference(
        tuple(differences(*titles)) if titles[0] != titles[1] else (),
        tuple(differences(before["text"], after["text"])),
        tuple(_furniture(before, after)),
    )


def _furniture(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ChangedLine]:
    old, new = (Counter(b["text"] for b in row["blocks"] if not b["kept"]) for row in (before, after))
    yield from _whole("removed", (old - new).elements())
    yield from _whole("added", (new - old).elements())


def _whole(change: str, texts: Iterable[str]) -> Iterator[ChangedLine]:
    return (ChangedLine(change, (Span(change, text),)) for text in texts)


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
        yield from _whole("removed", old[i : i + 1])
        yield from _whole("added", new[i : i + 1])


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
