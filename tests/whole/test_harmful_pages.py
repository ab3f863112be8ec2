"""A page that ends its process, hangs, eats memory or meets a bug costs itself alone, whatever is done to it when it
does, and wherever."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from clusters import Cluster

from archiver.lake import Lake

HARM = """
import signal, threading
from archiver import boilerplate, pipeline

def harm(text, when):
    if when not in text:
        return
    if "END THE PROCESS" in text:
        signal.pthread_kill(threading.get_ident(), signal.SIGSEGV)  # by a thread's own fault, as C code has it
    while "HANG" in text:
        pass
    if "STICK IN C" in text:
        sum(range(1 << 60))  # asks for no signal, and holds Python's lock
    if "EAT MEMORY" in text:
        eaten = bytearray(1 << 40)
    if "RAISE" in text:
        raise RuntimeError("a bug")

def harmful(work, when, text_of):
    def worked(first, *args, **named):
        harm(text_of(first), when)
        return work(first, *args, **named)
    return worked

def text(blocks):
    return " ".join(block.text for block in blocks)

pipeline._extract = harmful(pipeline._extract, "EXTRACTED", lambda c: c.body if isinstance(c.body, str) else "")
boilerplate.judge = harmful(boilerplate.judge, "JUDGED", lambda document: text(document.blocks))

from archiver.ingesting import reducing  # which takes what is above

reducing._enrich = harmful(reducing._enrich, "ENRICHED", lambda draft: text(draft.document.blocks))
"""
HARMS = {
    "END THE PROCESS": "process-lost",
    "HANG": "too-slow",
    "STICK IN C": "too-slow",
    "EAT MEMORY": "out-of-memory",
    "RAISE": "internal-error",
}


@pytest.fixture
def harmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are started from now on do what a page says."""
    (tmp_path / "sitecustomize.py").write_text(HARM)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "archiver.toml").write_text("[limits]\npage_seconds = 1\n")


