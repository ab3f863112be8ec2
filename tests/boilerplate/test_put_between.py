"""What is put between paragraphs, and what stands above them: neither takes the text beside it along."""

from __future__ import annotations

from random import Random

import pytest

from archiver.boilerplate import judge, lexicon
from archiver.boilerplate.keys.fingerprint import fingerprint
from archiver.boilerplate.text.sentences import sentence_spans
from archiver.boilerplate.verdict.chain import scores
from archiver.records import Block, Document, Metadata
from tests.boilerplate.made_pages import kept_of_site, paragraphs, words


def _kept(lines: list[str]) -> list[str]:
    return judge(Document(Metadata(), tuple(map(Block, lines)))).text.splitlines()


@pytest.mark.parametrize(
    "put",
    [
        "ADVERTISEMENT",
        "Les også: Fergen går ikke i dag",
        "Der Artikel wird nach der Anzeige fortgesetzt",
        "Få nyhetene i innboksen: Meld deg på vårt gratis nyhetsbrev hver morgen.",
        "همچنان بخوانید: فردا باران می‌بارد",
        "دا هم ولولئ: سبا به باران وي",
    ],
)
@pytest.mark.parametrize("words", [20, 45])
def test_it_goes_and_no_paragraph_goes_along(put: str, words: int) -> None:
    body = paragraphs(1, 5, words)
    assert _kept([*body[:3], put, body[3], put, body[4], "Comments are closed."]) == body


def test_a_label_in_capitals_before_ever_other_headlines_is_the_same_line() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    pages = [
        [*body[:2], f"READ MORE: {words(Random(-i % 7), 5)}", *body[2:], "Comments are closed."]
        for i, body in enumerate(bodies)
    ]
    assert kept_of_site(pages) == bodies
    one, other = fingerprint("READ MORE: Four sheep were lost"), fingerprint("READ MORE: Nobody saw the moon today")
    assert one.head == other.head


@pytest.mark.parametrize("line", ["جاوید آرین - ۷ حمل ۱۴۰۳", "24 décembre 2024 – Nadia Belkacem", "۱۴ دقیقې مخکې"])
def test_a_byline_under_the_headline_goes(line: str) -> None:
    kept = _kept(["The ferry is late again", line, *paragraphs(3)])
    assert line not in kept
    assert kept[-4:] == paragraphs(3)


def test_a_sentence_that_ends_like_the_footer_stays() -> None:
    bodies = [paragraphs(i) for i in range(1, 21)]
    for body in bodies[:2]:
        body[-1] += " بسیاری از کارگاه‌ها بسته شده است."
    pages = [[*body, "دیدگاه‌ها بسته شده است."] for body in bodies]
    assert kept_of_site(pages) == bodies


def test_before_the_text_content_comes_after_furniture_at_half_the_price() -> None:
    line = [-4.0, 4.5, -5.0, -5.0]
    assert scores(line, 2)[1] > 0 > scores(line)[1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tagged Housing, Elections, Transport", "tags"),
        ("Publisert i Valg, Politi", "tags"),
        ("Verschlagwortet mit Wahl, Bauern", "tags"),
        ("1027 vues", "byline"),
        ("12.345 Aufrufe", "byline"),
        ("Artikel anhören (3 Min.)", "audio"),
        ("Anna Weber · 3. März 2024", "byline"),
    ],
)
def test_lines_beside_the_date(text: str, kind: str) -> None:
    assert any(hit.kind == kind and hit.coverage > 0.95 for hit in lexicon.match(text))


@pytest.mark.parametrize(
    "text", ["He was tagged in Paris, London and Rome.", "Publisert i går kom boken.", "Angela Merkel 2019"]
)
def test_a_sentence_of_the_story_is_none(text: str) -> None:
    assert not any(hit.kind in ("tags", "byline") and hit.coverage > 0.95 for hit in lexicon.match(text))


def test_a_label_in_capitals_needs_no_colon() -> None:
    keys = {fingerprint(f"BREAKING {headline}").head for headline in ("Ferry is late", "550 sheep: Nobody saw them")}
    assert len(keys) == 1
    assert fingerprint("USA says it is late").head != fingerprint("USA plays Cuba at home").head


def test_an_unknown_label_on_most_pages_goes_with_whatever_stands_behind_it() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    pages = [
        [*body[:2], *([f"LAMP TALK: {words(Random(-i), 5)}"] if i % 3 else []), *body[2:], "Comments are closed."]
        for i, body in enumerate(bodies)
    ]
    assert kept_of_site(pages) == bodies


def test_a_heading_on_most_pages_stays_where_its_label_does_not_vary() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    for i, body in enumerate(bodies):
        body[2:2] = ["Lamp talk"] if i % 10 < 7 else []
    assert kept_of_site([[*body, "Comments are closed."] for body in bodies]) == bodies


@pytest.mark.parametrize(
    ("line", "pages"), [("Lamp talk", 20), ("Lamp talk, and the story goes on", 20), ("The lamp reads this to you.", 5)]
)
def test_what_stands_between_the_paragraphs_of_all_pages_is_put_there(line: str, pages: int) -> None:
    bodies = [paragraphs(i, 5) for i in range(pages)]
    found = [[*body[: 1 + i % 4], line, *body[1 + i % 4 :], "Comments are closed."] for i, body in enumerate(bodies)]
    assert kept_of_site(found) == bodies


