"""One article as a person reads it: blocks set as what they are, people and topics marked in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archiver.explore.search.folding import fold

Row = dict[str, Any]

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ku-Arab ps sd ug ur yi".split())
"""Languages that are written from right to left."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on which one thing is marked. person, topic: what it names; empty where nothing."""

    text: str
    person: str = ""
    topic: str = ""
    topic_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to set. kind: as stored. items: its lines (rows of a table). why: the evidence that removed it."""

    kind: str
    level: int
    kept: bool
    lines: tuple[tuple[Run, ...], ...]
    rule: str = ""
    why: str = ""
    bits: float = 0.0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring pieces that are set as one: the items of a list, or a single other piece."""

    kind: str
    pieces: tuple[Piece, ...]


def direction(language: str | None) -> str:
    """`rtl`, `ltr`, or `auto` where the language is not known."""
    if not language:
        return "auto"
    return "rtl" if language in RIGHT_TO_LEFT or language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def passages(row: Row, *, removed: bool = False) -> list[Passage]:
    """The blocks of a stored row, in order; with `removed`, those that were taken out too, in their places.

    The first heading is left out where it only repeats the title, which stands above the text.
    """
    marks = Marks.of(row)
    found: list[Passage] = []
    for number, block in enumerate(row["blocks"], 1):
        if not block["kept"] and not removed:
            continue
        if not found and block["kept"] and _same(block["text"], row["title"]):
            continue
        piece = _piece(block, number, marks)
        if found and piece.kind == "list-item" and found[-1].kind == "list-item":
            found[-1] = Passage("list-item", (*found[-1].pieces, piece))
        else:
            found.append(Passage(piece.kind, (piece,)))
    return found


def standfirst(row: Row) -> str:
    """The page's own summary, unless it is only the beginning of the text again."""
    summary = " ".join((row["description"] or "").split())
    return "" if " ".join(row["text"][:600].split()).startswith(summary[:60]) else summary


def _same(text: str, title: str | None) -> bool:
    return bool(title) and text.casefold().strip() == str(title).casefold().strip()


def _piece(block: Row, number: int, marks: Marks) -> Piece:
    text = re.sub(r"^[•·*–-]\s+", "", block["text"]) if block["kind"] == "list-item" else block["text"]
    kept = block["kept"]
    lines = tuple(tuple(marks.runs(line)) if kept else (Run(line),) for line in text.split("\n"))
    return Piece(
        block["kind"],
        block["level"] or 0,
        kept,
        lines,
        block["rule"] or "",
        block["evidence"] or "",
        block["score"] or 0.0,
        number,
    )


def _folded(text: str) -> str:
    """Text of the same length, character by character as a searcher reads it: without accents and capitals."""
    if text.isascii():
        return text.lower()
    return "".join([plain if len(plain := fold(sign)) == 1 else sign for sign in text])


class Marks:
    """Finds people and the words that led to topics in the text of one article.

    A topic's words are told without accents ("lohne"), and stand in the text with them ("Löhne").
    """

    def __init__(self, people: dict[str, str], topics: dict[str, Row]) -> None:
        self._people = people
        self._topics = {_folded(word): topic for word, topic in topics.items()}
        forms = sorted({*map(_folded, people), *self._topics}, key=len, reverse=True)
        joined = "|".join(re.escape(form) for form in forms)
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if forms else None

    @classmethod
    def of(cls, row: Row) -> Marks:
        people = {form: p["name"] for p in row["people"] or () for form in (*p["aliases"], p["name"]) if form.strip()}
        topics = {word: topic for topic in reversed(row["topics"] or ()) for word in evidence_words(topic)}
        return cls(people, topics)

    def runs(self, text: str) -> Iterator[Run]:
        """The text in pieces, in order; joined they are the text."""
        end = 0
        for match in self._pattern.finditer(_folded(text)) if self._pattern else ():
            run = self._run(text[match.start() : match.end()])
            if run is None:
                continue
            if match.start() > end:
                yield Run(text[end : match.start()])
            yield run
            end = match.end()
        if end < len(text) or not text:
            yield Run(text[end:])

    def _run(self, form: str) -> Run | None:
        """A person is named as written; a topic's word may have capitals and accents."""
        if person := self._people.get(form):
            return Run(form, person=person)
        if topic := self._topics.get(_folded(form)):
            return Run(form, topic=topic["label"], topic_id=topic["id"])
        return None


def evidence_words(topic: Row) -> list[str]:
    """The words that led to a topic, without what it says of where they stood ("publisher: ")."""
    words = re.split(r",|\w+: ", topic["evidence"] or "")
    return [word.strip().lower() for word in words if word.strip()]


def counts(blocks: Iterable[Row]) -> tuple[int, int, float]:
    """Blocks kept, blocks removed, and the share of characters that was removed (0-1)."""
    listed = list(blocks)
    kept = [b for b in listed if b["kept"]]
    total = sum(len(b["text"]) for b in listed)
    out = total - sum(len(b["text"]) for b in kept)
    return len(kept), len(listed) - len(kept), out / total if total else 0.0
