"""Lines that a site's pages share in other places than a footer's: notices, headlines, lists, what is glued."""

from __future__ import annotations

from random import Random

import pytest

from archiver.boilerplate.text.sentences import sentence_spans
from tests.boilerplate.made_pages import kept_of_site, paragraphs, words

FOOT = ("Oil and wick for the lantern", "Seen from {n} boats", "Masters of the lamp since 1911")


def _foot(number: int, times: int = 1) -> list[str]:
    return [line.format(n=1000 + number) for line in FOOT] * times


@pytest.mark.parametrize("size", [4, 8, 20])
def test_a_notice_before_the_text_of_nearly_all_pages_is_no_columnists_intro(size: int) -> None:
    bodies = [paragraphs(i) for i in range(size)]
    pages = [["Lamp News", "The lamp is not lit today.", *body, *_foot(i)] for i, body in enumerate(bodies)]
    assert kept_of_site(pages) == bodies


@pytest.mark.parametrize("size", [8, 20])
def test_a_short_sentence_after_the_text_of_nearly_all_pages_goes_though_what_follows_it_varies(size: int) -> None:
    bodies = [paragraphs(i) for i in range(size)]
    after = [["Boat tickets"] if i % 3 else [] for i in range(size)]
    said = f"{words(Random(77), 4)}."
    pages = [[*body, said, *after[i], *_foot(i, 4)] for i, body in enumerate(bodies)]
    assert kept_of_site(pages) == bodies


def test_a_line_between_title_and_text_of_all_pages_goes() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    pages = [[words(Random(-i), 6), "Trim Light Snuff Wave", *body, *_foot(i, 4)] for i, body in enumerate(bodies)]
    assert not any("Trim Light Snuff Wave" in text for text in kept_of_site(pages))


def test_a_question_above_the_author_is_no_intro_where_pages_are_short() -> None:
    """On a page of few paragraphs the footer begins among the first eight blocks, as a text does below a long head."""
    bodies = [paragraphs(i, 2 + i % 6) for i in range(40)]
    who = [["Who tends the lamp?", f"{words(Random(-i), 2)} does."] if i % 3 else [] for i in range(40)]
    assert kept_of_site([[*body, *_foot(i), *who[i], *_foot(i, 4)] for i, body in enumerate(bodies)]) == bodies


def test_headlines_of_other_pages_go_from_a_list_of_links() -> None:
    """The site knows of such a line that it also stands at the top of its own page, and that it is on few pages."""
    titles = [words(Random(f"title {i}"), 6) for i in range(40)]
    texts = [[titles[i], *paragraphs(i)] for i in range(40)]
    pages = [[*text, "From the lamp room", *Random(i).sample(titles, 3), *_foot(i, 4)] for i, text in enumerate(texts)]
    assert [text[-4:] for text in kept_of_site(pages)] == [text[1:] for text in texts]
    assert sum(len(text) for text in kept_of_site(pages)) >= 40 * 4.9  # hardly a page loses its title


def test_a_heading_before_a_short_last_sentence_stays_where_the_site_has_it_often() -> None:
    bodies = [[*paragraphs(i), "The evening watch", f"{words(Random(-i), 6)}."] for i in range(40)]
    bodies = [body if i % 8 == 0 else paragraphs(i) for i, body in enumerate(bodies)]
    assert kept_of_site([[*body, *_foot(i)] for i, body in enumerate(bodies)]) == bodies


@pytest.mark.parametrize("head", [[], ["These are the boats of the evening:"], ["The boats go until late."]])
def test_a_list_that_ends_the_article_stays_above_known_furniture(head: list[str]) -> None:
    stops = [f"Pier {number}, the boat of half past {number}" for number in range(2, 14)]
    bodies = [paragraphs(0), [*paragraphs(1), *head, *stops], paragraphs(2)]
    assert kept_of_site([[*body, *_foot(i)] for i, body in enumerate(bodies)]) == bodies


def test_a_list_that_ends_the_article_stays_with_a_heading_in_it_that_others_have() -> None:
    stops = [f"Pier {number}, the boat of half past {number}" for number in range(2, 20)]
    bodies = [paragraphs(0), [*paragraphs(1), *stops[:6], "The evening watch", *stops[6:]]]
    bodies += [[*paragraphs(i)[:-1], "The evening watch", paragraphs(i)[-1]] for i in range(2, 6)]
    bodies += [paragraphs(i) for i in range(6, 20)]
    assert kept_of_site([[*body, *_foot(i, 3)] for i, body in enumerate(bodies)]) == bodies


