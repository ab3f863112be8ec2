"""Expressions that a text's own words announce."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.dates import written as dump_dates
from archiver.extract.dates.clock import CLOCK
from archiver.extract.model.text_features import has_date
from archiver.extract.stated import page_types

_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}[:h.]\d\d)\b|\b(?:19|20)\d\d\b")


@pytest.mark.parametrize("heralded", [dump_dates.UPDATED, page_types._LIVE])
def test_heralds_are_in_all_that_is_found(heralded: re.Pattern[str]) -> None:
    @given(st.from_regex(re.compile(heralded.pattern, heralded.flags)))
    def found(text: str) -> None:
        assert heralded.search(text)

    found()


@given(st.text(alphabet="0123456919202-./:h ax_٣é|", max_size=16))
def test_dates_are_those_of_an_expression(text: str) -> None:
    assert has_date(text) == (_DATE.search(text) is not None)


@pytest.mark.parametrize("form", [*dump_dates._FORMS, *dump_dates._solar_forms()])
def test_a_time_is_found_behind_its_date_as_by_one_expression(form: dump_dates._Form) -> None:
    flags = form.date.flags & re.IGNORECASE
    whole = re.compile(rf"(?:{form.date.pattern})(?i:{CLOCK.pattern})?", flags)
    clocks = st.from_regex(re.compile(CLOCK.pattern, re.IGNORECASE))
    pieces = st.from_regex(re.compile(form.date.pattern, flags)) | clocks

    @given(st.lists(pieces | st.sampled_from([" ", ", ", "–", "12", "May", " Uhr"]), max_size=5).map("".join))
    def found(text: str) -> None:
        expected = [(m.start(), m.end(), {k: v for k, v in m.groupdict().items() if v}) for m in whole.finditer(text)]
        written = dump_dates._all(form, text)
        assert [(d.start, d.end, {k: v for k, v in d.parts.items() if v and k != "order"}) for d in written] == expected

    found()
