# cython: infer_types=True, annotation_typing=False
"""Templates: how a phrase of the lexicon is written, and the patterns that it stands for.

    Comments [are|were] closed      words in brackets may be missing
    (Support|Help) {name}           one of several
    Share on {networks}             a slot (slots.py)

Punctuation and case in a template do not matter; between two words any few marks may stand. A
template is expanded into variants without options, so that a text can be tested for all the words
of a variant, with one set comparison, before a regular expression is even built.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from archiver.boilerplate.lexicon.fold import Folded, fold
from archiver.boilerplate.lexicon.gates import OPTION, writings
from archiver.boilerplate.lexicon.leading import (
    anywhere_end,
    item_end,
    leading_end,
    line_end,
    next_anywhere,
    next_item,
    next_line,
    rest_of_item,
    rest_of_line,
)
from archiver.boilerplate.lexicon.slots import SIGNS, SLOTS

Scope = Literal["line", "sentence", "anywhere"]
Tokens = tuple[str, ...]  # folded words, and slots in their braces

FRAMES: dict[Scope, str] = {
    # The block says this and nothing else.
    "line": r"\A[\W_]*?({})[\W_]*\Z",
    # A sentence or an item of a row of links says this and nothing else.
    "sentence": (
        r"(?:\A|(?<=[.!?:»|·\n\]])|(?<=[.!?][\"'»)]))[\W_]*?"
        r"({}(?:[.!?:]+|(?=[\W_]*\Z)|(?=\s*[|·»\n])))"
    ),
    # Words that nobody writes but in furniture.
    "anywhere": r"(?<!\w)({})(?!\w)[.!:]*",
}
_TOKEN = re.compile(r"\{\w+\}|\w+|[\[\]()|]")
_SYNTAX = frozenset("[]()|")
_JOINT = r"[\W_]{1,5}"
_SIGN_JOINT = r"\s{0,2}"
# One word may begin any sentence: before open text it is a label only with the sign of one.
_LABEL_JOINT = r"\s{0,2}[:：|>»›–—-]\s{0,2}"
_REST = ("{rest}",)
_OPEN = frozenset({"{rest}", "{title}", "{name}"})
# Within a sentence a title has no end of a sentence in it; but an initial ("U.S. ") is none.
_TITLE_IN_SENTENCE = r"\S(?:(?!(?<!\b\w)[.!?][\"'»)]*\s).){0,220}?"


class TemplateError(ValueError):
    """A template of the data files is malformed: an unknown slot, or no word to look for."""


class Variant:
    """One way of writing a phrase.

    needs: words and marks that a text must have to contain it; anchor: the one it is filed under.
    longest: words that a text may have at most; None where a slot leaves that open. small, edges: words that
    `small_words` counts in such a text at most, and kinds of its first and last word (slots.py). ends: so many of its
    last words are of that kind.
    """

    def __init__(self, tokens: Tokens, scope: Scope, needs: frozenset[str], anchor: str) -> None:
        self.tokens = tokens
        self.scope = scope
        self.needs = needs
        self.anchor = anchor
        self.longest: int | None = None
        self.small: int | None = None
        self.edges, self.ends = (0, 0), 1
        if scope == "line":  # which is all of a text
            self.longest, self.small = _sum(tokens, "most"), _sum(tokens, "small")
            last = tokens[len(tokens) - 1]
            self.edges, self.ends = (_edge(tokens[0]), _edge(last)), _ends(last)
        self._leading: list[str] = []
        self._is_known = self._has_rest = self._has_end = False
        self._pattern: re.Pattern[str] | None = None
        self._checks: tuple[tuple[int, Callable[[str], bool]], ...] = ()

    def __repr__(self) -> str:
        return f"Variant({' '.join(self.tokens)!r}, {self.scope!r})"

    def find(self, folded: Folded, text: str) -> list[tuple[int, int]]:
        """Spans in the original text where this variant stands, its slots checked."""
        if not self._is_known:
            self._know()
        if not self._leading:
            return self._find_slots(folded, text)
        spans: list[tuple[int, int]] = []
        within = folded.text
        at = self._next(within, 0)
        while at >= 0:
            end, holds = leading_end(within, at, self._leading), True
            if end >= 0 and self._has_end:
                end = self._end(within, end)
            elif end >= 0:
                match = self._compiled().match(within, end)
                end = -1 if match is None else match.end()
                holds = match is None or self._holds(match, folded, text)
            if end >= 0 and holds:
                spans.append(folded.original(at, end))
            at = self._next(within, at + 1 if end < 0 else end)
        return spans

    def _know(self) -> None:
        """See how much of it needs no expression: the words before its first slot, and what ends it behind them."""
        self._leading = list(itertools.takewhile(lambda token: token[0] != "{", self.tokens))
        behind = self.tokens[len(self._leading) :]
        self._has_rest = behind == _REST and self.scope != "anywhere" and not _is_label(self.tokens)
        self._has_end = self._has_rest or not behind
        self._is_known = True

    def _find_slots(self, folded: Folded, text: str) -> list[tuple[int, int]]:
        """The spans of what begins with a slot."""
        if self.scope != "line":
            found = self._compiled().finditer(folded.text)
            return [_span(match, folded) for match in found if self._holds(match, folded, text)]
        match = self._compiled().match(folded.text)
        return [] if match is None or not self._holds(match, folded, text) else [_span(match, folded)]

    def _next(self, within: str, at: int) -> int:
        """Where from there on it may begin; -1 where it may not."""
        if self.scope == "line":
            return next_line(within, at)
        word = self._leading[0]
        return next_item(within, word, at) if self.scope == "sentence" else next_anywhere(within, word, at)

    def _end(self, within: str, at: int) -> int:
        """Where it ends, of which all words end there, that has nothing behind them or the rest of a line or sentence;
        -1 where it may not end there."""
        if self.scope == "line":
            return rest_of_line(within, at) if self._has_rest else line_end(within, at)
        if self.scope == "sentence":
            return rest_of_item(within, at) if self._has_rest else item_end(within, at)
        return anywhere_end(within, at)

    def _compiled(self) -> re.Pattern[str]:
        """The expression for what comes behind the leading words."""
        if self._pattern is None:
            leading = len(self._leading)
            begin, _, end = FRAMES[self.scope].partition("{}")
            expression = ("(" if leading else begin) + _body(self.tokens, self.scope, leading) + end
            self._pattern, self._checks = _shared(expression)
        return self._pattern

    def _holds(self, match: re.Match[str], folded: Folded, text: str) -> bool:
        for group, check in self._checks:
            start, end = match.span(group)
            if start >= 0:
                start, end = folded.original(start, end)
                if not check(text[start:end]):
                    return False
        return True


@cache
def _shared(expression: str) -> tuple[re.Pattern[str], tuple[tuple[int, Callable[[str], bool]], ...]]:
    """The expression, compiled, and the groups whose slots have a check (see `_slot`). Of what comes behind their
    leading words most variants have the same."""
    pattern = re.compile(expression, re.DOTALL)
    slots = ((group, SLOTS[name.rpartition("_")[0]].check) for name, group in pattern.groupindex.items())
    return pattern, tuple([(group, check) for group, check in slots if check is not None])


def _span(match: re.Match[str], folded: Folded) -> tuple[int, int]:
    return folded.original(match.start(1), match.end())


def variants(template: str, scope: Scope) -> Iterator[Variant]:
    """All the ways of writing a template. Raises TemplateError."""
    for tokens in sorted({tokens for writing in writings(template) for tokens in _expand(fold(writing).text)}):
        yield _variant(template, tokens, scope)


def _expand(folded: str) -> Iterator[Tokens]:
    pieces: list[list[Tokens]] = []
    last = 0
    for option in OPTION.finditer(folded):
        choices = option[2].split("|") if option[1] is None else [*option[1].split("|"), ""]
        pieces += [[_tokens(folded[last : option.start()])], [_tokens(choice) for choice in choices]]
        last = option.end()
    for combination in itertools.product(*pieces, [_tokens(folded[last:])]):
        yield tuple(itertools.chain.from_iterable(combination))


def _tokens(text: str) -> Tokens:
    return tuple(_TOKEN.findall(text))


def _variant(template: str, tokens: Tokens, scope: Scope) -> Variant:
    words, marks, unknown = set(), set(), []
    for token in tokens:
        if token[0] != "{":
            words.add(token)
            if token in _SYNTAX:
                unknown.append(token)
        elif (slot := SLOTS.get(token[1:-1])) is None:
            unknown.append(token)
        elif slot.mark:
            marks.add(slot.mark)
    if unknown:
        raise TemplateError(f"{template!r}: not understood: {', '.join(unknown)}")
    if not words and not marks:
        raise TemplateError(f"{template!r}: nothing to look for")
    anchor = ""  # the longest, and the last of such in the alphabet
    for word in words or marks:
        if len(word) > len(anchor) or (len(word) == len(anchor) and word > anchor):
            anchor = word
    return Variant(tokens, scope, frozenset(words | marks), anchor)


def _sum(tokens: Tokens, name: str) -> int | None:
    """The sum of what a slot's field of that name says of all tokens, words counting one; None where it is open."""
    total = 0
    for token in tokens:
        size = 1 if token[0] != "{" else getattr(SLOTS[token[1:-1]], name)
        if size is None:
            return None
        total += size
    return total


