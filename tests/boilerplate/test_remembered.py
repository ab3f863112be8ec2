"""What was said of a text on other pages changes nothing of what is said of it on this one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.boilerplate import judge, observe
from archiver.boilerplate.site.statistics import SiteStatistics
from archiver.records import Block, Document, JudgedDocument, Kind, Metadata

TEXTS = [
    "Read more: The ferry is back", "Subscribe to our newsletter", "Comments", "Share on Facebook", "Harbour",
    "The harbour board met on Tuesday to weigh the price of salt. Nobody in the crowded hall had asked for that, and "
    "the ferry was late again.",
]  # fmt: skip
# Odds that are certain of one side, of the other, on the limit of both weights and of asking for phrases, and none.
ODDS = st.sampled_from([-12.0, -9.0, -8.125, -6.0, -5.999, -0.5, 0.0, 0.5, 3.0, 9.0, 12.0, None])
PAGES = st.lists(st.tuples(ODDS, st.sampled_from([Kind.PARAGRAPH, Kind.HEADING])), min_size=2, max_size=5)


def page(odds: float | None, kind: Kind) -> Document:
    density = None if odds is None else 0.0
    blocks = [Block(text, kind, body_odds=odds, link_density=density) for text in TEXTS]
    return Document(Metadata(), tuple(blocks))


def judged(pages: list[Document]) -> list[JudgedDocument]:
    statistics = SiteStatistics()
    for one in pages:
        statistics.add(observe(one))
    return [judge(one, statistics.facts(observe(one).keys)) for one in pages]


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_a_page_has_the_same_verdicts_whatever_was_judged_before(pages: list[tuple[float | None, Kind]]) -> None:
    documents = [page(*one) for one in pages]
    forward = judged(documents)
    assert judged(documents[::-1])[::-1] == forward
    assert judged(documents) == forward


def test_the_same_text_with_other_odds_has_another_score() -> None:
    first, second = (judge(page(odds, Kind.PARAGRAPH)).blocks[-1].verdict for odds in (-8.0, -9.0))
    assert (first.rule, second.rule, second.score - first.score) == ("extractor/1", "extractor/1", 1.0)
    assert first.evidence != second.evidence
