"""Ctrl-C, wherever it falls: one sentence, no traceback, and a run that says what it had stored."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from command_line import run

import archiver.ingesting
from archiver import processes
from archiver.engine import Engine
from archiver.lake.runs import Runs

SENTENCE = "Stopped. What was acknowledged is stored; run the same command again to go on."


def _dump(path: Path, pages: int) -> Path:
    with path.open("w") as out:
        for n in range(pages):
            text = "\n\n".join(f"Boat {n} left quay {k} of the harbour at nine, said pilot {n * k}." for k in range(9))
            out.write(json.dumps({"url": f"https://quay.example/{n}", "text": text}) + "\n")
    return path


@pytest.mark.parametrize("seconds", [0.5, 0.9, 1.4, 2.0])
def test_all_processes_of_a_stopped_run_end_without_a_traceback(tmp_path: Path, seconds: float) -> None:
    """A terminal sends Ctrl-C to all of them: what starts, imports or works leaves it to the first."""
    dump = _dump(tmp_path / "dump.jsonl", 3000)
    command = [sys.executable, "-m", "archiver", "-a", str(tmp_path / "a"), "ingest", "--workers", "2", str(dump)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0)
    while not (tmp_path / "a" / "runs").exists():  # it is up
        assert started.poll() is None
        time.sleep(0.02)
    time.sleep(seconds)
    os.killpg(started.pid, signal.SIGINT)
    _, err = started.communicate(timeout=120)
    assert "Traceback" not in err
    if started.returncode:  # a fast machine may be done
        assert started.returncode == 130
        assert err.strip() == f"archiver: {SENTENCE}"
        assert Runs(tmp_path / "a").all()[-1].state == "stopped"


def test_a_filter_that_waits_for_pages_is_stopped_without_a_traceback() -> None:
    command = [sys.executable, "-m", "archiver", "extract"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, **pipes, text=True, process_group=0) as started:  # type: ignore[call-overload]
        time.sleep(0.7)
        started.send_signal(signal.SIGINT)
        assert started.wait(30) == 130
        assert started.stderr.read().strip() == "archiver: Stopped."


@pytest.mark.parametrize(("more", "told"), [([], "archiver: Stopped."), (["--json"], '{"error": "Stopped."}')])
def test_a_command_is_stopped_while_it_starts(more: list[str], told: str) -> None:
    stop = "import os, signal; from archiver import cli, processes\n"
    stop += "processes.set_up = lambda: os.kill(os.getpid(), signal.SIGINT)\ncli.main()"
    done = subprocess.run([sys.executable, "-c", stop, "show", *more], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip(), done.stdout) == (130, told, "")


def test_a_stopped_run_says_what_it_had_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, summary: archiver.ingesting.Summary, **__: object) -> None:
        summary.stored += 7
        raise KeyboardInterrupt

    monkeypatch.setattr(archiver.ingesting, "ingest_inputs", stopped)
    assert run("-a", tmp_path / "a", "ingest", tmp_path).code == 130
    (noted,) = Runs(tmp_path / "a").all()
    assert (noted.state, noted.counts["stored"]) == ("stopped", 7)


def test_a_fault_of_our_own_is_noted_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise KeyError("text")

    monkeypatch.setattr(archiver.ingesting, "ingest_inputs", failing)
    assert run("-a", tmp_path / "a", "ingest", tmp_path).code == 1
    assert Runs(tmp_path / "a").all()[0].message == "KeyError: 'text'"


def test_a_summary_is_filled_commit_by_commit(tmp_path: Path) -> None:
    summary = archiver.ingesting.Summary()
    given = archiver.ingesting.ingest_inputs([_dump(tmp_path / "d.jsonl", 3)], tmp_path / "a", jobs=1, summary=summary)
    assert given is summary
    assert summary.stored == 3


@pytest.fixture
def hears() -> Iterator[None]:
    """Ctrl-C is heard as in a terminal: whoever runs the tests in the background of a shell has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hears")
def test_ctrl_c_while_processes_start_is_heard_when_they_have_started() -> None:
    reached = False
    with pytest.raises(KeyboardInterrupt), processes.starting_others():
        os.kill(os.getpid(), signal.SIGINT)
        reached = True
    assert reached
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("hears")
def test_a_stop_that_c_code_swallowed_ends_the_run_before_its_next_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_stopped", False)
    before = signal.getsignal(signal.SIGINT)
    try:
        processes.heed(signal.SIGINT)
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    with Engine(1) as engine, pytest.raises(KeyboardInterrupt):
        engine.start(len, "a")


def test_a_signal_that_the_shell_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        processes.heed(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
