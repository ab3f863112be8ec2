"""Who waits for another writer says so, and for whom, before anybody wonders."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.errors import ConflictError
from archiver.lake.files import locks
from archiver.lake.files.locks import locked

ME = f"process {os.getpid()} on {socket.gethostname()}"


def test_a_short_wait_is_silent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with locked(tmp_path / ".lock", 0), pytest.raises(ConflictError), locked(tmp_path / ".lock", 0.1):
        pass
    assert not caplog.messages


def test_a_long_wait_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "SILENCE", 0.1)
    lock = tmp_path / ".lock"
    with locked(lock, 0), pytest.raises(ConflictError, match=f"{ME} has been writing"), locked(lock, 0.3):
        pass
    assert caplog.messages == [f"{tmp_path}: {ME} is writing; waiting for it (Ctrl-C stops this)"]


def test_the_holder_that_is_named_is_the_last(tmp_path: Path) -> None:
    lock = tmp_path / ".lock"
    lock.write_text("process 4294967296 on a-host-with-a-much-longer-name.example\n")
    with locked(lock, 0), pytest.raises(ConflictError, match=ME), locked(lock, 0):
        pass


def test_a_lock_that_nobody_holds_names_nobody(tmp_path: Path) -> None:
    """An archive at rest is as it was; who only waited takes no name away."""
    lock = tmp_path / ".lock"
    with locked(lock, 0):
        with pytest.raises(ConflictError), locked(lock, 0):
            pass
        assert lock.read_text() == f"{ME}\n"
    assert lock.read_bytes() == b""
    with pytest.raises(KeyError), locked(lock, 0):
        raise KeyError
    assert lock.read_bytes() == b""


def test_a_command_that_waits_says_so_on_stderr(tmp_path: Path) -> None:
    page, archive = tmp_path / "page.txt", tmp_path / "archive"
    page.write_text("The ferry is late\n\nIt was the third time this week, and nobody knows why.\n")
    archive.mkdir()
    command = [sys.executable, "-m", "archiver", "ingest", str(page), "-a", str(archive)]
    with locked(archive / ".lock", 0):
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr
        said = waiting.stderr.readline()
    out, _ = waiting.communicate(timeout=60)
    assert said == f"{archive}: {ME} is writing; waiting for it (Ctrl-C stops this)\n"
    assert out.startswith("1 read, 1 stored")
    assert waiting.returncode == 0
