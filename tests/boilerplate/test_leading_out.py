"""What leads out of the body: appeals glued to a paragraph, commoner sentences in a repeated block, standing intros."""

from __future__ import annotations

from random import Random

import pytest

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.records import Block, Document, JudgedDocument, Metadata

LANTERN = (
    "The lantern over this harbour was never the property of a ship. Each night eleven families bring the oil for it. "
    "Yours may be among them."
)
FOOT = ("Oil and wick", "Seen from {n} boats", "Masters of the lamp since 1911")
INTRO = (
    "Every week our man on the quay listens to what the sailors will not say in the office, and to those who wait for "
    "them at home and count the days on a board."
)


def _own(number: int, count: int = 4) -> list[str]:
    """Paragraphs of made-up words, of which no other page has one."""
    random = Random(number)
    words = ["".join(random.choices("aeioubdgklmnprst", k=random.randint(3, 9))) for _ in range(25 * count)]
    return [f"{' '.join(words[i : i + 25]).capitalize()}." for i in range(0, 25 * count, 25)]


def _dump(lines: list[str]) -> Document:
    return Document(Metadata(), tuple(map(Block, lines)))


def _html(body: list[str], foot: list[str]) -> Document:
    """As an extractor sees it that is sure of the body, and of what is outside."""
    inside = [Block(line, body_odds=9.0, link_density=0.0) for line in body]
    return Document(Metadata(), (*inside, *(Block(line, body_odds=-6.0, link_density=0.0) for line in foot)))


def _judged(pages: list[Document]) -> list[JudgedDocument]:
    statistics, observations = SiteStatistics(), [observe(page) for page in pages]
    for observation in observations:
        statistics.add(observation)
    return [judge(page, statistics.facts(seen.keys)) for page, seen in zip(pages, observations, strict=True)]


def _foot(number: int, times: int = 1) -> list[str]:
    return [line.format(n=1000 + number) for line in FOOT] * times


@pytest.mark.parametrize("size", [4, 8, 20])
def test_an_appeal_glued_to_half_of_a_sites_last_paragraphs_goes_and_they_stay(size: int) -> None:
    """As HTML, where the paragraph as a whole is surely body, and with a foot too long for "among the last blocks"."""
    bodies = [_own(i) for i in range(size)]
    glued = [[*body[:-1], f"{body[-1]} {LANTERN}"] if i % 2 else body for i, body in enumerate(bodies)]
    judged = _judged([_html(g, _foot(i, 4)) for i, g in enumerate(glued)])
    assert [page.text.splitlines() for page in judged] == bodies
    (cut,) = [b.verdict for b in judged[1].blocks if b.block.text == LANTERN]
    assert cut.evidence.endswith("on the way out of the body")


def test_a_passage_quoted_in_running_text_stays_beside_furniture_too() -> None:
    """The same sentences as above, but each article goes on with words of its own."""
    bodies = [[*_own(i, 3), f"{LANTERN} {_own(i + 50, 1)[0]}"] for i in range(12)]
    for body, page in zip(bodies, _judged([_html(b, _foot(i)) for i, b in enumerate(bodies)]), strict=True):
        assert " ".join(page.text.split()) == " ".join(body)


def test_a_paragraph_that_comes_again_with_an_appeal_is_cut_from_it() -> None:
    """The last paragraph of two stories is one and the same, and the appeal hangs at it as at all of the others."""
    shared = _own(999, 1)[0]
    lines = [[*_own(i), shared if i in (3, 9) else _own(i + 100, 1)[0]] for i in range(16)]
    pages = [_dump([*own[:-1], f"{own[-1]} {LANTERN}", *_foot(i)]) for i, own in enumerate(lines)]
    for own, page in zip(lines, _judged(pages), strict=True):
        assert page.text.splitlines() == own


@pytest.mark.parametrize("head", [1, 3, 5])
def test_a_standing_intro_stays_below_a_long_head(head: int) -> None:
    pages = [
        _dump([*(f"{'abcde'[n] * 4} {1000 + i} :: {n}" for n in range(head)), INTRO, *_own(i, 12), *_foot(i)])
        for i in range(12)
    ]
    assert all(INTRO in page.text for page in _judged(pages))


def test_two_pages_teach_a_counter_in_their_heads_and_leave_a_heading_in_their_bodies() -> None:
    heading = "A long dispute"
    lines = [[_own(i, 1)[0], heading, *_own(i + 50)] for i in range(2)]
    pages = [_dump([f"Lit {1200 + i} times", f"{'xy'[i] * 9}: {i + 3} oars", *own]) for i, own in enumerate(lines)]
    for own, page in zip(lines, _judged(pages), strict=True):
        assert "Lit" not in page.text
        assert page.text.splitlines()[-len(own) :] == own
