"""Where words begin: nowhere else need the pattern be tried that begins with them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archiver.enrich.scanning import Beginnings

_WORDS = ["©", "(c)", "All ", "Alle", "Sign up ", "د "]
_SPACED = [word.removesuffix(" ") + r"\s" if word.endswith(" ") else re.escape(word) for word in _WORDS]
_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(_SPACED)})")


@given(st.lists(st.sampled_from([*_WORDS, "All", "د", "_", "a", " ", "\u2009", "é", "1", "語"])).map("".join))
def test_wherever_an_expression_finds_one(text: str) -> None:
    assert Beginnings(_WORDS).places(text) == [place for place in range(len(text)) if _PATTERN.match(text, place)]
