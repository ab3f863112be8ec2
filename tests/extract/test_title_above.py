"""The title among the lines above a dump's text, as the site's other pages see them; lines of our own writing."""

from __future__ import annotations

import pytest

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.boilerplate.verdict.above_text import above
from archiver.extract import text as dump
from archiver.extract.dump.titles import title_line
from archiver.records import LineAbove
from tests.boilerplate.made_pages import paragraphs

MENU = LineAbove("Harbour and sea and weather", framed=True)
BAR = LineAbove("Tell a neighbour of this", framed=True)
TITLE = LineAbove("Old crane leaves the quay")


def title_of(*lines: LineAbove) -> str | None:
    found = title_line(lines, frozenset(), "Nothing here speaks of any of it.", None)
    return None if found is None else lines[found[0]].text


def test_the_only_line_among_those_of_all_pages_is_the_title() -> None:
    assert title_of(MENU, TITLE, BAR) == TITLE.text


@pytest.mark.parametrize(
    "lines",
    [
        [MENU, TITLE],  # it may be the text's first line
        [MENU, TITLE, LineAbove("Snow falls on the pier"), BAR],  # which of the two
        [LineAbove("Harbour and sea and weather"), TITLE, LineAbove("Tell a neighbour of this")],  # nothing is known
    ],
)
def test_where_that_does_not_tell_there_is_none(lines: list[LineAbove]) -> None:
    assert title_of(*lines) is None


def test_what_the_lexicon_knows_is_none() -> None:
    assert title_of(MENU, LineAbove("Share this with your friends", spoken=True), BAR) is None


def test_a_bar_above_and_below_every_text_is_part_of_the_frame() -> None:
    menu = [f"Rung {rung} of the long ladder" for rung in "abcdefgh"]
    bar = "Like the look of it? Hand it on!"
    pages = [dump.extract("\n".join([*menu, bar, *paragraphs(n), bar, "The long ladder"])) for n in range(8)]
    statistics = SiteStatistics()
    seen = [observe(page) for page in pages]
    for observation in seen:
        statistics.add(observation)
    for page, observation in zip(pages, seen, strict=True):
        facts = statistics.facts(observation.keys)
        lines = {line.text: line for line in above(judge(page, facts), facts)}
        assert lines[bar].framed


def test_a_reader_who_is_greeted_by_name_is_no_title() -> None:
    assert title_of(MENU, LineAbove("Welcome back, Ursula"), BAR) is None


def test_the_line_that_a_trail_ends_with_is_the_title() -> None:
    trail = LineAbove("Harbour > Cranes > Old crane leaves the quay", spoken=True)
    assert (
        title_of(trail, TITLE, LineAbove("Snow falls on the pier"), LineAbove("A pier of snow and salt")) == TITLE.text
    )


def test_a_byline_that_nobody_knows_is_no_title() -> None:
    """It stands between the title and the date; above both there is today's date."""
    lines = [LineAbove("3 May 2024"), MENU, TITLE, LineAbove("Ursula Pell on the quay"), LineAbove("2 May 2024"), BAR]
    found = title_line(lines, {0, 4}, "Nothing here speaks of any of it.", None)
    assert found is not None and lines[found[0]] is TITLE
    assert "a byline or a date follows" in found[1]


def test_rates_of_exchange_are_no_title() -> None:
    assert title_of(MENU, LineAbove("USD 5.32 EUR 32.5 Oil 5.5 Wheat 7"), BAR) is None
