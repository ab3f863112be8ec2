"""A name in running text: words with capitals, as expressions would find them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archiver.enrich.capitals import PARTICLES, YEARS, name_at, word_behind

A_WORD = r"[^\s,.;:!?|()\[\]«»“”\"]+(?:\.[^\s,.;:!?|()\[\]«»“”\"]+)*"
"""A word of a name, with the full stops that stand within it."""
_WORD = re.compile(A_WORD)
_BEHIND = re.compile(rf" (?=[^\W\d_])({A_WORD})")
_WORDS = ["The", "Daily", "of", "the", "n.e.w.s", "St", "2023", "1999-2004", "ß", "ǅ", "و", "ª", "\u1e9e"]
_PIECES = [*_WORDS, ".", ", ", " ", "  ", "\u2009"]


def _is_capital(word: str) -> bool:
    first = word[0]
    return first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())


def _expected(text: str, start: int) -> str:
    end = last = start
    for number, word in enumerate(_WORD.finditer(text, start)):
        gap = text[last : word.start()]
        if gap.strip() or number > 7 or (number and not gap):
            break
        token = word[0]
        if not _is_capital(token) and (not number or token.lower() not in PARTICLES):
            break
        last = word.end()
        if _is_capital(token) and not (token[0].isdigit() and re.fullmatch(YEARS, token)):
            end = last
    return text[start:end].strip(" -–'’")


@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join), st.integers(0, 9))
def test_as_expressions_find_it(text: str, start: int) -> None:
    assert name_at(text, start) == _expected(text, start)


@given(st.characters())
def test_a_name_begins_with_a_capital_or_a_letter_that_has_none(sign: str) -> None:
    assert name_at(sign + "x", 0) == _expected(sign + "x", 0)


@given(st.lists(st.sampled_from([*_PIECES, "_x", "!"]), max_size=6).map("".join), st.integers(0, 5))
def test_the_word_behind(text: str, at: int) -> None:
    found = _BEHIND.match(text, at)
    assert word_behind(text, at) == (found[1] if found else "")
