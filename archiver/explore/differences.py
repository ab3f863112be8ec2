"""What changed between two versions of an article: its own text apart from the furniture round it.

Lines are matched first, then words inside a changed line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

MOST_PAIRS = 4_000_000
"""Pairs of equal words, or lines, up to which two texts are compared word by word (a second or so)."""


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
    texts. furniture: removed blocks that came or went, the headlines apart, each line "added" or "removed"; their order
    makes no difference.
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
    old, new = (
        Counter(b["text"] for b in row["blocks"] if not b["kept"] and b["text"] != row["title"])
        for row in (before, after)
    )
    yield from _whole("removed", (old - new).elements())
    yield from _whole("added", (new - old).elements())


def _whole(change: str, texts: Iterable[str]) -> Iterator[ChangedLine]:
    return (ChangedLine(change, (Span(change, text),)) for text in texts)


def differences(before: str, after: str) -> list[ChangedLine]:
    """Every line of two texts, in the order in which a reader meets them."""
    old, new = before.split("\n"), after.split("\n")
    found: list[ChangedLine] = []
    for change, a, b, c, d in _opcodes(old, new):
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
    a, b = old.split(), new.split()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return (matcher.ratio() if _pairs(a, b) <= MOST_PAIRS else matcher.quick_ratio()) > 0.4


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """difflib's; where that would take too long, the whole of one for the whole of the other."""
    if _pairs(old, new) > MOST_PAIRS:
        return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _pairs(old: list[str], new: list[str]) -> int:
    """Pairs of equal items, which difflib goes through, at worst as often as there are changes."""
    counted = Counter(new)
    return sum(n * counted[item] for item, n in Counter(old).items())


def _words(old: str, new: str) -> Iterator[Span]:
    """Words with the space behind them: as tokens of their own, spaces would be half of all, and each like each."""
    a, b = (re.findall(r"\s+|\S+\s*", text) for text in (old, new))
    for change, i, j, k, m in _opcodes(a, b):
        before, after = "".join(a[i:j]), "".join(b[k:m])
        if change == "equal":
            yield Span("same", before)
            continue
        shared = _shared_space(before, after)
        if gone := before[: len(before) - len(shared)]:
            yield Span("removed", gone)
        if come := after[: len(after) - len(shared)]:
            yield Span("added", come)
        if shared:
            yield Span("same", shared)


def _shared_space(before: str, after: str) -> str:
    """The space that both end with, where it is the same."""
    space = before[len(before.rstrip()) :]
    return space if space == after[len(after.rstrip()) :] else ""
