"""Refrains and titles below a label, by their place on one page; blocks among others, by their places on many."""

from __future__ import annotations

import pytest

from archiver.boilerplate import explain, judge
from archiver.records import Block, Document, Metadata
from tests.boilerplate.made_pages import kept_of_site, paragraphs

REFRAIN = ["Oh turn, old mill, the water is high,", "and nobody asks where the miller went."]
CLOSED = "Comments are closed."


def _kept(lines: list[str]) -> list[str]:
    return judge(Document(Metadata(), tuple(map(Block, lines)))).text.splitlines()


def _with_refrain(number: int, lines: list[str]) -> list[str]:
    body = paragraphs(number, 6)
    return [*body[:2], *lines, *body[2:4], *lines, *body[4:5], *lines, body[5]]


def test_a_refrain_on_both_pages_of_a_site_stays() -> None:
    bodies = [_with_refrain(number, REFRAIN) for number in range(2)]
    assert kept_of_site([[*body, CLOSED] for body in bodies]) == bodies


def test_a_verse_of_one_line_is_a_refrain_the_third_time() -> None:
    bodies = [_with_refrain(number, REFRAIN[:1]) for number in range(2)]
    assert kept_of_site([[*body, CLOSED] for body in bodies]) == bodies


def test_what_stock_lines_have_is_no_refrain() -> None:
    body = paragraphs(3, 6)
    box = ["Open image in gallery", "Not now"]
    assert _kept([*body[:2], *box, *body[2:4], *box, *body[4:], CLOSED]) == body


def test_titles_below_a_label_go_and_the_text_below_them_stays() -> None:
    body = paragraphs(4, 6)
    titles = ["Ferry timetable to change again in spring", "Who pays for the new harbour wall?"]
    assert _kept([*body[:3], "You may also like", *titles, *body[3:], CLOSED]) == body


def test_a_short_heading_below_a_label_is_no_title() -> None:
    body = paragraphs(5, 6)
    page = [*body[:3], "Read more", "The long way home", *body[3:]]
    assert "The long way home" in _kept([*page, CLOSED])


@pytest.mark.parametrize("arrow", [">> ", "» ", "→ ", "▸ "])
def test_a_link_that_an_arrow_leads_goes_from_between_the_paragraphs(arrow: str) -> None:
    body = paragraphs(6, 4)
    assert _kept([*body[:2], f"{arrow}Why the mill stands still", *body[2:], CLOSED]) == body


@pytest.mark.parametrize("line", ["»Nobody asked us«, said the miller.", "> Nobody asked us, wrote the miller."])
def test_a_quotation_that_begins_with_a_sign_like_an_arrow_stays(line: str) -> None:
    body = paragraphs(6, 4)
    page = [*body[:2], line, *body[2:]]
    assert _kept([*page, CLOSED]) == page


def test_an_advert_on_a_third_of_many_pages_goes_wherever_it_stands() -> None:
    advert = "Harl and Daughters: oak stairs measured, made and fitted within the month"
    bodies = [paragraphs(number, 8) for number in range(24)]
    pages = [list(body) for body in bodies]
    for number, page in enumerate(pages):
        if number % 3 == 0:
            page.insert(2 + number // 3 % 5, advert)
    assert kept_of_site([[*page, CLOSED] for page in pages]) == bodies


def test_an_agencys_paragraph_on_a_tenth_of_many_pages_stays() -> None:
    background = "The two countries have disputed the delta since the treaty of 1921 was left unsigned by one of them."
    bodies = [paragraphs(number, 8) for number in range(24)]
    for number, body in enumerate(bodies):
        if number % 10 == 0:
            body.insert(3 + number // 10, background)
    assert kept_of_site([[*body, CLOSED] for body in bodies]) == bodies


def test_a_short_line_more_than_once_on_a_page_is_a_label() -> None:
    body = paragraphs(8, 7)
    assert _kept([*body[:2], "Zorp gallery", *body[2:4], "Zorp gallery", *body[4:], CLOSED]) == body


def test_a_label_that_a_site_has_leads_to_titles_below_it() -> None:
    bodies = [paragraphs(number, 8) for number in range(20)]
    pages = [list(body) for body in bodies]
    for number, page in enumerate(pages):
        page[3 + number % 3 : 3 + number % 3] = ["Zorp gallery", f"{page[0][:45].strip()} at last"]
    assert kept_of_site([[*page, CLOSED] for page in pages]) == bodies


def test_a_list_of_the_articles_is_none_of_titles() -> None:
    body = paragraphs(9, 6)
    rows = [f"{name} in the northern group, third place" for name in "Alma Bera Cedra Dunn Esk Fenn Gill Harl".split()]
    assert _kept([*body[:3], "Read more", *rows, *body[3:], CLOSED]) == [*body[:3], *rows, *body[3:]]


def test_the_reason_is_said() -> None:
    body = paragraphs(6, 6)
    page = [*body[:3], "You may also like", "Ferry timetable to change again in spring", *body[3:], CLOSED]
    found = {one.text: one for one in explain(judge(Document(Metadata(), tuple(map(Block, page)))))}
    assert found["Ferry timetable to change again in spring"].rule == "page-listed/1"
