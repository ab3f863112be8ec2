"""What is certain of a page whatever the model says (extract/settling.py)."""

from __future__ import annotations

import pytest

from archiver.extract.markup.naming import Called
from archiver.extract.page.pieces import Piece, Place, Walked
from archiver.extract.page.scan import scan
from archiver.extract.settling.settling import AGAINST, settled
from archiver.records import Kind

PROSE = "The ferry stays in the harbour until the council has found the money that its engine needs. " * 2
BODY, ITEM, ASIDE = 0, 1, 2


def page(*pieces: tuple[str, Kind, int, int], beside: str = "aside") -> Walked:
    """A page of pieces (text, kind, place, characters in links): in the body, in a list there, beside it."""
    places = [
        Place(-1, Called("article", "article", ()), 0),
        Place(BODY, Called("ul", "ul", ()), 1),
        Place(-1, Called("div", "div.x", (beside,)), 0),
    ]
    return Walked(places, [Piece(text, place, kind, linked=linked) for text, kind, place, linked in pieces])


PARAGRAPH = (PROSE, Kind.PARAGRAPH, BODY, 0)


@pytest.mark.parametrize("kind", [Kind.LIST_ITEM, Kind.HEADING, Kind.QUOTE])
def test_what_stands_within_the_body_belongs_to_it(kind: Kind) -> None:
    plain, linked = ("A new engine.", kind, ITEM, 0), ("Our best pictures", kind, ITEM, 17)
    assert settled(page(PARAGRAPH, plain, plain, PARAGRAPH), [5.0, -3.0, -2.0, 5.0])[1:3] == [1.0, 1.0]
    assert settled(page(PARAGRAPH, linked, linked, PARAGRAPH), [5.0, -3.0, -2.0, 5.0])[1:3] == [-3.0, -2.0]
    assert settled(page(PARAGRAPH, plain, plain, PARAGRAPH), [5.0, -7.0, -3.0, 5.0])[1:3] == [-7.0, -3.0]
    assert settled(page(PARAGRAPH, plain, plain), [5.0, -3.0, -2.0])[1:] == [-3.0, -2.0]


def test_quotes_within_the_body_may_link_to_where_they_were_said() -> None:
    for kind, odds in ((Kind.QUOTE, 1.0), (Kind.LIST_ITEM, -3.0)):
        run = [("The engine is sound, and so is the hull.", kind, BODY, 0), ("The harbour master", kind, BODY, 9)]
        assert settled(page(PARAGRAPH, *run, PARAGRAPH), [5.0, -3.0, -3.0, 5.0])[1:3] == [odds, odds]
    linked = ("The engine is sound, and so is the hull.", Kind.QUOTE, BODY, 20)
    assert settled(page(PARAGRAPH, linked, PARAGRAPH), [5.0, -3.0, 5.0])[1] == -3.0


LINE, LIST, NAME = 3, 4, 5


def article(*pieces: tuple[str, Kind, int, int]) -> Walked:
    """The same with elements of their own for paragraphs (LINE), lists (LIST) and headings (NAME) of the body."""
    line, item, heading = (Called(tag, tag, ()) for tag in ("p", "li", "h3"))
    own = [Place(BODY, line, 1), Place(ITEM, item, 2), Place(BODY, heading, 1)]
    places = [*page(beside="x").places, *own]
    return Walked(places, [Piece(text, place, kind, linked=linked) for text, kind, place, linked in pieces])


