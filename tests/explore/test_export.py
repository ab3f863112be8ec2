"""Which fields an export has, in each of its formats."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from backports import zstd
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


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    lines = [{"id": f"a{n}", "site": "dale", "text": f"The ferry number {n}\n\n{PAGE}"} for n in range(7)]
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


def test_the_ending_says_how_a_file_is_packed(archive: Path, tmp_path: Path) -> None:
    unpackers = {"a.jsonl.gz": gzip.decompress, "a.jsonl.zst": zstd.decompress, "a.csv.gz": gzip.decompress}
    for name, unpack in unpackers.items():
        assert run("-a", archive, "export", "--fields", "input_id", tmp_path / name).code == 0
        first = (tmp_path / name).read_bytes()
        assert b"ferry" in unpack(first) and b"quay" in unpack(first)
        assert run("-a", archive, "export", "--fields", "input_id", tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes() == first
    assert run("-a", archive, "export", tmp_path / "a.parquet.gz").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv.gz", "a.jsonl.gz", "a.jsonl.zst"]


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "jsonl.gz", "csv"])
def test_shards_together_are_the_export(ending: str, articles: Path, tmp_path: Path) -> None:
    whole, target = tmp_path / f"whole.{ending}", tmp_path / f"data/train.{ending}"
    assert export(articles, whole, fields=["input_id"]) == 7
    for rows, sizes in ((1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (100, [7])):
        assert export(articles, target, fields=["input_id"], rows=rows) == 7
        files = sorted(target.parent.iterdir())  # those of the export before are gone
        of = len(sizes)
        assert [file.name for file in files] == [f"train-{n:05}-of-{of:05}.{ending}" for n in range(of)]
        assert [len(ids(file)) for file in files] == sizes
        assert list(chain.from_iterable(map(ids, files))) == ids(whole)
    assert export(articles, target, fields=["input_id"], where="false", rows=3) == 0
    assert [file.name for file in target.parent.iterdir()] == [f"train-00000-of-00001.{ending}"]


def ids(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return pq.read_table(path)["input_id"].to_pylist()  # type: ignore[no-any-return, unused-ignore]
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig").splitlines()
    return lines[1:] if path.suffix == ".csv" else [json.loads(line)["input_id"] for line in lines]


def test_what_cannot_be_divided_is_said(archive: Path, tmp_path: Path) -> None:
    for target in ("-", tmp_path / "folder"):
        failed = run("-a", archive, "export", target, "--shard-rows", "2")
        assert (failed.code, "can be divided" in failed.err) == (2, True)


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
