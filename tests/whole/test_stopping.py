"""Ctrl-C, wherever it falls: one sentence, no traceback, and a run that says what it had stored."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from command_line import run

import archiver.ingesting
from archiver.common import processes
from archiver.engine import Engine
from archiver.lake import runs
from archiver.lake.runs import Runs

SENTENCE = "Stopped. What was acknowledged is stored; run the same command again to go on."

LONG = 300
"""Seconds that nothing takes, however busy the machine."""


def _dump(path: Path, pages: int) -> Path:
    with path.open("w") as out:
        for n in range(pages):
            text = "\n\n".join(f"Boat {n} left quay {k} of the harbour at nine, said pilot {n * k}." for k in range(9))
            out.write(json.dumps({"url": f"https://quay.example/{n}", "text": text}) + "\n")
    return path


def _until(happens: Callable[[], object], started: subprocess.Popen[str]) -> None:
    """Wait for an event, as long as the process is there that is to bring it about."""
    deadline = time.monotonic() + LONG
    while not happens() and started.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)


INSTANTS: dict[str, Callable[[Path, subprocess.Popen[str]], object]] = {
    "its run is noted": lambda archive, _: (archive / "articles").exists(),
    "it starts another process": lambda _, started: psutil.Process(started.pid).children(),
    "it has a worker": lambda _, started: len(psutil.Process(started.pid).children(recursive=True)) > 2,
    "pages are read": lambda archive, _: list(archive.glob("derived/spool/*/*.warc")),
    "bytes are kept": lambda archive, _: list(archive.glob("raw/captures-*")),
    "pages are decided about": lambda archive, _: list(archive.glob("articles/part-*")),
    "a round is stored": lambda archive, _: (archive / "articles" / "_delta_log" / f"{1:020}.json").exists(),
}
"""By what has just happened: whether it has."""


@pytest.mark.parametrize("instant", INSTANTS)
def test_all_processes_of_a_stopped_run_end_without_a_traceback(tmp_path: Path, instant: str) -> None:
    """A terminal sends Ctrl-C to all of them: what starts, imports or works leaves it to the first."""
    dump = _dump(tmp_path / "dump.jsonl", 3000)
    command = [sys.executable, "-m", "archiver", "-a", str(tmp_path / "a"), "ingest", "--workers", "2", str(dump)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0)
    with suppress(psutil.NoSuchProcess):
        _until(lambda: INSTANTS[instant](tmp_path / "a", started), started)
    os.killpg(started.pid, signal.SIGINT)
    _, err = started.communicate(timeout=LONG)
    assert "Traceback" not in err
    if started.returncode:  # a fast machine may be done
        assert started.returncode == 130
        assert err.strip() == f"archiver: {SENTENCE}"
        assert Runs(tmp_path / "a").all()[-1].state == "stopped"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_service_or_a_terminal_stops_a_run_as_ctrl_c_does(tmp_path: Path, number: signal.Signals) -> None:
    dump, archive = _dump(tmp_path / "dump.jsonl", 3000), tmp_path / "a"
    command = [sys.executable, "-m", "archiver", "-a", str(archive), "ingest", "--workers", "2", str(dump)]
    made = tmp_path / "made"
    made.mkdir()
    environment = {**os.environ, "TMPDIR": str(made)}
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    _until(lambda: list(archive.glob("derived/spool/*/*.warc")), started)
    started.send_signal(number)
    _, err = started.communicate(timeout=LONG)
    assert (started.returncode, err.strip()) == (128 + number, f"archiver: {SENTENCE}")
    assert Runs(archive).all()[-1].state == "stopped"
    assert not list((archive / "derived" / "spool").iterdir())
    assert not list(made.iterdir()), "it leaves temporary files behind"


def test_a_filter_that_waits_for_pages_is_stopped_without_a_traceback() -> None:
    command = [sys.executable, "-m", "archiver", "extract"]
    read, write = os.pipe()

    def is_taken() -> bool:
        (waiting,) = struct.unpack("i", fcntl.ioctl(read, termios.FIONREAD, b"\0" * 4))
        return waiting == 0

    with os.fdopen(read), os.fdopen(write, "w") as pages:
        started = subprocess.Popen(command, stdin=read, stderr=subprocess.PIPE, text=True, process_group=0)
        pages.write("{")
        pages.flush()
        _until(is_taken, started)  # and then there is nothing more to read
        started.send_signal(signal.SIGINT)
        _, err = started.communicate(timeout=LONG)
    assert (started.returncode, err.strip()) == (130, "archiver: Stopped.")


@pytest.mark.parametrize(("more", "told"), [([], "archiver: Stopped."), (["--json"], '{"error": "Stopped."}')])
def test_a_command_is_stopped_while_it_starts(more: list[str], told: str) -> None:
    stop = "import os, signal; from archiver import cli; from archiver.common import processes\n"
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


@pytest.mark.usefixtures("hears")
def test_ctrl_c_while_a_run_notes_something_is_heard_when_it_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pressed twice: when its beginning is being noted, and when its end is."""
    append = runs.append

    def stopped(path: Path, lines: list[dict[str, object]]) -> None:
        signal.raise_signal(signal.SIGINT)
        append(path, lines)

    monkeypatch.setattr(runs, "append", stopped)
    assert run("-a", tmp_path / "a", "ingest", _dump(tmp_path / "d.jsonl", 1)).code == 130
    assert [noted.state for noted in Runs(tmp_path / "a").all()] == ["stopped"]
    assert not list((tmp_path / "a" / "runs").glob(".*.running"))


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
