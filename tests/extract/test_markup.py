"""What is asked of a page before it is parsed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.markup import _has_stretch, decode


@given(st.text("<a", max_size=40), st.integers(1, 8))
def test_a_stretch_is_found_as_by_splitting(text: str, longest: int) -> None:
    assert _has_stretch(text, longest) == (max(map(len, text.split("<"))) > longest)


def test_a_charset_that_the_declaration_itself_disproves_is_not_taken() -> None:
    """A <meta> read as ASCII says "utf-16": browsers read UTF-8 then; where that does not fit, it is guessed."""
    words = "Blåbærsyltetøy på brødskive er godt, sa ordføreren på møtet i går kveld. " * 3
    page = f'<html><head><meta charset="utf-16"><title>Ærlig talt</title></head><body><p>{words}</p></body></html>'
    assert decode(page.encode("cp1252")) == page
    assert decode(page.encode("cp1252"), "utf-16le") == page
    assert decode(page.encode("utf-16-le"), "utf-16") == page
