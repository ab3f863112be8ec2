"""Lines that others print word for word: folded, without marks and numbers, and only whole."""

from __future__ import annotations

import pytest

from archiver.boilerplate import judge
from archiver.boilerplate.weights import bits
from archiver.boilerplate.witnesses.stock import LONGEST, plain, stock_line
from archiver.records import Block, Document, Metadata
from tests.boilerplate.made_pages import paragraphs


@pytest.mark.parametrize("text", ["Not now", "NOT NOW", "« Not now »", "You may also like:", "Ikke nå"])
def test_it_is_known_however_it_is_set(text: str) -> None:
    said = stock_line(text)
    assert said is not None and said.bits >= bits("stock.one") and said.rule == "stock/1"


@pytest.mark.parametrize("text", ["", "…", "Background", "What we know so far", "Hintergrund", "He had no time now."])
def test_what_articles_have_is_not(text: str) -> None:
    assert stock_line(text) is None


def test_no_line_is_longer_than_what_is_asked() -> None:
    assert stock_line("Not now " * LONGEST) is None


def test_numbers_are_one() -> None:
    assert plain("12 comments") == plain("3,456 Comments".replace(",", "")) == "0 comments"


def test_between_paragraphs_it_goes_alone() -> None:
    body = paragraphs(7, 5)
    page = [*body[:2], "Open image in gallery", body[2], "Not now", *body[3:]]
    document = Document(Metadata(), tuple(map(Block, page)))
    assert judge(document).text.splitlines() == body