def test_what_stands_between_paragraphs_of_one_element_belongs_to_it_whatever_else_does() -> None:
    line, item = (PROSE, Kind.PARAGRAPH, LINE, 0), ("A new engine.", Kind.LIST_ITEM, LIST, 0)
    picture, linked = ("Picture 1 of 2", Kind.CAPTION, ASIDE, 0), ("A new engine.", Kind.LIST_ITEM, LIST, 9)
    gallery = [picture] * 3
    odds = [5.0, *[-7.0] * 3, -3.0, *[-7.0] * 3, 5.0]
    assert settled(article(line, *gallery, item, *gallery, line), odds)[4] == 1.0
    assert settled(article(line, *gallery, linked, *gallery, line), odds)[4] == -3.0
    assert settled(article(line, *gallery, item), odds[:5])[4] == -3.0
    elsewhere = ("A new engine.", Kind.LIST_ITEM, ASIDE, 0)
    assert settled(article(line, *gallery, elsewhere, *gallery, line), odds)[4] == -3.0


def test_tables_between_the_bodys_text_belong_to_it_in_their_frame_too() -> None:
    line, item = (PROSE, Kind.PARAGRAPH, LINE, 0), ("A new engine.", Kind.LIST_ITEM, LIST, 0)
    table = ("Town | Votes\nAa | 7", Kind.TABLE, LIST, 0)
    assert settled(article(line, table, item), [5.0, -3.0, 5.0]) == [5.0, 1.0, 5.0]
    assert settled(article(line, table, item), [5.0, -5.0, 5.0]) == [5.0, -5.0, 5.0]
    assert settled(article(line, table), [5.0, -3.0]) == [5.0, -3.0]
    beside = ("Town | Votes\nAa | 7", Kind.TABLE, ASIDE, 0)
    assert settled(article(line, beside, item), [5.0, -3.0, 5.0]) == [5.0, -3.0, 5.0]


def test_headings_between_such_paragraphs_may_be_links() -> None:
    line, heading = (PROSE, Kind.PARAGRAPH, LINE, 0), ("The new engine", Kind.HEADING, NAME, 14)
    assert settled(article(line, heading, line), [5.0, -1.0, 5.0]) == [5.0, 1.0, 5.0]
    assert settled(article(line, heading, line), [5.0, -3.0, 5.0]) == [5.0, -3.0, 5.0]


def test_a_short_articles_other_paragraphs_are_raised_with_its_likeliest() -> None:
    assert settled(page(PARAGRAPH, PARAGRAPH), [-1.0, -2.5]) == [1.0, 1.0]
    assert settled(page(PARAGRAPH, PARAGRAPH), [-1.0, -6.0]) == [1.0, -4.0]


def test_lists_that_stand_twice_are_furniture_and_so_are_quotes_that_the_text_has() -> None:
    item = ("Storm closes the harbour for a third day", Kind.LIST_ITEM, ASIDE, 12)
    assert settled(page(item, PARAGRAPH, item, beside="x"), [3.0, 5.0, 2.0]) == [-3.0, 5.0, -4.0]
    assert settled(page(item, PARAGRAPH, beside="x"), [3.0, 5.0]) == [3.0, 5.0]
    lifted = ("“until the council has found the money”", Kind.QUOTE, ITEM, 0)
    other = ("“until the council has found a captain”", Kind.QUOTE, ITEM, 0)
    assert settled(page(PARAGRAPH, lifted, PARAGRAPH), [5.0, 8.0, 5.0])[1] < 0
    assert settled(page(PARAGRAPH, other, PARAGRAPH), [5.0, 8.0, 5.0])[1] == 8.0


def test_lines_of_links_that_begin_alike_are_furniture_where_there_are_three() -> None:
    whats = ("Harbour", "Ferry", "Quay")
    links = [(f"ALSO READ NOW | {what} closed again", Kind.PARAGRAPH, BODY, 20) for what in whats]
    assert settled(page(PARAGRAPH, *links, PARAGRAPH), [5.0] * 5)[1:4] == [-6.0] * 3
    assert settled(page(PARAGRAPH, *links[:2], PARAGRAPH), [5.0] * 4)[1:3] == [5.0] * 2


