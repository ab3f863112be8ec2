"""The tail of a page that nothing is known of: lines and appeals after the last paragraph; of our own writing."""

from __future__ import annotations

import pytest

from archiver.boilerplate import judge
from archiver.boilerplate.witnesses.appeals import appeal
from archiver.boilerplate.witnesses.concepts import Naming, concepts_of
from archiver.extract import text as dump
from archiver.records import Block, Document, JudgedDocument, Metadata

BODY = (
    "The ferry to the outer islands will run through the winter, the harbour board decided on Tuesday evening, after "
    "a meeting that had been called for quite another reason.",
    "Two of the seven members voted against it, because the diesel alone costs more than all the tickets that are sold "
    "between November and March, and because nobody had asked the islanders.",
)


def judged(*lines: str) -> JudgedDocument:
    return judge(Document(Metadata(), tuple(map(Block, lines))))


def kept(*lines: str) -> list[str]:
    return [b.block.text for b in judged(*lines).blocks if b.verdict.kept]


@pytest.mark.parametrize("line", ["Lanterns of the north pier", "Zur Laterne am Nordkai", "Фонари северного причала"])
def test_a_line_after_the_last_paragraph_goes_whatever_it_says(line: str) -> None:
    assert kept(*BODY, line) == list(BODY)


def test_a_dump_with_a_title_has_a_tail_as_well() -> None:
    """Title and front matter have odds, as blocks of HTML have."""
    page = dump.extract("\n".join(["The winter ferry", "", *BODY, "Lanterns of the north pier"]))
    assert [b.path for b in page.blocks][:2] == ["front-matter/title", None]
    assert [b.block.text for b in judge(page).blocks if b.verdict.kept] == list(BODY)


def test_a_heading_before_a_paragraph_stays() -> None:
    page = [BODY[0], "What the islanders say", BODY[1]]
    assert kept(*page) == page


def test_a_heading_before_a_short_last_sentence_stays() -> None:
    page = [*BODY, "What comes next", "The board meets again in May, and this time the islanders are asked."]
    assert kept(*page) == page


def test_a_list_that_ends_the_article_stays() -> None:
    page = [*BODY, *(f"Pier {number}, the boat of half past {number}" for number in range(2, 14))]
    assert kept(*page) == page


@pytest.mark.parametrize("foot", [["Share"], ["Menu", "Contact", "Archive", "Ferries", "Tides", "Wind", "Snow", "Ice"]])
def test_a_list_above_the_only_sentence_moves_no_tail(foot: list[str]) -> None:
    """Who was elected, and a sentence about them: the text ends with that, and not as many lines behind it."""
    names = [f"{name} of {place}" for name in ("Anna", "Olav", "Ida", "Paul", "Mara") for place in ("Nes", "Vik")]
    assert kept(*names, "They have been elected to the harbour board.", *foot)[10:] == [
        "They have been elected to the harbour board."
    ]


@pytest.mark.parametrize("known", [["Follow us on Facebook"], ["© 2024 Harbour Post. All rights reserved."]])
@pytest.mark.parametrize("within", [False, True])
def test_a_list_that_ends_the_article_stays_in_html_too(known: list[str], within: bool) -> None:
    """Products, each with its bare address; and below them, or among them, a line that is written into the body."""
    products = [line for n in range(12) for line in (f"{n}) Lantern of pier {n}", f"http://shop.example/{n}")]
    lines = [*products[:8], *known, *products[8:]] if within else [*products, *known]
    page = tuple(Block(text, body_odds=6.0, link_density=0.0) for text in (*BODY, *lines))
    found = [b.block.text for b in judge(Document(Metadata(), page)).blocks if b.verdict.kept]
    assert [text for text in found if text not in known] == [*BODY, *products]
    assert found[-1] not in known


def test_few_lines_above_what_is_known_in_the_body_are_no_list() -> None:
    lines = ["Lanterns of the north pier", "Two boats", "No wind"]
    page = tuple(Block(t, body_odds=2.0, link_density=0.0) for t in (*BODY, *lines, "Follow us on Facebook", *lines))
    assert [b.block.text for b in judge(Document(Metadata(), page)).blocks if b.verdict.kept] == list(BODY)


def test_verse_at_the_end_stays() -> None:
    page = [*BODY, "The river goes on to the sea,", "the pilot sleeps on the quay,", "nobody counts the waves,"]
    assert kept(*page) == page


def test_a_page_without_running_text_stays() -> None:
    page = ["Lanterns of the north pier", "Two boats", "No wind"]
    assert kept(*page) == page


