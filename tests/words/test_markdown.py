"""Marks of Markdown in a line, and what the line says without them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.words.markdown import is_picture, said, written


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("_Share this_", "Share this"),
        ("**Comments are closed.**", "Comments are closed."),
        ("***Newsletter abonnieren***", "Newsletter abonnieren"),
        ("__À lire aussi :__", "À lire aussi :"),
        ("By **Ines Calder** | *14 March 2025*", "By Ines Calder | 14 March 2025"),
        ("[Share on Facebook](https://x.example/sharer.php?u=a(b)c)", "Share on Facebook"),
        ('[**Suscríbete**](<https://x.example/a b> "Boletín") a *todo*', "Suscríbete a todo"),
        ("[Home](/) / [News](/news/) / [Local](#)", "Home / News / Local"),
        ("![The crane](/crane.jpg) **Harbour** news ![](/x.png)", "Harbour news"),
        ("[![Logo](/logo.png)](/) The Quayside Post", "The Quayside Post"),
        ("*said _he_, the [mayor](/m)*", "said he, the mayor"),
        ("他说**重要**的事", "他说重要的事"),
        ("foo**bar**baz", "foobarbaz"),
    ],
)
def test_what_a_line_says(line: str, words: str) -> None:
    assert said(line) == words
    assert said(words) == words


@pytest.mark.parametrize(
    "line",
    [
        "Two * three * four is 24, and 2*3*4 as well.",
        "He said f***ing, and s**t, more than once.",
        "snake_case_name and __ and ** and * * *",
        "The letter [sic](as he wrote it) ended there [1](2).",
        "*Prices are those of May.",
        "*** The film of the week",
        "\\*not stressed\\*",
        "See [the note] (https://x.example/note).",
        "-----",
        "",
        "**",
        "![](/x.png)",
    ],
)
def test_words_that_are_no_marks_stay(line: str) -> None:
    assert said(line) == line


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("![](/x.png)", True),
        ("[![A crane](/c.jpg)](/crane) ![b](/b.png)", True),
        ("![a](/b.png) Crane", False),
        ("!", False),
    ],
)
def test_pictures(line: str, is_one: bool) -> None:
    assert is_picture(line) is is_one


def test_marks_go_with_the_words_beside_them() -> None:
    line = "**It rained on.** *The end.* [Follow us](/x) on **X**"
    words = said(line)
    cuts = [words.index("The end"), words.index("Follow")]
    spans = [(0, cuts[0] - 1), (cuts[0], cuts[1] - 1), (cuts[1], len(words))]
    assert [line[a:b] for a, b in written(line, spans)] == [
        "**It rained on.**",
        "*The end.*",
        "[Follow us](/x) on **X**",
    ]
    glued = "It rained.**Comments are closed.**"
    assert [glued[a:b] for a, b in written(glued, [(0, 10), (10, 30)])] == ["It rained.", "**Comments are closed.**"]


_LINES = st.lists(st.sampled_from(["*", "**", "_", "[", "](", "](/a)", ")", "![", " ", "a", "B.", "\\", "字", "1"]))


@given(_LINES.map(lambda parts: " ".join("".join(parts).split())).filter(bool), st.data())
def test_nothing_is_lost_where_a_line_is_cut(line: str, data: st.DataObject) -> None:
    words = said(line)
    assert words == words.strip() != ""
    cuts = data.draw(st.lists(st.integers(0, len(words)), max_size=3))
    at = [0, *sorted(cut for cut in set(cuts) if 0 < cut < len(words) and words[cut - 1] != " "), len(words)]
    spans = [(start + (words[start] == " "), end) for start, end in pairwise(at)]
    found = written(line, spans)
    assert (found[0][0], found[-1][1]) == (0, len(line))
    for (_, end), (start, _) in pairwise(found):
        assert end <= start
        assert line[end:start] in ("", " ")
    for (start, end), (begun, ended) in zip(found, spans, strict=True):
        assert all(line.count(c, start, end) >= words.count(c, begun, ended) for c in words[begun:ended])


@pytest.mark.parametrize(
    "unit", ["*a ", "**", "_a_", "[", "](/a)", "[a](/b)", "[a", "](a](b)", "![", "*a **b ", "(a)", "[](<a", "](x 'a"]
)
def test_time_is_linear(unit: str) -> None:
    line = "[x](" + unit * 60_000
    begun = time.process_time()
    said(line)
    assert time.process_time() - begun < 3
