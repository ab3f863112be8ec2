"""A place of a key as one number, and what is counted of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archiver.boilerplate.site import places
from archiver.boilerplate.site.counts import KeyCounts
from archiver.boilerplate.site.quantising import MANY_PAGES, SHARES, pages_step, power_of_two, share_step

PARTS = st.tuples(
    st.integers(0, places.END_BINS - 1),
    st.integers(0, places.START_BINS - 1),
    st.integers(0, places.BUCKETS - 1),
    st.integers(0, places.BUCKETS - 1),
    st.sampled_from([places.WHOLE, places.WITHIN, places.CLOSING]),
    st.integers(0, 1),
)


@given(PARTS, st.booleans())
def test_a_place_has_the_parts_of_which_it_was_made(parts: tuple[int, ...], first: bool) -> None:
    place = places.place(*parts)
    place = places.as_first(place) if first else place
    asked = (places.end_of, places.start_of, places.before_of, places.after_of, places.inside_of, places.leads_of)
    assert tuple(ask(place) for ask in asked) == parts
    assert places.first_of(place) == first


@given(PARTS)
def test_a_key_at_one_place_is_stored_as_if_it_had_been_counted(parts: tuple[int, ...]) -> None:
    place = places.as_first(places.place(*parts))
    counted = KeyCounts([0] * len(KeyCounts(None, b"", place).counts))
    counted.add(place)
    one = KeyCounts(None, b"", place)
    assert one.to_bytes() == counted.to_bytes()
    assert (one.pages, KeyCounts.from_bytes(one.to_bytes())) == (1, counted)


@given(st.integers(1, 1 << 40), st.floats(0, 1))
def test_numbers_of_pages_are_rounded_down(pages: int, share: float) -> None:
    step, power = pages_step(pages), power_of_two(pages)
    assert step <= pages < step + (1 << max(0, pages.bit_length() - 3))
    assert power == min(MANY_PAGES, 1 << pages.bit_length() - 1)
    assert share_step(share) == sum(share >= least for least in SHARES)
