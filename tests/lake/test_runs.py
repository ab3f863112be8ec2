"""Runs: what was done is known, whatever ended it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.errors import InputError
from archiver.explore.sql import query
from archiver.lake import Lake
from archiver.lake.quarantine import entry
from archiver.lake.runs import RUNS, Runs
from archiver.records import Origin


def test_a_run_tells_what_it_did_and_how_it_ended(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    log = runs.begin("fetch", ["https://a.example/"], version="1")
    assert [(r.command, r.arguments, r.state, r.ended) for r in runs.all()] == [
        ("fetch", ("https://a.example/",), "running", None)
    ]
    log.did({"stored": 3}, {})
    assert runs.all()[0].counts == {"stored": 3}
    log.end("errors", {"stored": 5}, {"http-404": 2}, None)
    (run,) = runs.all()
    assert (run.state, run.counts, run.errors) == ("errors", {"stored": 5}, {"http-404": 2})
    assert run.seconds is not None and run.seconds >= 0
    assert [path.name for path in runs.folder.iterdir()] == ["runs.jsonl"]


HELD = """
import sys
from pathlib import Path
from archiver.lake.runs import Runs
log = Runs(Path(sys.argv[1])).begin("poll", [], version="1")
log.did({"stored": 7}, {})
print("begun", flush=True)
sys.stdin.read()
"""


def test_a_killed_run_is_known_with_what_it_had_done(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HELD, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"begun\n"
    assert Runs(tmp_path).all()[0].state == "running"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    (run,) = Runs(tmp_path).all()
    assert (run.state, run.ended, run.counts) == ("killed", None, {"stored": 7})


@given(cut=st.integers(1, 200), junk=st.binary(max_size=20))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_torn_line_harms_no_other(tmp_path_factory, cut: int, junk: bytes) -> None:  # type: ignore[no-untyped-def]
    runs = Runs(tmp_path_factory.mktemp("runs"))
    runs.begin("ingest", [], version="1").end("done", {"read": 1}, {})
    whole = runs.path.read_bytes()
    runs.begin("poll", [], version="1")
    torn = runs.path.read_bytes()
    runs.path.write_bytes(whole + torn[len(whole) :][:-cut] + junk.replace(b"\n", b""))
    runs.begin("fetch", [], version="1").end("stopped", {}, {})
    found = {run.command: run.state for run in runs.all()}
    assert found["ingest"] == "done" and found["fetch"] == "stopped"


def test_runs_are_a_view(tmp_path: Path) -> None:
    Lake.open(tmp_path, create=True)
    Runs(tmp_path).begin("ingest", ["a b"], version="1").end("failed", {"read": 2}, {"empty": 1}, "no space left")
    (row,) = query(tmp_path, "SELECT command, counts['read'] AS n, errors, state, message FROM runs").to_pylist()
    assert row == {
        "command": "ingest", "n": 2, "errors": [("empty", 1)], "state": "failed", "message": "no space left",
    }  # fmt: skip
    assert Runs(tmp_path / "none").table().schema == RUNS


def test_a_name_that_is_no_unicode_stops_no_query(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path, create=True)
    name = os.fsdecode(b"caf\xe9 \xf0\x9f\x9a\xa2.txt")  # as a command line and a folder give it
    Runs(tmp_path).begin("ingest", [name], version="1").end("errors", {}, {}, f"{name}: is empty")
    with lake.writing() as writer:
        writer.commit([], quarantine=[entry(InputError(Origin(name), "empty", f"{name} is empty"))])
    (row,) = query(tmp_path, "SELECT arguments, message, file, detail FROM runs, quarantine").to_pylist()
    shown = "caf\ufffd \N{SHIP}.txt"
    assert row == {
        "arguments": [shown], "message": f"{shown}: is empty", "file": shown, "detail": f"{shown} is empty",
    }  # fmt: skip
