"""Rows are found by whatever field they are asked for, by our reader and by others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from lake_rows import rich_row, row

from archiver.lake import Lake
from archiver.lake.rows.schema import ARTICLES

SCALARS = [f.name for f in ARTICLES if pa.types.is_string(f.type) or pa.types.is_integer(f.type)]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Three parts with 300 rows of four sites (and of none); a row in which every field is filled."""
    lake = Lake.open(tmp_path_factory.mktemp("scan"), create=True)
    sites = ("fjordposten", "hill weekly", "dale times", None)
    for part in range(3):
        with lake.writing() as writer:
            writer.commit([row(n, site=sites[n % 4]) for n in range(part * 100, part * 100 + 100)])
    with lake.writing() as writer:
        writer.commit([rich_row()])
    return lake


def ids(rows: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(r["row_id"] for r in rows)


def naive(lake: Lake, field: str, values: Sequence[Any]) -> list[str]:
    """The rows by plain Python over whole files."""
    rows = [r for path in lake.table.paths() for r in pq.ParquetFile(path).read().to_pylist()]
    return ids(r for r in rows if r[field] in values)


@pytest.mark.parametrize("field", SCALARS)
def test_by_every_field(stored: Lake, field: str) -> None:
    values = [r.get(field) for r in (rich_row(), row(7), row(3, site=None))]
    for asked in (values, values[:1], values[1:], []):
        assert ids(stored.scan(["row_id"], {field: asked})) == naive(stored, field, asked)


def test_all_conditions_must_hold(stored: Lake) -> None:
    found = ids(stored.scan(["row_id"], {"site": ["dale times"], "title": ["Page 2", "Page 6", "Page 7"]}))
    assert found == ids([row(2, site="dale times"), row(6, site="dale times")])


def test_the_columns_that_were_asked_for_in_that_order(stored: Lake) -> None:
    (found,) = stored.scan(["title", "site"], {"title": ["Page 9"]})
    assert list(found.items()) == [("title", "Page 9"), ("site", "hill weekly")]


def test_parts_that_cannot_hold_a_site_are_not_read(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path, create=True)
    for site in ("a", "b", None):
        with lake.writing() as writer:
            writer.commit([row(1, site=site)])
    counts = {site: len(lake.table.candidates({"site": [site]})) for site in ("a", "b", "c", None)}
    assert counts == {"a": 2, "b": 2, "c": 1, None: 3}, "a part without a range may hold all"


@pytest.mark.parametrize("field", ["url", "input_id", "title", "language", "site", "id"])
def test_other_readers_of_the_table_find_the_same(stored: Lake, field: str) -> None:
    value = rich_row()[field]
    for dataset in (stored.dataset(), DeltaTable(str(stored.table.path)).to_pyarrow_dataset()):
        found = dataset.to_table(columns=["row_id"], filter=ds.field(field) == value)
        assert sorted(found["row_id"].to_pylist()) == naive(stored, field, [value]), type(dataset)


def test_a_table_of_before_is_given_the_settings_by_the_next_writer(tmp_path: Path) -> None:
    """Without them deltalake takes the range of fields without statistics for empty, and finds nothing."""
    DeltaTable.create(
        str(tmp_path / "articles"), ARTICLES, configuration={"archiver.schema": "1"}, raise_if_key_not_exists=False
    )
    lake = Lake.open(tmp_path, create=True)
    for _ in range(2):
        with lake.writing() as writer:
            version = writer.commit([rich_row()])
    others = DeltaTable(str(tmp_path / "articles"))
    assert version == others.version() == 2, "creation, settings, one commit; the second was none"
    found = others.to_pyarrow_dataset().to_table(filter=ds.field("url") == rich_row()["url"])
    assert found.num_rows == 1


def test_by_any_name_it_came_in_under(stored: Lake) -> None:
    for name in ("https://example.org/a", "https://example.org/a?utm_source=x", "42"):
        assert [r["id"] for r in stored.named(name)] == ["f" * 32]
    assert stored.named("https://example.org/b", "43") == []
    assert [r["id"] for r in stored.named("nothing", "42")] == ["f" * 32]


def test_by_the_beginning_of_an_id(stored: Lake) -> None:
    every = sorted({r["id"] for r in stored.scan(["id"])})
    assert [r["id"] for r in stored.show(every[5])] == [every[5]]
    assert {r["id"] for r in stored.show("", limit=3)} == set(every[:3])
    assert stored.show("no id begins so") == []
