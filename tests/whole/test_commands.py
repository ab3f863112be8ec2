"""The commands as a person calls them: a process, its output, its exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"


def archiver(*arguments: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "archiver", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "archive"
    done = archiver("-a", path, "--json", "ingest", SEEDS, "--jobs", 1)
    counts = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert counts["stored"] >= 10
    assert counts["read"] == sum(counts[n] for n in ("stored", "updated", "unchanged", "quarantined"))
    return path


def test_ingest_again_changes_nothing(archive: Path) -> None:
    counts = json.loads(archiver("-a", archive, "--json", "ingest", SEEDS, "--jobs", 1).stdout)
    assert counts["unchanged"] == counts["read"]


def test_bad_input_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("The harbour was closed on Monday, the council said.\n" * 2)
    done = archiver("-a", tmp_path / "a", "--json", "ingest", tmp_path / "empty.txt", tmp_path / "good.txt")
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert json.loads(done.stdout)["stored"] == 1
    listed = archiver("-a", tmp_path / "a", "--json", "quarantine")
    assert "empty.txt" in listed.stdout


def test_pages_that_name_no_site_are_told_of(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The lamp\n\nThe {name} lamp of the harbour was lit at eight.\n")
    archive = tmp_path / "archive"
    run = archiver("--archive", archive, "ingest", tmp_path / "one.txt", tmp_path / "two.txt")
    assert "2 pages name no site" in run.stdout and "--site NAME" in run.stdout
    assert "no site" not in archiver("--archive", archive, "ingest", tmp_path / "one.txt").stdout
    named = archiver("--archive", archive, "ingest", "--site", "Lamp News", tmp_path / "two.txt", tmp_path / "one.txt")
    assert "no site" not in named.stdout


def test_folders_of_one_site_each_are_sites_when_asked(tmp_path: Path) -> None:
    for site in ("Hill Weekly", "Fjordposten"):
        (tmp_path / "dumps" / site).mkdir(parents=True)
        for name in ("one", "two"):
            (tmp_path / "dumps" / site / f"{name}.txt").write_text(f"The lamp\n\nThe {name} lamp of {site} was lit.\n")
    archive = tmp_path / "archive"
    assert "4 pages name no site" in archiver("--archive", archive, "ingest", tmp_path / "dumps").stdout
    again = archiver("--archive", archive, "ingest", "--folders-are-sites", tmp_path / "dumps").stdout
    assert "0 stored, 4 updated" in again and "no site" not in again
    counted = json.loads(archiver("--archive", archive, "--json", "site").stdout)
    assert {row["site"]: row["pages"] for row in counted} == {"Hill Weekly": 2, "Fjordposten": 2}


def test_show_lists_and_shows(archive: Path) -> None:
    assert "Dawat Media Center" in archiver("-a", archive, "show").stdout
    rows = [json.loads(line) for line in archiver("-a", archive, "--json", "show").stdout.splitlines()]
    flat = rows[0] if isinstance(rows[0], list) else rows
    one = archiver("-a", archive, "show", flat[0]["id"][:10])
    assert one.returncode == 0
    assert one.stdout


def test_show_and_explain_find_an_article_by_its_address(archive: Path) -> None:
    sql = "SELECT id, url FROM articles WHERE url IS NOT NULL ORDER BY id LIMIT 1"
    found = json.loads(archiver("-a", archive, "--json", "query", sql).stdout)
    for url in (found["url"], found["url"] + "?utm_source=mail#top"):
        shown = archiver("-a", archive, "--json", "show", url)
        assert json.loads(shown.stdout)["id"] == found["id"], shown.stderr
        assert found["id"] in archiver("-a", archive, "explain", url).stdout
    absent = archiver("-a", archive, "show", "https://no.example/such")
    assert absent.returncode == 1 and "no article" in absent.stderr


def test_explain_shows_every_block(archive: Path) -> None:
    done = archiver("-a", archive, "--json", "explain", SEEDS / "000_019140a21c979cb5.txt")
    blocks = json.loads(done.stdout)["blocks"]
    assert [b["kept"] for b in blocks] == [True] * 11 + [False] * 11
    assert all(b["rule"] and b["evidence"] for b in blocks if not b["kept"])
    assert "Comments are closed." in archiver("-a", archive, "explain", SEEDS / "000_019140a21c979cb5.txt").stdout


def test_query_and_its_errors(archive: Path) -> None:
    done = archiver("-a", archive, "--json", "query", "SELECT count(*) AS n FROM articles")
    assert '"n"' in done.stdout
    wrong = archiver("-a", archive, "query", "SELECT titel FROM articles")
    assert wrong.returncode == 2
    assert "title" in wrong.stderr
    assert archiver("-a", archive, "query", "COPY articles TO '/tmp/x.csv'").returncode == 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "markdown"])
def test_export(archive: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    done = archiver("-a", archive, "export", "--format", form, target)
    assert done.returncode == 0, done.stderr
    assert target.exists()


def test_extract_is_a_filter() -> None:
    page = {"id": "1", "text": "The harbour was closed on Monday, the council said.\n\nComments are closed."}
    lines = json.dumps(page).encode() + b"\n{broken\n"
    done = archiver("extract", stdin=lines)
    assert done.returncode == 1
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["id"] == "1"
    assert record["text"] == "The harbour was closed on Monday, the council said."
    assert "record 2" in done.stderr


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    done = archiver("-a", tmp_path / "none", "show")
    assert done.returncode == 1
    assert "archiver ingest" in done.stderr


def test_a_wrong_word_is_corrected() -> None:
    done = archiver("ingets", "x")
    assert done.returncode == 2
    assert "ingest" in done.stderr


def test_runs_tell_what_was_done(archive: Path) -> None:
    runs = [json.loads(line) for line in archiver("-a", archive, "--json", "runs").stdout.splitlines()]
    assert runs[0]["command"] == "ingest" and runs[0]["state"] == "done"
    assert runs[0]["counts"]["stored"] >= 10 and runs[0]["ended"]
    assert "ingest" in archiver("-a", archive, "runs").stdout


def test_a_result_too_wide_for_a_table_is_shown_as_records(archive: Path) -> None:
    wide = archiver("-a", archive, "query", "SELECT * FROM articles ORDER BY id").stdout.splitlines()
    assert sum(line.startswith("row ") for line in wide) == 20
    assert [line for line in wide if line.startswith("title ")]
    assert "the first 20 are shown" in wide[-1]
    narrow = archiver("-a", archive, "query", "SELECT title, words FROM articles LIMIT 2").stdout.splitlines()
    assert narrow[0].split() == ["title", "words"]
    asked = archiver("-a", archive, "query", "--format", "records", "SELECT 1 AS one, NULL AS two").stdout
    assert asked.split()[-6:] == ["one", "1", "two", "null", "1", "row"]


def test_what_a_page_says_does_not_steer_the_terminal(tmp_path: Path) -> None:
    text = "\x1b[31mHarbour closed\x1b[0m\n\nThe harbour was closed on Monday,\x9b2J the council said.\n"
    (tmp_path / "sly.txt").write_text(text, encoding="utf-8")
    (tmp_path / "\x1b[2Jempty.txt").write_bytes(b"")
    done = archiver("-a", tmp_path / "a", "ingest", tmp_path)
    shown = archiver("-a", tmp_path / "a", "show").stdout
    shown += archiver("-a", tmp_path / "a", "explain", tmp_path / "sly.txt").stdout
    rows = archiver("-a", tmp_path / "a", "query", "SELECT text FROM articles").stdout
    assert "␛[2Jempty.txt" in done.stderr
    assert "␛[31mHarbour" in shown
    assert not {"\x1b", "\x9b"} & set(done.stderr + shown + rows)