@pytest.mark.parametrize("end", [["Lit by Ole Dahl"], ["What to bring", "Oil, two jars", "A wick"]])
def test_lines_that_end_one_article_stay_before_what_the_sites_pages_share(end: list[str]) -> None:
    bodies = [paragraphs(i) for i in range(20)]
    bodies[3] += end
    assert kept_of_site([[*body, *_foot(i, 4)] for i, body in enumerate(bodies)]) == bodies
    assert kept_of_site([[*bodies[3], "Share on Facebook"]]) == [bodies[3][: -len(end)]]  # of no site it is known


def test_a_credit_glued_to_a_paragraph_stays_and_what_the_site_glues_there_goes() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    glued = [[*body[:-1], f"{body[-1]} Seen by the lamp."] for body in bodies]
    bodies[5][-1] += " (od)"
    glued[5] = [*bodies[5][:-1], f"{bodies[5][-1]} Seen by the lamp."]
    assert kept_of_site([[*body, *_foot(i, 4)] for i, body in enumerate(glued)])[:5] == bodies[:5]
    assert kept_of_site([[*bodies[i], *_foot(i, 4)] for i in range(20)]) == bodies


def test_a_long_headline_in_a_list_does_not_end_the_article() -> None:
    bodies = [paragraphs(i) for i in range(20)]
    long = [words(Random(-i), 24) for i in range(20)]
    lists = [["From the lamp room", words(Random(99 + i), 6), long[i]] for i in range(20)]
    pages = [[*body, *lists[i], *_foot(i, 4)] for i, body in enumerate(bodies)]
    assert kept_of_site(pages) == bodies


def test_headlines_below_a_heading_on_all_pages_are_no_list_of_the_article() -> None:
    bodies = [paragraphs(i) for i in range(12)]
    lists = [["From the lamp room", *(words(Random(-100 * i - n), 6) for n in range(12))] for i in range(12)]
    assert kept_of_site([[*body, *lists[i], *_foot(i, 3)] for i, body in enumerate(bodies)]) == bodies


@pytest.mark.parametrize("between", ["", " "])
def test_what_is_glued_to_a_paragraph_leaves_it_its_stop(between: str) -> None:
    """Alone, and where the site's other pages have it as well."""
    bodies = [paragraphs(i) for i in range(6)]
    pages = [[*body[:-1], f"{body[-1]}{between}Comments are closed."] for body in bodies]
    assert kept_of_site(pages[:1]) == bodies[:1]
    assert kept_of_site(pages) == bodies


def test_a_sentence_of_many_concepts_stays_before_what_the_site_glues_to_paragraphs() -> None:
    last = "Donations for the organ and money from readers of the parish letter were counted every month, on a Sunday."
    bodies = [[*paragraphs(i)[:-1], f"{paragraphs(i)[-1]} {last}"] if i == 3 else paragraphs(i) for i in range(8)]
    glued = [[*body[:-1], f"{body[-1]} Light the lamp with us!"] for body in bodies]
    assert kept_of_site([[*body, *_foot(i)] for i, body in enumerate(glued)]) == bodies


@pytest.mark.parametrize(
    "text",
    [
        "1. First lamp lit at the pier", "۱. چراغ بندر روشن شد", "Publisert 4. september", "Approx. two boats",
        "Am 8. September 2024 um neun",
    ],
)  # fmt: skip
def test_a_number_in_a_list_and_what_goes_on_in_small_letters_end_no_sentence(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


def test_initials_are_no_sentences() -> None:
    text = "It is made in the U.S. or by J.R.R. on demand in the U.S.A.Share this"
    assert [text[start:end] for start, end in sentence_spans(text)] == [text[: text.index("Share")], "Share this"]


def test_a_long_list_below_a_link_to_one_story_is_no_list_of_links() -> None:
    stops = [words(Random(n), 4) for n in range(10)]
    link = "Related: how the lamp came to the harbour"
    kept = kept_of_site([[*paragraphs(1), link, *stops, "Share on Facebook"]])[0]
    assert kept == [*paragraphs(1), *stops]
