"""Expressions that a text's own words announce."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.extract import dump_dates
from archiver.extract.look_text import has_date
from archiver.extract.stated import bylines, page_types

_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}[:h.]\d\d)\b|\b(?:19|20)\d\d\b")


@pytest.mark.parametrize("heralded", [dump_dates.UPDATED, bylines._ASIDE, page_types._LIVE])
def test_heralds_are_in_all_that_is_found(heralded: re.Pattern[str]) -> None:
    @given(st.from_regex(re.compile(heralded.pattern, heralded.flags)))
    def found(text: str) -> None:
        assert heralded.search(text)

    found()


@given(st.text(alphabet="0123456919202-./:h ax_٣é|", max_size=16))
def test_dates_are_those_of_an_expression(text: str) -> None:
    assert has_date(text) == (_DATE.search(text) is not None)
