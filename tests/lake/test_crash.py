"""A writer killed with SIGKILL at any instant: nothing acknowledged is lost, nothing is stored by halves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from crash_writer import BATCH, raw_body
from lake_rows import row

from archiver.lake import Lake
from archiver.lake.rows.captures import raw_location
from archiver.verifying import verify

WRITER = Path(__file__).with_name("crash_writer.py")


def run_and_kill(archive: Path, start: int, after_lines: int, pause: float) -> list[int]:
    """Start the writer, wait for so many acknowledged batches and a moment more, kill it; what it said."""
    with subprocess.Popen(
        [sys.executable, str(WRITER), str(archive), str(start)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(after_lines)]
        try:
            writer.wait(pause)
        except subprocess.TimeoutExpired:
            os.kill(writer.pid, signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().split("\n") if line.strip()]
    return said


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_instant(tmp_path: Path, seed: int) -> None:
    chance, start = random.Random(seed), 0
    for _ in range(2):
        said = run_and_kill(tmp_path, start, chance.randint(1, 3), chance.random() * 0.08)
        lake = Lake.open(tmp_path)
        stored = {r["row_id"] for r in lake.scan(["row_id"])}
        batches = [{row(n)["row_id"] for n in range(b * BATCH, (b + 1) * BATCH)} for b in range(max(said) + 3)]
        assert all(batches[b] <= stored for b in said), "an acknowledged batch is lost"
        assert all(b <= stored or not b & stored for b in batches), "half a batch is stored"
        assert len(stored) % BATCH == 0
        report = verify(lake)
        assert report.ok, report.problems
        start = len(stored) // BATCH
    for found in lake.scan(["raw", "title"]):
        location = raw_location(found)
        if location is not None:
            assert lake.read_raw(location) == raw_body(int(found["title"].split()[1]))
