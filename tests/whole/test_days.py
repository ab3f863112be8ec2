"""An article is of the day that it states, wherever it is counted, listed or chosen by day: not of the day in UTC."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import date
from pathlib import Path
from time import sleep

import httpx
import pandas
import pyarrow.parquet as pq
import pytest
from command_line import run
from deltalake import DeltaTable

import archiver
from archiver.web.app import application

TEXT = (
    "The {title} ferry was late, said the mayor, Anna Strom. Parliament will vote on the election law, and the "
    "government, the minister said, wants the bill passed before the election, whatever the opposition says in {title}."
)
STATED = {
    "york": "2024-05-31T23:30:00-05:00",  # in UTC it is June
    "delhi": "2024-06-01T01:00:00+05:30",  # in UTC it is May
    "plain": "2024-06-02",
    "monthly": "2024-06",
}
MAY, JUNE = {"york"}, {"delhi", "plain", "monthly"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("days")
    lines = [
        {"url": f"https://{title}.example/a", "title": title, "date": at, "text": TEXT.format(title=title)}
        for title, at in STATED.items()
    ]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    archiver.ingest(folder / "pages.jsonl", folder / "archive", jobs=1)
    return folder / "archive"


def asked(archive: Path, *arguments: object) -> list[dict]:
    ran = run("--json", "-a", archive, *arguments)
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_the_list_and_an_article(made: Path) -> None:
    lines = run("-a", made, "show").out.splitlines()
    days = {row.split()[-1]: row.split()[1] for row in lines if row.split() and row.split()[-1] in STATED}
    assert days == {"york": "2024-05-31", "delhi": "2024-06-01", "plain": "2024-06-02", "monthly": "2024-06"}
    assert "2024-05-31" in run("-a", made, "show", "https://york.example/a").out
    assert {row["title"]: row["published_day"] for row in asked(made, "show")}["york"] == "2024-05-31"


@pytest.mark.parametrize("words", [["ferry", "--until", "2024-05"], ["ferry", "date:2024-05-31"]])
def test_search(made: Path, words: list[str]) -> None:
    found = asked(made, "search", *words, "--all")
    assert {row["title"] for row in found} == MAY
    assert [row["published_day"] for row in found] == ["2024-05-31"]
    assert "2024-05-31" in run("-a", made, "search", *words).out


def test_people(made: Path) -> None:
    (early,) = asked(made, "people", "--until", "2024-05-31")
    (late,) = asked(made, "people", "--since", "2024-06-01")
    assert (early["articles"], early["first_seen"], early["last_seen"]) == (1, "2024-05-31", "2024-05-31")
    assert (late["articles"], late["first_seen"], late["last_seen"]) == (3, "2024-06-01", "2024-06-02")
    (one,) = asked(made, "people", "Anna Strom")
    assert one["timeline"] == [["2024-05", 1], ["2024-06", 3]]
    assert {a["title"]: a["published_day"] for a in one["appearances"]}["york"] == "2024-05-31"


def test_topics(made: Path) -> None:
    (politics, *_) = asked(made, "topics")
    assert politics["months"] == {"2024-05": 1, "2024-06": 3}
    assert {a["title"] for a in asked(made, "topics", politics["id"], "--until", "2024-05")[0]["latest"]} == MAY
    assert "2024-05-31" in run("-a", made, "topics", politics["id"], "--until", "2024-05").out


def test_figures(made: Path) -> None:
    (figures,) = asked(made, "stats")
    assert [(m["month"], m["articles"]) for m in figures["months"]] == [("2024-05-01", 1), ("2024-06-01", 3)]
    assert (figures["since"], figures["until"]) == ("2024-05-31", "2024-06-02")
    (state,) = asked(made, "info")
    assert (state["earliest"], state["latest"]) == ("2024-05-31", "2024-06-02")


def test_sql(made: Path) -> None:
    for view in ("articles", "versions", "people", "topics"):
        where = "published_day < '2024-06-01'"
        assert {row["title"] for row in asked(made, "query", f"SELECT title FROM {view} WHERE {where}")} == MAY
    (site,) = asked(made, "query", "FROM sites WHERE site = 'york.example'")
    assert site["first_published"] == site["last_published"] == "2024-05-31"


def test_exports(made: Path, tmp_path: Path) -> None:
    for name in ("out.csv", "out.jsonl", "out.parquet", "out"):
        assert run("-a", made, "export", tmp_path / name).code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["title"]: row["published_day"] for row in csv.DictReader(file)}
    assert rows == {"york": "2024-05-31", "delhi": "2024-06-01", "plain": "2024-06-02", "monthly": "2024-06-01"}
    lines = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert {row["title"]: row["published_day"] for row in lines} == rows
    table = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert {row["title"]: row["published_day"].isoformat() for row in table} == rows
    assert {path.name[:15] for path in (tmp_path / "out").iterdir()} >= {"2024-05-31-york", "2024-06-01-delh"}


def test_the_web_site(made: Path) -> None:
    asyncio.run(_looked_at(httpx.ASGITransport(application(made))))


async def _looked_at(site: httpx.ASGITransport) -> None:
    async with httpx.AsyncClient(transport=site, base_url="http://127.0.0.1") as client:
        while (await client.get("/search?q=ferry")).status_code == 503:
            sleep(0.05)
        for period, titles in (("to=2024-05-31", MAY), ("from=2024-06", JUNE), ("q=ferry&to=2024-05", MAY)):
            listed = (await client.get(f"/api/v1/articles?{period}&copies=1")).json()["articles"]
            assert {row["title"] for row in listed} == titles
        months = (await client.get("/api/v1/statistics")).json()["months"]
        assert [(m["month"], m["articles"]) for m in months] == [("2024-05-01", 1), ("2024-06-01", 3)]
        page = (await client.get("/search?to=2024-05")).text
        assert "31 May 2024" in page and 'datetime="2024-05-31"' in page
        (york,) = (await client.get("/api/v1/articles?to=2024-05")).json()["articles"]
        assert "31 May 2024" in (await client.get(f"/article/{york['id']}")).text


def test_what_the_fields_page_says_of_pandas(made: Path) -> None:
    articles = DeltaTable(made / "articles").to_pandas()
    names = {"pandas": pandas, "articles": articles}
    page = (Path(__file__).parents[2] / "docs" / "fields.md").read_text()
    exec(page.partition("```python\n")[2].partition("```")[0], names)
    days = dict(zip(articles["title"], articles["published_day"], strict=True))
    assert days["york"] == date(2024, 5, 31) and days["delhi"] == date(2024, 6, 1)
