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
from typing import Literal

from archiver.boilerplate.lexicon.fold import Folded, fold
from archiver.boilerplate.lexicon.gates import OPTION, writings
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
_BEFORE_SENTENCE = ".!?:»|·\n]"
_TOKEN = re.compile(r"\{\w+\}|\w+|[\[\]()|]")
_SYNTAX = frozenset("[]()|")
_JOINT = r"[\W_]{1,5}"
_SIGN_JOINT = r"\s{0,2}"
# One word may begin any sentence: before open text it is a label only with the sign of one.
_LABEL_JOINT = r"\s{0,2}[:：|>»›–—-]\s{0,2}"
_OPEN = frozenset({"{rest}", "{title}", "{name}"})
# Within a sentence a title has no end of a sentence in it; but an initial ("U.S. ") is none.
_TITLE_IN_SENTENCE = r"\S(?:(?!(?<!\b\w)[.!?][\"'»)]*\s).){0,220}?"


class TemplateError(ValueError):
    """A template of the data files is malformed: an unknown slot, or no word to look for."""


class Variant:
    """One way of writing a phrase.

    needs: words and marks that a text must have to contain it; anchor: the one it is filed under.
    longest: words that a text may have at most; None where a slot leaves that open. run: the longest run of
    words between slots, as " read more ": a text must have those words side by side; "" where there is none. small,
    edges: words that `small_words` counts in such a text at most, and kinds of its first and last word (slots.py).
    ends: so many of its last words are of that kind.
    """

    def __init__(self, tokens: Tokens, scope: Scope, needs: frozenset[str], anchor: str) -> None:
        self.tokens = tokens
        self.scope = scope
        self.needs = needs
        self.anchor = anchor
        self.run = _run(tokens)
        self.longest: int | None = None
        self.small: int | None = None
        self.edges, self.ends = (0, 0), 1
        if scope == "line":  # which is all of a text
            self.longest, self.small = _sum(tokens, "most"), _sum(tokens, "small")
            last = tokens[len(tokens) - 1]
            self.edges, self.ends = (_edge(tokens[0]), _edge(last)), _ends(last)
        self._pattern: re.Pattern[str] | None = None
        self._checks: tuple[tuple[int, Callable[[str], bool]], ...] = ()

    def __repr__(self) -> str:
        return f"Variant({' '.join(self.tokens)!r}, {self.scope!r})"

    def find(self, folded: Folded, text: str) -> list[tuple[int, int]]:
        """Spans in the original text where this variant stands, its slots checked."""
        within = folded.text
        if self.scope == "line":
            match = self._compiled().match(within)
            return [] if match is None or not self._holds(match, folded, text) else [_span(match, folded)]
        if self.scope == "sentence" and not _may_begin(self.tokens[0], within):
            return []
        return [_span(m, folded) for m in self._compiled().finditer(within) if self._holds(m, folded, text)]

    def _compiled(self) -> re.Pattern[str]:
        if self._pattern is None:
            body = _body(self.tokens, self.scope)
            self._pattern = re.compile(FRAMES[self.scope].replace("{}", body), re.DOTALL)
            self._checks = _checks(self._pattern)
        return self._pattern

    def _holds(self, match: re.Match[str], folded: Folded, text: str) -> bool:
        for group, check in self._checks:
            start, end = match.span(group)
            if start >= 0:
                start, end = folded.original(start, end)
                if not check(text[start:end]):
                    return False
        return True


def _span(match: re.Match[str], folded: Folded) -> tuple[int, int]:
    return folded.original(match.start(1), match.end())


def _may_begin(token: str, text: str) -> bool:
    """Whether in a text a sentence or item may begin with a token, as its frame asks: at the text's beginning, or with
    one of its signs before it."""
    if token[0] == "{":
        return True
    at = text.find(token)
    while at >= 0:
        i = at - 1
        while i >= 0 and not text[i].isalnum():
            if text[i] in _BEFORE_SENTENCE:
                return True
            i -= 1
        if i < 0:
            return True
        at = text.find(token, at + 1)
    return False


def _checks(pattern: re.Pattern[str]) -> tuple[tuple[int, Callable[[str], bool]], ...]:
    """The groups of a pattern whose slots have a check (see `_slot`)."""
    slots = ((group, SLOTS[name.rpartition("_")[0]].check) for name, group in pattern.groupindex.items())
    return tuple((group, check) for group, check in slots if check is not None)


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


def _run(tokens: Tokens) -> str:
    longest, words = "", list[str]()
    for token in (*tokens, "{"):  # a slot ends the last run
        if token[0] != "{":
            words.append(token)
        elif words:
            run = " ".join(words)
            words = []
            if len(run) > len(longest):
                longest = run
    return f" {longest} " if " " in longest else ""


def _body(tokens: Tokens, scope: Scope) -> str:
    pieces: list[str] = []
    joint = ""
    label = len(tokens) > 1 and tokens[0][0] != "{" and not any(token[0] != "{" for token in tokens[1:])
    for number, token in enumerate(tokens):
        name = token[1:-1] if token[0] == "{" else None
        piece = re.escape(token) if name is None else _slot(name, number, scope)
        before = _SIGN_JOINT if name in SIGNS and joint else joint
        pieces.append(f"(?:{before}{piece})?" if name == "rest" else before + piece)
        joint = (
            _SIGN_JOINT if name in SIGNS else _LABEL_JOINT if label and number == 0 and tokens[1] in _OPEN else _JOINT
        )
    return "".join(pieces)


def _slot(name: str, number: int, scope: Scope) -> str:
    """A group "n_3": the slot's name and its place, because a slot may come twice."""
    pattern = _TITLE_IN_SENTENCE if name == "title" and scope != "line" else SLOTS[name].pattern
    return f"(?P<{name}_{number}>{pattern})"
