"""What comes again, stands at the end or mentions furniture, and is an article's by its words."""

from __future__ import annotations

import pytest

from archiver.boilerplate import judge
from archiver.records import Block, Document, Metadata
from tests.boilerplate.made_pages import kept_of_site, paragraphs

FOOT = ["Support our reporters", "Every gift keeps us on the road. Thank you.", "Comments are closed."]
BACKGROUND = (
    "The ferry sank in calm water eleven years ago with 212 people on board, and nobody has been convicted. The owner "
    "of the shipyard died before the trial, and the two inspectors who had signed its papers were acquitted in spring."
)


def _kept_alone(lines: list[str]) -> list[str]:
    judged = judge(Document(Metadata(), tuple(map(Block, lines))))
    return [judged_block.block.text for judged_block in judged.blocks if judged_block.verdict.kept]


@pytest.mark.parametrize("pages", [2, 3])
def test_an_agencys_background_stays_though_all_of_few_pages_end_with_it(pages: int) -> None:
    bodies = [[*paragraphs(number), BACKGROUND] for number in range(pages)]
    assert kept_of_site([[*body, *FOOT] for body in bodies]) == bodies


@pytest.mark.parametrize(
    "said",
    [
        '"Subscribe to our newsletter, they all say, and then the letters pile up," the librarian sighed.',
        "– Meld deg på nyhetsbrevet, sier de, men jeg har ingen datamaskin.",
        "„Abonnieren Sie unseren Newsletter, steht überall, und keiner liest ihn“, sagt die Wirtin.",
    ],
)
def test_who_says_it_is_not_the_site(said: str) -> None:
    body = paragraphs(3, 4)
    lines = [*body[:2], said, *body[2:], *FOOT]
    assert _kept_alone(lines) == lines[: -len(FOOT)]


def test_a_short_article_of_short_sentences_has_an_end() -> None:
    body = [
        "The harbour master resigned on Tuesday after a dispute about mooring fees.",
        "Her successor, a former pilot, wants to let boats from the south berth for nothing.",
        "A decision is due before midsummer, unless the fishermen go to court.",
    ]
    assert _kept_alone([*body, "Support Fjordposten", "Account number: 1503 20 45678, Vipps 512345"]) == body


def test_a_span_of_years_signs_nothing() -> None:
    line = "از سال ۱۳۵۱ تا ۱۳۵۹، کشتی‌سازان بندر کار می‌کردند."
    body = paragraphs(5, 4)
    assert line in _kept_alone([*body[:2], line, *body[2:]])


def test_what_hangs_at_a_background_of_both_pages_goes_alone() -> None:
    bodies = [paragraphs(number) for number in range(2)]
    pages = [[*body, f"{BACKGROUND}Show all {7 + 4 * n} comments", *FOOT] for n, body in enumerate(bodies)]
    assert kept_of_site(pages) == [[*body, BACKGROUND] for body in bodies]
