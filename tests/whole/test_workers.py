"""One pipeline, wherever it runs: the same records for one worker and for three, on this machine or on a Dask cluster,
and whatever ends the workers meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from clusters import Cluster, until
from sites import body, dump, page
from test_order import records

from archiver.api import ingest
from archiver.engine import Engine
from archiver.errors import ArchiveError
from archiver.ingesting import Summary, rounds
from archiver.lake import Lake
from archiver.verifying.repairing import repair

PAGES = 420
LANGUAGE_ONLY = frozenset({"language"})


def line(number: int) -> bytes:
    """A JSON line: dumps of many sites, some with an address that two sites share, and one page in six in HTML."""
    if number % 6 == 0:
        html = bytes(page(number).body)  # type: ignore[arg-type]
        stated: dict[str, Any] = {"url": f"https://dale-times.example/{number}", "html": html.decode()}
    else:
        stated = {"text": dump(number, "Hill Weekly" if number % 2 else "Fjordposten").body, "site": f"s{number % 9}"}
    if number % 20 == 13:
        stated["id"], stated["text"] = str(number), dump(4).body  # one text, captured again and again
        stated.pop("html", None), stated.pop("url", None)
        stated["site"] = "fjordposten"
    if number % 50 == 7:
        stated["url"] = f"https://shared.example/{number // 100}"
    return json.dumps(stated).encode() + b"\n"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file that is cut, one that is not, and small ones."""
    folder = tmp_path_factory.mktemp("inputs")
    lines = [line(n) for n in range(PAGES)]
    lines[33] = b'{"text": "broken\n'
    # Blank lines make the file large enough to be cut in several slices, without more pages to be read.
    (folder / "pages.jsonl").write_bytes(b"".join(one + b" " * 12_000 + b"\n" for one in lines))
    for number in range(5):
        (folder / f"{number}.txt").write_text("\n".join(body(number + 900)) + "\nComments are closed.\n")
    (folder / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture(scope="module")
def alone(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, int]]:
    """What one process makes of the inputs: records, and counts."""
    archive = tmp_path_factory.mktemp("alone")
    summary = ingest(inputs, archive, jobs=1, looks_for=LANGUAGE_ONLY)
    return records(archive), summary.counts()


def check(archive: Path, summary: Summary, alone: tuple[dict[str, Any], dict[str, int]]) -> None:
    found, (expected, counts) = records(archive), alone
    assert found.keys() == expected.keys()
    for row_id, row in expected.items():
        assert found[row_id] == row
    assert summary.read == counts["read"]
    assert summary.quarantined == counts["quarantined"] == 2
    assert not list((archive / "derived" / "spool").iterdir()), "a run leaves no spool behind"


def test_the_inputs_are_all_there(alone: tuple[dict[str, Any], dict[str, int]]) -> None:
    _, counts = alone
    assert counts["read"] == PAGES + 5 + 1
    assert counts["stored"] > 300
    assert counts["updated"] > 10


