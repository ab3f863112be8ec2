"""The lexicon's templates as regular expressions, one for each way of writing them: what the tests compare with."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from archiver.boilerplate.lexicon.slots import SIGNS, SLOTS
from archiver.boilerplate.lexicon.templates import FRAMES, Scope
from archiver.boilerplate.text.fold import fold

Tokens = tuple[str, ...]  # folded words, and slots in their braces
OPTION = re.compile(r"\[([^][]*)\]|\(([^()]*)\)")
TOKEN = re.compile(r"\{\w+\}|\w+")
JOINT, SIGN_JOINT = r"[\W_]{1,5}", r"\s{0,2}"
# One word may begin any sentence: before open text it is a label only with the sign of one.
LABEL_JOINT = r"\s{0,2}[:：|>»›–—-]\s{0,2}"
OF_LABEL = {"{rest}", "{title}", "{name}"}
# Within a sentence a title has no end of a sentence in it; but an initial ("U.S. ") is none.
TITLE_IN_SENTENCE = r"\S(?:(?!(?<!\b\w)[.!?][\"'»)]*\s).){0,220}?"


def ways(template: str) -> list[Tokens]:
    """All ways of writing a template."""
    return sorted({way for writing in {template, template.replace("\u200c", "")} for way in _expanded(writing)})


def _expanded(writing: str) -> Iterator[Tokens]:
    folded = fold(writing).text
    pieces: list[list[Tokens]] = []
    last = 0
    for option in OPTION.finditer(folded):
        choices = option[2].split("|") if option[1] is None else [*option[1].split("|"), ""]
        pieces += [[_tokens(folded[last : option.start()])], [_tokens(choice) for choice in choices]]
        last = option.end()
    for combination in itertools.product(*pieces, [_tokens(folded[last:])]):
        yield tuple(itertools.chain.from_iterable(combination))


def _tokens(text: str) -> Tokens:
    return tuple(TOKEN.findall(text))


@cache
def expression(tokens: Tokens, scope: Scope) -> re.Pattern[str]:
    """The expression of a way, over folded text."""
    body = joint = ""
    label = len(tokens) > 1 and tokens[0][0] != "{" and not any(token[0] != "{" for token in tokens[1:])
    for n, token in enumerate(tokens):
        name = token[1:-1] if token[0] == "{" else None
        if name is None:
            piece = re.escape(token)
        else:
            pattern = TITLE_IN_SENTENCE if name == "title" and scope != "line" else SLOTS[name].pattern
            piece = f"(?P<{name}_{n}>{pattern})"
        before = SIGN_JOINT if name in SIGNS and joint else joint
        body += f"(?:{before}{piece})?" if name == "rest" else before + piece
        joint = SIGN_JOINT if name in SIGNS else LABEL_JOINT if label and n == 0 and tokens[1] in OF_LABEL else JOINT
    return re.compile(FRAMES[scope].replace("{}", body), re.DOTALL)


def spans(tokens: Tokens, scope: Scope, text: str) -> list[tuple[int, int]]:
    """Where the expression of a way finds it, its slots checked."""
    folded = fold(text)
    pattern = expression(tokens, scope)
    checks = [(name, SLOTS[name.rpartition("_")[0]].check) for name in pattern.groupindex]
    found = []
    for match in pattern.finditer(folded.text):
        filled = [(check, folded.original(*match.span(name))) for name, check in checks if match.span(name)[0] >= 0]
        if all(check is None or check(text[start:end]) for check, (start, end) in filled):
            found.append(folded.original(match.start(1), match.end()))
    return found
