"""What was fetched is made again from its WARC files as it came, and nothing else is."""

from __future__ import annotations

import gzip
import json

import pytest
from command_line import run as command

from archiver.lake import Lake
from archiver.sources.fetch.again import fetched_again
from archiver.sources.fetch.asked import FETCH, FOLLOW, POLL, Asked
from archiver.sources.fetch.frontier import QUEUE
from archiver.sources.fetch.takeover import captures_of
from archiver.sources.whole_records import whole_records
from archiver.verifying.repairing import repair

TEXT = "The ferry to the outer islands will sail twice a day from June, the harbour office of Tarn said. " * 4
HINT = json.dumps({"title": "A story  with two spaces, «öl»", "evidence": [["title", "feed entry"]]})


def crawled(site, session):
    """Pages of many kinds, fetched; the captures that came, by address."""
    site.page("/plain", TEXT)
    site.page("/copy", TEXT)
    site.routes["/persian"] = site.Answer("<p>بندر</p>".encode("cp1256"), type="text/html; charset=Windows-1256")
    packed = gzip.compress(f"<p>packed {TEXT}</p>".encode())
    site.routes["/packed"] = site.Answer(packed, headers={"Content-Encoding": "gzip"})
    site.routes["/moved"] = site.Answer(status=302, headers={"Location": "/plain?there"})
    site.page("/plain?there", "moved there. " + TEXT)
    site.page("/home", "Welcome. " + TEXT)
    asked = [Asked(site.base + path) for path in ("/plain", "/persian", "/packed", "/moved", "/copy", "/gone")]
    session.frontier.add([*asked, Asked(site.base + "/entry", "entry", hint=HINT), Asked(site.base + "/home", "probe")])
    site.page("/entry", "entry. " + TEXT)
    every = [fetched for batch in session.batches() for fetched in batch]
    articles = [fetched for fetched in every if fetched.error is None and fetched.row.kind != "probe"]
    assert len(articles) == 6
    return {fetched.url: list(captures_of(fetched)) for fetched in articles}


def again(session):
    return {fetched.url: list(captures_of(fetched)) for fetched in fetched_again(session.raw.parent)}


def test_every_capture_is_as_it_came(site, session_of):
    session = session_of(kinds=FETCH | POLL | FOLLOW)
    came = crawled(site, session)
    assert again(session) == came
    (session.raw.parent / QUEUE).unlink()
    del came[f"{site.base}/copy"]  # a revisit: where its bytes are, the queue knew
    assert again(session) == came


def test_of_earlier_versions_the_queue_says_what_was_asked_for(site, session_of):
    session = session_of(kinds=FETCH | POLL | FOLLOW)
    came = crawled(site, session)
    for path in session.raw.glob("*.warc.gz"):
        with path.open("rb") as file:
            members = [record.content for record in whole_records(file)]
        path.write_bytes(b"".join(gzip.compress(without_what_was_asked(member)) for member in members))
    found = again(session)
    assert found.keys() == came.keys() - {f"{site.base}/copy"}  # its place is another one now
    (entry,) = found[f"{site.base}/entry"]
    assert entry.stated.title == "A story  with two spaces, «öl»"


def without_what_was_asked(member):
    lines = [line for line in member.split(b"\r\n") if not line.startswith(b"Archiver-Asked")]
    assert (len(lines) < member.count(b"\r\n") + 1) == (b"WARC-Type: metadata" in member)
    return b"\r\n".join(lines)


@pytest.mark.parametrize("kind", ["response", "metadata"])
def test_damage_costs_the_exchange_that_it_lies_in(site, session_of, kind):
    session = session_of(kinds=FETCH | POLL | FOLLOW)
    came = crawled(site, session)
    (path,) = session.raw.glob("*.warc.gz")
    content = bytearray(path.read_bytes())
    with path.open("rb") as file:
        record = next(r for r in whole_records(file) if br"/packed" in r.content and kind.encode() in r.content)
    content[record.offset + record.length // 2] ^= 1
    path.write_bytes(content)
    found = again(session)
    lost = f"{site.base}/packed" if kind == "response" else None
    assert found == {url: captures for url, captures in came.items() if url != lost}


def test_a_repair_leaves_pages_that_were_fetched_as_they_are(site, tmp_path):
    """Rows of theirs are sound, others are not: nothing comes in twice, and no page that was only asked for a feed."""
    archive, dump = tmp_path / "archive", tmp_path / "dump.jsonl"
    feed = f"<rss version='2.0'><channel><title>Tarn Post</title><item><title>Ferries</title><guid>1</guid>\
<link>{site.base}/story</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate></item></channel></rss>"
    site.routes["/feed"] = site.Answer(feed.encode(), type="application/rss+xml")
    home = f'<link rel="alternate" type="application/rss+xml" href="/feed"><p>Welcome to Tarn. {TEXT}</p>'
    site.routes["/"] = site.Answer(home.encode())
    site.page("/story", TEXT)
    site.page("/page", "Another one. " + TEXT)
    assert command("-a", archive, "follow", "--allow-private", site.base + "/").code == 0
    assert command("-a", archive, "poll", "--allow-private").code == 0
    assert command("-a", archive, "fetch", "--allow-private", "--delay", "0", site.base + "/page").code == 0
    fetched = set(Lake.open(archive).table.paths())
    lines = [{"url": f"https://quay.example/{n}", "text": f"Boat {n} left at noon. {TEXT}"} for n in range(600)]
    dump.write_text("\n".join(map(json.dumps, lines)))
    assert command("-a", archive, "ingest", "--without", "people,topics,keyphrases", dump).code == 0
    before = rows(archive)
    (other,) = (path for path in Lake.open(archive).table.paths() if path.stat().st_size > 50_000)
    assert other not in fetched
    other.write_bytes(b"rotten")
    assert repair(archive).left.ok
    assert rows(archive).keys() == before.keys()
    assert {url: row for url, row in rows(archive).items() if site.base in url} == {
        url: row for url, row in before.items() if site.base in url
    }


def rows(archive):
    return {row["url"]: row for row in Lake.open(archive).scan()}