def test_paragraphs_in_doubt_go_by_their_siblings() -> None:
    short, linked = ("Nobody was hurt.", Kind.PARAGRAPH, BODY, 0), ("Nobody was hurt.", Kind.PARAGRAPH, BODY, 12)
    elsewhere = ("Nobody was hurt.", Kind.PARAGRAPH, ASIDE, 0)
    assert settled(page(PARAGRAPH, short), [5.0, -1.0]) == [5.0, 1.0]
    assert settled(page(PARAGRAPH, short), [5.0, -3.0]) == [5.0, -3.0]
    assert settled(page(PARAGRAPH, linked), [5.0, -1.0]) == [5.0, -1.0]
    partly = ("Nobody was hurt.", Kind.PARAGRAPH, BODY, 7)
    assert settled(page(PARAGRAPH, partly), [5.0, -1.0]) == [5.0, 1.0]
    assert settled(page(PARAGRAPH, elsewhere, beside="x"), [5.0, -1.0]) == [5.0, -1.0]
    most = (PROSE * 3, Kind.PARAGRAPH, ASIDE, 0)
    assert settled(page(PARAGRAPH, short, most, beside="x"), [5.0, -1.0, 5.0]) == [5.0, -1.0, 5.0]


@pytest.mark.parametrize("name", ["aside", "popup", "modal", "dialog", "lightbox", "factbox", "Fact-Box"])
def test_what_lies_beside_the_body_is_none_unless_it_holds_most_of_it(name: str) -> None:
    note = ("Your password was changed.", Kind.PARAGRAPH, ASIDE, 0)
    assert settled(page(PARAGRAPH, note, beside=name), [5.0, 3.0]) == [5.0, AGAINST]
    whole = (PROSE, Kind.PARAGRAPH, ASIDE, 0)
    assert settled(page(PARAGRAPH, whole, whole, beside=name), [5.0, 3.0, 3.0]) == [5.0, 3.0, 3.0]


def test_a_box_in_the_element_of_the_text_is_no_part_of_it_however_long() -> None:
    places = [
        Place(-1, Called("article", "article", ("article",)), 0),
        Place(0, Called("p", "p", ("p",)), 1),
        Place(0, Called("div", "div.factbox", ("div", "factbox")), 1),
        Place(2, Called("p", "p", ("p",)), 2),
    ]
    line, boxed = Piece(PROSE, 1, Kind.PARAGRAPH), Piece(PROSE, 3, Kind.PARAGRAPH)
    assert settled(Walked(places, [line, *[boxed] * 3]), [5.0, *[9.0] * 3]) == [5.0, *[AGAINST] * 3]
    assert settled(Walked(places, [line, *[boxed] * 4]), [5.0, *[9.0] * 4]) == [5.0, *[9.0] * 4]  # less than a quarter
    beside = [*places[:2], Place(-1, Called("div", "div.factbox", ("div", "factbox")), 0), places[3]]
    assert settled(Walked(beside, [line, *[boxed] * 3]), [5.0, *[9.0] * 3]) == [5.0, *[9.0] * 3]


def test_a_line_behind_a_picture_in_the_text_is_its_caption_unless_it_is_a_sentence() -> None:
    line = Piece(PROSE, BODY, Kind.PARAGRAPH)

    def below(text: str, linked: int = 0) -> Piece:
        return Piece(text, BODY, Kind.PARAGRAPH, linked=linked, after_picture=True)

    caption = below("The ferry in the harbour")
    places = page().places
    assert settled(Walked(places, [line, caption, line]), [5.0, 4.0, 5.0]) == [5.0, -2.0, 5.0]
    assert settled(Walked(places, [caption, line, line]), [4.0, 5.0, 5.0]) == [4.0, 5.0, 5.0]  # or a lead
    for other in (
        below("The ferry is in the harbour."),
        below("What the council has found:"),
        below("All results of the vote", 23),
        below(PROSE.replace(".", ",")),
        Piece("The ferry in the harbour", BODY, Kind.PARAGRAPH),
    ):
        assert settled(Walked(places, [line, other, line]), [5.0, 4.0, 5.0])[1] == 4.0


