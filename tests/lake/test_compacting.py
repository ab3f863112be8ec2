"""Parts written anew by `compact`: which, in what order, and that no row is lost or changed."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lake_rows import row
from msgspec import structs

from archiver.errors import ArchiveError
from archiver.lake import Lake
from archiver.lake.compacting import AT_ONCE, Compaction, needed, next_slice
from archiver.lake.durable import pinned
from archiver.lake.parts import FILE_ROWS, Entry, Part
from archiver.lake.schema import to_table
from archiver.verifying import verify

SITES = [None, *(f"{name}.example" for name in "abcdefgh")]
parts = st.dictionaries(st.sampled_from(SITES), st.integers(1, FILE_ROWS // 4), min_size=1, max_size=4)
spreads = st.lists(parts, max_size=60).map(lambda found: {f"part-{n:03}": part for n, part in enumerate(found)})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spreads)
def test_slices_come_to_an_end_at_which_no_site_is_scattered(spread: dict[str, dict[Any, int]]) -> None:
    """As if the parts were there: what is taken is sorted together and lies in parts that are nearly equal."""
    before = rows_by_site(spread)
    slices = 0
    while names := next_slice(spread):
        assert sum(sum(spread[name].values()) for name in names) <= AT_ONCE or len(names) == 2
        rewrite(spread, names, f"new-{slices:03}")
        slices += 1
        assert slices <= 200
    assert rows_by_site(spread) == before
    assert sum(sum(sites.values()) < FILE_ROWS // 2 for sites in spread.values()) <= 1
    for site in before:
        lies_in = [sites[site] for sites in spread.values() if site in sites]
        assert len(lies_in) <= 2 * needed(lies_in) + 2


def rows_by_site(spread: dict[str, dict[Any, int]]) -> Counter[Any]:
    return sum((Counter(sites) for sites in spread.values()), Counter())


def rewrite(spread: dict[str, dict[Any, int]], names: list[str], new: str) -> None:
    rows = sum((Counter(spread.pop(name)) for name in names), Counter())
    order = [site for site in sorted(rows, key=lambda site: (site is None, site)) for _ in range(rows[site])]
    count = -(-len(order) // FILE_ROWS)
    for k in range(count):
        part = order[len(order) * k // count : len(order) * (k + 1) // count]
        spread[f"{new}-{k:02}"] = dict(Counter(part))


def test_what_is_written_anew() -> None:
    def chosen(*sites: dict[str, int]) -> set[str]:
        return set(next_slice(dict(zip("abcdefgh", sites, strict=False))))

    def with_rest(name: str, site: str, rows: int) -> dict[str, int]:
        return {site: rows, name: FILE_ROWS - rows}

    some = [with_rest(name, "s", 100) for name in "tuvwx"]
    assert chosen(*some[:4]) == set(), "it may lie in some more parts than it takes"
    assert chosen(*some, {"y": FILE_ROWS}) == set("abcde")
    assert chosen(*[{"s": FILE_ROWS}] * 8) == set(), "it takes as many"
    assert chosen({"s": 10}, {"t": FILE_ROWS}) == set(), "one that is not full has no other"
    assert chosen({"s": 10}, {"t": 10}) == {"a", "b"}


def test_what_would_go_round_ends() -> None:
    """A part of the same name has the same in it: it was written anew, and nothing came of it."""
    compaction = Compaction()
    compaction.spread = {"a": {"s": 1}, "b": {"s": 1}}
    assert compaction.next(["a", "b", "c"]) == ["a", "b"]
    assert compaction.next(["a", "b", "c"]) == []


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
            i: structs.replace(entry, row_id=i, id=i, site=site, captures=(i,))
            for i, site in zip(ids, sites, strict=True)
        }
        with lake.writing() as writer:
            writer.commit_parts(list(lake.table.write(table, entries)), ())
    return lake


def test_a_site_lies_together_after_it_and_no_row_changes(lake: Lake) -> None:
    before = sorted((r["row_id"], r["site"], r["text"]) for r in lake.scan(["row_id", "site", "text"]) if r["site"])
    lake.compact()
    after = sorted((r["row_id"], r["site"], r["text"]) for r in lake.scan(["row_id", "site", "text"]) if r["site"])
    assert after == before and lake.table.files().keys() == {p.name for p in lake.table.paths()}
    spread = sites_in_parts(lake)
    assert all(len(parts) <= 2 for parts in spread.values())
    with lake.reading() as reader:
        assert len(list(reader.rows_of_site("site-3"))) == sum(spread["site-3"].values())
        assert len(list(reader.rows_of_site(None))) == sum(spread[None].values())
    version = lake.version
    lake.compact()
    assert lake.version == version, "there is nothing to do"


def sites_in_parts(lake: Lake) -> dict[Any, dict[str, int]]:
    compaction = Compaction()
    compaction.look(lake.table, lake.table.files())
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for name, sites in compaction.spread.items():
        for site, count in sites.items():
            found[site][name] = count
    return found


def test_rows_that_would_be_lost_are_an_error(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_too_few(self: Any, names: Any) -> list[Part]:
        parts = list(merge_parts(self, names))
        return [replace(parts[0], moved=parts[0].moved[1:]), *parts[1:]]

    merge_parts = type(lake.table).merge
    monkeypatch.setattr(type(lake.table), "merge", one_too_few)
    version = lake.version
    with pytest.raises(ArchiveError, match="nothing was changed"):
        lake.compact()
    assert Lake.open(lake.path).version == version


def test_others_write_between_two_commits_of_it(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that adds a row as often as it gets the lock, while there is more to compact than goes with one commit."""
    monkeypatch.setattr("archiver.lake.compacting.AT_ONCE", 2 * FILE_ROWS)
    done, written = threading.Event(), []

    def write() -> None:
        other = Lake.open(lake.path)
        while not done.is_set():
            with other.writing() as writer:
                writer.commit([row(10_000 + len(written), site="site-3")])
            written.append(other.version)
            done.wait(0.01)

    first = lake.version
    thread = threading.Thread(target=write)
    thread.start()
    try:
        lake.compact()
    finally:
        done.set()
        thread.join()
    own = set(range(first + 1, written[-1] + 1)) - set(written)
    assert any(min(own) < version < max(own) for version in written), "it had to wait to the end"
    ids = [r["row_id"] for r in Lake.open(lake.path).scan(["row_id"])]
    assert len(ids) == len(set(ids)) == 6 * FILE_ROWS + len(written)


def test_nothing_is_deleted_under_one_who_has_pinned_the_archive(lake: Lake) -> None:
    reading = Lake.open(lake.path)
    with pinned(lake.path):
        done = lake.compact(keep_hours=0)
        assert done["deleted"] == 0 and done["pinned"] == 1
        assert len(list(reading.scan(["row_id"]))) == 6 * FILE_ROWS
    assert lake.compact(keep_hours=0)["deleted"] == done["before"]


def test_the_index_knows_where_rows_are(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path, create=True)
    for n in range(12):
        with lake.writing() as writer:
            writer.commit([row(n, site=f"site-{n % 3}")])
    lake.compact(keep_hours=0)
    assert verify(lake).ok
