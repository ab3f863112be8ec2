"""Templates: how a phrase of the lexicon is written, and the patterns that it stands for.

    Comments [are] closed.          words in brackets may be missing
    (Support|Help) {name}           one of several
    Share on {networks}             a slot (slots.py)

Punctuation and case in a template do not matter; between two words any few marks may stand. A
template is expanded into variants without options, so that a text can be tested for all the words
of a variant, with one set comparison, before a regular expression is even built.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from archiver.boilerplate.lexicon.fold import Folded, fold
from archiver.boilerplate.lexicon.slots import SLOTS, WORD

Scope = Literal["line", "sentence", "anywhere"]

_OPTION = re.compile(r"\[([^][]*)\]|\(([^()]*)\)")
_TOKEN = re.compile(r"\{(\w+)\}|(\w+)")
_JOINT = r"[\W_]{1,5}"
_FRAMES: dict[Scope, str] = {
    # The block says this and nothing else.
    "line": r"\A[\W_]*?({})[\W_]*\Z",
    # A sentence or an item of a row of links says this and nothing else.
    "sentence": r"(?:\A|(?<=[.!?…:»|•·\n\]])|(?<=[.!?…][\"”'»)]))[\W_]*?({}(?:[.!?…:]+|(?=[\W_]*\Z)|(?=\s*[|•·»\n])))",
    # Words that nobody writes but in furniture.
    "anywhere": r"(?<!\w)({})(?!\w)[.!…:]*",
}


class TemplateError(ValueError):
    """A template of the data files is malformed: an unknown slot, or no word to look for."""


@dataclass(slots=True)
class Variant:
    """One way of writing a phrase. needs: words and marks that a text must have to contain it."""

    tokens: tuple[tuple[str, str], ...]
    scope: Scope
    needs: frozenset[str]
    anchor: str
    longest: int | None
    _pattern: re.Pattern[str] | None = field(default=None, repr=False)

    def find(self, folded: Folded, text: str) -> Iterator[tuple[int, int]]:
        """Spans in the original text where this variant stands, its slots checked."""
        if self._pattern is None:
            self._pattern = re.compile(_FRAMES[self.scope].format(_body(self.tokens)), re.DOTALL)
        for match in self._pattern.finditer(folded.text):
            if self._slots_hold(match, folded, text):
                yield folded.original(match.start(1), match.end())

    def _slots_hold(self, match: re.Match[str], folded: Folded, text: str) -> bool:
        for name, value in match.groupdict().items():
            check = SLOTS[name.rpartition("_")[0]].check
            if check and value is not None:
                start, end = folded.original(*match.span(name))
                if not check(text[start:end]):
                    return False
        return True


def variants(template: str, scope: Scope) -> Iterator[Variant]:
    """All the ways of writing a template. Raises TemplateError."""
    for written in sorted(_expand(template)):
        tokens = tuple(
            ("slot", m[1]) if m[1] else ("word", m[2]) for m in _TOKEN.finditer(fold(written).text)
        )
        unknown = [value for kind, value in tokens if kind == "slot" and value not in SLOTS]
        if unknown or not tokens:
            raise TemplateError(
                f"{template!r}: unknown slots {unknown}" if unknown else f"{template!r} is empty"
            )
        yield _variant(template, tokens, scope)


def _variant(template: str, tokens: tuple[tuple[str, str], ...], scope: Scope) -> Variant:
    words = {value for kind, value in tokens if kind == "word"}
    marks = {SLOTS[value].mark for kind, value in tokens if kind == "slot"} - {None}
    if not words and not marks:
        raise TemplateError(f"{template!r}: nothing to look for")
    fixed = scope == "line" and not any(kind == "slot" for kind, _ in tokens)
    anchor = max(words or {m for m in marks if m}, key=lambda word: (len(word), word))
    return Variant(
        tokens, scope, frozenset(words | {m for m in marks if m}), anchor, len(tokens) if fixed else None
    )


def _expand(template: str) -> set[str]:
    """A template without options; a zero-width non-joiner may also be left out by the writer."""
    option = _OPTION.search(template)
    if option is None:
        return {template, template.replace("\u200c", "")}
    choices = (option[1], "") if option[1] is not None else option[2].split("|")
    pieces = ([template[: option.start()] + choice + template[option.end() :]] for choice in choices)
    return set(itertools.chain.from_iterable(_expand(piece) for [piece] in pieces))


def _body(tokens: tuple[tuple[str, str], ...]) -> str:
    pieces: list[str] = []
    for number, (kind, value) in enumerate(tokens):
        if kind == "word":
            piece = re.escape(value)
        else:
            # "(?P<n_3>...)": a slot's name and its place, because a slot may come twice.
            piece = f"(?P<{value}_{number}>{SLOTS[value].pattern})"
        if value == "rest" and kind == "slot":
            pieces.append(f"(?:{_JOINT}{piece})?")
        else:
            pieces.append((_JOINT if number else "") + piece)
    return "".join(pieces)