def test_many_small_rounds_make_the_same_records(
    inputs: Path, tmp_path: Path, alone: tuple[dict[str, Any], dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archiver.ingesting.one_round.ROUND", 20)
    check(tmp_path, ingest(inputs, tmp_path, jobs=1, looks_for=LANGUAGE_ONLY), alone)


def test_three_workers_make_the_same_records(
    inputs: Path, tmp_path: Path, alone: tuple[dict[str, Any], dict[str, int]]
) -> None:
    summary = ingest(inputs, tmp_path, jobs=3, looks_for=LANGUAGE_ONLY)
    check(tmp_path, summary, alone)
    errors = [str(e) for e in summary.errors]
    assert any("pages.jsonl, record 67:" in e for e in errors), errors


def test_records_that_are_made_anew_from_raw_bytes_have_their_numbers_in_the_input(
    inputs: Path, tmp_path: Path, alone: tuple[dict[str, Any], dict[str, int]]
) -> None:
    ingest(inputs, tmp_path, jobs=3, looks_for=LANGUAGE_ONLY)
    for path in Lake.open(tmp_path).table.paths():
        path.unlink()
    assert repair(tmp_path).left.ok
    (again, (expected, _)) = (records(tmp_path), alone)
    assert [again[i]["captures"] for i in expected] == [row["captures"] for row in expected.values()]


def test_pages_of_tasks_that_had_the_same_row_are_decided_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sites have captures of one article stored; later pages of each, in tasks of their own, touch both rows."""
    lines = {"a": "Follow the Harbour Gazette on every channel you like", "b": "Support the Valley Post today"}

    def stated(site: str, number: int, url: str | None = None) -> dict[str, Any]:
        text = "\n".join([*body(number), lines[site]])
        return {"url": url or f"https://{site}.example/{number}", "site": f"{site}.example", "text": text}

    batches = [
        [stated(site, 1, "https://shared.example/1") for site in lines],
        [stated(site, 10 * place + n) for place, site in enumerate(lines, 1) for n in range(8)],
    ]
    for number, batch in enumerate(batches):
        (tmp_path / f"{number}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in batch))
    files = [tmp_path / "0.jsonl", tmp_path / "1.jsonl"]
    ingest(files, tmp_path / "at-once", jobs=1, looks_for=LANGUAGE_ONLY)
    joined, join = [], rounds.Ingestion._joined

    def noted(self: rounds.Ingestion, *what: Any) -> Any:
        joined.append(join(self, *what))
        return joined[-1]

    monkeypatch.setattr(rounds.Ingestion, "_joined", noted)
    monkeypatch.setattr(rounds, "TASK", 3)
    for file in files:
        ingest([file], tmp_path / "one-by-one", jobs=1, looks_for=LANGUAGE_ONLY)
    assert joined, "no two tasks had the same row"
    assert records(tmp_path / "one-by-one") == records(tmp_path / "at-once")


def test_the_process_that_workers_are_forked_from_has_no_threads() -> None:
    code = "import os, archiver.ingesting.warm; print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_a_worker_has_the_environment_of_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("one", "two"):
        monkeypatch.setenv("ARCHIVER_TEST_WORD", word)
        with Engine(2, warm="archiver.ingesting.warm") as engine:
            assert engine.finish(engine.start(os.getenv, "ARCHIVER_TEST_WORD")) == word


def test_workers_that_are_killed_change_nothing(
    inputs: Path, tmp_path: Path, alone: tuple[dict[str, Any], dict[str, int]]
) -> None:
    killed: list[int] = []

    def kill_some() -> None:
        while len(killed) < 2:
            for child in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if "forkserver" in " ".join(child.parent().cmdline()) and child.cpu_times().user > 0.05:
                        child.kill()
                        killed.append(child.pid)
                        break
            time.sleep(0.01)

    threading.Thread(target=kill_some, daemon=True).start()
    summary = ingest(inputs, tmp_path, jobs=2, looks_for=LANGUAGE_ONLY)
    assert killed, "no worker was found"
    check(tmp_path, summary, alone)


# ── on a cluster ──────────────────────────────────────────────────────────────────────────────


def test_a_cluster_that_loses_a_worker_makes_the_same_records(
    inputs: Path,
    tmp_path: Path,
    cluster: Cluster,
    alone: tuple[dict[str, Any], dict[str, int]],
) -> None:
    address, workers = cluster
    archive = tmp_path / "archive"

    def kill_one() -> None:
        until(lambda: any((archive / "derived" / "spool").glob("*/*.pages")))
        workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    summary = ingest(inputs, archive, scheduler=address, looks_for=LANGUAGE_ONLY)
    killer.join()
    check(archive, summary, alone)


def test_that_a_scheduler_is_gone_is_told_and_the_run_goes_on_without_it(
    inputs: Path,
    tmp_path: Path,
    cluster: Cluster,
    alone: tuple[dict[str, Any], dict[str, int]],
    capfd: pytest.CaptureFixture[str],
) -> None:
    address, processes = cluster
    archive = tmp_path / "archive"

    def kill_scheduler() -> None:
        until(lambda: any((archive / "derived" / "spool").glob("*/*.pages")))
        processes[-1].kill()

    killer = threading.Thread(target=kill_scheduler)
    killer.start()
    with pytest.raises(ArchiveError, match="the Dask scheduler is gone; what was committed is stored"):
        ingest(inputs, archive, scheduler=address, looks_for=LANGUAGE_ONLY)
    killer.join()
    assert "Traceback" not in capfd.readouterr().err
    check(archive, ingest(inputs, archive, jobs=2, looks_for=LANGUAGE_ONLY), alone)


def test_that_all_workers_are_gone_for_good_is_told(
    inputs: Path,
    tmp_path: Path,
    cluster: Cluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("archiver.cluster.ALONE", 1)
    monkeypatch.setattr("archiver.cluster.LOOK", 0.2)
    address, processes = cluster
    archive = tmp_path / "archive"

    def kill_workers() -> None:
        until(lambda: any((archive / "derived" / "spool").glob("*/*.pages")))
        for process in processes[:-1]:
            process.kill()

    threading.Thread(target=kill_workers).start()
    with pytest.raises(ArchiveError, match="has been without workers for 1 seconds"):
        ingest(inputs, archive, scheduler=address, looks_for=LANGUAGE_ONLY)


def test_what_is_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("archiver.cluster.WAIT", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ArchiveError, match="no Dask scheduler with workers there"):
            ingest(tmp_path, tmp_path / "archive", scheduler=address)


def test_a_run_that_is_killed_with_all_its_workers_goes_on_where_it_was(
    inputs: Path, tmp_path: Path, alone: tuple[dict[str, Any], dict[str, int]]
) -> None:
    program = f"""
from archiver.ingesting import one_round
from archiver.api import ingest
from archiver.engine import Engine
from archiver.errors import ArchiveError
one_round.ROUND, one_round.WIDE = 40, 1
if __name__ == "__main__":
    ingest({str(inputs)!r}, {str(tmp_path)!r}, jobs=2, looks_for=frozenset({{"language"}}))
"""
    (tmp_path / "run.py").write_text(program)
    log = tmp_path / "articles" / "_delta_log"
    run = subprocess.Popen([sys.executable, str(tmp_path / "run.py")])
    until(lambda: len(list(log.glob("*.json"))) > 2)
    children = psutil.Process(run.pid).children()
    run.kill()
    run.wait()
    psutil.wait_procs(children, timeout=10)
    assert not any(c.is_running() and c.status() != psutil.STATUS_ZOMBIE for c in children), "workers end with it"
    before = len(records(tmp_path))
    assert 0 < before < len(alone[0])
    summary = ingest(inputs, tmp_path, jobs=2, looks_for=LANGUAGE_ONLY)
    assert summary.unchanged >= before, "what was stored is not done again"
    check(tmp_path, summary, alone)
