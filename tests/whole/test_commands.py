"""The commands as a person calls them: what they say, and their exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from command_line import Ran, run
from rich.console import Console

from archiver.cli.context import Context
from archiver.cli.days import first_day

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "archive"
    done = run("-a", path, "--json", "ingest", SEEDS, "--jobs", 1)
    counts = json.loads(done.out)
    assert done.code == 0, done.err
    assert counts["stored"] >= 10
    assert counts["read"] == sum(counts[n] for n in ("stored", "updated", "unchanged", "quarantined"))
    return path


def test_ingest_again_changes_nothing(archive: Path) -> None:
    counts = json.loads(run("-a", archive, "--json", "ingest", SEEDS, "--jobs", 1).out)
    assert counts["unchanged"] == counts["read"]


def test_bad_input_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("The harbour was closed on Monday, the council said.\n" * 2)
    done = run("-a", tmp_path / "a", "--json", "ingest", tmp_path / "empty.txt", tmp_path / "good.txt")
    assert done.code == 1
    assert "empty.txt" in done.err
    assert json.loads(done.out)["stored"] == 1
    listed = run("-a", tmp_path / "a", "--json", "quarantine")
    assert "empty.txt" in listed.out


def test_pages_that_name_no_site_are_told_of(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The lamp\n\nThe {name} lamp of the harbour was lit at eight.\n")
    archive = tmp_path / "archive"
    first = run("--archive", archive, "ingest", tmp_path / "one.txt", tmp_path / "two.txt")
    assert "2 pages name no site" in first.out and "--site NAME" in first.out
    assert "no site" not in run("--archive", archive, "ingest", tmp_path / "one.txt").out
    named = run("--archive", archive, "ingest", "--site", "Lamp News", tmp_path / "two.txt", tmp_path / "one.txt")
    assert "no site" not in named.out


def test_folders_of_one_site_each_are_sites_when_asked(tmp_path: Path) -> None:
    for site in ("Hill Weekly", "Fjordposten"):
        (tmp_path / "dumps" / site).mkdir(parents=True)
        for name in ("one", "two"):
            (tmp_path / "dumps" / site / f"{name}.txt").write_text(f"The lamp\n\nThe {name} lamp of {site} was lit.\n")
    archive = tmp_path / "archive"
    assert "4 pages name no site" in run("--archive", archive, "ingest", tmp_path / "dumps").out
    again = run("--archive", archive, "ingest", "--folders-are-sites", tmp_path / "dumps").out
    assert "0 stored, 4 updated" in again and "no site" not in again
    counted = [json.loads(line) for line in run("--archive", archive, "--json", "site").out.splitlines()]
    assert {row["site"]: row["pages"] for row in counted} == {"Hill Weekly": 2, "Fjordposten": 2}


def test_show_lists_and_shows(archive: Path) -> None:
    assert "Dawat Media Center" in run("-a", archive, "show").out
    rows = [json.loads(line) for line in run("-a", archive, "--json", "show").out.splitlines()]
    flat = rows[0] if isinstance(rows[0], list) else rows
    one = run("-a", archive, "show", flat[0]["id"][:10])
    assert one.code == 0
    assert one.out


def test_show_and_explain_find_an_article_by_its_address(archive: Path) -> None:
    sql = "SELECT id, url FROM articles WHERE url IS NOT NULL ORDER BY id LIMIT 1"
    found = json.loads(run("-a", archive, "--json", "query", sql).out)
    for url in (found["url"], found["url"] + "?utm_source=mail#top"):
        shown = run("-a", archive, "--json", "show", url)
        assert json.loads(shown.out)["id"] == found["id"], shown.err
        assert found["id"] in run("-a", archive, "explain", url).out
    absent = run("-a", archive, "show", "https://no.example/such")
    assert absent.code == 1 and "no article" in absent.err


def test_explain_shows_the_pages_of_a_file_beside_those_that_cannot_be_read(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "The ferry sails."}\nno\n{"text": "The quay is closed."}\n')
    done = run("-a", archive, "--json", "explain", tmp_path / "a.jsonl")
    assert (done.code, len(done.out.splitlines()), "record 2" in done.err) == (1, 2, True)
    (tmp_path / "b.jsonl").write_text("no\n")
    alone = run("-a", archive, "explain", tmp_path / "b.jsonl")
    assert (alone.code, alone.out, "record 1" in alone.err) == (1, "", True)


def test_explain_shows_every_block(archive: Path) -> None:
    done = run("-a", archive, "--json", "explain", SEEDS / "000_019140a21c979cb5.txt")
    shown = json.loads(done.out)
    assert (shown["source"], shown["source_evidence"][:9]) == ("Dawat Media Center", "furniture")
    blocks = shown["blocks"]
    assert [b["kept"] for b in blocks] == [True] * 11 + [False] * 11
    assert all(b["rule"] and b["evidence"] for b in blocks if not b["kept"])
    assert "Comments are closed." in run("-a", archive, "explain", SEEDS / "000_019140a21c979cb5.txt").out


def test_query_and_its_errors(archive: Path) -> None:
    done = run("-a", archive, "--json", "query", "SELECT count(*) AS n FROM articles")
    assert '"n"' in done.out
    wrong = run("-a", archive, "query", "SELECT titel FROM articles")
    assert wrong.code == 2
    assert "title" in wrong.err
    assert run("-a", archive, "query", "COPY articles TO '/tmp/x.csv'").code == 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "markdown"])
def test_export(archive: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    done = run("-a", archive, "export", "--format", form, target)
    assert done.code == 0, done.err
    assert target.exists()


def test_extract_is_a_filter() -> None:
    page = {"id": "1", "text": "The harbour was closed on Monday, the council said.\n\nComments are closed."}
    lines = json.dumps(page).encode() + b"\n{broken\n"
    done = subprocess.run([sys.executable, "-m", "archiver", "extract"], input=lines, capture_output=True, check=False)
    assert done.returncode == 1
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["id"] == "1"
    assert record["text"] == "The harbour was closed on Monday, the council said."
    assert b"record 2" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("poll",), ("fetch",), ("runs",), ("show",)])
def test_a_mistyped_archive_is_said_and_not_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run("-a", tmp_path / "typo", *command)
    assert done.code in (1, 2) and "typo" in done.err
    assert not (tmp_path / "typo").exists()


def test_addresses_are_taken_as_people_write_them() -> None:
    from archiver.cli.fetch import with_scheme

    assert with_scheme("example.org/news") == "https://example.org/news"
    assert with_scheme("http://example.org/") == "http://example.org/"


def test_where_nothing_is_followed_the_list_says_so_and_makes_nothing(tmp_path: Path) -> None:
    assert run("-a", tmp_path / "a", "feeds").out.startswith("No feed is followed.")
    assert not (tmp_path / "a").exists()


def test_a_day_and_the_processes_are_written_alike_for_every_command(tmp_path: Path) -> None:
    for command in ("ingest", "extract", "enrich"):
        assert "-j, --workers, --jobs" in run(command, "--help").out, command
    for command in ("fetch", "topics"):
        done = run("-a", tmp_path / "a", command, "--since", "yesterday")
        assert done.code == 2 and "yesterday: not a day; write 2024-05-03, 2024-05 or 2024" in done.err, command
    days = [first_day(text) for text in ("2024-05-03", "2024-05", "2024")]
    assert days == ["2024-05-03", "2024-05-01", "2024-01-01"]


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("2024", "INTEGER", 2024), ("-3", "INTEGER", -3), ("5.50", "DOUBLE", 5.5), ("2024-05-03", "DATE", "2024-05-03"),
        *((text, "VARCHAR", text) for text in ("Nan", "inf", "0012", "12e4", "1_0", "1.", "")),
    ],
)  # fmt: skip
def test_what_is_no_number_as_people_write_one_is_a_text(archive: Path, written: str, kind: str, value: Any) -> None:
    done = run("-a", archive, "--json", "query", "SELECT $n AS value, typeof($n) AS kind", "-p", f"n={written}")
    assert json.loads(done.out) == {"value": value, "kind": kind}


def test_a_files_ending_is_its_format_or_is_asked_for(archive: Path, tmp_path: Path) -> None:
    assert run("-a", archive, "query", "SELECT 1 AS one", "-o", tmp_path / "ONE.PARQUET").code == 0
    assert pq.read_table(tmp_path / "ONE.PARQUET").to_pylist() == [{"one": 1}]
    done = run("-a", archive, "query", "SELECT 1 AS one", "-o", tmp_path / "one.xlsx")
    assert done.code == 2 and "which format?" in done.err and not (tmp_path / "one.xlsx").exists()
    assert run("-a", archive, "query", "SELECT 1 AS one", "-o", tmp_path / "one.txt", "--format", "csv").code == 0


@pytest.mark.parametrize("wrong", [("show", "zzz"), ("query", "SELEKT"), ("shwo",), ("show", "--nope")])
def test_errors_are_json_where_that_is_asked_for(archive: Path, wrong: tuple[str, ...]) -> None:
    plain, done = (run("-a", archive, *wrong, *more) for more in ((), ("--json",)))
    assert done.code == plain.code > 0
    assert done.out == ""
    assert set(json.loads(done.err)) == {"error"}
    assert json.loads(done.err)["error"] in plain.err


@pytest.mark.parametrize(
    "command",
    [("show",), ("site",), ("fetch",), ("enrich", "--site"), ("person", "dismiss"), ("query", "-p"), ("ingest",)],
)
def test_words_that_are_no_utf8_are_refused_at_once(archive: Path, command: tuple[str, ...]) -> None:
    done = run("-a", archive, *command, os.fsdecode(b"caf\xe9"))
    assert done.code == 2
    assert r"'caf\udce9' is neither UTF-8 nor the name of a file" in done.err


def test_a_file_may_be_called_by_any_bytes(archive: Path, tmp_path: Path) -> None:
    page = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(page).write_text("The lamp\n\nThe lamp of the harbour was lit at eight, said the council of Tarn.\n")
    assert json.loads(run("-a", tmp_path / "a", "--json", "ingest", page, "--jobs", 1).out)["stored"] == 1
    assert "caf\ufffd.txt" in run("-a", tmp_path / "a", "query", "SELECT input_path[-8:] FROM articles").out
    assert json.loads(run("-a", tmp_path / "a", "--json", "show", "caf\ufffd.txt").out)["words"]


def test_an_id_that_two_articles_begin_with_shows_both(archive: Path) -> None:
    done = run("-a", archive, "show", "")
    assert done.code == 1
    assert "more than one article" in done.err
    assert sum(line.startswith("  ") for line in done.err.splitlines()) == 2


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    done = run("-a", tmp_path / "none", "show")
    assert done.code == 1
    assert "archiver ingest" in done.err


@pytest.mark.parametrize("command", [("reclean",), ("enrich",), ("site", "lakeside courrier")])
def test_a_site_that_is_not_there(archive: Path, command: tuple[str, ...]) -> None:
    site = () if command[0] == "site" else ("--site", "lakeside courrier")
    done = run("-a", archive, *command, *site)
    assert done.code == 1
    assert "no pages of a site 'lakeside courrier' here" in done.err


def test_a_wrong_word_is_corrected() -> None:
    done = run("ingets", "x")
    assert done.code == 2
    assert "ingest" in done.err


def test_runs_tell_what_was_done(archive: Path) -> None:
    runs = [json.loads(line) for line in run("-a", archive, "--json", "runs").out.splitlines()]
    assert runs[0]["command"] == "ingest" and runs[0]["state"] == "done"
    assert runs[0]["counts"]["stored"] >= 10 and runs[0]["ended"]
    assert "ingest" in run("-a", archive, "runs").out


def test_a_result_too_wide_for_a_table_is_shown_as_records(archive: Path) -> None:
    wide = run("-a", archive, "query", "SELECT * FROM articles ORDER BY id").out.splitlines()
    assert sum(line.startswith("row ") for line in wide) == 20
    assert [line for line in wide if line.startswith("title ")]
    assert "the first 20 are shown" in wide[-1]
    narrow = run("-a", archive, "query", "SELECT title, words FROM articles LIMIT 2").out.splitlines()
    assert narrow[0].split() == ["title", "words"]
    asked = run("-a", archive, "query", "--format", "records", "SELECT 1 AS one, NULL AS two").out
    assert asked.split()[-6:] == ["one", "1", "two", "null", "1", "row"]


def test_what_a_page_says_does_not_steer_the_terminal(tmp_path: Path) -> None:
    text = "\x1b[31mHarbour closed\x1b[0m\n\nThe harbour was closed on Monday,\x9b2J the council said.\n"
    (tmp_path / "sly.txt").write_text(text, encoding="utf-8")
    (tmp_path / "\x1b[2Jempty.txt").write_bytes(b"")
    done = run("-a", tmp_path / "a", "ingest", tmp_path)
    shown = run("-a", tmp_path / "a", "show").out
    shown += run("-a", tmp_path / "a", "explain", tmp_path / "sly.txt").out
    rows = run("-a", tmp_path / "a", "query", "SELECT text FROM articles").out
    assert "␛[2Jempty.txt" in done.err
    assert "␛[31mHarbour" in shown
    assert not {"\x1b", "\x9b"} & set(done.err + shown + rows)


def test_lists_for_machines_are_whole_unless_a_limit_is_given(archive: Path) -> None:
    for command, part in (("show", slice(1)), ("people", slice(1)), ("runs", slice(-1, None))):
        whole = run("-a", archive, "--json", command).out.splitlines()
        assert run("-a", archive, "--json", command, "-n", "1").out.splitlines() == whole[part]
    machine, person = Context(archive, json=True), Context(archive, json=False)
    assert (machine.most(None, 50), machine.most(7, 50)) == (None, 7)
    assert (person.most(None, 50), person.most(7, 50)) == (50, 7)


def test_a_limit_of_nothing_is_refused(archive: Path) -> None:
    for command in ("show", "runs", "people", "quarantine", "site", "reclean"):
        wrong = run("-a", archive, command, "-n", "0")
        assert wrong.code == 2 and "x>=1" in wrong.err


def test_a_narrow_terminal_has_the_title_and_the_name_whole(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("context", "people", "runs"):
        monkeypatch.setattr(f"archiver.cli.{module}.console", lambda: Console(file=sys.stdout, width=50))
    assert "Parish council abolishes" in run("-a", archive, "show").out
    assert "Donald Trump" in run("-a", archive, "people").out
    shown = run("-a", archive, "runs").out.splitlines()
    assert shown[0].endswith("UTC  ingest  done")
    assert shown[1].startswith("  ")


def test_the_archive_may_be_named_behind_any_word_of_a_command(archive: Path) -> None:
    for arguments in (
        ("-a", archive, "person", "dismiss", "Nobody Such"),
        ("person", "-a", archive, "dismiss", "Nobody Such"),
        ("person", "dismiss", "-a", archive, "Nobody Such"),
    ):
        refused = run(*arguments)
        assert refused.code == 1 and "Nobody Such" in refused.err


@pytest.mark.parametrize("nothing", [b"", b"\n"])
def test_a_filter_of_nothing_gives_nothing(nothing: bytes, tmp_path: Path) -> None:
    assert run("extract", stdin=nothing) == Ran(0, "", "")
    (tmp_path / "empty.txt").write_bytes(nothing)
    assert run("extract", tmp_path / "empty.txt").code == 1  # a file that is named is to hold something


def test_an_article_is_found_by_each_address_that_leads_to_it(tmp_path):
    """As a browser shows it, with a last slash or a mark of where the reader came from, and as an AMP page."""
    line = {"url": "https://dale.example/2024/ferry", "text": "The ferry goes on.\n\nSo says the line."}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    assert run("-a", tmp_path / "a", "ingest", tmp_path / "a.jsonl").code == 0
    for end in ("", "/", "?utm_source=rss", "/amp", "#top"):
        found = run("-a", tmp_path / "a", "show", f"https://dale.example/2024/ferry{end}")
        assert found.code == 0 and "The ferry goes on." in found.out, (end, found.err)
    assert run("-a", tmp_path / "a", "show", "https://dale.example/2024/ferr").code == 1