APPEALS = [
    "Nobody owns this magazine but the members who pay for it. Give what a coffee costs, once a month, and stop "
    "whenever you like.",
    "Dieses Blatt gehört seinen Lesern. Zahlen Sie monatlich, was ein Kaffee kostet, und kündigen Sie jederzeit.",
    "Ce magazine vit des dons de ses lecteurs. Donnez chaque mois le prix d'un café, et arrêtez quand vous voulez.",
    "Bladet lever av gaver fra leserne. Gi prisen for en kaffe hver måned, og slutt når du vil.",
    "Esta revista es de sus lectores. Dona cada mes lo que cuesta un café y date de baja cuando quieras.",
    "Журнал живёт на пожертвования читателей. Поддержите нас ежемесячно ценой чашки кофе.",
]


@pytest.mark.parametrize("appeal", APPEALS)
def test_an_appeal_worded_afresh_goes_at_the_end(appeal: str) -> None:
    assert kept(*BODY, appeal) == list(BODY)


def test_within_the_article_only_an_appeal_goes_that_is_one_in_every_word() -> None:
    assert kept(BODY[0], APPEALS[0], BODY[1]) == [BODY[0], APPEALS[0], BODY[1]]
    assert kept(BODY[0], APPEALS[3], BODY[1]) == list(BODY)


def test_an_appeal_glued_to_the_last_paragraph_is_cut_off() -> None:
    page = judged(BODY[0], f"{BODY[1]} {APPEALS[0]}")
    assert [b.block.text for b in page.blocks if b.verdict.kept] == list(BODY)
    assert "speaks of" in page.blocks[-1].verdict.evidence


REPORTS = [
    "The appeal for the burnt village has raised more than two million crowns in a week, the organisers said, most of "
    "it from small gifts of families who had never given before.",
    "The newspaper was sold in the spring, and its printing house, which had stood empty since the war, is a school.",
    "She gives the museum a month.",
]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_on_such_things_that_ends_the_article_stays(report: str) -> None:
    assert kept(*BODY, report) == [*BODY, report]


def test_more_words_need_more_concepts() -> None:
    said = appeal(APPEALS[0])
    assert said is not None and said.bits > 5
    diluted = appeal(f"{APPEALS[0]} {BODY[0]} {BODY[1]}")
    assert diluted is None or diluted.bits < said.bits


def test_concepts_are_counted_in_one_language() -> None:
    assert concepts_of("lettori, prix") == Naming(2, 1, frozenset({"reader"}))
    naming = concepts_of("Support our journalism today, support our paper")
    assert naming.words == 7 and naming.mentions == 6
    assert naming.concepts == {"give", "person", "medium"}


def test_a_footer_that_came_twice_is_a_tail_whatever_it_says() -> None:
    strange = [
        "Lanterns of the north pier",
        "Whoever walks with us walks longer.",
        "Lit by nine wanderers",
        "Oil and wick",
    ]
    assert kept(*BODY, *strange, *strange) == list(BODY)


def test_a_line_glued_to_the_last_paragraph_is_cut_off_after_its_stop() -> None:
    page = judged(BODY[0], f"{BODY[1]} Lanterns of the north pier", "Oil and wick")
    assert [b.block.text for b in page.blocks if b.verdict.kept] == list(BODY)


def test_a_trail_of_steps_above_the_article_goes() -> None:
    assert kept("News / Harbour / A ferry for the winter", *BODY) == list(BODY)
    assert kept("Ferry or bridge / An old quarrel", *BODY) == ["Ferry or bridge / An old quarrel", *BODY]


FOOTER = [
    "Lanterns of the north pier", "Nets and ropes", "Whoever rows, rows home", "The five boats of the week",
    "The lamp is lit at nine by whoever passes first.",
    "Oil and wick", "A chart of the coves", "Tide tables", "The pilot sleeps", "Ask for the key",
    "Oars up at nine, oars down at noon.",
    "Knots, second part", "The grey gull", "Salt",
]  # fmt: skip


def test_lines_and_sentences_by_turns_are_no_end_of_an_article() -> None:
    assert kept(*BODY, *FOOTER) == list(BODY)


@pytest.mark.parametrize("address", ["Questions to pier@islands.example", "Giro NO93 8601 1117 947"])
def test_many_lines_with_an_address_among_them_are_no_list_of_the_article(address: str) -> None:
    lines = [line for line in FOOTER if not line.endswith(".")]
    assert kept(*BODY, *lines) == [*BODY, *lines]
    assert kept(*BODY, *lines[:6], address, *lines[6:]) == list(BODY)
