"""Archives of earlier versions are read as they lie there, and upgraded by the next command that writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from sites import dump, page

from archiver.explore.info import info
from archiver.explore.sql import query
from archiver.ingesting import ingest
from archiver.lake import Lake
from archiver.lake.fixity import digest_of
from archiver.lake.rows.schema import ARTICLES, SCHEMA_VERSION
from archiver.lake.runs import Runs
from archiver.lake.table.delta import SETTINGS
from archiver.verifying import verify
from archiver.verifying.repairing import repair

OLD = sorted(p for p in (Path(__file__).parents[1] / "archives").iterdir() if p.is_dir())


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "archive"))


def files(archive: Path) -> dict[str, bytes]:
    """All but what is derived, and the empty file by which `verify` keeps others from deleting."""
    found = {str(p.relative_to(archive)): p.read_bytes() for p in archive.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(("derived", ".readers"))}


def test_it_is_read_without_being_changed(old: Path) -> None:
    before = files(old)
    assert verify(old).ok, str(verify(old))
    titles = {row["title"] for row in Lake.open(old).scan(["title"])}
    assert titles == {None, "Week 2 in the dale", "Week 3 in the dale"}
    assert query(old, "SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 4}]
    assert [run.state for run in Runs(old).all()] == ["done"]
    assert len(Lake.open(old).quarantined()) == 1
    assert info(Lake.open(old)).articles == 4
    assert files(old) == before


def test_it_is_upgraded_by_the_next_writer(old: Path) -> None:
    before = {row["row_id"]: row["text"] for row in Lake.open(old).scan(["row_id", "text"])}
    summary = ingest([page(2), dump(0, day=0), page(4)], old, jobs=1)
    # The dump was given a site: its digest was made otherwise then, so it joins its row once more (decisions/lake.md).
    assert (summary.stored, summary.updated, summary.unchanged) == (1, 1, 1)
    table = DeltaTable(str(old / "articles"))
    assert SETTINGS.items() <= table.metadata().configuration.items()
    assert [field.name for field in table.schema().fields] == ARTICLES.names
    assert info(Lake.open(old)).schema == SCHEMA_VERSION
    assert before.items() <= {row["row_id"]: row["text"] for row in Lake.open(old).scan(["row_id", "text"])}.items()
    assert [r["title"] for r in Lake.open(old).named("https://dale-times.example/week/3")] == ["Week 3 in the dale"]
    assert verify(old).ok, str(verify(old))


def test_a_lost_part_of_it_comes_back_from_the_raw_bytes(old: Path) -> None:
    """Its raw records do not say what came beside the bytes; addresses and texts they have."""
    before = sorted(row["text"] for row in Lake.open(old).scan(["text"]))
    for path in Lake.open(old).table.paths():
        path.unlink()
    assert repair(old).left.ok
    there = sorted(row["text"] for row in Lake.open(old).scan(["text"]))
    assert len(there) == len(before)
    assert all(text.split("\n")[0] in whole for text, whole in zip(before, there, strict=True))


def test_a_table_that_lacks_fields_of_today(tmp_path: Path) -> None:
    """What a later schema does to an archive of today: fields are added, old files give null for them."""
    lacking = ["keyphrases", "near_duplicate_of", "similarity"]
    ingest([page(n) for n in range(3)], tmp_path / "full", jobs=1)
    rows = Lake.open(tmp_path / "full").dataset().to_table().drop_columns(lacking)
    older = pa.schema([field for field in ARTICLES if field.name not in lacking])
    DeltaTable.create(str(tmp_path / "a" / "articles"), older)
    table = Lake.open(tmp_path / "a", create=True).table
    written = table.path / "written"
    pq.write_table(rows, written)
    path = written.rename(table.path / f"part-{digest_of(written)}.parquet")
    table.commit([table.again(path.name)], ())
    shutil.copytree(tmp_path / "full" / "raw", tmp_path / "a" / "raw", dirs_exist_ok=True)
    assert {row["keyphrases"] for row in Lake.open(tmp_path / "a").scan(["keyphrases"])} == {None}
    ingest([page(7)], tmp_path / "a", jobs=1)
    found = list(Lake.open(tmp_path / "a").scan(["title", "keyphrases", "similarity"]))
    assert sum(row["keyphrases"] is not None for row in found) >= 1
    assert len(found) == 4
    assert [f.name for f in DeltaTable(str(tmp_path / "a" / "articles")).schema().fields][-3:] == lacking
    assert verify(tmp_path / "a").ok, str(verify(tmp_path / "a"))
