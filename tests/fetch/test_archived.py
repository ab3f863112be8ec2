"""From the address to the archive and back to the bytes, by the commands that a person calls."""

from __future__ import annotations

import json

from command_line import run
from warcio.archiveiterator import ArchiveIterator

TEXT = "The harbour master of Tarn resigned on Tuesday after a long dispute about mooring fees, the council said. " * 4


def archiver(archive, *arguments):
    done = run("-a", archive, "--json", *arguments)
    return done.code, [json.loads(line) for line in done.out.splitlines()], done.err


def fetch(archive, *arguments):
    return archiver(archive, "fetch", "--allow-private", "--delay", "0", *arguments)


def test_a_page_is_kept_once_and_its_record_points_at_the_answer(site, tmp_path):
    pages = [site.page("/1", TEXT, ETag='"1"'), site.page("/copy", TEXT)]
    archive = tmp_path / "archive"
    assert fetch(archive, *pages)[1][0]["stored"] == 2
    assert fetch(archive, "--again", *pages)[0] == 0
    rows = archiver(archive, "query", "SELECT url, raw FROM articles")[1]
    assert len(rows) == 2
    assert {row["raw"]["file"].partition("-")[0] for row in rows} == {"fetch"}
    assert len({row["raw"]["offset"] for row in rows}) == 1  # the second is a revisit of the first
    assert not list((archive / "raw").glob("captures-*"))
    kinds = []
    for file in sorted((archive / "raw").glob("*.warc.gz")):
        with file.open("rb") as stream:
            kinds += [
                (record.rec_headers.get_header("WARC-Target-URI").rpartition("/")[2], record.rec_type)
                for record in ArchiveIterator(stream)
                if record.rec_type in ("response", "revisit")
            ]
    assert sorted(kind for kind in kinds if "robots" not in kind[0]) == [
        ("1", "response"), ("1", "revisit"), ("copy", "revisit"), ("copy", "revisit"),
    ]  # fmt: skip
    code, (report,), _ = archiver(archive, "verify")
    assert code == 0 and report["raw_records"] >= 2


def test_a_password_reaches_neither_log_nor_record(site, tmp_path):
    archive = tmp_path / "archive"
    code, _, told = fetch(archive, site.base.replace("://", "://ann:se-cret@") + "/1")
    assert code == 1 and "***@" in told
    site.page("/1", TEXT)
    fetch(archive, site.base + "/1")
    written = b"".join(path.read_bytes() for path in archive.rglob("*") if path.is_file())
    assert b"se-cret" not in written and "se-cret" not in told


def test_variants_of_an_address_are_one_article_and_kept(site, tmp_path):
    canonical = f"{site.base}/story"
    for path in ("/story", "/story/amp/", "/story?utm_source=feed", "/story/index.html"):
        site.page(path, TEXT)
    body = f'<html><head><link rel="canonical" href="{canonical}"></head><body><p>{TEXT}</p></body></html>'
    site.routes["/n/123"] = site.Answer(body.encode())
    archive = tmp_path / "archive"
    asked = [site.base + path for path in site.routes]
    assert fetch(archive, *asked)[1][0]["read"] == 5
    (row,) = archiver(archive, "query", "SELECT url, url_variants, len(captures) AS n FROM articles")[1]
    assert row["n"] == 5
    assert {row["url"], *row["url_variants"]} >= set(asked) - {canonical}
