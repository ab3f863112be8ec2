"""Figures of an archive: the same on the terminal, in a plot and on the web page, and equal to counting by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from warnings import catch_warnings, simplefilter

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archiver
from archiver.cli.commands import group
from archiver.cli.stats import BAR, HEIGHT, bar, columns
from archiver.explore import furniture
from archiver.explore.persons import list_persons
from archiver.explore.plotting import plot
from archiver.explore.statistics import by_time, statistics

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statistics") / "archive"
    archiver.ingest(SEEDS, path, jobs=1)
    return path


def run(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["-a", str(archive), "stats", *arguments])


def test_figures_are_those_of_the_records(archive: Path) -> None:
    rows = list(archiver.open_archive(archive).articles())
    found = statistics(archive, top=1000)
    assert (found.articles, found.words) == (len(rows), sum(r["words"] for r in rows))
    assert found.undated == sum(r["published"] is None for r in rows)
    assert sum(m["articles"] for m in found.months) == len(rows) - found.undated
    for name, values in (
        ("languages", [r["language"] for r in rows]),
        ("sources", [r["source"] or r["site"] for r in rows]),
        ("topics", [t["id"] for r in rows for t in r["topics"] or ()]),
        ("people", [p.name for p in list_persons(archive) for _ in range(p.articles)]),
    ):
        counted = Counter(value for value in values if value is not None)
        assert {row["value"]: row["articles"] for row in getattr(found, name)} == dict(counted), name


def test_shares_of_furniture_are_those_of_the_blocks(archive: Path) -> None:
    characters, removed = Counter[str | None](), Counter[str | None]()
    for row in archiver.open_archive(archive).articles():
        for block in row["blocks"]:
            characters[row["site"]] += len(block["text"])
            removed[row["site"]] += 0 if block["kept"] else len(block["text"])
    found = {f.site: f.share for f in statistics(archive, top=1000).furniture}
    assert found == {site: pytest.approx(removed[site] / n) for site, n in characters.items()}


def test_a_file_is_read_once(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = statistics(archive).furniture
    monkeypatch.setattr(furniture, "sums_of", lambda path: pytest.fail(f"{path} is read again"))
    assert statistics(archive).furniture == before


def test_the_terminal_and_json(archive: Path) -> None:
    shown = run(archive, "--top", "3").output
    assert f"{statistics(archive).articles} articles" in shown
    assert "Furniture, share of the text" in shown and "█" in shown
    found = json.loads(run(archive, "--json", "--top", "3").output)
    assert found["articles"] == statistics(archive).articles
    assert len(found["sources"]) == 3


@pytest.mark.parametrize(("ending", "begins"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_plots(archive: Path, tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"plot{ending}"
    assert run(archive, "--plot", str(path)).exit_code == 0
    content = path.read_bytes()
    assert content.startswith(begins)
    if ending == ".svg":
        assert statistics(archive).sources[0]["label"].encode() in content


def test_signs_that_no_font_has_are_told_and_not_warned_of(archive: Path, tmp_path: Path) -> None:
    found = replace(statistics(archive), sources=({"value": "x", "label": "Paper \U000f0ace", "articles": 1},))
    with catch_warnings():
        simplefilter("error")
        assert plot(found, tmp_path / "plot.png", "archive") == "\U000f0ace"
        assert plot(found, tmp_path / "plot.svg", "archive") == ""


def test_another_ending_is_refused(archive: Path, tmp_path: Path) -> None:
    done = run(archive, "--plot", str(tmp_path / "plot.doc"))
    assert done.exit_code and ".svg" in str(done.exception)


def test_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    archiver.ingest([], tmp_path / "archive", jobs=1)
    assert run(tmp_path / "archive").output.startswith("0 articles")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60), st.integers(1, 4))
def test_columns_show_whatever_is_not_nothing(values: list[int], width: int) -> None:
    lines = columns(values, width)
    assert len(lines) == HEIGHT
    bottom = lines[-1].ljust(width * len(values))
    assert [bottom[i * width] != " " for i in range(len(values))] == [value > 0 for value in values]
    if max(values):
        assert "█" in lines[0]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
@given(st.floats(0, 1))
def test_bars_are_as_long_as_their_share(share: float) -> None:
    assert abs(len(bar(share)) - BAR * share) <= 1
    assert bool(bar(share)) == (share > 0)


def test_months_without_articles_are_there() -> None:
    from datetime import date

    months = [{"month": date(2023, 11, 1), "articles": 2}, {"month": date(2024, 2, 1), "articles": 1}]
    assert by_time(months) == {"2023-11": 2, "2023-12": 0, "2024-01": 0, "2024-02": 1}
    months.append({"month": date(2030, 1, 1), "articles": 5})
    assert list(by_time(months).values()) == [2, 1, 0, 0, 0, 0, 0, 5]
    months.append({"month": date(1958, 1, 1), "articles": 3})
    decades = by_time(months)
    assert list(decades)[:2] == ["1950s", "1960s"]
    assert list(decades.values()) == [3, 0, 0, 0, 0, 0, 0, 3, 5]
