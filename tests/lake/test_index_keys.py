"""Runs of columns by site and key, against a plain dictionary."""

import sqlite3
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.lake.index import sorted_runs
from archiver.lake.index.keys import KeyStatistics, Postings, packed
from archiver.lake.index.tables import TABLES

KEYS = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 12)
VALUES = st.dictionaries(KEYS, st.binary(max_size=4), max_size=12)


def tables() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript(TABLES + sorted_runs.TABLES)
    return db


@pytest.fixture(params=[(0, 1), (4, 2), (500_000, 3), (500_000, 128)])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    large, segment = request.param
    monkeypatch.setattr(sorted_runs, "LARGE", large)
    monkeypatch.setattr(sorted_runs, "SEGMENT", segment)
    yield


@pytest.mark.usefixtures("sizes")
@given(st.lists(st.tuples(st.integers(1, 3), VALUES), max_size=12), st.lists(KEYS, max_size=6))
@settings(max_examples=60)
def test_the_newest_value_of_a_key_is_true(commits: list[tuple[int, dict[int, bytes]]], asked: list[int]) -> None:
    statistics, expected = KeyStatistics(tables()), dict[int, dict[int, bytes]]()
    for site, values in commits:
        statistics.add({site: packed(values)})
        expected.setdefault(site, {}).update(values)
    for site, values in expected.items():
        there = {key: value for key, value in values.items() if value}
        assert list(statistics.content(site)) == sorted(there.items())
        wanted = {*asked, *list(values)[:3]}
        assert statistics.known(site, wanted) == {key: value for key, value in there.items() if key in wanted}
    for site in expected:
        statistics.forget(site)
        assert list(statistics.content(site)) == []


@pytest.mark.usefixtures("sizes")
@given(st.lists(st.frozensets(KEYS, max_size=8), max_size=20), st.sets(KEYS, max_size=4))
@settings(max_examples=60)
def test_rows_are_found_by_their_keys(rows: list[frozenset[int]], asked: set[int]) -> None:
    db = tables()
    postings = Postings(db)
    for number, keys in enumerate(rows, 1):
        db.execute("INSERT INTO rows VALUES (?, ?, '', 1, 1)", (number, str(number)))
        postings.post([(1, number, array("q", sorted(keys)))])
    wanted = {*asked, *(min(keys) for keys in rows[:2] if keys)}
    assert postings.rows_with(1, wanted) == [n for n, keys in enumerate(rows, 1) if keys & wanted]
    assert postings.rows_with(2, wanted) == []
    assert sorted(postings.content(1)) == sorted((key, n) for n, keys in enumerate(rows, 1) for key in keys)


def test_a_damaged_segment_is_told() -> None:
    db = tables()
    statistics = KeyStatistics(db)
    statistics.add({1: packed({5: b"abc", 6: b"d"})})
    db.execute("UPDATE statistics SET contents = substr(contents, 2)")
    with pytest.raises(sqlite3.DatabaseError, match="bytes of contents"):
        statistics.known(1, [5])


def test_what_is_merged_forgets_rows_that_are_gone() -> None:
    db = tables()
    postings = Postings(db)
    for number in (1, 2, 3):
        if number == 3:
            db.execute("DELETE FROM rows WHERE row < 3")
        db.execute("INSERT INTO rows VALUES (?, ?, '', 1, 1)", (number, str(number)))
        postings.post([(1, number, array("q", [number, 9]))])
    assert list(postings.content(1)) == [(3, 3), (9, 3)]