def test_a_line_that_stands_twice_on_some_of_most_pages_is_put_there() -> None:
    bodies = [paragraphs(i, 5) for i in range(20)]
    twice = [
        [*body[:2], "Lamp talk", *body[2:4], *(["Lamp talk"] if i % 3 == 0 else []), body[4]]
        for i, body in enumerate(bodies)
    ]
    pages = [page if i % 5 else body for i, (page, body) in enumerate(zip(twice, bodies, strict=True))]
    assert kept_of_site([[*page, "Comments are closed."] for page in pages]) == bodies


def test_a_sentence_above_the_text_of_many_pages_is_no_columnists_intro() -> None:
    bodies = [paragraphs(i) for i in range(40)]
    above, intro = "All of this is yours with the lamp.", "Ann Lamp walks to the end of her street and writes."
    pages = [
        ["Menu | Lamps | Boats", *([above] if i % 2 else [intro] if i % 10 == 0 else []), *body]
        for i, body in enumerate(bodies)
    ]
    bodies = [[intro, *body] if i % 10 == 0 else body for i, body in enumerate(bodies)]
    assert kept_of_site([[*page, "Comments are closed."] for page in pages]) == bodies


def test_a_label_with_a_list_behind_it_is_cut_off_where_it_is_glued() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    lists = [f"Lamp topics: {words(Random(-i), 1)} | {words(Random(-i - 50), 1)}" for i in range(20)]
    pages = [
        [*body[:-1], f"{body[-1]}{topics}", "Comments are closed."] for body, topics in zip(bodies, lists, strict=True)
    ]
    assert kept_of_site(pages) == bodies


@pytest.mark.parametrize(
    "glued", ["sagte sie: „Es geht.“ Die Lampe ist aus.", "sagte sie: „Es geht.“Die Lampe ist aus."]
)
def test_a_german_quotation_ends_with_its_sentence(glued: str) -> None:
    spans = sentence_spans(glued)
    assert [glued[start:end] for start, end in spans] == ["sagte sie: „Es geht.“", "Die Lampe ist aus."]


@pytest.mark.parametrize(
    "line", ["Les mer: Fergen er tilbake", "Anbefalt | Fergen er tilbake", "À ne pas manquer : le ferry revient"]
)
def test_a_known_label_makes_a_line_in_whatever_words(line: str) -> None:
    body = paragraphs(1, 5)
    assert _kept([*body[:3], line, *body[3:], "Comments are closed."]) == body


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dieser Beitrag wird von einer Computerstimme vorgelesen.", "audio"),
        ("This story was provided by an agency and has not been edited by us.", "copyright"),
        ("Ubegrenset tilgang til alle saker.", "login"),
        ("Anzeige – hier geht es weiter", "advert"),
    ],
)
def test_notices_that_are_put_between_paragraphs(text: str, kind: str) -> None:
    assert any(hit.kind == kind and hit.coverage > 0.95 for hit in lexicon.match(text))


def test_a_question_in_a_list_of_headlines_behind_the_text_goes() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    links = ["The lamp is lit", "Who pays for the oil?", "Boats are back"]
    pages = [[*body, "Comments are closed.", *links[i % 2 :]] for i, body in enumerate(bodies)]
    assert kept_of_site(pages) == bodies


def test_a_paragraph_that_begins_as_headlines_do_stays() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    for i in (3, 13):
        bodies[i].insert(2, f"All lamps of {words(Random(-i), 9)}.")
    lists = [[f"All lamps of {words(Random(i * 3 + n), 3)}" for n in range(3)] for i in range(20)]
    assert kept_of_site([[*b, "Most read", *more] for b, more in zip(bodies, lists, strict=True)]) == bodies
    line, sentence = fingerprint("All lamps of the harbour"), fingerprint("All lamps of the harbour are lit.")
    assert line.head != sentence.head


def test_a_row_that_is_glued_to_a_paragraph_is_cut_off_whole() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    rows = [f"Filed under {words(Random(-i), 1)} | {words(Random(-i - 50), 1)}" for i in range(20)]
    pages = [[*body[:-1], f"{body[-1]}{row}", "Comments are closed."] for body, row in zip(bodies, rows, strict=True)]
    assert kept_of_site(pages) == bodies


def test_a_short_last_paragraph_stays_between_what_is_put_before_it_and_the_footer() -> None:
    bodies = [[*paragraphs(i), f"{words(Random(-i - 100), 9)}."] for i in range(20)]
    pages = [
        [*body[:-1], f"LAMP TALK: {words(Random(-i), 5)}", body[-1], "All lamps are lit", "Comments are closed."]
        for i, body in enumerate(bodies)
    ]
    assert kept_of_site(pages) == bodies


def test_a_line_with_another_number_on_most_pages_is_put_there() -> None:
    bodies = [paragraphs(i, 5) for i in range(20)]
    pages = [[*body[:2], *([f"Lamp talk, part {i}"] if i % 3 else []), *body[2:]] for i, body in enumerate(bodies)]
    assert kept_of_site([[*page, "Comments are closed."] for page in pages]) == bodies
