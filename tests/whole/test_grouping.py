"""How large a round is, and how its pages are cut into tasks for the workers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archiver.ingesting.grouping import packed
from archiver.ingesting.one_round import ROUND, WIDE, WIDE_BYTES, Round


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 600), st.integers(1, 8))
def test_tasks_are_whole_groups_in_order_and_of_one_size(sizes: list[int], size: int, workers: int) -> None:
    groups: list[Any] = [[(number, i) for i in range(pages)] for number, pages in enumerate(sizes)]
    tasks: list[Any] = packed(groups, size, workers)
    assert [page for task in tasks for page in task] == [page for group in groups for page in group]
    assert all(one[-1][0] != other[0][0] for one, other in pairwise(tasks))
    if tasks:
        wanted = -(-(sum(sizes) // size) // workers) * workers if sum(sizes) >= 2 * size else 1
        assert len(tasks) <= wanted
        assert max(map(len, tasks)) <= sum(sizes) / wanted + max(sizes) + 1


def a_round(sites: int, pages: int, size: int = 0) -> Round:
    return Round(size=size, sites=Counter({f"site{n}.example": pages // sites for n in range(sites)}))


def test_a_round_is_wide_where_its_pages_are_small_and_few_of_each_site() -> None:
    assert not a_round(1, 2 * ROUND - 1).is_full(2)
    assert a_round(1, 2 * ROUND).is_full(2)
    assert not a_round(100, 4 * ROUND).is_full(2)
    assert a_round(100, 4 * ROUND, size=2 * WIDE_BYTES).is_full(2)
    assert a_round(100, 2 * WIDE * ROUND).is_full(2)


def test_pages_of_no_site_are_no_site() -> None:
    assert not Round(sites=Counter({None: 4 * ROUND})).is_full(2)
