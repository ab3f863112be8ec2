"""The pages, asked for from a real server as a browser would."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import threading
import unicodedata
import weakref
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette
from web_rows import VERSIONS_ID

import archiver
from archiver.errors import ArchiverError
from archiver.web import exports, pages
from archiver.web.app import application
from archiver.web.serving import serve


@pytest.fixture(scope="session")
def articles(site: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = site.get("/api/v1/articles?limit=200").json()["articles"]
    return found


def page(site: httpx.Client, address: str, status: int = 200) -> LexborHTMLParser:
    answer = site.get(address)
    assert answer.status_code == status, (address, answer.text[:300])
    return LexborHTMLParser(answer.text)


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def test_every_link_of_every_page_leads_somewhere(site: httpx.Client) -> None:
    seen, waiting = set[str](), ["/"]
    while waiting and len(seen) < 250:
        address = waiting.pop()
        seen.add(address)
        answer = site.get(address)
        assert answer.status_code == 200, address
        if "text/html" not in answer.headers["content-type"]:
            continue
        for node in LexborHTMLParser(answer.text).css("a[href]"):
            href = (node.attributes["href"] or "").partition("#")[0]
            # The bytes of rows that were made for this test are in no WARC file.
            if href.startswith("/") and href not in seen and not href.endswith("/source"):
                waiting.append(href)
    assert len(seen) > 100


def test_search_narrows_down(site: httpx.Client) -> None:
    tree = page(site, "/search?q=ferry&language=en")
    assert "ferry" in " ".join(texts(tree, ".item")).lower()
    assert texts(tree, ".chosen a")[0].startswith("language: English")
    everything = page(site, "/search")
    publisher = everything.css(".facet a")[0]
    count = int(publisher.css(".count")[0].text().replace(",", ""))
    narrowed = page(site, str(publisher.attributes["href"]))
    assert texts(narrowed, "#count") == [f"{count} articles"]


def test_dates_are_both_included_and_may_be_parts(site: httpx.Client, articles: list[dict[str, Any]]) -> None:
    dated = [a for a in articles if a["published"] and a["published"].startswith("2026-05")]
    assert len(dated) > 1
    first, last = (day[:10] for day in (dated[-1]["published"], dated[0]["published"]))
    for query in ("from=2026-05&to=2026-05", f"from={first}&to={last}"):
        assert site.get(f"/api/v1/articles?{query}").json()["total"] == len(dated)


def test_an_article_is_its_kept_blocks_in_order(
    site: httpx.Client, articles: list[dict[str, Any]], archive: Path
) -> None:
    rows = {row["id"]: row for row in archiver.open_archive(archive).articles()}
    assert {a["id"] for a in articles} == set(rows)
    for article in articles:
        shown = "".join(texts(page(site, f"/article/{article['id']}"), ".body"))
        row = rows[article["id"]]
        blocks = [b["text"] for b in row["blocks"] if b["kept"]]
        for text in blocks[1:]:
            assert "".join(text.lstrip("•*- ").split()) in "".join(shown.split())


def test_what_was_removed_stands_in_its_place_with_the_reason(site: httpx.Client, archive: Path) -> None:
    row = max(archiver.open_archive(archive).articles(), key=lambda r: sum(not b["kept"] for b in r["blocks"]))
    plain, whole = (page(site, f"/article/{row['id']}{query}") for query in ("", "?removed=1"))
    out = [b for b in row["blocks"] if not b["kept"]]
    assert not plain.css("del")
    assert len(whole.css("del")) == len(out)
    for node, block in zip(whole.css(".struck"), out, strict=True):
        assert block["evidence"] in node.css(".why")[0].text()
        assert block["rule"] in node.css(".why")[0].text()


def test_people_and_topics_are_marked_in_the_text(site: httpx.Client) -> None:
    found = site.get("/api/v1/articles?person=Donald+Trump").json()["articles"][0]
    tree = page(site, f"/article/{found['id']}")
    people = {node.text(): str(node.attributes["href"]) for node in tree.css(".body a.who")}
    assert people["Trump"] == "/people/Donald%20Trump"
    topics = {str(node.attributes["href"]).rpartition("/")[2] for node in tree.css(".body a.what")}
    assert topics <= {t["id"] for t in found["topics"]}
    assert topics
    assert "Named with" in texts(page(site, people["Trump"]), ".facet h2")


def test_versions_and_what_changed(site: httpx.Client) -> None:
    assert "nine million" in page(site, f"/article/{VERSIONS_ID}").text()
    assert "five million" in page(site, f"/article/{VERSIONS_ID}?version=1").text()
    diff = page(site, f"/article/{VERSIONS_ID}/changes")
    assert texts(diff, ".body del") == ["five"]
    assert texts(diff, ".body ins") == ["nine", "The mayor regrets it."]
    assert texts(diff, ".margin .facet a") == ["Version 1 9 words", "Version 2 13 words", "from 1 to 2"]
    assert "the same" in page(site, f"/article/{VERSIONS_ID}/changes?from=1&to=1").text()
    assert "has no version 7" in page(site, f"/article/{VERSIONS_ID}?version=7", 404).text()


def test_right_to_left_is_set_so(site: httpx.Client) -> None:
    found = site.get("/api/v1/articles?language=ps").json()["articles"][0]
    text = page(site, f"/article/{found['id']}").css("article.text")[0]
    assert (text.attributes["dir"], text.attributes["lang"]) == ("rtl", "ps")


def test_the_bytes_as_they_came(site: httpx.Client, archive: Path) -> None:
    row = next(r for r in archiver.open_archive(archive).articles() if r["input_path"].endswith("karez.html"))
    answer = site.get(f"/article/{row['id']}/source")
    assert answer.content == Path(row["input_path"]).read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_site_shows_its_furniture(site: httpx.Client) -> None:
    tree = page(site, "/sites/haldener-bote.example")
    assert "Anzeige" in texts(tree, ".furniture td")


def test_lines_that_vary_are_the_pieces_that_the_command_shows(tmp_path: Path) -> None:
    from archiver.lake import Lake
    from archiver.learned import learned_of
    from archiver.web import subjects
    from archiver.web.catalogue import Catalogue

    (tmp_path / "in").mkdir()
    bodies = {
        "Ferry returns": "The night boat left the quay at nine with forty passengers and one goat on board.",
        "Soup wins": "Parents had asked for years that the kitchen of the school may cook what children eat.",
        "Bridge closes": "Engineers found timber in two of its piers that nobody had looked at since the war.",
        "Choir walks": "Eighty miles lay behind the singers when they reached the hospice in the rain.",
    }
    for number, (title, body) in enumerate(bodies.items()):
        lines = [f"{title} after eleven years", body]
        lines += [f"Share “{title} after eleven years” with a friend", f"{number + 3} comments", "All rights reserved."]
        (tmp_path / "in" / f"{number}.txt").write_text("\n\n".join(lines))
    archiver.ingest(tmp_path / "in", tmp_path / "archive", site="shared.example", jobs=1)
    lake = Lake.open(tmp_path / "archive")
    told = {piece.text: piece.pages for piece in learned_of(lake, "shared.example").furniture}
    shown = subjects.furniture(Catalogue(tmp_path / "archive"), "shared.example")
    assert {piece.text: piece.pages for piece in shown.pieces} == told
    assert told["Share “…” with a friend"] == 4
    assert shown.pages == 4
    assert 0 < shown.share < 1


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "zip", "atom"])
def test_a_list_can_be_taken_along(site: httpx.Client, ending: str) -> None:
    total = site.get("/api/v1/articles?language=en").json()["total"]
    content = site.get(f"/search.{ending}?language=en").content
    counted = {
        "csv": lambda: len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))),
        "jsonl": lambda: content.count(b"\n"),
        "parquet": lambda: pq.read_table(io.BytesIO(content)).num_rows,
        "zip": lambda: len(zipfile.ZipFile(io.BytesIO(content)).namelist()),
        "atom": lambda: len(ElementTree.fromstring(content).findall("{http://www.w3.org/2005/Atom}entry")),
    }
    assert counted[ending]() == total


def test_a_feed_says_in_words_what_it_is_of(site: httpx.Client) -> None:
    feed = ElementTree.fromstring(site.get("/search.atom?q=mayor&topic=11000000&language=en").content)
    title = feed.findtext("{http://www.w3.org/2005/Atom}title")
    assert title is not None
    assert title.endswith(": “mayor”, language: English, topic: politics")


def test_errors_are_pages_with_advice(site: httpx.Client) -> None:
    wrong = page(site, "/search?from=yesterday&q=ferry&language=en", 400)
    assert "2024-05-03" in wrong.text()
    typed = {node.attributes["name"]: node.attributes["value"] for node in wrong.css("form.ask input")}
    assert typed == {"q": "ferry", "from": "yesterday", "to": "", "language": "en"}
    assert "searching" in page(site, "/nothing/here", 404).text()
    assert "Nobody" in page(site, f"/people/{quote('No Such Person')}", 404).text()
    assert "one statement" in page(site, f"/sql?query={quote('SELECT 1; SELECT 2')}", 400).text()
    assert "Nothing was found" in page(site, "/search?q=xylophagous+quagga").text()


def test_a_wrong_query_is_told_beside_the_query(site: httpx.Client) -> None:
    query = "SELECT titel\nFROM articles"
    tree = page(site, f"/sql?query={quote(query)}", 400)
    assert tree.css("textarea")[0].text() == query
    assert "title" in tree.css(".wrong")[0].text()


def test_a_list_that_is_too_long_for_a_file_says_so(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = settled(archive)
    for module in (exports, pages):
        monkeypatch.setattr(module, "EXPORTED", 3)
    assert "archiver export" in asyncio.run(asked(app, "/search.csv")).text
    tree = LexborHTMLParser(asyncio.run(asked(app, "/search")).text)
    assert texts(tree, ".forms a") == ["Feed", "JSON"]
    assert "3 articles at most" in tree.text()


def test_people_and_sites_are_found_without_accents_and_capitals(site: httpx.Client) -> None:
    sites = texts(page(site, f"/sites?q={quote('HAVGLOTT')}"), ".stack tbody tr")
    assert any("havglott-avis.example" in row for row in sites)
    names = [row["name"] for row in site.get("/api/v1/people?limit=200").json()["people"]]
    accented = next(name for name in names if unicodedata.normalize("NFD", name) != name and name.isprintable())
    plain = unicodedata.normalize("NFD", accented.upper()).encode("ascii", "ignore").decode()
    assert accented in texts(page(site, f"/people?q={quote(plain)}"), ".names a span:first-child")


def test_topics_are_found_by_a_part_of_their_name(site: httpx.Client) -> None:
    tree = page(site, "/topics?q=POLIT")
    assert texts(tree, ".names a span:first-child")[0] == "politics"
    assert tree.css("input[name=q]")[-1].attributes["value"] == "POLIT"
    assert "No topic of that name" in page(site, "/topics?q=quagga").text()


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    from archiver.lake import Lake

    Lake.open(tmp_path / "none", create=True)
    app = settled(tmp_path / "none")
    for address in ("/", "/search", "/people", "/topics", "/sites", "/statistics"):
        answer = asyncio.run(asked(app, address))
        assert answer.status_code == 200, address
    assert "archiver ingest" in asyncio.run(asked(app, "/")).text
    assert "archiver ingest" in asyncio.run(asked(app, "/search")).text
    assert "archiver ingest" in asyncio.run(asked(app, "/statistics")).text
    assert "of that name" not in asyncio.run(asked(app, "/people")).text


def test_the_catalogue_follows_the_archive(site: httpx.Client, tmp_path: Path) -> None:
    from archiver.web.catalogue import Preparing
    from archiver.web.listing import overview
    from archiver.web.selection import Selection
    from archiver.web.shelf import Shelf

    dump = tmp_path / "one.txt"
    dump.write_text("The quagga was seen again near the harbour on Monday, said the keeper.\n" * 3)
    archiver.ingest(dump, tmp_path / "a", jobs=1)
    shelf = Shelf(tmp_path / "a")
    with pytest.raises(Preparing):
        shelf.current()
    shelf.settle()
    assert shelf.current().numbers["articles"] == 1
    dump.write_text("Nobody believed the keeper, and the quagga did not come back to be photographed.\n" * 3)
    archiver.ingest(dump, tmp_path / "a", jobs=1)
    old_one = shelf.current()
    overview(old_one, Selection())  # what is remembered of it must not keep it
    old = weakref.ref(old_one)
    del old_one
    shelf.settle()
    gc.collect()
    assert old() is None
    assert shelf.current().numbers["articles"] == 2


def test_all_but_the_search_is_there_while_the_words_are_indexed(tmp_path: Path) -> None:
    dump, gate = tmp_path / "one.txt", threading.Event()
    dump.write_text("The quagga was seen again near the harbour on Monday, said the keeper.\n" * 3)
    archiver.ingest(dump, tmp_path / "a", jobs=1)
    told: list[str] = []
    app = application(tmp_path / "a", hosts={"*"}, tell=told.append, advance=lambda done, of: assert_set(gate))

    def get(address: str) -> httpx.Response:
        return asyncio.run(asked(app, address))

    while (answer := get("/")).status_code == 503:
        assert "is being opened" in answer.text
    assert "quagga" in answer.text
    waiting = get("/search?q=quagga")
    assert (waiting.status_code, waiting.headers["refresh"]) == (503, waiting.headers["retry-after"])
    assert "being indexed" in waiting.text
    assert get("/api/v1/articles?q=quagga").json()["detail"].startswith("The words")
    gate.set()
    app.state.shelf.settle()
    assert get("/api/v1/articles?q=quagga").json()["total"] == 1
    assert [message.partition(" ")[0] for message in told] == ["1", "full-text"]


def settled(archive: Path) -> Starlette:
    """The application over an archive, everything loaded."""
    app = application(archive, hosts={"*"})
    asyncio.run(asked(app, "/"))
    app.state.shelf.settle()
    return app


async def asked(app: Starlette, address: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as visitor:
        return await visitor.get(address)


def assert_set(gate: threading.Event) -> None:
    assert gate.wait(20)


def test_an_archive_that_cannot_be_loaded_ends_the_server(tmp_path: Path) -> None:
    dump = tmp_path / "one.txt"
    dump.write_text("The quagga was seen again near the harbour on Monday, said the keeper.\n" * 3)
    archiver.ingest(dump, tmp_path / "a", jobs=1)
    (tmp_path / "a" / "people.toml").write_text("merge = 7")
    with pytest.raises(ArchiverError, match=r"people\.toml"):
        serve(tmp_path / "a", port=0)
