"""The compiled look at many texts finds what its source finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archiver.duplicates import looking, windows

TEXTS = 40


@given(
    lists=st.lists(st.sets(st.integers(0, TEXTS - 1)), min_size=1, max_size=5),
    window=st.tuples(st.integers(0, TEXTS), st.integers(0, TEXTS)).map(sorted),
    one=st.integers(0, TEXTS - 1),
    share=st.sampled_from([0.0, 0.1765, 0.5, 1.0]),
    seed=st.integers(0, 9),
)
def test_compiled_it_finds_the_same(
    lists: list[set[int]], window: list[int], one: int, share: float, seed: int
) -> None:
    low, high = window
    ordered = [sorted(text for text in some if text >= low) for some in lists]
    ranks = np.array([text for some in ordered for text in some], np.int32)
    ends = np.array([len(some) for some in ordered], np.int64).cumsum()
    chance = np.random.default_rng(seed)
    sizes = chance.integers(0, 300, TEXTS)
    one_bit_in_four = chance.integers(0, 2**63, (2, TEXTS, 16)).astype(np.uint64)
    narrow = one_bit_in_four[0] & one_bit_in_four[1]
    found = []
    for module in (looking, windows):
        places = ends - [len(some) for some in ordered]
        texts = module.look(ranks, places, ends, low, high, one, sizes, narrow, share)
        found.append((texts, places.tolist()))
        assert texts == sorted(set(texts)) and all(low <= text < high for text in texts)
    assert found[0] == found[1]
