"""Short lines between ever other paragraphs: labels go, headings of sections stay; and what stands anywhere."""

from __future__ import annotations

from random import Random

import pytest

from archiver.boilerplate import explain, judge
from archiver.boilerplate.site.observation import observe
from archiver.boilerplate.site.statistics import SiteStatistics
from archiver.records import Block, Document, Metadata
from tests.boilerplate.made_pages import kept_of_site, paragraphs, words

CLOSED = "Comments are closed."


def _put(line: str, pages: int, every: int = 1, size: int = 6) -> tuple[list[list[str]], list[list[str]]]:
    """Bodies, and pages with the line between two paragraphs, on every so many of them, each time elsewhere."""
    bodies = [paragraphs(number, size) for number in range(pages)]
    made = [list(body) for body in bodies]
    for number, page in enumerate(made):
        if number % every == 0:
            page.insert(1 + number // every % (size - 2), line)
    return bodies, [[*page, CLOSED] for page in made]


@pytest.mark.parametrize("pages", [5, 12, 40])
def test_a_label_on_every_page_goes(pages: int) -> None:
    bodies, made = _put("Tap the picture to see it larger", pages)
    assert kept_of_site(made) == bodies


def test_a_heading_of_every_third_page_stays() -> None:
    _, made = _put("How it all began", 24, every=3)
    assert kept_of_site(made) == [page[:-1] for page in made]


@pytest.mark.parametrize("pages", [5, 8, 12])
def test_a_short_heading_that_a_site_has_on_every_page_stays(pages: int) -> None:
    _, made = _put("The view", pages)
    assert kept_of_site(made) == [page[:-1] for page in made]


def test_titles_below_a_label_that_has_titles_below_it_on_other_pages_go() -> None:
    """Neither the label nor a title says so by its words."""
    bodies = [paragraphs(number, 6) for number in range(4)]
    made = []
    for number, body in enumerate(bodies):
        titles = [words(Random(f"{number} {n}"), 7) for n in range(2)]
        at = 2 + number % 3
        made.append([*body[:at], "From the lamp room", *titles, *body[at:], CLOSED])
    assert kept_of_site(made) == bodies


def test_a_heading_below_what_stands_above_text_elsewhere_stays() -> None:
    """An advertisement's label may have a heading below it by chance."""
    bodies, made = _put("Advertisement", 8)
    for body, page, heading in zip(
        bodies[:2],
        made[:2],
        ["The long way home over the hill", "What is left of a mill when the water goes"],
        strict=True,
    ):
        at = page.index("Advertisement")
        page.insert(at + 1, heading)
        body.insert(at, heading)
    assert kept_of_site(made) == bodies


def test_a_last_short_sentence_behind_what_stands_anywhere_stays() -> None:
    label, last = "Tap the picture to see it larger", "And the mill turned."
    bodies, made = _put(label, 12, size=12)
    bodies[0].append(last)
    made[0] = [*bodies[0][:-1], label, last, CLOSED]
    assert kept_of_site(made) == bodies


def test_the_reason_names_how_many_pages_have_it() -> None:
    _, made = _put("Tap the picture to see it larger", 12)
    documents = [Document(Metadata(), tuple(map(Block, page))) for page in made]
    site = SiteStatistics()
    observed = [observe(document) for document in documents]
    for one in observed:
        site.add(one)
    page = judge(documents[0], site.facts(observed[0].keys))
    said = [b.verdict for b in page.blocks if b.block.text.startswith("Tap")]
    assert [verdict.rule for verdict in said] == ["site-line/1"]
    assert "on all or nearly all of about 8 pages" in said[0].evidence
    assert explain(page)


@pytest.mark.parametrize(("pages", "every"), [(2, 1), (10, 3), (24, 3), (40, 12)])
def test_the_questions_of_a_questionnaire_stay(pages: int, every: int) -> None:
    _, made = _put("Which tool of your grandfather's do you still use?", pages, every)
    assert kept_of_site(made) == [page[:-1] for page in made]


def test_what_an_advertisement_asks_on_every_page_goes() -> None:
    bodies, made = _put("Why am I seeing this ad?", 40)
    assert kept_of_site(made) == bodies
