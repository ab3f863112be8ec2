"""The title among the lines above a dump's text, as the site's other pages see them; lines of our own writing."""

from __future__ import annotations

import pytest

from archiver.boilerplate import SiteStatistics, judge, observe
from archiver.boilerplate.above import above
from archiver.extract import dump
from archiver.extract.dump_titles import title_line
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
