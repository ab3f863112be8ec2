"""One atomic commit, an index that follows the table, one writer at a time, readers undisturbed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from lake_rows import row

from archiver.errors import ArchiveError, ConflictError
from archiver.lake import Lake
from archiver.lake.index.index import Index
from archiver.lake.index.tables import CONTENTS
from archiver.lake.relearning import Known, LearnedOfRows, fingerprints
from archiver.verifying import verify


class Counting:
    """A learner that counts in how many rows of a site a key is, `each` time: enough to see a rebuild."""

    def __init__(self, each: int = 1) -> None:
        self.each, self.rules, self.learned = each, f"times {each}", list[str]()

    def keys(self, row: dict[str, Any]) -> set[int]:
        return fingerprints(row)

    def learn(self, site: str, rows: Iterable[dict[str, Any]], known: Known = lambda keys: {}) -> LearnedOfRows:
        self.learned.append(site)
        own = [row for row in rows if row["site"] == site]
        keys = {row["row_id"]: fingerprints(row) for row in own}
        counts = {key: sum(before) for key, before in known(set().union(*keys.values())).items()}
        for key in chain.from_iterable(keys.values()):
            counts[key] = counts.get(key, 0) + self.each
        return LearnedOfRows(len(own), {key: bytes([n]) for key, n in counts.items()}, keys)


def opened(path: Path) -> Lake:
    return Lake.open(path, create=True, learner=Counting())


def commit(lake: Lake, rows: list[dict[str, Any]], **more: Any) -> int:
    """Store rows with the statistics that Counting would learn of the whole."""
    with lake.writing() as writer:
        kept = {r["row_id"]: r for site in {r["site"] for r in rows} for r in writer.rows_of_site(site)}
        kept.update({r["row_id"]: r for r in rows})
        by_site: dict[str | None, list[dict[str, Any]]] = {}
        for r in kept.values():
            by_site.setdefault(r["site"], []).append(r)
        learned = {site: Counting().learn(site, mine) for site, mine in by_site.items()}
        return writer.commit(
            rows,
            statistics={site: found.values for site, found in learned.items()},
            site_pages={site: found.pages for site, found in learned.items()},
            **more,
        )


def test_what_other_rules_learned_is_learned_anew(tmp_path: Path) -> None:
    commit(opened(tmp_path), [row(n) for n in range(3)])
    for learner, again in ((Counting(), False), (Counting(2), True), (Counting(2), False)):
        lake = Lake.open(tmp_path, learner=learner)
        report = verify(lake)
        assert report.ok, report
        learner.learned.clear()
        with lake.writing():
            assert bool(learner.learned) is again
        footer = row(0)["blocks"][2]["fingerprint"]
        with lake.reading() as reader:
            (found,) = reader.statistics("fjordposten", [footer]).values()
            assert found == bytes([3 * learner.each])


def answers(lake: Lake) -> tuple[Any, ...]:
    """All that the index is asked for."""
    footer = row(0)["blocks"][2]["fingerprint"]
    with lake.reading() as reader:
        places = sorted(reader.places_with_keys("fjordposten", [footer]))
        found = reader.rows_by_row_id(row_id for _, row_id in places)
        return (
            reader.row_count(),
            places,
            reader.statistics("fjordposten"),
            sorted(reader.every_statistic("fjordposten")),
            reader.site_pages("fjordposten"),
            reader.known([c["digest"] for r in found for c in r["captures"]]),
            [r["row_id"] for r in reader.rows([row(3)["id"]])],
        )


def test_replace_and_delete_in_one_commit(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    first = commit(lake, [row(n) for n in range(5)])
    changed = {**row(2), "title": "Changed"}
    with lake.writing() as writer:
        assert writer.commit([changed, row(9)], [row(4)["row_id"]]) == first + 1
    titles = {r["row_id"]: r["title"] for r in lake.scan()}
    assert titles == {r["row_id"]: r["title"] for r in (row(0), row(1), changed, row(3), row(9))}
    with lake.reading() as reader:
        assert reader.rows([row(4)["id"]]) == []
        assert reader.known([row(4)["captures"][0]["digest"]]) == set()


def test_a_commit_of_nothing_is_none(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    version = commit(lake, [row(1)])
    with lake.writing() as writer:
        assert writer.commit([]) == version


def test_a_batch_that_fails_leaves_nothing(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    commit(lake, [row(1)])
    before = answers(lake)
    with pytest.raises(KeyError), lake.writing() as writer:
        writer.commit([row(2), {**row(3), "unknown": 1}])
    assert answers(opened(tmp_path)) == before


def test_pages_without_a_site(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    commit(lake, [row(n, site=None) for n in range(3)])
    with lake.reading() as reader:
        assert len(list(reader.rows_of_site(None))) == 3
        assert reader.site_pages(None) == 3


def test_a_second_writer_is_told_who_is_in_the_way(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    told = f"process {os.getpid()} on .+ has been writing"
    with lake.writing(), pytest.raises(ConflictError, match=told), opened(tmp_path).writing(0.05):
        pass


def test_a_reader_keeps_its_version(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    commit(lake, [row(n) for n in range(3)])
    reader = Lake.open(tmp_path)
    begun = reader.scan(["title"])
    first = next(begun)["title"]
    commit(lake, [{**row(n), "title": "other"} for n in range(3)])
    lake.compact(keep_hours=24)
    assert sorted([first, *(r["title"] for r in begun)]) == ["Page 0", "Page 1", "Page 2"]
    assert {r["title"] for r in reader.scan()} == {"Page 0", "Page 1", "Page 2"}
    reader.refresh()
    assert {r["title"] for r in reader.scan()} == {"other"}


def missing(path: Path) -> None:
    for part in path.parent.glob("index.sqlite*"):
        part.unlink()


def corrupt(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def of_another_format(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("damage", [missing, corrupt, empty, of_another_format])
def test_a_damaged_index_is_built_anew(tmp_path: Path, damage: Any) -> None:
    lake = opened(tmp_path)
    commit(lake, [row(n) for n in range(6)])
    commit(lake, [row(n, edition=1) for n in range(2)])
    before = answers(lake)
    damage(tmp_path / "derived" / "index.sqlite")
    assert answers(opened(tmp_path)) == before


def test_an_index_that_is_behind_catches_up(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    commit(lake, [row(n) for n in range(6)])
    index = tmp_path / "derived" / "index.sqlite"
    old = index.read_bytes()
    commit(lake, [{**row(1), "title": "x"}, *(row(n) for n in range(10, 13))])
    after = answers(lake)
    missing(index)
    index.write_bytes(old)
    assert answers(opened(tmp_path)) == after


@pytest.mark.parametrize(("large", "segment"), [(0, 1), (3, 2), (500_000, 128)])
def test_merging_runs_of_the_index_changes_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int, segment: int
) -> None:
    monkeypatch.setattr("archiver.lake.index.sorted_runs.LARGE", large)
    monkeypatch.setattr("archiver.lake.index.sorted_runs.SEGMENT", segment)
    lake, key = opened(tmp_path), row(2)["blocks"][0]["fingerprint"]
    for n in range(6):
        commit(lake, [row(n), row(n, edition=1)])
    with lake.writing() as writer:
        writer.commit([], [row(5)["row_id"]], statistics={"fjordposten": {key: b""}})
    with lake.reading() as reader:
        footer = row(0)["blocks"][2]["fingerprint"]
        assert len(reader.places_with_keys("fjordposten", [footer])) == 11
        assert reader.statistics("fjordposten", [footer, key]) == {footer: bytes([12])}
        assert reader.places_with_keys("fjordposten", [row(5)["blocks"][0]["fingerprint"]]) == []


def test_compacting_changes_no_row(tmp_path: Path) -> None:
    lake = opened(tmp_path)
    for n in range(8):
        commit(lake, [row(n)])
    rows, before = sorted(lake.scan(), key=lambda r: r["row_id"]), answers(lake)
    done = lake.compact(keep_hours=0)
    assert (done["before"], done["after"]) == (8, 1)
    assert done["deleted"] >= 8
    assert sorted(opened(tmp_path).scan(), key=lambda r: r["row_id"]) == rows
    assert answers(opened(tmp_path)) == before
    assert len(list((tmp_path / "articles").glob("part-*"))) == 1


def test_small_files_are_joined_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.lake.writing.SMALL_FILES", 4)
    lake = opened(tmp_path)
    for n in range(9):
        commit(lake, [row(n)])
        assert len(lake.table.files()) <= 5
    assert answers(lake)[0] == 9


def test_a_file_that_is_large_enough_is_not_written_anew_for_small_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.lake.writing.SMALL_FILES", 2)
    monkeypatch.setattr("archiver.lake.writing.FILE_ROWS", 20)
    lake = opened(tmp_path)
    commit(lake, [row(n) for n in range(5)])
    (large,) = lake.table.files()
    for n in range(5, 8):
        commit(lake, [row(n)])
        with lake.writing() as writer:
            assert large not in writer.small_parts()
    assert large in lake.table.files() and answers(lake)[0] == 8


def test_no_archive_and_a_broken_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="archiver ingest"):
        Lake.open(tmp_path)
    opened(tmp_path)
    for log in (tmp_path / "articles" / "_delta_log").glob("*.json"):
        log.write_bytes(b"{broken")
    with pytest.raises(ArchiveError, match="not a readable Delta table"):
        Lake.open(tmp_path)


def test_what_is_left_of_a_full_part_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts whose rows are replaced are written one by one, those with few rows left with what is new; the index
    then knows what one that is built anew knows."""
    monkeypatch.setattr("archiver.lake.table.parts.FILE_ROWS", 10)
    monkeypatch.setattr("archiver.lake.table.parts.LOOSE", 5)
    lake = opened(tmp_path / "archive")
    commit(lake, [row(n) for n in range(40)])
    before = {name: ids_in(lake, name) for name in lake.table.files()}
    emptied, touched, deleted, untouched = sorted(before)
    again = [r for r in map(row, range(40)) if r["row_id"] in {*sorted(before[emptied])[:8], min(before[touched])}]
    commit(lake, [{**r, "enrich_version": "2"} for r in again], deletes=[max(before[deleted])])

    after = {name: ids_in(lake, name) for name in lake.table.files()}
    left = [before[touched] - {min(before[touched])}, before[deleted] - {max(before[deleted])}]
    assert untouched in after and not {emptied, touched, deleted} & set(after)
    assert [rows for rows in left if rows in after.values()] == left
    assert sum(map(len, after.values())) == 39 and len(after) == 5, "11 rows, new and left over, are in two parts"
    assert known_to(lake) == known_to(lake, anew=True)


def ids_in(lake: Lake, name: str) -> set[str]:
    return set(lake.table.read(name, ["row_id"])["row_id"].to_pylist())


def known_to(lake: Lake, *, anew: bool = False) -> dict[str, list[Any]]:
    """All that the lake's index knows of rows, or one that is built anew."""
    index = Index(None if anew else lake.path / "derived" / "index.sqlite")
    if anew:
        lake.build(index)
    try:
        return {what: list(index.content(what)) for what in CONTENTS if what not in {"statistics", "pages"}}
    finally:
        index.close()
