"""What is asked of a page before it is parsed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.markup import _has_stretch


@given(st.text("<a", max_size=40), st.integers(1, 8))
def test_a_stretch_is_found_as_by_splitting(text: str, longest: int) -> None:
    assert _has_stretch(text, longest) == (max(map(len, text.split("<"))) > longest)
