"""A phrase's leading words are found where the whole of its expression finds them."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uncompiled import source

import archiver.boilerplate
from archiver.boilerplate import lexicon
from archiver.boilerplate.lexicon import leading, template
from archiver.boilerplate.lexicon.fold import fold
from archiver.boilerplate.lexicon.slots import SLOTS
from archiver.boilerplate.lexicon.template import FRAMES, Tokens, Variant, variants

LEADING = source(archiver.boilerplate, "lexicon/leading")
SCOPES = ("line", "sentence", "anywhere")
# What a text has between two words: joints, and what none is.
MARKS = st.sampled_from([
    " ", " ", " ", ", ", ": ", " | ", " – ", ". ", "? ", '." ', ".) ", "_", "\n", "»", " · ", "", ".", "!?", " \t",
    "  …  ", "-",
])  # fmt: skip
FILLED = {
    "n": "1 204", "date": "3. mai 2024", "time": "10:30", "year": "2024", "networks": "Facebook, X", "network": "X",
    "account": "1234 56 78901", "name": "A Paper", "person": "Anna Berg", "iban": "NO93 8601 1117 947", "sep": ">",
    "colon": ":", "labels": "Sea, Ships", "amount": "5 euro", "url": "www.a.example/x", "email": "a@a.example",
}  # fmt: skip


@cache
def ways(scope: str) -> list[Variant]:
    """Some of the ways of writing the entries of a scope, with and without slots."""
    pick = random.Random(7)
    written = [way for entry in lexicon.entries() if entry.scope == scope for way in entry.templates]
    found = [list(variants(way, scope)) for way in written]
    return [variant for several in found for variant in pick.sample(several, min(2, len(several)))]


def by_expression(variant: Variant, text: str) -> list[tuple[int, int]]:
    """Where the one expression of a variant finds it."""
    folded = fold(text)
    body = template._body(variant.tokens, variant.scope, 0)
    pattern = re.compile(FRAMES[variant.scope].replace("{}", body), re.DOTALL)
    checks = [(name, SLOTS[name.rpartition("_")[0]].check) for name in pattern.groupindex]
    found = []
    for match in pattern.finditer(folded.text):
        spans = [(check, folded.original(*match.span(name))) for name, check in checks if match.span(name)[0] >= 0]
        if all(check is None or check(text[start:end]) for check, (start, end) in spans):
            found.append(folded.original(match.start(1), match.end()))
    return found


def filled(tokens: Tokens) -> list[str]:
    return [token if token[0] != "{" else FILLED.get(token[1:-1], "some Words 7 of it") for token in tokens]


@pytest.mark.parametrize("scope", SCOPES)
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_phrase_is_found_where_its_expression_finds_it(scope: str, data: st.DataObject) -> None:
    variant = data.draw(st.sampled_from(ways(scope)))
    words = filled(variant.tokens)
    several = data.draw(st.lists(st.sampled_from([words, words, words[:-1], ["x"], [words[0]], []]), max_size=4))
    text = data.draw(MARKS)
    for word in [word for part in several for word in part]:
        text += data.draw(st.sampled_from([word, word, word.upper()])) + data.draw(MARKS)
    assert variant.find(fold(text), text) == by_expression(variant, text)


@pytest.mark.parametrize("scope", SCOPES)
def test_each_is_found_in_a_text_that_is_it(scope: str) -> None:
    """As written, after a sentence, and twice."""
    found = 0
    for variant in ways(scope):
        phrase = " ".join(filled(variant.tokens))
        texts = [phrase, f"So it is. {phrase}: {phrase}.", f"{phrase} | {phrase}", f"Is {phrase} so?"]
        for text in (*texts, f"{phrase} {'and on ' * 28}: {'so ' * 9}", f"{phrase} -- {'and on ' * 28}!"):
            spans = variant.find(fold(text), text)
            assert spans == by_expression(variant, text), (text, variant)
            found += bool(spans)
    assert found > len(ways(scope))


PIECES = ["share", "this", "_", " ", ".", '."', "\n", " | ", "»", ":", "é", "中", "!?"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12)


@settings(max_examples=300, deadline=None)
@given(TEXTS.map("".join), st.integers(0, 9))
def test_compiled_and_as_written(text: str, at: int) -> None:
    at = min(at, len(text))
    for name in ("next_line", "line_end", "item_end", "anywhere_end", "past_marks", "rest_of_line", "rest_of_item"):
        assert getattr(leading, name)(text, at) == getattr(LEADING, name)(text, at), name
    for name in ("next_item", "next_anywhere"):
        assert getattr(leading, name)(text, "share", at) == getattr(LEADING, name)(text, "share", at), name
    assert leading.leading_end(text, at, ["share", "this"]) == LEADING.leading_end(text, at, ["share", "this"])
