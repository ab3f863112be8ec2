"""A machine that lacks what worker processes need: the sentence says what, and what to do."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from command_line import run

from archiver.engine import Engine, Lost
from archiver.errors import ArchiveError


def test_without_semaphores_a_single_process_is_named_as_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")  # as sem_open without /dev/shm

    monkeypatch.setattr("archiver.engine.ProcessPoolExecutor", none)
    with Engine(2) as engine, pytest.raises(ArchiveError, match=r"/dev/shm .* --workers 1 does without"):
        engine.start(len, "a")


def test_too_few_files_are_told_as_such_and_nothing_is_quarantined(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"The ferry number {number} left at nine.\n\nIt came back at ten.\n")
    archive, command = tmp_path / "archive", [sys.executable, "-m", "archiver", "ingest", "-j", "1"]
    command += ["--archive", str(archive), *map(str, tmp_path.glob("*.txt"))]

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))

    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=few)
    assert done.returncode == 1
    assert "too many open files: 256 are enough (ulimit -n 256)" in done.stderr
    assert run("-a", archive, "ingest", "-j", 1, *tmp_path.glob("*.txt")).code == 0
    assert run("-a", archive, "quarantine").out.startswith("Nothing")


def _killed_once(marker: str) -> str:
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return marker


def _kill(_: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def test_an_item_whose_process_somebody_killed_is_not_lost(tmp_path: Path) -> None:
    markers = [str(tmp_path / str(number)) for number in range(2)]
    with Engine(2, worth=1) as engine:
        assert list(engine.map(_killed_once, markers, chunk=1)) == markers
        assert list(engine.map(_kill, ["one"])) == [Lost("one")]


def _hang(marker: str) -> str:
    first = not Path(marker).exists()
    Path(marker).touch()
    if first:
        os.kill(os.getpid(), signal.SIGKILL)
    Path(f"{marker}-again").touch()
    time.sleep(600)
    return ""


def test_ctrl_c_does_not_wait_for_a_task_that_is_done_again(tmp_path: Path) -> None:
    marker = tmp_path / "begun"

    def stop() -> None:
        while not Path(f"{marker}-again").exists():
            time.sleep(0.05)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    began = time.monotonic()
    try:
        threading.Thread(target=stop, daemon=True).start()
        with pytest.raises(KeyboardInterrupt), Engine(2) as engine:
            engine.finish(engine.start(_hang, str(marker)))
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 300
