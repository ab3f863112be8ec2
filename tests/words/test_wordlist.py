"""Lists of words find what expressions of the same alternatives do."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from archiver.words.wordlist import Wordlist, small

WORDS = Wordlist("media|não|ajansı|news desk", whole="tv|e-mail|größe|3sat", begins="credit", ends="post|bank")
EXPRESSION = re.compile(
    r"media|não|ajansı|news desk|\btv\b|\be-mail\b|\bgröße\b|\b3sat\b|\bcredit|post\b|bank\b", re.IGNORECASE
)
PARTS = ["media", "MEDİA", "não", "NÃO", "ajansı", "AJANSI", "news", "desk", "tv", "TV", "e-mail", "email", "credit"]
PIECES = st.sampled_from(
    [*PARTS, "Größe", "3sat", "Post", "poſt", "banK", "banker", " ", "_", "-", "ı", "İ", "2", "é", "İtv"]
)


@given(st.lists(PIECES, max_size=6).map("".join) | st.text())
@example("İtv")
@example("İİpost")
def test_words_are_found_as_by_an_expression(text: str) -> None:
    assert WORDS.is_in(text) == (EXPRESSION.search(text) is not None)


@given(st.text())
def test_small_letters_are_as_many_as_the_letters(text: str) -> None:
    assert len(small(text)) == len(text)
    assert small(small(text)) == small(text)
