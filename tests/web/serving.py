"""An archive of seeds and of hostile rows, and `archiver serve` on loopback before it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_rows import hostile, versions

import archiver
from archiver.lake import Lake

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "news <b>&'\"archive"
    archiver.ingest(SEEDS, path, jobs=1)
    with Lake.open(path).writing() as writer:
        writer.commit([hostile(), *versions()], [])
    return path


@pytest.fixture(scope="session")
def address(archive: Path) -> Iterator[str]:
    """Where a real server, started by the command, answers."""
    command = [sys.executable, "-m", "archiver", "serve", "-a", str(archive), "--port", "0", "--json"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield loaded(json.loads(server.stdout.readline())["address"])
    finally:
        server.terminate()
        server.wait(timeout=20)


def loaded(address: str) -> str:
    """The same address, once everything there is loaded."""
    while httpx.get(f"{address}search?q=word", timeout=30).status_code == 503:
        time.sleep(0.1)
    return address
