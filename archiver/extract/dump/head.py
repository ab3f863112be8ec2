# cython: infer_types=True, annotation_typing=False
"""Title, date and authors of a dump out of the lines above its text, once it is known which of them are furniture.

`archiver.extract.text` sees one page; which of its first lines are a menu shows on the site's other pages. So this is
asked after judging, with what judging saw of each line. What was stated, or said in fields, is not asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from archiver.extract.dump.about import Told, told
from archiver.extract.dump.lines import STOPS
from archiver.extract.dump.titles import title_line
from archiver.extract.stated.names import is_role, like_person
from archiver.records import ABOVE_TEXT, Document, Evidence, LineAbove, Metadata

_QUESTIONS = {ord(mark): None for mark in "!?！？؟…"}
_STOPS = STOPS.translate(_QUESTIONS)
_SENTENCE, _PARAGRAPH = 40, 180
_WIDE = re.compile("[\u3040-\U0010ffff]")
_REMEMBERED = 8192
"""Lines of furniture stand above every text of a site: what they tell is worked out once."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a dump's head says. title_at: the number of the block that is the title."""

    metadata: Metadata
    title_at: int | None = None


def is_running_text(text: str) -> bool:
    """Whether a line is of the article's text by its form: a sentence of some length, or long."""
    length = len(text)
    if length < _PARAGRAPH and 2 * len(_WIDE.findall(text)) > length:
        length *= 3
    return length >= _PARAGRAPH or (length >= _SENTENCE and text.rstrip("\"'”’»)]* ")[-1:] in _STOPS)


def read_head(lines: Iterable[LineAbove], document: Document) -> Head:
    """What the lines above the text say, put into the metadata where that says nothing. lines: the document's first;
    no more of them are asked for than stand above the text."""
    metadata = document.metadata
    above = _above_text(lines)
    if not above:
        return Head(metadata)
    said = [_told(line.text) for line in above]
    about = {n for n, line in enumerate(above) if _is_about(said[n]) or line.path == "front-matter"}
    text = "\n".join(block.text for block in document.blocks[len(above) :])
    title = title_line(above, about, text, metadata.url)
    found: dict[str, tuple[Any, str]] = {}
    if title is not None:
        found["title"] = (above[title[0]].text.lstrip("# ").strip("*"), f"{ABOVE_TEXT}: {title[1]}")
    at = None if title is None else title[0]
    for number in _order(len(above), at):
        _take(found, said[number], above, number)
    own = at is not None and metadata.title in (None, found["title"][0])
    new = {name: pair for name, pair in found.items() if not getattr(metadata, name)}
    return Head(_with(metadata, new), at if own else None)


def _above_text(lines: Iterable[LineAbove]) -> list[LineAbove]:
    """The lines before the first line of running text that is no furniture; where there is none, up to the last that
    tells of the article by its form."""
    found: list[LineAbove] = []
    for line in lines:
        if line.text_like and not (line.framed or line.spoken or line.path) and is_running_text(line.text):
            return found
        found.append(line)
    return found[: 1 + max((n for n, line in enumerate(found) if line.path.startswith("front-matter")), default=-1)]


def _is_about(said: Told) -> bool:
    return bool(said.published or said.modified or said.authors)


@lru_cache(_REMEMBERED)
def _told(line: str) -> Told:
    return told(line)


@lru_cache(_REMEMBERED)
def _is_person(line: str) -> bool:
    return like_person(line)


@lru_cache(_REMEMBERED)
def _is_office(line: str) -> bool:
    return len(line.split()) <= 4 and is_role(line)


def _order(count: int, title_at: int | None) -> list[int]:
    """Lines behind the title first, then those before it, the nearest first: a newspaper's head has today's date."""
    if title_at is None:
        return list(reversed(range(count)))
    return [*range(title_at + 1, count), *reversed(range(title_at))]


def _take(found: dict[str, tuple[Any, str]], said: Told, lines: Sequence[LineAbove], number: int) -> None:
    line = lines[number].text
    origin = f'{ABOVE_TEXT}: line "{line[:80]}"'
    authors = said.authors
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    if not _is_about(said) and _is_office(following) and _is_person(line):
        authors = (line,)
    for name, value in (("published", said.published), ("modified", said.modified), ("authors", authors)):
        if value and name not in found:
            found[name] = (value, origin)


def _with(metadata: Metadata, found: dict[str, tuple[Any, str]]) -> Metadata:
    """The metadata with more fields, its evidence in their order; that of "text" (how it was read) comes first."""
    if not found:
        return metadata
    evidence = (*metadata.evidence, *(Evidence(name, origin) for name, (_, origin) in found.items()))
    order = {name: n for n, name in enumerate(("text", *Metadata.__struct_fields__))}
    told_of = {name: value for name, (value, _) in found.items()}
    return replace(metadata, **told_of, evidence=tuple(sorted(evidence, key=lambda e: order[e.field])))
