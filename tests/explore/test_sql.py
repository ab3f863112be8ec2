"""SQL over an archive: the views, the recipes, the ways out of it and of the command."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import archiver
from archiver.cli.commands import group
from archiver.errors import QueryError
from archiver.explore import sql as exploring
from archiver.explore.sql import VIEWS, explain, query

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sql") / "archive"
    archiver.ingest(ROOT / "seeds", path, jobs=1)
    return path


def run(archive: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(group, ["-a", str(archive), "query", *arguments], input=stdin)


RECIPES = dict(re.findall(r"^## (.+?)\n.*?^```sql\n(.*?)^```", (ROOT / "docs/recipes.md").read_text(), re.M | re.S))


@pytest.mark.parametrize("name", RECIPES)
def test_recipes_run(archive: Path, name: str) -> None:
    site = query(archive, "SELECT site FROM blocks WHERE NOT kept GROUP BY ALL ORDER BY count(*) DESC").to_pylist()[0]
    table = query(archive, RECIPES[name], site if "$site" in RECIPES[name] else None)
    assert table.num_columns >= 3
    if not any(words in name for words in ("changed after", "copies", "dropped")):  # of which the seeds have none
        assert table.num_rows


def test_what_was_coded_by_hand_is_joined_as_the_recipe_says(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = query(archive, "SELECT id FROM articles ORDER BY md5(id || 'seed 1') LIMIT 4")["id"].to_pylist()
    (tmp_path / "codes.csv").write_text("id,frame\n" + "".join(f"{one},conflict\n" for one in ids))
    (tmp_path / "archive").symlink_to(archive)
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/recipes.md").read_text().partition("## What was coded by hand")[2]
    *lines, last = page.partition("```python\n")[2].partition("```")[0].strip().splitlines()
    names: dict[str, Any] = {"archiver": archiver, "pandas": pandas}
    exec("\n".join(lines), names)
    assert eval(last, names)["articles"].sum() == 4


def test_a_text_without_quotes_is_told_apart_from_a_column(archive: Path) -> None:
    with pytest.raises(QueryError, match="A text stands in single quotes: 'en'"):
        query(archive, "SELECT count(*) FROM articles WHERE language = en")


def test_every_view_can_be_asked(archive: Path) -> None:
    for view in (*VIEWS, "quarantine", "runs"):
        assert query(archive, f"FROM {view} LIMIT 1").num_columns > 3, view


def test_sites_count_the_articles_that_are_there(archive: Path) -> None:
    sites = query(archive, "SELECT sum(articles)::INTEGER AS n FROM sites").to_pylist()
    assert sites == query(archive, "SELECT count(*)::INTEGER AS n FROM articles WHERE site IS NOT NULL").to_pylist()


def test_parameters_are_values_and_never_sql(archive: Path) -> None:
    where = "SELECT count(*) AS n FROM articles WHERE"
    assert query(archive, f"{where} language = $language", {"language": "en"}).to_pylist()[0]["n"] > 0
    assert query(archive, f"{where} language = $language", {"language": "en' OR 'a' = 'a"}).to_pylist() == [{"n": 0}]
    days = json.loads(run(archive, f"{where} published < $day", "-p", "day=1900-01-01", "--format", "json").output)
    assert days == {"n": 0}


def test_a_parameter_that_is_missing_is_named(archive: Path) -> None:
    with pytest.raises(QueryError, match="day"):
        query(archive, "SELECT $day")
    assert "NAME=VALUE" in run(archive, "SELECT 1", "-p", "nonsense").output


def outside(archive: Path) -> list[str]:
    secret, target = archive.parent / "secret.csv", archive / "articles" / "new.csv"
    return [
        f"SELECT * FROM read_csv('{secret}')",
        f"SELECT * FROM '{secret}'",
        f"SELECT * FROM read_text('{archive / '..' / 'secret.csv'}')",
        f"SELECT * FROM glob('{archive.parent}/*')",
        f"SELECT * FROM read_blob('{archive / 'articles' / '..' / '..' / 'secret.csv'}')",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
        f"COPY (SELECT 1) TO '{target}'",
        f"EXPLAIN ANALYZE COPY (SELECT 1) TO '{target}'",
        f"EXPLAIN (ANALYZE) COPY (SELECT 1) TO '{target}'",
        f"/* SELECT */ EXPLAIN /* x */ ANALYZE -- SELECT\nCOPY (SELECT 1) TO '{target}'",
        f"ATTACH '{archive / 'articles' / 'new.db'}'",
        f"EXPORT DATABASE '{archive / 'articles' / 'all'}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "PRAGMA enable_external_access",
        "CREATE TABLE mine AS SELECT 1",
        "DROP VIEW articles",
        "WITH a AS (SELECT 1) INSERT INTO stored SELECT * FROM a",
        "CALL pragma_version()",
        "SELECT 1; SELECT 2",
        "",
    ]


def test_a_query_cannot_get_out(archive: Path) -> None:
    (archive.parent / "secret.csv").write_text("secret\n42\n")
    before = sorted((archive / "articles").rglob("*"))
    for sql in outside(archive):
        with pytest.raises(QueryError):
            print(sql, query(archive, sql).to_pylist())
    assert sorted((archive / "articles").rglob("*")) == before


def test_what_takes_too_long_is_given_up(archive: Path) -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
        query(archive, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b", seconds=0.2)


def test_what_takes_too_much_memory_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "MEMORY", "64MB")
    with pytest.raises(QueryError, match="64MB"):
        query(archive, "SELECT list(repeat('x', 100) || range) FROM range(10000000)")


def test_reading_statements_of_every_kind(archive: Path) -> None:
    for sql in (
        "DESCRIBE articles",
        "SUMMARIZE SELECT words FROM articles",
        "SHOW TABLES",
        "VALUES (1)",
        "-- the words\nFROM articles SELECT words",
        "(SELECT 1) UNION (SELECT 2)",
        "EXPLAIN ANALYZE SELECT 1",
        "PIVOT (SELECT language, words FROM articles) ON language USING sum(words)",
    ):
        assert query(archive, sql).num_rows, sql
    assert "Projection" in explain(archive, "SELECT 1")


CELLS = "SELECT 'a|b' AS \"one|two\", [1, 2] AS list, NULL AS nothing, 'c\nd' AS lines"


def test_formats(archive: Path, tmp_path: Path) -> None:
    assert run(archive, CELLS, "--format", "markdown").output.splitlines() == [
        "| one\\|two | list | nothing | lines |",
        "| --- | --- | --- | --- |",
        "| a\\|b | [1, 2] |  | c d |",
    ]
    expected: dict[str, Any] = {"one|two": "a|b", "list": [1, 2], "nothing": None, "lines": "c\nd"}
    assert json.loads(run(archive, CELLS, "--format", "json").output) == expected
    path = tmp_path / "cells.parquet"
    assert run(archive, CELLS, "-o", str(path)).exit_code == 0
    assert pq.read_table(path).to_pylist() == [expected]
    first = run(archive, "-", "--format", "csv", stdin=CELLS).output.splitlines()[0]
    assert first == '"one|two","list","nothing","lines"'
    assert list(tmp_path.iterdir()) == [path]


def test_cells_of_csv_are_no_formulas_and_json_is_exact(archive: Path) -> None:
    sql = "SELECT '=1+1' AS \"@a\", '-2' AS b, -2 AS c, 'x' AS d, NULL::VARCHAR AS e, '＝1' AS f"
    assert run(archive, sql, "--format", "csv").output.splitlines() == [
        "\"'@a\",\"b\",\"c\",\"d\",\"e\",\"f\"",
        "\"'=1+1\",\"'-2\",-2,\"x\",,\"'＝1\"",
    ]
    assert json.loads(run(archive, sql, "--format", "json").output)["@a"] == "=1+1"


def test_a_year_is_shown_as_a_year(archive: Path) -> None:
    assert "2,026" not in run(archive, "SELECT 2026 AS year, 1.5 AS share").output
    assert "2026" in run(archive, "SELECT 2026 AS year, 1.5 AS share").output


def test_a_notebook_opens_the_views_with_one_line(archive: Path) -> None:
    db = archiver.open_archive(archive).connect()
    frame = db.view("articles").df()
    assert {"id", "title", "text", "topics"} <= set(frame.columns)
    assert len(frame) == len(db.view("articles").pl()) == len(list(archiver.open_archive(archive).articles()))
    assert archiver.open_archive(archive).query("SELECT $n + 1 AS n", n=1).to_pylist() == [{"n": 2}]
