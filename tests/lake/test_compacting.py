"""Parts written anew by `compact`: which, in what order, and that no row is lost or changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lake_rows import row

from archiver.errors import ArchiveError
from archiver.lake import Lake
from archiver.lake.compacting import AT_ONCE, clustered, groups, spread_of, to_rewrite
from archiver.lake.parts import FILE_ROWS, Entry
from archiver.lake.schema import to_table
from archiver.verifying import verify

SITES = [None, "a.example", "b.example", "c.example"]
parts_of_a_site = st.dictionaries(st.sampled_from("abcd"), st.integers(1, AT_ONCE), min_size=1, max_size=4)
spreads = st.dictionaries(st.sampled_from(SITES), parts_of_a_site, min_size=1, max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spreads)
def test_every_site_is_in_one_group_and_groups_are_small_or_one_site(spread: dict[Any, dict[str, int]]) -> None:
    parts = {"a", "b", "c"}
    found = list(groups(spread, parts))
    assert Counter(site for group in found for site in group) == Counter(s for s in spread if parts & spread[s].keys())
    for group in found:
        rows = sum(n for site in group for name, n in spread[site].items() if name in parts)
        assert rows <= AT_ONCE or len(group) == 1


def test_what_is_written_anew() -> None:
    full = dict.fromkeys("abcdefgh", FILE_ROWS)
    assert to_rewrite({"s": {"a": 500, "b": 500}}, full) == set(), "it may lie in some more parts than it takes"
    assert to_rewrite({"s": dict.fromkeys("abcde", 100), "t": {"f": 900}}, full) == set("abcde")
    assert to_rewrite({"s": dict.fromkeys("abcdefgh", FILE_ROWS)}, full) == set(), "it takes as many"
    assert to_rewrite({"s": {"a": 10}}, {"a": 10, "b": FILE_ROWS}) == set(), "one that is not full has no other"
    assert to_rewrite({"s": {"a": 10, "b": 10}}, {"a": 10, "b": 10}) == {"a", "b"}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Six full parts, each with rows of eight sites and of none."""
    lake = Lake.open(tmp_path, create=True)
    base = to_table([row(n, site=None) for n in range(FILE_ROWS)])
    for part in range(6):
        ids = [f"{n * 6 + part:032x}" for n in range(FILE_ROWS)]
        table = base
        sites = [None if n % 9 == 8 else f"site-{n % 9}" for n in range(FILE_ROWS)]
        for name, values in {"row_id": ids, "id": ids, "site": sites}.items():
            table = table.set_column(table.schema.get_field_index(name), name, pa.array(values, pa.string()))
        entry = Entry.of(row(0), lambda _: ())
        entries = {
            i: replace(entry, row_id=i, id=i, site=site, captures=(i,)) for i, site in zip(ids, sites, strict=True)
        }
        with lake.writing() as writer:
            writer.commit_parts(list(lake.table.write(table, entries)), ())
    return lake


def test_a_site_lies_together_after_it_and_no_row_changes(lake: Lake) -> None:
    before = sorted((r["row_id"], r["site"], r["text"]) for r in lake.scan(["row_id", "site", "text"]) if r["site"])
    lake.compact()
    after = sorted((r["row_id"], r["site"], r["text"]) for r in lake.scan(["row_id", "site", "text"]) if r["site"])
    assert after == before and lake.table.files().keys() == {p.name for p in lake.table.paths()}
    spread = spread_of(lake.table, lake.table.files())
    assert all(len(parts) <= 2 for parts in spread.values())
    with lake.reading() as reader:
        assert len(list(reader.rows_of_site("site-3"))) == sum(spread["site-3"].values())
        assert len(list(reader.rows_of_site(None))) == sum(spread[None].values())
    version = lake.version
    lake.compact()
    assert lake.version == version, "there is nothing to do"


def test_rows_that_would_be_lost_are_an_error(lake: Lake) -> None:
    names = set(lake.table.files())
    spread = {site: parts for site, parts in spread_of(lake.table, names).items() if site != "site-3"}
    spread["elsewhere"] = {next(iter(names)): 1}
    with pytest.raises(ArchiveError, match="nothing was changed"):
        list(clustered(lake.table, spread, names))


def test_the_index_knows_where_rows_are(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path, create=True)
    for n in range(12):
        with lake.writing() as writer:
            writer.commit([row(n, site=f"site-{n % 3}")])
    lake.compact(keep_hours=0)
    assert verify(lake).ok