def test_a_box_behind_the_body_is_no_part_of_it_but_a_list_there_may_be() -> None:
    line, item = ("Put your address here", Kind.PARAGRAPH, 3, 0), ("England: tenth appearance", Kind.LIST_ITEM, 3, 0)
    places = [
        Place(-1, Called("article", "article", ("article",)), 0),
        Place(0, Called("p", "p", ("p",)), 1),
        Place(0, Called("div", "div.c7", ("div", ".c7")), 1),
        Place(2, Called("p", "p", ("p",)), 2),
    ]

    def of(*pieces: tuple[str, Kind, int, int]) -> Walked:
        return Walked(places, [Piece(text, place, kind, linked=linked) for text, kind, place, linked in pieces])

    paragraph, boxed = (PROSE, Kind.PARAGRAPH, 1, 0), (PROSE, Kind.PARAGRAPH, 3, 0)
    assert settled(of(paragraph, line), [5.0, 3.0]) == [5.0, -1.0]
    assert settled(of(paragraph, line), [5.0, 6.0]) == [5.0, 2.0]  # of that the model is sure
    assert settled(of(paragraph, item), [5.0, 3.0]) == [5.0, 3.0]
    assert settled(of(paragraph, line, paragraph), [5.0, 3.0, 5.0]) == [5.0, 3.0, 5.0]
    assert settled(of(paragraph, boxed, line), [5.0, 5.0, 3.0]) == [5.0, 5.0, 3.0]  # half of the body is there


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("<a href=/4>New mast on the hill</a>", True),
        ("<a href='https://news.island.example/4'>New mast on the hill</a>", True),
        ("READ MORE: <a href=/4>New mast on the hill</a>", True),
        ("LES OGS\u00c5 | <a href='//www.island.example/4'>New mast on the hill</a>", True),
        ("<a href='https://shop.example/4'>New mast on the hill</a>", False),  # what the article is about
        ("<a href='https://notisland.example/4'>New mast on the hill</a>", False),
        ("<a href='//[/4'>New mast on the hill</a>", False),
        ("<a href='#4'>New mast on the hill</a>", False),
        ("<a href='mailto:mast@island.example'>New mast on the hill</a>", False),
        ("<a>New mast on the hill</a>", False),
        ("<a href=/4>There is a new mast on the hill.</a>", False),  # a sentence
        ("<a href=/4>New mast</a>", False),
        ("The sign of the new harbour says <a href=/4>New mast on the hill</a>", False),  # no label
        ("Of all that was built in this summer: <a href=/4>New mast on the hill of ours</a>", False),
        ("Mast <a href=/4>New mast on the hill</a> tall and high and bright and red", False),
    ],
)
def test_a_line_that_is_a_link_to_the_same_site_is_no_part_of_the_text(line: str, points: bool) -> None:
    walked = scan(f"<p>{PROSE}<p>{line}<p>{PROSE}").walked
    labelled = points and line[0] != "<"
    found = settled(walked, [5.0, 3.0, 5.0], ["", "https://www.island.example/3"])
    assert found == [5.0, -6.0 if labelled else -1.0 if points else 3.0, 5.0]
    sure = settled(walked, [5.0, 4.5, 5.0], ["http://island.example/3"])[1] > 0  # unless a label says what it is
    assert sure is not labelled
    assert settled(walked, [5.0, 3.0, 5.0])[1] == (-6.0 if labelled else -1.0) if points and "//" not in line else 3.0


def test_the_link_that_is_asked_is_the_lines_own() -> None:
    home, shop = "<a href=/4>New mast on the hill</a>", "<a href='http://shop.example'>All of our new masts</a>"
    walked = scan(f"<p>{PROSE}<p>{shop}<p>{home}<p>{shop}<p>{PROSE}").walked
    assert settled(walked, [5.0, 3.0, 3.0, 3.0, 5.0]) == [5.0, 3.0, -1.0, 3.0, 5.0]
