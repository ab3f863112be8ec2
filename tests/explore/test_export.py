"""Which fields an export has, in each of its formats."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command_line import run

import archiver
from archiver.explore.export import CSV_FIELDS, export
from archiver.lake.rows.schema import ARTICLES, SHOWN

PAGE = "The harbour was closed on Monday, the council said.\n\nIt opened on Tuesday.\n\nComments are closed."
CHOSEN = ["words", "id", "raw", "input_id"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    lines = [{"id": name, "title": name, "site": "dale", "text": f"The {name}\n\n{PAGE}"} for name in ("ferry", "quay")]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    archiver.ingest(folder / "pages.jsonl", folder / "archive", jobs=1, looks_for=frozenset())
    return folder / "archive"


def test_csv_and_json_lines(archive: Path, tmp_path: Path) -> None:
    asked = ",".join([*CHOSEN, CHOSEN[0]])  # one field twice
    for form in ("csv", "jsonl"):
        assert run("-a", archive, "export", "--fields", asked, tmp_path / f"out.{form}").code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    records = list(map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines()))
    assert [list(row) for row in rows] == [list(record) for record in records] == [CHOSEN] * 2
    assert [json.loads(row["raw"]) for row in rows] == [record["raw"] for record in records]
    assert {row["input_id"] for row in rows} == {"ferry", "quay"}


def test_parquet(archive: Path, tmp_path: Path) -> None:
    export(archive, tmp_path / "out.parquet", fields=CHOSEN)
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.column_names == CHOSEN
    assert [table.schema.field(name).type for name in CHOSEN] == [ARTICLES.field(name).type for name in CHOSEN]


def test_the_front_matter_of_markdown_has_them_and_the_text_follows(archive: Path, tmp_path: Path) -> None:
    export(archive, tmp_path / "out", form="markdown", fields=["input_id", "text", "authors"])
    first = min((tmp_path / "out").iterdir()).read_text()
    assert first.startswith('---\ninput_id: "ferry"\n---\n\n# ferry\n\n')
    assert "It opened on Tuesday." in first and "Comments are closed." not in first


def test_without_a_choice_there_are_all_or_what_a_spreadsheet_can_show(archive: Path, tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "parquet"):
        export(archive, tmp_path / f"out.{form}")
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0] == ",".join(CSV_FIELDS)
    assert list(json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])) == SHOWN.names
    assert pq.read_schema(tmp_path / "out.parquet").names == SHOWN.names


@pytest.mark.parametrize("fields", ["titel,url", "", "url,,title"])
def test_a_field_that_there_is_not_is_an_error_that_names_those_there_are(
    archive: Path, tmp_path: Path, fields: str
) -> None:
    ran = run("-a", archive, "export", "--fields", fields, tmp_path / "out.csv")
    assert ran.code == 2
    assert ran.err.startswith("archiver: no field is called ") and all(name in ran.err for name in ARTICLES.names)
    assert not (tmp_path / "out.csv").exists()


def test_a_bag_takes_the_whole_archive(archive: Path, tmp_path: Path) -> None:
    ran = run("-a", archive, "export", "--bagit", "--fields", "url", tmp_path / "bag")
    assert ran.code == 2 and "whole archive" in ran.err


def test_a_folder_is_replaced_only_where_it_holds_an_earlier_export(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    for _ in range(2):
        assert run("-a", archive, "export", folder).code == 0
        assert len(list(folder.iterdir())) == 2
    (folder / "thesis.docx").write_text("years of work")
    refused = run("-a", archive, "export", folder, "--format", "markdown")
    assert refused.code == 1
    assert f"{folder}: holds thesis.docx, which no export wrote" in refused.err
    for other in (archive, archive.parent, Path("/"), Path()):
        assert run("-a", archive, "export", other, "--format", "markdown").code == 1
    assert (folder / "thesis.docx").read_text() == "years of work" and len(list(folder.iterdir())) == 3
    assert (archive / "articles").is_dir()


def test_to_standard_output(archive: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "archiver", "-a", str(archive), "export", "-"]
    out = tmp_path / "all.jsonl"
    with out.open("a") as file:
        file.write("{}\n")
        file.flush()
        subprocess.run(command, stdout=file, check=True)
    first, *records = map(json.loads, out.read_text().splitlines())
    assert first == {} and {record["input_id"] for record in records} == {"ferry", "quay"}
    done = subprocess.run([*command, "--format", "csv", "--fields", "input_id"], capture_output=True, check=True)
    assert done.stdout.decode("utf-8-sig").split()[0] == "input_id"
    assert run("-a", archive, "export", "-", "--format", "parquet").code == 2


def test_a_reader_that_goes_away_is_no_failure(archive: Path) -> None:
    for command in (["export", "-"], ["query", "SELECT * FROM range(100000)"], ["show", "--json"], ["runs"]):
        line = [sys.executable, "-m", "archiver", "-a", str(archive), *command]
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
            assert started.stdout is not None and started.stderr is not None
            started.stdout.close()
            assert (started.wait(60), started.stderr.read()) == (0, b""), command
