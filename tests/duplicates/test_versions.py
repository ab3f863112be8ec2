"""Versions are a function of the set of rows: the order in which they came does not matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archiver.duplicates.versions import first_capture, number_versions

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
def test_versions_are_the_texts(rows: list[dict[str, Any]]) -> None:
    places = number_versions(rows)
    texts = {row["text"] for row in rows}
    assert {p.version for p in places.values()} == set(range(1, len(texts) + 1))
    assert len({(row["text"], places[row["row_id"]].version) for row in rows}) == len(texts)
    assert sum(p.is_version for p in places.values()) == len(texts)
    assert sum(p.is_current for p in places.values()) == 1


def test_the_row_seen_last_is_current() -> None:
    def row(name: str, text: str, first: int, last: int) -> dict[str, Any]:
        times = {"fetched_at": START + timedelta(first), "last_fetched_at": START + timedelta(last)}
        return {"row_id": name, "text": text, **times}

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
