"""Dates as the world writes them, and metadata on its way through the frontier."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.moments import Moment
from archiver.records import Evidence, Metadata
from archiver.sources.feeds.stated import from_hint, moment, to_hint, with_evidence


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2024", "2024", "year"),
        ("2024-05", "2024-05", "month"),
        ("2024-05-03", "2024-05-03", "day"),
        ("2024-5-3", "2024-05-03", "day"),
        ("2024-05-03T10:30", "2024-05-03T10:30", "minute"),
        ("2024-05-03T10:30Z", "2024-05-03T10:30+00:00", "minute"),
        ("2024-05-03T10:30:15.123+04:30", "2024-05-03T10:30:15+04:30", "second"),
        ("2024-05-03 10:30:15 +0200", "2024-05-03T10:30:15+02:00", "second"),
        ("Fri, 03 May 2024 10:30:15 +0200", "2024-05-03T10:30:15+02:00", "second"),
        ("Fri, 03 May 2024 10:30:15 GMT", "2024-05-03T10:30:15+00:00", "second"),
        ("Fri, 03 May 2024 10:30:15 -0000", "2024-05-03T10:30:15", "second"),
        ("3 May 2024 10:30:15 EST", "2024-05-03T10:30:15-05:00", "second"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(text, iso, precision):
    found = moment(text)
    assert (found.isoformat(), found.precision) == (iso, precision)
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize("text", [None, "", "yesterday", "2024-13-01", "2024-02-30", "0000-00-00", "99999", "T10:00"])
def test_what_is_no_date_is_none(text):
    assert moment(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text):
    found = moment(text)
    assert found is None or found.isoformat()


moments = st.one_of(
    st.none(),
    st.builds(
        Moment,
        st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
        st.sampled_from(["second", "minute", "day", "month", "year"]),
        st.one_of(st.none(), st.integers(-720, 840)),
    ),
)
words = st.one_of(st.none(), st.text(min_size=1, max_size=20))
many = st.lists(st.text(min_size=1, max_size=10), max_size=3).map(tuple)
stated = st.builds(
    Metadata, words, words, many, moments, moments, words, words, many, words, words,
    st.lists(st.builds(Evidence, st.text(max_size=5), st.text(max_size=5)), max_size=3).map(tuple),
)  # fmt: skip


@given(stated)
def test_a_hint_brings_everything_back(metadata):
    line = to_hint(metadata)
    assert "\n" not in line
    assert from_hint(line) == metadata


def test_every_field_that_is_said_has_its_evidence():
    found = with_evidence("feed entry", title="T", authors=(), url=None, language="en")
    assert found == Metadata(
        title="T",
        language="en",
        evidence=(Evidence("title", "feed entry"), Evidence("language", "feed entry")),
    )
    assert from_hint(None) == Metadata()