def _edge(token: str) -> int:
    return SLOTS[token[1:-1]].edge if token[0] == "{" else 0


def _ends(token: str) -> int:
    return SLOTS[token[1:-1]].ends if token[0] == "{" else 1


def longest_run(tokens: Tokens) -> str:
    """The longest run of words between slots, as " read more ", which a text must have side by side; "" where there is
    none."""
    longest = ""
    words: list[str] = []
    for token in (*tokens, "{"):  # a slot ends the last run
        if token[0] != "{":
            words.append(token)
        elif words:
            run = " ".join(words)
            words = []
            if len(run) > len(longest):
                longest = run
    return f" {longest} " if " " in longest else ""


def _body(tokens: Tokens, scope: Scope, start: int) -> str:
    """The expression for all tokens from one on, with what joins it to those before."""
    pieces: list[str] = []
    joint = ""
    label = _is_label(tokens)
    for number, token in enumerate(tokens):
        name = token[1:-1] if token[0] == "{" else None
        if number >= start:
            piece = re.escape(token) if name is None else _slot(name, number - start, scope)
            before = _SIGN_JOINT if name in SIGNS and joint else joint
            pieces.append(f"(?:{before}{piece})?" if name == "rest" else before + piece)
        joint = (
            _SIGN_JOINT if name in SIGNS else _LABEL_JOINT if label and number == 0 and tokens[1] in _OPEN else _JOINT
        )
    return "".join(pieces)


def _is_label(tokens: Tokens) -> bool:
    """Whether it is one word with nothing but slots behind it."""
    return len(tokens) > 1 and tokens[0][0] != "{" and not any(token[0] != "{" for token in tokens[1:])


def _slot(name: str, number: int, scope: Scope) -> str:
    """A group "n_3": the slot's name and its place, because a slot may come twice."""
    pattern = _TITLE_IN_SENTENCE if name == "title" and scope != "line" else SLOTS[name].pattern
    return f"(?P<{name}_{number}>{pattern})"
