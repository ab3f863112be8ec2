"""The lines by which README says other tools open the archive."""

from __future__ import annotations

from pathlib import Path

import deltalake
import duckdb
import pandas as pd
import polars
import pytest
from sites import dump

from archiver.ingesting import ingest


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> str:
    archive: Path = tmp_path_factory.mktemp("elsewhere")
    ingest([dump(n) for n in range(3)], archive, jobs=1, looks_for=frozenset({"language"}))
    return str(archive / "articles")


def test_duckdb(articles: str) -> None:
    found = duckdb.from_arrow(deltalake.DeltaTable(articles).to_pyarrow_dataset())
    assert found.filter("site = 'fjordposten'").count("id").fetchall() == [(3,)]


def test_polars(articles: str) -> None:
    found = polars.scan_delta(articles).select("text", "blocks").collect()
    assert found.height == 3
    assert found["blocks"].explode().struct.field("kept").sum() == 9


def test_pandas(articles: str) -> None:
    found = deltalake.DeltaTable(articles).to_pandas()
    assert isinstance(found, pd.DataFrame)
    assert set(found["language"]) == {"en"}
