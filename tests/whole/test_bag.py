"""A bag that the reference implementation of BagIt accepts, with an archive in it that opens again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import bagit
import pytest
from command_line import run
from sites import dump, page

from archiver.errors import ArchiveError
from archiver.ingesting import ingest
from archiver.lake import Lake
from archiver.lake.bag import write_bag
from archiver.sources.feeds.subscriptions import Subscriptions
from archiver.verifying import verify


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    ingest([*(dump(n, day=n) for n in range(3)), page(1)], tmp_path / "archive", jobs=1, batch_pages=2)
    with closing(sqlite3.connect(tmp_path / "archive" / "feeds.sqlite")) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE feeds (url TEXT)")
        db.execute("INSERT INTO feeds VALUES ('https://dale-times.example/feed')")
        db.commit()
    return tmp_path / "archive"


def test_other_tools_validate_it_and_it_opens_again(archive: Path, tmp_path: Path) -> None:
    done = run("-a", archive, "--json", "export", "--bagit", tmp_path / "bag")
    told = json.loads(done.out)
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.is_valid()
    assert bag.info["Payload-Oxum"] == f"{told['bytes']}.{told['files']}"
    assert not list((tmp_path / "bag" / "data").glob("derived*"))
    copy = Path(shutil.copytree(tmp_path / "bag" / "data", tmp_path / "copy"))
    assert sorted(r["row_id"] for r in Lake.open(copy).scan()) == sorted(r["row_id"] for r in Lake.open(archive).scan())
    with closing(sqlite3.connect(copy / "feeds.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM feeds").fetchone() == (1,)
    assert verify(copy).ok, str(verify(copy))
    assert ingest([dump(1, day=1), dump(5)], copy, jobs=1).counts()["unchanged"] == 1


def test_what_a_crash_left_behind_the_end_of_a_warc_file_is_not_in_it(archive: Path, tmp_path: Path) -> None:
    """A tool that reads the file to its end would find half a record there."""
    (path,) = (archive / "raw").glob("*.warc.gz")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    write_bag(archive, tmp_path / "bag", software="test")
    assert (tmp_path / "bag" / "data" / "raw" / path.name).read_bytes() == whole


def test_it_is_read_where_it_is_and_stays_valid(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifests name every file: an index, a lock or a line of the log would make the bag invalid."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (archive / "feeds.sqlite").unlink()
    subscriptions = Subscriptions(archive / "feeds.sqlite")
    subscriptions.follow("https://dale-times.example/feed.xml")
    subscriptions.close()
    assert run("-a", archive, "export", "--bagit", tmp_path / "bag").code == 0
    data = tmp_path / "bag/data"
    before = sorted(path for path in data.rglob("*"))
    alone = "verify", "show", "info", "runs", "quarantine", "feeds", "stats", "site", "people", "topics"
    for words in (*([word] for word in alone), ["search", "ferry"], ["query", "SELECT count(*) FROM articles"]):
        done = run("-a", data, *words)
        assert done.code == 0, (words, done.err)
    assert "dale-times.example/feed.xml" in run("-a", data, "feeds").out
    (tmp_path / "dump.txt").write_text("A dump\n\nThat came too late.\n")
    unfollow = ["feeds", "--unfollow", "x"]
    for words in (["ingest", tmp_path / "dump.txt"], ["compact"], ["verify", "--repair"], ["poll"], unfollow):
        done = run("-a", data, *words)
        assert done.code == 1 and "is in a BagIt bag, which stays as it is" in done.err, (words, done.err)
    assert sorted(path for path in data.rglob("*")) == before
    assert bagit.Bag(str(tmp_path / "bag")).is_valid()
    assert f"the archive in it is {data}" in run("-a", tmp_path / "bag", "show").err
    shutil.copytree(data, tmp_path / "copy")
    assert run("-a", tmp_path / "copy", "ingest", tmp_path / "dump.txt").code == 0


def test_damage_to_it_is_found_by_other_tools(archive: Path, tmp_path: Path) -> None:
    write_bag(archive, tmp_path / "bag", software="test")
    path = next((tmp_path / "bag" / "data" / "raw").glob("*.gz"))
    path.write_bytes(path.read_bytes()[:-1] + b"\1")
    assert not bagit.Bag(str(tmp_path / "bag")).is_valid()


def test_a_bag_is_never_written_over_anything(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "bag").mkdir()
    with pytest.raises(ArchiveError, match="is there already"):
        write_bag(archive, tmp_path / "bag", software="test")
    assert run("-a", archive, "export", "--bagit", "--format", "csv", tmp_path / "b").code == 2


def test_info_says_what_is_there_and_what_wants_doing(archive: Path) -> None:
    found = json.loads(run("-a", archive, "--json", "info").out)
    assert (found["articles"], found["rows"], found["sites"], found["quarantined"]) == (4, 4, 2, 0)
    assert found["bytes"]["all"] == sum(n for name, n in found["bytes"].items() if name != "all")
    assert found["advice"] == ["no check is on record: `archiver verify` reads every byte"]
    assert run("-a", archive, "verify").code == 0
    assert json.loads(run("-a", archive, "--json", "info").out)["advice"] == []
    for n in range(10, 16):
        ingest([dump(n)], archive, jobs=1)
    assert "archiver compact" in run("-a", archive, "info").out
    path = Lake.open(archive).table.paths()[0]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    damaged = run("-a", archive, "info")
    assert damaged.code == 1 and "archiver verify" in damaged.err
    assert run("-a", archive, "verify", "--repair").code == 0
    assert "put aside" in run("-a", archive, "info").out
