"""Topics across an archive: counted in the tree, by source and by month."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command_line import run
from msgspec.structs import replace
from sites import dump

from archiver.cli.topics import trend
from archiver.errors import ArchiveError
from archiver.explore.topics import Filter, identify, overview, profile
from archiver.ingesting import ingest
from archiver.moments import Moment
from archiver.records import Capture, Metadata

SECTIONS = ("football", "Tennis", "Sport", None, "Krieg")


def captures() -> list[Capture]:
    """Articles of two sources, of which the publisher states the topic; one a month from January on."""
    return [
        replace(
            dump(n, "Fjordposten" if n < 3 else "Hill Weekly"),
            stated=Metadata(section=section, published=Moment(datetime(2024, n + 1, 5, tzinfo=UTC), "day")),
        )
        for n, section in enumerate(SECTIONS)
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("topics")
    ingest(captures(), path, jobs=1, looks_for=frozenset({"language", "topics"}))
    return path


def test_an_article_counts_for_its_topic_and_all_above_it_once(archive: Path) -> None:
    found = overview(archive)
    sport = {s.label: s for s in found.subjects if s.id == "15000000" or "15000000" in s.above}
    assert found.articles == 5
    assert sport["sport"].articles == 3
    assert sport["sport"].months == {"2024-01": 1, "2024-02": 1, "2024-03": 1}
    assert sport["tennis"].articles == 1
    assert sport["tennis"].above[0] == "15000000"


def test_a_topic_follows_the_one_above_it(archive: Path) -> None:
    order = [s.id for s in overview(archive).subjects]
    for subject in overview(archive).subjects:
        assert all(order.index(above) < order.index(subject.id) for above in subject.above)


def test_the_filter_counts_only_what_it_lets_in(archive: Path) -> None:
    march = Filter(since=date(2024, 3, 1), until=date(2024, 3, 31))
    assert overview(archive, march).articles == 1
    assert overview(archive, Filter(site="hill weekly")).articles == 2


def test_one_topic_by_source_and_its_articles(archive: Path) -> None:
    found = profile(archive, "Sport", limit=2)
    assert found.subject.articles == 3
    assert found.sources == [{"source": "Fjordposten", "articles": 3, "share": 1.0}]
    assert [a["published"].month for a in found.latest] == [3, 2]
    assert all(a["evidence"] for a in found.latest)
    assert profile(archive, "swimming").subject.articles == 0


def test_a_topic_is_named_in_any_language_or_by_its_id() -> None:
    assert identify("15000000") == identify("SPORT") == identify("Sport") == identify("رياضة") == "15000000"
    with pytest.raises(ArchiveError, match="politics"):
        identify("politcs")


def test_a_trend_is_the_share_of_each_month() -> None:
    assert trend({"2024-02": 5}, {"2024-01": 10, "2024-02": 10, "2024-03": 4}) == " █ "
    assert trend({"2024-01": 10, "2024-02": 10}, {"2024-01": 10, "2024-02": 20}) == "█▄"
    assert trend({}, {}) == ""


def test_the_command(archive: Path) -> None:
    command = ("-a", archive, "topics")
    assert json.loads(run(*command, "--json").out.splitlines()[0])["label"] == "sport"
    shown = run(*command).out
    assert "5 articles" in shown and "tennis" not in shown  # level three is below the depth that is shown
    assert "Fjordposten" in run(*command, "tennis").out


def test_who_asks_is_told_of_languages_without_words(archive: Path, tmp_path: Path) -> None:
    text = "लोकसभा ने शुक्रवार को चुनाव सुधार विधेयक पारित कर दिया। विपक्ष के नेता ने विधेयक का विरोध किया।"
    (tmp_path / "page.txt").write_text(text)
    assert run("-a", tmp_path / "archive", "ingest", "--jobs", "1", tmp_path / "page.txt").code == 0
    assert "(Hindi 1): section and keywords alone" in run("-a", tmp_path / "archive", "topics").out
    assert "section and keywords" not in run("-a", archive, "topics").out


DAYS = ("2024-01-31", "2024-12-31")
TEXT = "The harbour was closed on Monday, said Anna Berg, the mayor of Tarn.\n\nMayor Anna Berg wants it open again."


@pytest.mark.parametrize(
    ("period", "articles"),
    [
        (["--until", "2024-01"], 1),
        (["--until", "2024"], 2),
        (["--until", "2024-01-30"], 0),
        (["--since", "2024-02"], 1),
    ],
)
def test_since_and_until_are_both_included(period: list[str], articles: int, tmp_path: Path) -> None:
    lines = [{"text": f"The harbour on {day}\n\n{TEXT}", "site": "quay", "date": day} for day in DAYS]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert run("-a", tmp_path / "a", "ingest", tmp_path / "pages.jsonl", "-j", "1").code == 0
    found = run("-a", tmp_path / "a", "topics", *period)
    assert f"\n{articles} article" in found.out
    named = run("-a", tmp_path / "a", "people", *period, "--json").out.splitlines()
    assert [json.loads(line)["articles"] for line in named] == [articles] * bool(articles)
    searched = run("-a", tmp_path / "a", "search", "harbour", "--all", *period, "--json").out.splitlines()
    assert len(searched) == articles


def test_a_day_that_is_none_is_told() -> None:
    for command in ("people", "topics"):
        assert "write 2024-05-03, 2024-05 or 2024" in run("-a", "nowhere", command, "--until", "2024-13").err
