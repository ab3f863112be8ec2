"""An archive in an object store: every machine (here: a cache folder) sees and writes the same one.

Against a server that speaks S3, on loopback. What the archive must be is what a single ingest into a folder makes.
Two of these take some seconds: they run a dozen commands, each a process on a machine of its own.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import obstore
import pytest
from archives import PINNED, SITES, content, fetched_urls, write_inputs
from commands import Command
from newspaper import Newspaper
from obstore.store import from_url
from store import CREDENTIALS, make_bucket, served

from archiver.errors import ArchiveError, CommitRefused, ConflictError
from archiver.lake import Lake
from archiver.lake.storage import lease
from archiver.lake.storage.home import folder_of, home_of
from archiver.lake.table.parts import Part
from archiver.verifying import verify
from archiver.web import shelf

NUMBERS = count()
PATIENCE = 1.0
"""Seconds after which a killed writer's lease is taken over here."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def archive(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an archive that is not there yet, in a bucket of its own."""
    for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": server}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "here"))
    monkeypatch.setattr(lease, "SECONDS", PATIENCE)
    return f"{make_bucket(server, f'bucket-{next(NUMBERS)}')}/some/news"


def on_machine(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    lease.SECONDS = PATIENCE


def start(folder: Path, machine: str, *arguments: str) -> Command:
    """A command on another machine: with a cache of its own."""
    environment = {name: os.environ[name] for name in (*CREDENTIALS, "AWS_ENDPOINT_URL")}
    environment["XDG_CACHE_HOME"] = str(folder / machine)
    return Command(["--json", *arguments], folder / f"{machine}-{next(NUMBERS)}.out", partial(on_machine, environment))


def opened(address: str) -> Any:
    return from_url(address, client_options={"allow_http": True})


def run(folder: Path, machine: str, *arguments: str) -> str:
    command = start(folder, machine, *arguments)
    assert command.wait() in (0, 1), command.errors
    return command.out.read_text()


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    return [str(path) for path in write_inputs(tmp_path / "inputs", 4)]


def in_a_folder(folder: Path, inputs: list[str]) -> list[dict[str, object]]:
    Command(["--archive", str(folder / "folder"), "ingest", *inputs], folder / "folder.out").wait()
    return content(folder / "folder")


def test_two_machines_write_at_once_and_one_is_killed(archive: str, inputs: list[str], tmp_path: Path) -> None:
    running = [
        start(tmp_path, "a", "-a", archive, "ingest", *inputs[:3]),
        start(tmp_path, "b", "-a", archive, "ingest", *inputs[1:]),
    ]
    killed = start(tmp_path, "c", "-a", archive, "ingest", *inputs)
    time.sleep(0.5)
    killed.kill()
    for command in running:
        assert command.wait() == 1, command.errors
    assert json.loads(run(tmp_path, "a", "-a", archive, "ingest", *inputs))["stored"] == 0
    assert content(folder_of(archive)) == in_a_folder(tmp_path, inputs)
    assert verify(archive).ok, verify(archive)
    assert len(Lake.open(archive).quarantined()) == len(Lake.open(tmp_path / "folder").quarantined())


def test_what_is_done_on_one_machine_is_seen_on_another(archive: str, inputs: list[str], tmp_path: Path) -> None:
    run(tmp_path, "a", "-a", archive, "ingest", inputs[0])
    (noted,) = run(tmp_path, "b", "-a", archive, "runs").splitlines()
    assert json.loads(noted)["state"] == "errors"  # each file of the inputs has a line that cannot be read
    shown = [json.loads(line) for line in run(tmp_path, "b", "-a", archive, "show").splitlines()]
    assert shown
    assert "blocks" in run(tmp_path, "b", "-a", archive, "explain", shown[0]["id"])
    assert json.loads(run(tmp_path, "b", "-a", archive, "pin", SITES[0], PINNED, "--as", "content"))["changed"]
    assert PINNED in (Lake.open(archive).path / "archiver.toml").read_text()
    run(tmp_path, "a", "-a", archive, "ingest", inputs[1])
    assert json.loads(run(tmp_path, "b", "-a", archive, "compact", "--keep-hours", "0"))["deleted"] > 0
    told = json.loads(run(tmp_path, "a", "-a", archive, "info"))
    assert (told["path"], told["parts"]) == (archive, 1)
    assert not [advice for advice in told["advice"] if "verify" not in advice]
    assert json.loads(run(tmp_path, "a", "-a", archive, "verify"))["ok"]
    run(tmp_path, "a", "-a", archive, "export", f"{archive}-out/articles.jsonl")
    exported = obstore.get(opened(f"{archive}-out"), "articles.jsonl").bytes()
    assert len(bytes(exported).splitlines()) == told["articles"]


def test_parts_that_were_never_committed_are_deleted_there_too(
    archive: str, inputs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But not while their writer may have slept, and lost its lease."""
    run(tmp_path, "a", "-a", archive, "ingest", inputs[0])
    lake = Lake.open(archive)
    (left,) = lake.table.write_rows([{**next(lake.scan()), "row_id": "0" * 32}], lambda row: ())
    assert ("articles", left.name) in dict(home_of(lake.path).sizes())
    assert lake.compact(keep_hours=0)["deleted"] == 0
    monkeypatch.setattr("archiver.lake.table.delta.UNDER_WAY", 0)
    assert lake.compact(keep_hours=0)["deleted"] == 1
    assert ("articles", left.name) not in dict(home_of(lake.path).sizes())
    assert not (lake.path / "articles" / left.name).exists()
    assert verify(archive).ok


def test_who_reads_writes_nothing_there(archive: str, inputs: list[str], tmp_path: Path) -> None:
    """Not even what another machine, between its commit and the note of it, has still to write."""
    run(tmp_path, "a", "-a", archive, "ingest", inputs[0])
    assert Lake.open(archive).show("", limit=1)
    run(tmp_path, "a", "-a", archive, "ingest", inputs[1])
    store = opened(archive)
    noted = [one["path"] for batch in obstore.list(store, "fixity/log.jsonl.d/") for one in batch]
    obstore.delete(store, max(noted))
    before = set(home_of(folder_of(archive)).sizes())
    assert Lake.open(archive).show("", limit=1)
    assert set(home_of(folder_of(archive)).sizes()) == before


def test_a_folder_that_is_copied_to_a_bucket_is_an_archive(archive: str, inputs: list[str], tmp_path: Path) -> None:
    expected = in_a_folder(tmp_path, inputs[:2])
    store = opened(archive)
    for path in (tmp_path / "folder").rglob("*"):
        if path.is_file() and "derived" not in path.parts:
            obstore.put(store, path.relative_to(tmp_path / "folder").as_posix(), path)
    assert content(folder_of(archive)) == expected
    assert len(Lake.open(archive).show("", limit=99)) == len(expected)
    assert verify(archive).ok


def test_damage_is_found_at_its_address(archive: str, inputs: list[str], tmp_path: Path) -> None:
    run(tmp_path, "here", "-a", archive, "ingest", *inputs[:1])
    store = opened(archive)
    for folder in ("articles/part-", "raw/"):
        key = next(one["path"] for batch in obstore.list(store) for one in batch if one["path"].startswith(folder))
        whole = bytearray(obstore.get(store, key).bytes())
        obstore.put(store, key, bytes(whole[:300] + bytes([whole[300] ^ 1]) + whole[301:]))
        assert any(problem.startswith(f"{archive}/{key}: ") for problem in verify(archive).problems)
        obstore.put(store, key, bytes(whole))
    assert verify(archive).ok


def test_a_writer_that_slept_through_its_lease_is_refused(
    archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Lake.open(archive, create=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "there"))
    other = Lake.open(archive)
    assert other.path != late.path
    part = Part("part-of-either.parquet", 1, '{"numRecords": 0}')
    assert other.table.commit([part], ()) == 1
    with pytest.raises(CommitRefused):
        late.table.commit([part], ())
    late.refresh()
    assert late.table.commit((), [part.name]) == 2


def test_a_lease_is_for_one_and_is_taken_over_when_its_holder_is_gone(archive: str) -> None:
    store = opened(archive)
    one, other = lease.Lease(store, ".lease", archive), lease.Lease(store, ".lease", archive)
    with one.held(1):
        time.sleep(1.3 * PATIENCE)  # it is renewed meanwhile
        with pytest.raises(ConflictError, match="has been writing"), other.held(0.3):
            pass
    with other.held(0):
        pass
    one._put("killed", 0, one._look()[0])
    began = time.monotonic()
    with other.held(10):
        assert time.monotonic() - began >= PATIENCE


def test_errors_are_sentences(archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArchiveError, match=r"some/news: no archive here"):
        Lake.open(archive)
    with pytest.raises(ArchiveError, match="there is no such bucket"):
        Lake.open("s3://no-such-bucket/news")
    with pytest.raises(ArchiveError, match=r"an archive is a folder, or at an address like s3://bucket/news"):
        Lake.open("ftp://bucket/news")
    nowhere = "s3://no-such-bucket/news"
    for arguments in (["-a", nowhere, "ingest"], ["-a", archive, "export", f"{nowhere}/a.jsonl"]):
        source = [] if "export" in arguments else [str(write_inputs(tmp_path / "inputs", 1)[0])]
        if "export" in arguments:
            run(tmp_path, "a", "-a", archive, "ingest", str(next((tmp_path / "inputs").iterdir())))
        command = start(tmp_path, "a", *arguments, *source)
        assert command.wait() == 1
        assert "there is no such bucket; make it first" in command.errors


def test_what_another_machine_writes_is_served(
    archive: str, inputs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "LOOK", 0.0)
    run(tmp_path, "here", "-a", archive, "ingest", inputs[0])
    served_here = shelf.Shelf(folder_of(archive))
    served_here.load()
    served_here.settle()
    before = served_here.current().numbers["articles"]
    run(tmp_path, "there", "-a", archive, "ingest", inputs[1])
    for _ in range(200):
        served_here.current()
        served_here.settle()
        if served_here.current().numbers["articles"] > before:
            served_here.settle()
            return
        time.sleep(0.1)
    raise AssertionError("what was written on another machine is not shown")


def test_what_is_damaged_in_a_bucket_is_repaired_there(archive: str, inputs: list[str], tmp_path: Path) -> None:
    for file in inputs[:2]:
        run(tmp_path, "a", "-a", archive, "ingest", file)
    run(tmp_path, "b", "-a", archive, "show")  # b has the parts as they were
    expected = content(folder_of(archive))
    store = opened(archive)
    keys = [one["path"] for batch in obstore.list(store) for one in batch]
    part = next(key for key in keys if key.startswith("articles/part-"))
    for key in (part, "articles/_delta_log/00000000000000000001.json"):
        whole = bytes(obstore.get(store, key).bytes())
        obstore.put(store, key, whole[: len(whole) // 2])
        assert json.loads(run(tmp_path, "c", "-a", archive, "verify"))["ok"] is False
        repairing = start(tmp_path, "a", "-a", archive, "verify", "--repair")
        assert repairing.wait() == 0, repairing.errors
        told = json.loads(repairing.out.read_text())
        assert told["ok"], told
        assert all(archive in sentence for sentence in told["repaired"])
        assert any(one["path"].startswith("damaged/") for batch in obstore.list(store) for one in batch)
        for machine in ("a", "b", "new"):
            assert json.loads(run(tmp_path, machine, "-a", archive, "verify"))["ok"]
            count = json.loads(run(tmp_path, machine, "-a", archive, "query", "SELECT count(*) AS n FROM articles"))
            assert count["n"] == len({row["id"] for row in expected})
    run(tmp_path, "b", "-a", archive, "ingest", *inputs)
    assert verify(archive).ok


def test_a_repair_beside_which_another_commits_is_refused(archive: str, tmp_path: Path) -> None:
    lake = Lake.open(archive, create=True)
    entry = tmp_path / "articles" / "_delta_log" / f"{1:020d}.json"
    entry.parent.mkdir(parents=True)
    entry.write_bytes(b"{}\n")
    assert lake.table.commit([Part("part-of-either.parquet", 1, '{"numRecords": 0}')], ()) == 1
    with pytest.raises(ConflictError, match="another machine wrote meanwhile"):
        home_of(lake.path).replace(tmp_path, [entry.relative_to(tmp_path).as_posix()], (), ())


def test_a_bag_is_written_into_a_bucket(archive: str, inputs: list[str], tmp_path: Path) -> None:
    run(tmp_path, "a", "-a", archive, "ingest", inputs[0])
    bag = f"{archive}-bag"
    told = json.loads(run(tmp_path, "a", "-a", archive, "export", "--bagit", bag))
    names = {one["path"] for batch in obstore.list(opened(bag)) for one in batch}
    manifest = bytes(obstore.get(opened(bag), "manifest-sha256.txt").bytes()).decode()
    assert {"bagit.txt", "tagmanifest-sha512.txt"} < names
    assert {line.split("  ")[1] for line in manifest.splitlines()} == {n for n in names if n.startswith("data/")}
    assert (told["path"], told["files"]) == (bag, len(manifest.splitlines()))
    again = start(tmp_path, "a", "-a", archive, "export", "--bagit", bag)
    assert again.wait() == 1
    assert "something is there already" in again.errors


POLITE = ("--delay", "0", "--allow-private", "--quiet")


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    running = Newspaper()
    yield running
    running.close()


def test_one_machine_follows_and_another_polls(archive: str, newspaper: Newspaper, tmp_path: Path) -> None:
    run(tmp_path, "a", "-a", archive, "follow", *POLITE, newspaper.feed)
    polled = json.loads(run(tmp_path, "b", "-a", archive, "poll", *POLITE).splitlines()[-1])
    assert polled["stored"] == len(newspaper.stories)
    (feed,) = run(tmp_path, "a", "-a", archive, "feeds").splitlines()
    assert json.loads(feed)["last_success"]
    again = json.loads(run(tmp_path, "a", "-a", archive, "poll", "--now", *POLITE).splitlines()[-1])
    assert (again["stored"], again["updated"]) == (0, 0)
    run(tmp_path, "b", "-a", archive, "feeds", "--unfollow", newspaper.feed)
    assert not run(tmp_path, "a", "-a", archive, "feeds").strip()
    assert sorted(fetched_urls(folder_of(archive), newspaper.base)) == sorted(newspaper.stories)
    assert verify(archive).ok, verify(archive)


def test_a_machine_that_is_killed_while_it_fetches_loses_nothing(
    archive: str, newspaper: Newspaper, tmp_path: Path
) -> None:
    for machine in ("a", "a", "b"):
        killed = start(tmp_path, machine, "-a", archive, "fetch", *POLITE, *newspaper.pages)
        time.sleep(0.8)
        killed.kill()
    for machine in ("a", "b"):
        run(tmp_path, machine, "-a", archive, "fetch", *POLITE, *newspaper.pages)
    assert sorted(fetched_urls(folder_of(archive), newspaper.base)) == sorted(newspaper.pages)
    assert verify(archive).ok, verify(archive)
    assert not list((folder_of(archive) / "raw").glob("fetch-*"))


def test_several_workers_make_what_one_makes_in_a_folder(archive: str, inputs: list[str], tmp_path: Path) -> None:
    killed = start(tmp_path, "a", "-a", archive, "ingest", "--workers", "4", *inputs)
    time.sleep(1)
    killed.kill()
    run(tmp_path, "a", "-a", archive, "ingest", "--workers", "4", *inputs)
    assert content(folder_of(archive)) == in_a_folder(tmp_path, inputs)
    assert verify(archive).ok, verify(archive)
