"""Furniture that is typed into the body's own element, as paragraphs like all others, on sites of several pages."""

from __future__ import annotations

import random

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.records import Block, Document, Metadata

WORDS = (
    "ferry bridge school harbour museum library orchard railway winter council island budget captain market engine "
    "meadow quarry tunnel garden bakery theatre canal village mountain"
).split()
PAGES = 4


def sentence(chance: random.Random, words: int = 24) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def pages(*heads: str) -> list[Document]:
    """heads: what stands above the text; {own} is a sentence of the page's own."""
    found = []
    for n in range(PAGES):
        chance = random.Random(n)
        above = [head.format(own=sentence(chance, 6)) for head in heads]
        texts = [*above, *(sentence(chance) for _ in range(3))]
        found.append(Document(Metadata(), tuple(Block(text, body_odds=16.0, link_density=0.0) for text in texts)))
    return found


def kept(documents: list[Document]) -> list[list[bool]]:
    statistics = SiteStatistics()
    observations = [observe(document) for document in documents]
    for observation in observations:
        statistics.add(observation)
    judged = [judge(d, statistics.facts(o.keys)) for d, o in zip(documents, observations, strict=True)]
    return [[block.verdict.kept for block in page.blocks] for page in judged]


def test_what_all_pages_have_above_the_text_goes() -> None:
    assert kept(pages("Sent from the quay office")) == [[False, True, True, True]] * PAGES


def test_what_each_page_has_for_itself_above_the_text_stays() -> None:
    assert kept(pages("{own}", "{own}")) == [[True] * 5] * PAGES


def test_alone_a_line_above_the_text_stays() -> None:
    (page, *_) = pages("Sent from the quay office")
    assert [block.verdict.kept for block in judge(page).blocks] == [True] * 4
