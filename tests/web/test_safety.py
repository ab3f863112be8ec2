"""What a hostile article, a hostile visitor and a hostile host name get."""

from __future__ import annotations

import csv
import io
import socket
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from web_rows import ATTACK, HOSTILE_ID

from archiver.errors import QueryError
from archiver.explore.sql import SHUT_IN, query

PAGES = [
    "/",
    "/search",
    f"/search?q={quote(ATTACK)}",
    f"/search?source={quote(ATTACK)}&person={quote(ATTACK)}&topic={quote(ATTACK)}&from=2031",
    f"/article/{HOSTILE_ID}",
    f"/article/{HOSTILE_ID}?removed=1",
    "/people",
    f"/people?q={quote(ATTACK)}",
    f"/people/{quote(ATTACK, safe='')}",
    "/topics",
    f"/topics/{quote('t' + ATTACK.replace('/', ''), safe='')}",
    "/sites",
    f"/sites/{quote(ATTACK, safe='')}",
    "/statistics",
    f"/sql?query={quote('SELECT title, source FROM articles')}",
    f"/sql?query={quote(ATTACK)}",
    f"/{quote(ATTACK)}",
]


@pytest.mark.parametrize("path", PAGES)
def test_everything_is_escaped(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code in (200, 400, 404)
    tree = LexborHTMLParser(answer.text)
    assert not tree.css("script, style, iframe, object, img, base")
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on") and name != "style", (node.tag, name)
            if name in ("href", "action", "src"):
                assert (value or "").startswith(("/", "#", "http://", "https://")), value
    assert "{{7*7}}" in answer.text or "7*7" not in answer.text


def test_the_attack_is_shown_as_text(site: httpx.Client) -> None:
    tree = LexborHTMLParser(site.get(f"/article/{HOSTILE_ID}?removed=1").text)
    assert tree.css("h1")[0].text() == ATTACK
    assert ATTACK in tree.css(".why")[0].text()


def test_headers_let_no_script_run(site: httpx.Client) -> None:
    for address in ("/", "/nothing", "/api/v1/statistics", "/search.csv", "/search?from=x"):
        headers = site.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_cells_are_no_formulas(site: httpx.Client) -> None:
    rows = csv.DictReader(io.StringIO(site.get("/search.csv?from=2031").content.decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row.values()]
    assert f"'{ATTACK}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::1"])
def test_another_hosts_name_gets_nothing(site: httpx.Client, host: str) -> None:
    answer = site.get("/api/v1/articles", headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "articles" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:8000", "localhost."])
def test_this_machines_names_are_answered(site: httpx.Client, host: str) -> None:
    assert site.get("/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_reading_only(site: httpx.Client, method: str) -> None:
    answer = site.request(method, "/search")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_limits_on_size(site: httpx.Client) -> None:
    assert site.get("/search?q=" + "x" * 401).status_code == 400
    assert site.get("/search?q=" + "x" * 9000).status_code == 414
    assert site.get("/api/v1/articles?limit=201").status_code == 400
    assert site.get("/search?page=10001").status_code == 400


def test_an_endless_head_is_cut_off(site: httpx.Client) -> None:
    with socket.create_connection((site.base_url.host, site.base_url.port or 80), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000)
        assert connection.recv(100).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 'https://example.org/x.parquet'",
        "INSTALL httpfs",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "SET threads = 64",
        "ATTACH '/tmp/x.db'",
        "SELECT getenv('HOME')",
    ],
)
def test_sql_is_shut_in(site: httpx.Client, sql: str) -> None:
    answer = site.get("/api/v1/sql", params={"query": sql})
    assert answer.status_code == 400
    assert "root" not in answer.text
    if "FROM read_csv" in sql or "https:" in sql:
        assert answer.json()["detail"].partition("\n")[0] == SHUT_IN


def test_sql_is_given_up_after_a_while_and_gives_so_many_rows(archive: Path, site: httpx.Client) -> None:
    endless = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5"
    with pytest.raises(QueryError, match="takes longer"):
        query(archive, endless, seconds=0.3)
    found = site.get("/api/v1/sql", params={"query": "SELECT * FROM range(100000000)"}).json()
    assert (len(found["rows"]), found["more"]) == (1000, True)


def test_a_question_that_takes_too_long_is_given_up(archive: object) -> None:
    from pathlib import Path

    from archiver.web.asking import TooSlow
    from archiver.web.catalogue import Catalogue

    catalogue = Catalogue(Path(str(archive)))
    with pytest.raises(TooSlow):
        catalogue.rows(
            "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5", seconds=0.2
        )
    assert catalogue.rows("SELECT 1 AS one") == [{"one": 1}]