def run_harmful(
    folder: Path, harmful: dict[int, str], *how: str, before: tuple[int, ...] = ()
) -> tuple[dict[str, int], set[tuple[int, str]]]:
    """Forty pages, some of which say what harm they do and when: counts, and what the quarantine names.

    before: how the same command ended before it came to its end.
    """
    texts = [harmful.get(number, "Nothing happens") + f" on this page {number}." for number in range(40)]
    lines = [json.dumps({"text": text, "site": "s"}).encode() + b" " * 100_000 for text in texts]
    (folder / "pages.jsonl").write_bytes(b"\n".join(lines))
    archive = folder / "archive"
    command = [sys.executable, "-m", "archiver", "ingest", *how, "--archive", str(archive), "--json"]
    for code in (*before, 1):
        done = subprocess.run([*command, str(folder / "pages.jsonl")], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
    entries = Lake.open(archive).quarantined()
    return json.loads(done.stdout), {(int(e["record"]) - 1, str(e["error"])) for e in entries}


@pytest.mark.usefixtures("harmed")
def test_a_page_that_ends_its_worker_hangs_or_eats_memory_costs_itself_alone(tmp_path: Path) -> None:
    harms = {7: "END THE PROCESS", 20: "HANG", 31: "EAT MEMORY", 32: "END THE PROCESS"}
    counts, told = run_harmful(tmp_path, {n: f"{what} WHEN EXTRACTED" for n, what in harms.items()}, "-j", "2")
    assert told == {(number, HARMS[what]) for number, what in harms.items()}
    assert (counts["stored"], counts["quarantined"]) == (36, 4)


@pytest.mark.usefixtures("harmed")
def test_a_page_that_does_harm_when_it_is_judged_is_left_out(tmp_path: Path) -> None:
    harms = dict(zip((3, 9, 15, 27, 39), HARMS, strict=True))
    counts, told = run_harmful(tmp_path, {n: f"{what} WHEN JUDGED" for n, what in harms.items()}, "-j", "2")
    assert told == {(number, HARMS[what]) for number, what in harms.items()}
    assert (counts["read"], counts["stored"], counts["quarantined"]) == (40, 35, 5)
    archive = Lake.open(tmp_path / "archive")
    assert len(list(archive.scan(["row_id"]))) == 35
    with archive.reading() as reader:
        assert reader.site_pages("s") == 35, "a page that is left out taught something"


@pytest.mark.usefixtures("harmed")
def test_a_page_that_does_harm_when_it_is_enriched_is_stored_without(tmp_path: Path) -> None:
    harms = dict(zip((3, 9, 15, 27, 39), HARMS, strict=True))
    counts, told = run_harmful(tmp_path, {n: f"{what} WHEN ENRICHED" for n, what in harms.items()}, "-j", "2")
    assert told == {(number, HARMS[what]) for number, what in harms.items()}
    assert (counts["read"], counts["stored"], counts["quarantined"]) == (40, 40, 0)
    rows = Lake.open(tmp_path / "archive").scan(["input_record", "topics"])
    assert {row["input_record"] - 1 for row in rows if row["topics"] is None} == harms.keys()


@pytest.mark.usefixtures("harmed")
def test_a_page_that_ends_the_only_process_costs_itself_alone_when_the_command_is_run_again(tmp_path: Path) -> None:
    when = {7: "EXTRACTED", 20: "JUDGED", 31: "ENRICHED", 32: "EXTRACTED"}
    texts = {number: f"END THE PROCESS WHEN {what}" for number, what in when.items()}
    counts, told = run_harmful(tmp_path, texts, "-j", "1", before=(-signal.SIGSEGV,))
    assert told == {(number, "process-lost") for number in when}
    assert (counts["read"], counts["stored"], counts["quarantined"]) == (40, 37, 3)
    messages = [e["detail"] for e in Lake.open(tmp_path / "archive").quarantined()]
    assert all("it ends the process that works on it (SIGSEGV)" in str(message) for message in messages), messages
    counts, _ = run_harmful(tmp_path, texts, "-j", "1")  # known by now
    assert (counts["unchanged"], counts["quarantined"]) == (37, 3)


@pytest.mark.usefixtures("harmed")
@pytest.mark.parametrize("cluster", ["--nanny"], indirect=True)
def test_a_page_that_does_harm_on_a_cluster_costs_itself_alone(tmp_path: Path, cluster: Cluster) -> None:
    when = {0: "EXTRACTED", 1: "JUDGED", 2: "ENRICHED"}
    harms = {3: "END THE PROCESS", 11: "HANG", 15: "EAT MEMORY", 20: "HANG", 27: "RAISE", 31: "HANG", 38: "EAT MEMORY"}
    texts = {number: f"{what} WHEN {when[number % 3]}" for number, what in harms.items()}
    counts, told = run_harmful(tmp_path, texts, "--scheduler", cluster[0])
    assert told == {(number, HARMS[what]) for number, what in harms.items()}
    assert counts["read"] == 40
    assert counts["quarantined"] == sum("ENRICHED" not in text for text in texts.values())


@pytest.mark.usefixtures("harmed")
def test_a_page_that_hangs_is_interrupted_where_no_nanny_would_start_its_worker_again(
    tmp_path: Path, cluster: Cluster
) -> None:
    address, workers = cluster
    counts, told = run_harmful(tmp_path, {20: "HANG WHEN EXTRACTED", 30: "HANG WHEN JUDGED"}, "--scheduler", address)
    assert told == {(20, "too-slow"), (30, "too-slow")}
    assert counts["stored"] == 38
    assert [process.poll() for process in workers] == [None] * len(workers)


@pytest.mark.usefixtures("harmed")
def test_a_page_that_sticks_in_c_costs_one_worker_where_no_nanny_would_start_it_again(
    tmp_path: Path, cluster: Cluster
) -> None:
    address, workers = cluster
    counts, told = run_harmful(tmp_path, {20: "STICK IN C WHEN EXTRACTED"}, "--scheduler", address)
    assert told == {(20, "too-slow")}
    assert counts["stored"] == 39
    assert sorted(process.poll() or 0 for process in workers) == [-signal.SIGPROF, 0, 0, 0]
