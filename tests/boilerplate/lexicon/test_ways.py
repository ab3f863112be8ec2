"""A phrase is found where the expressions of its ways of writing find it."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from uncompiled import source

import archiver.boilerplate
from archiver.boilerplate import lexicon
from archiver.boilerplate.lexicon import frames, matching
from archiver.boilerplate.lexicon.filling import FILLINGS
from archiver.boilerplate.lexicon.matching import Index
from archiver.boilerplate.lexicon.slots import SLOTS
from archiver.boilerplate.lexicon.templates import SCOPES, Scope
from archiver.boilerplate.lexicon.way import Way
from archiver.boilerplate.text.fold import fold
from tests.boilerplate.lexicon import expressions
from tests.boilerplate.lexicon.expressions import Tokens

FRAMES = source(archiver.boilerplate, "lexicon/frames")
NAMES = list(SLOTS)
# What a text has between two words: joints, and what none is.
SEPARATORS = [
    " ", " ", " ", ", ", ": ", " | ", " – ", ". ", "? ", '." ', ".) ", "\n", "»", " · ", "", ".", "!?", " \t", "  …  ",
    "-", " (", "(", ">", " / ", " & ", "] ",
]  # fmt: skip
MARKS = st.sampled_from([*SEPARATORS, "_"])
FILLED = {
    "n": ["1 204", "12", "3.5"], "date": ["3. mai 2024", "03.05.2024"], "day": ["torsdag 3. mai 2024"],
    "time": ["10:30"], "year": ["2024", "2023-24"], "networks": ["Facebook, X", "X and Google News", "copy link"],
    "network": ["X"],
    "buttons": ["share tweet", "Facebook Messenger", "share on X via e-mail"], "account": ["1234 56 78901"],
    "name": ["A Paper", "Sea & Sons", "Radio | Nord"], "person": ["Anna Berg", "J. van der Berg"], "sep": [">"],
    "publisher": ["The Daily Post"], "iban": ["NO93 8601 1117 947"], "ibanlike": ["GB00 XXXX 1234 5678 9012 34"],
    "colon": [":", "|"], "slash": ["/"], "labels": ["Sea, Ships", "Sea, big ships, Salt"], "c": ["©", "(c)"],
    "amount": ["5 euro", "$ 12"], "url": ["www.a.example/x", "https://a.example/?a=1"], "email": ["a@a.example"],
    "handle": ["@a_paper"], "phone": ["+47 22 33 44 55"], "bic": ["DNBANOKK"], "wallet": ["0x" + "ab12" * 10],
    "title": ["some Words 7 of it", "it", "U.S. ships. So"], "rest": ["some Words 7 of it", "so"],
}  # fmt: skip
WORDS = st.lists(st.sampled_from(["x", "and", "The Sea", "7", "Berg", "2024", "on"]), max_size=2)


@cache
def some_ways(scope: Scope) -> list[Tokens]:
    """Some of the ways of writing the entries of a scope, with and without slots."""
    pick = random.Random(7)
    written = [way for entry in lexicon.entries() if entry.scope == scope for way in entry.templates]
    several = [expressions.ways(template) for template in written]
    found = [way for each in several for way in pick.sample(each, min(2, len(each)))]
    return found + 3 * [way for way in found if any(token[0] == "{" and token != "{rest}" for token in way)]


def way_of(tokens: Tokens, scope: Scope) -> Way:
    way = Way(len(tokens))
    way.begin(SCOPES.index(scope))
    for token in tokens:
        if token[0] == "{":
            way.add_slot(NAMES.index(token[1:-1]))
        else:
            way.add_word(token)
    return way


def filled(draw: st.DrawFn, tokens: Tokens, marks: st.SearchStrategy[str]) -> str:
    """A text that may hold a way once or more, or parts of it."""
    several = draw(st.lists(st.sampled_from([tokens, tokens, tokens[:-1], ("x",), tokens[:1], ()]), max_size=4))
    text = draw(marks)
    for token in [token for part in several for token in part]:
        word = draw(st.sampled_from(FILLED[token[1:-1]])) if token[0] == "{" else token
        text += draw(st.sampled_from([word, word, word.upper()])) + draw(marks)
        text += "".join([other + draw(marks) for other in draw(WORDS)]) if draw(st.integers(0, 5)) == 0 else ""
    return text


@pytest.mark.parametrize("scope", SCOPES)
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_way_is_found_where_its_expression_finds_it(scope: Scope, data: st.DataObject) -> None:
    tokens = data.draw(st.sampled_from(some_ways(scope)))
    text = filled(data.draw, tokens, MARKS)
    assert way_of(tokens, scope).find(fold(text), text) == expressions.spans(tokens, scope, text)


@pytest.mark.parametrize("scope", SCOPES)
def test_each_is_found_in_a_text_that_is_it(scope: Scope) -> None:
    """As written, after a sentence, and twice."""
    found = 0
    for tokens in dict.fromkeys(some_ways(scope)):
        way = way_of(tokens, scope)
        phrase = " ".join([FILLED[token[1:-1]][0] if token[0] == "{" else token for token in tokens])
        texts = [phrase, f"So it is. {phrase}: {phrase}.", f"{phrase} | {phrase}", f"Is {phrase} so?"]
        for text in (*texts, f"{phrase} {'and on ' * 28}: {'so ' * 9}", f"{phrase} -- {'and on ' * 28}!"):
            spans = way.find(fold(text), text)
            assert spans == expressions.spans(tokens, scope, text), (text, tokens)
            found += bool(spans)
    assert found > len(set(some_ways(scope)))


@cache
def some_templates() -> list[tuple[Index, Scope, list[Tokens]]]:
    """Some templates, each an index of its own, with their ways."""
    found = []
    for entry in lexicon.entries():
        for template in entry.templates:
            ways = expressions.ways(template)
            if 1 < len(ways) < 20 or "{" in template:
                found.append((Index([replace(entry, templates=(template,))]), entry.scope, ways))
    return random.Random(3).sample(found, 400)


@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_options_are_settled_by_the_words_of_a_text(data: st.DataObject) -> None:
    """Of a template all its ways are found that its expressions find, whatever the text has beside them."""
    index, scope, ways = data.draw(st.sampled_from(some_templates()))
    text = filled(data.draw, data.draw(st.sampled_from(ways)), st.sampled_from(SEPARATORS))
    entry = lexicon.entries()[0]
    spans = [(entry, False, start, end) for way in ways for start, end in expressions.spans(way, scope, text)]
    expected = [(start, end) for _, _, start, end in matching._disjoint(spans)]
    assert [(hit.start, hit.end) for hit in index.match(text)] == expected


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_slot_is_filled_as_its_expression_says(name: str, data: st.DataObject) -> None:
    """As far as what fills it ends before a mark; the first is where the expression ends that must end there."""
    if name in ("title", "rest"):
        return
    parts = data.draw(st.lists(st.sampled_from(FILLED[name]) | st.sampled_from(["a", "7", "on", "et"]), max_size=4))
    text = fold("".join([part + data.draw(MARKS) for part in parts])).text
    pattern, several = re.compile(SLOTS[name].pattern, re.DOTALL), FILLINGS[NAMES.index(name)]
    for at in range(len(text) + 1):
        ends = several(text, at)
        first = re.compile(rf"(?:{SLOTS[name].pattern})(?![^\W_])", re.DOTALL).match(text, at)
        if name in ("c", "sep", "colon", "slash"):
            first = pattern.match(text, at)
        assert ends[:1] == ([first.end()] if first else []), (text, at)
        assert all(pattern.fullmatch(text, at, end) for end in ends)


PIECES = ["share", "this", "_", " ", ".", '."', "\n", " | ", "»", ":", "é", "中", "!?"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12)


@settings(max_examples=300, deadline=None)
@given(TEXTS.map("".join), st.integers(0, 9))
def test_compiled_and_as_written(text: str, at: int) -> None:
    at = min(at, len(text))
    for name in ("next_line", "next_sign_of_line", "next_sign_anywhere", "line_end", "item_end", "anywhere_end",
                 "past_marks", "joint_end", "rest_of_line", "rest_of_item"):  # fmt: skip
        assert getattr(frames, name)(text, at) == getattr(FRAMES, name)(text, at), name
    for name in ("next_item", "next_anywhere"):
        assert getattr(frames, name)(text, "share", at) == getattr(FRAMES, name)(text, "share", at), name
    assert frames.next_sign_of_item(text, at, at // 2) == FRAMES.next_sign_of_item(text, at, at // 2)
