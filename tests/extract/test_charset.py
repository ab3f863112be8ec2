"""What is asked of a page before it is parsed."""

from __future__ import annotations

from archiver.extract.markup.charset import decode


def test_a_charset_that_the_declaration_itself_disproves_is_not_taken() -> None:
    """A <meta> read as ASCII says "utf-16": browsers read UTF-8 then; where that does not fit, it is guessed."""
    words = "Blåbærsyltetøy på brødskive er godt, sa ordføreren på møtet i går kveld. " * 3
    page = f'<html><head><meta charset="utf-16"><title>Ærlig talt</title></head><body><p>{words}</p></body></html>'
    assert decode(page.encode("cp1252")) == page
    assert decode(page.encode("cp1252"), "utf-16le") == page
    assert decode(page.encode("utf-16-le"), "utf-16") == page
