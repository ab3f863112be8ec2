"""A capture that came without a site, and comes again with one, is one capture: the site is given to what is stored."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sites import dump, page
from test_order import records, store

from archiver.lake import Lake
from archiver.learning import RowLearner
from archiver.records import Capture
from archiver.verifying import verify


def nameless(capture: Capture) -> Capture:
    """The same, of which nobody gave the site. (Hill Weekly names itself in its furniture, Fjordposten too.)"""
    return replace(capture, site=None)


LATER = dump(1, day=5)
GIVEN = [
    *(dump(n) for n in range(6)),
    *(dump(n, "Hill Weekly") for n in range(20, 23)),
    LATER,
    *(replace(page(n), site="the dale") for n in range(2)),
    replace(dump(4), site="another name"),
]
WITHOUT = [nameless(capture) for capture in GIVEN]
STAYS = [nameless(dump(6)), nameless(dump(24, "Hill Weekly")), page(3)]
EVERY = [*GIVEN, *WITHOUT, *STAYS]


def of_nobody(archive: Path) -> dict[str | None, int]:
    rows = list(Lake.open(archive).scan(["site"]))
    return {site: sum(row["site"] == site for row in rows) for site in {row["site"] for row in rows}}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(EVERY))), cuts=st.sets(st.integers(1, len(EVERY) - 1), max_size=5))
def test_any_order_gives_what_their_sites_at_first_would_have_given(order: list[int], cuts: set[int]) -> None:
    with tempfile.TemporaryDirectory() as wanted, tempfile.TemporaryDirectory() as folder:
        store([*GIVEN, *STAYS], Path(wanted))
        edges = [0, *sorted(cuts), len(EVERY)]
        for start, end in pairwise(edges):
            store([EVERY[i] for i in order[start:end]], Path(folder))
        assert records(Path(folder)) == records(Path(wanted))
        assert not verify(Path(folder)).problems


def test_the_site_given_later_moves_what_is_stored_and_says_so(tmp_path: Path) -> None:
    dumps = [dump(n) for n in range(6)]
    first = store([nameless(d) for d in dumps], tmp_path)
    assert first.stored == 6
    again = store(dumps, tmp_path)
    assert (again.stored, again.updated, again.unchanged) == (0, 6, 0)
    assert of_nobody(tmp_path) == {"fjordposten": 6}
    back = store([nameless(d) for d in dumps], tmp_path)
    assert (back.stored, back.updated, back.unchanged) == (0, 0, 6)
    assert of_nobody(tmp_path) == {"fjordposten": 6}


def test_what_moved_is_learned_where_it_is_and_nowhere_else(tmp_path: Path) -> None:
    weekly = [replace(dump(n, "Hill Weekly"), site=None) for n in range(20, 26)]
    store(weekly, tmp_path)
    assert _pages(tmp_path) == {"hill weekly": 6}
    store([replace(d, site="hill.example") for d in weekly[:5]], tmp_path)
    assert _pages(tmp_path) == {"hill weekly": 1, "hill.example": 5}
    store([replace(d, site="hill.example") for d in weekly], tmp_path)
    assert _pages(tmp_path) == {"hill.example": 6}
    before = records(tmp_path)
    Lake.open(tmp_path, learner=RowLearner()).rebuild_index()
    store(weekly, tmp_path)
    assert records(tmp_path) == before


def test_two_names_for_one_text_are_two_articles(tmp_path: Path) -> None:
    store([nameless(dump(1)), dump(1), replace(dump(1), site="another name")], tmp_path)
    assert of_nobody(tmp_path) == {"fjordposten": 1, "another name": 1}


def _pages(archive: Path) -> dict[str, Any]:
    with Lake.open(archive, learner=RowLearner()).reading() as reader:
        return {site or "": n for site in reader.sites() if (n := reader.site_pages(site))}
