"""Near-duplicate pages of one site: what they share is their article, what more pages have is furniture."""

from __future__ import annotations

import pytest

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.records import Block, Document, Metadata
from tests.boilerplate.made_pages import paragraphs

FOOT = [
    "Comments are closed.",
    "Support us with a donation: IBAN NO93 8601 1117 947",
    "© 2024 Island News. All rights reserved.",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def levels(day: int) -> list[str]:
    return [
        f"Water levels, report {day}",
        f"The level of the lake is {430 + day} cm today.",
        f"It rose by {day + 2} cm since yesterday.",
        "The next measurement is at 8.00.",
    ]


def rates(day: int) -> list[str]:
    return [
        f"On the market of the town {100 + day} sacks of flour were sold for {day} coins each, which is more than on "
        "the day before, the master of the market said to those who had come in the morning.",
        f"Of salt there were {3 + day} sacks, and nobody bought them, because the road over the hill was closed by "
        "snow and the mules could not be brought down to the harbour before night.",
    ]


def clean(pages: list[list[str]]) -> list[list[str]]:
    documents = [Document(Metadata(), tuple(map(Block, page))) for page in pages]
    statistics, observations = SiteStatistics(), [observe(document) for document in documents]
    for observation in observations:
        statistics.add(observation)
    return [
        [b.block.text for b in judge(document, statistics.facts(observation.keys)).blocks if b.verdict.kept]
        for document, observation in zip(documents, observations, strict=True)
    ]


@pytest.mark.parametrize("body", [levels, rates])
@pytest.mark.parametrize("count", [2, 5, 20])
def test_pages_that_differ_in_digits_keep_their_bodies(body, count: int) -> None:  # type: ignore[no-untyped-def]
    bodies = [body(day) for day in range(count)]
    assert clean([[*own, *FOOT] for own in bodies]) == bodies


def test_a_title_of_its_own_changes_nothing() -> None:
    bodies = [[f"Water levels on {name}", *levels(day)[1:]] for day, name in enumerate(DAYS)]
    assert clean([[*own, *FOOT] for own in bodies]) == bodies


def test_among_other_pages_their_footer_is_known_from_those() -> None:
    strange = "Whoever walks with us walks longer."
    others = [[f"{name} was the day on which number {n} was drawn, {'and so on ' * n}as it is told in {name}s.", *FOOT]
              for n, name in enumerate(DAYS)]  # fmt: skip
    bodies = [levels(day) for day in range(5)]
    assert clean([[*own, strange, *FOOT] for own in [*bodies, *(o[:1] for o in others)]])[:5] == bodies


def test_a_picture_in_the_frame_that_all_pages_have_is_no_copy() -> None:
    frame = ["Whoever walks with us walks longer.", "The lamp is lit for all who wander."]
    captions = "Snow on the pier|Two gulls|Old nets drying|The mayor's boat|Low water|A walk at dawn|Ice|Fog|Kites"
    pages = [[caption, *frame] for caption in captions.split("|")]
    assert clean(pages) == [page[:1] for page in pages]


def test_an_article_and_its_later_version_stay_though_teasers_surround_them() -> None:
    """Two of twelve pages of HTML share all paragraphs but one, down to the end of the body."""
    shared = paragraphs(100, 5)
    bodies = [paragraphs(n, 5) for n in range(10)] + [paragraphs(n, 1) + shared for n in (10, 11)]
    teasers = paragraphs(200, 6, 30)
    documents = [
        Document(
            Metadata(),
            (
                *(Block(text, body_odds=8.0, link_density=0.0) for text in body),
                *(Block(text, body_odds=-8.0, link_density=0.0) for text in teasers),
            ),
        )
        for body in bodies
    ]
    statistics = SiteStatistics()
    for document in documents:
        statistics.add(observe(document))
    kept = [judge(document, statistics.facts(observe(document).keys)).text for document in documents]
    assert kept == ["\n".join(body) for body in bodies]
