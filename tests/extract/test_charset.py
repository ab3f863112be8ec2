"""What is asked of a page before it is parsed."""

from __future__ import annotations

import pytest

from archiver.extract.markup.charset import decode, in_utf8


def test_a_charset_that_the_declaration_itself_disproves_is_not_taken() -> None:
    """A <meta> read as ASCII says "utf-16": browsers read UTF-8 then; where that does not fit, it is guessed."""
    words = "Blåbærsyltetøy på brødskive er godt, sa ordføreren på møtet i går kveld. " * 3
    page = f'<html><head><meta charset="utf-16"><title>Ærlig talt</title></head><body><p>{words}</p></body></html>'
    assert decode(page.encode("cp1252")) == page
    assert decode(page.encode("cp1252"), "utf-16le") == page
    assert decode(page.encode("utf-16-le"), "utf-16") == page


@pytest.mark.parametrize("said", ['<meta charset="iso-2022-jp">', ""])
def test_japanese_in_escape_sequences_is_no_ascii(said: str) -> None:
    page = f"<html><head>{said}</head><body><p>市長は月曜日、川のほとりで新しい橋の開通を発表した。</p></body></html>"
    assert decode(page.encode("iso2022_jp")) == page
    assert in_utf8(page.encode("iso2022_jp")).decode() == page
    assert in_utf8(b"<p>A price of \x1b$ 5</p>") == b"<p>A price of \x1b$ 5</p>"
