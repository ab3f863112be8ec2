"""Versions are a function of the set of rows: the order in which they came does not matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archiver.duplicates.versions import first_capture, number_texts, number_versions

START = datetime(2024, 5, 1, tzinfo=UTC)


@st.composite
def articles(draw: st.DrawFn) -> list[dict[str, Any]]:
    """All rows of an article: few texts and times, so that they clash."""
    rows = []
    for n in range(draw(st.integers(1, 6))):
        first = draw(st.none() | st.integers(0, 3))
        later = first if first is None else first + draw(st.integers(0, 3))
        rows.append(
            {
                "row_id": f"row {n}",
                "text": draw(st.sampled_from(["one", "two", "three"])),
                "title": draw(st.sampled_from(["Ferry", "Night ferry"])),
                "evidence": [{"field": "title", "origin": draw(st.sampled_from(["feed entry", "h1"]))}],
                "fetched_at": None if first is None else START + timedelta(days=first),
                "last_fetched_at": None if later is None else START + timedelta(days=later),
            }
        )
    return rows


@given(articles(), st.randoms())
def test_order_and_repeats_do_not_matter(rows: list[dict[str, Any]], chance: Any) -> None:
    other = rows + chance.sample(rows, 1)
    chance.shuffle(other)
    assert number_versions(other) == number_versions(rows)


@given(articles())
def test_versions_are_the_texts_under_their_headlines(rows: list[dict[str, Any]]) -> None:
    places = number_versions(rows)
    count = max(p.version for p in places.values())
    assert {p.version for p in places.values()} == set(range(1, count + 1))
    assert len({(row["text"], places[row["row_id"]].version) for row in rows}) == count  # a version has one text
    of_one_place: dict[tuple[int, str], set[str]] = {}
    for row in rows:
        said = of_one_place.setdefault((places[row["row_id"]].version, row["evidence"][0]["origin"]), set())
        said.add(row["title"])
    assert all(len(titles) == 1 for titles in of_one_place.values())
    assert sum(p.is_version for p in places.values()) == count
    assert sum(p.is_current for p in places.values()) == 1


@given(articles())
def test_texts_are_numbered_as_they_were(rows: list[dict[str, Any]]) -> None:
    places = number_texts(rows)
    assert len({(row["text"], places[row["row_id"]].version) for row in rows}) == len({row["text"] for row in rows})


def test_a_corrected_headline_is_a_version_and_a_feed_s_own_is_none() -> None:
    def row(day: int, title: str, origin: str) -> dict[str, Any]:
        at = START + timedelta(days=day)
        said = {"title": title, "evidence": [{"field": "title", "origin": origin}]}
        return {"row_id": str(day), "text": "t", **said, "fetched_at": at, "last_fetched_at": at}

    rows = [
        row(0, "Ferry stops", "feed entry"), row(1, "Night ferry stops", "h1"), row(2, "Ferry goes on", "feed entry"),
        row(3, "Night ferry stops", "h1"), row(4, "Night ferry goes on", "h1"), row(5, "Ferry stops", "feed entry"),
    ]  # fmt: skip
    places = number_versions(rows)
    assert [places[str(n)].version for n in range(6)] == [1, 1, 2, 1, 2, 1]
    assert [places[str(n)].is_version for n in range(6)] == [True, False, True, False, False, False]


def test_the_row_seen_last_is_current() -> None:
    def row(name: str, text: str, first: int, last: int) -> dict[str, Any]:
        times = {"fetched_at": START + timedelta(first), "last_fetched_at": START + timedelta(last)}
        return {"row_id": name, "text": text, "title": None, "evidence": [], **times}

    places = number_versions([row("b", "new", 2, 2), row("a", "old", 1, 5), row("c", "old", 3, 3)])
    assert [places[n].version for n in "abc"] == [1, 2, 1]
    assert [places[n].is_current for n in "abc"] == [True, False, False]
    assert [places[n].is_version for n in "abc"] == [True, True, False]


def test_nothing_has_no_versions() -> None:
    assert number_versions([]) == {}


def test_the_first_capture_is_the_earliest() -> None:
    captures = [
        {"digest": "b", "fetched_at": START},
        {"digest": "a", "fetched_at": START + timedelta(1)},
        {"digest": "c", "fetched_at": None},
    ]
    assert first_capture(captures)["digest"] == "c"
    assert first_capture(captures[:2])["digest"] == "b"
