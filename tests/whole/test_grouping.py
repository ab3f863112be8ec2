"""How a round's pages are cut into tasks for the workers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archiver.ingesting.grouping import packed


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
