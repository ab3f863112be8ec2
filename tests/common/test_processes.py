"""How a process that works for us alone is set up."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

ROUNDS, BLOCKS, SIZE = 20, 8, 1 << 20
PAGE = 4096

FAULTS = f"""
import resource, sys
from archiver.common import processes
if sys.argv[1] == "set up":
    processes.set_up()
def work():
    held = [b"x" * {SIZE} for _ in range({BLOCKS})]
    held.clear()
work()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range({ROUNDS}):
    work()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(state: str) -> int:
    """Page faults of a process that has some large blocks of memory time and again."""
    command = [sys.executable, "-c", FAULTS, state]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others keep memory by rules of their own")
def test_memory_is_kept_for_the_next_page() -> None:
    every = ROUNDS * BLOCKS * SIZE // PAGE
    assert faults("plain") > every // 2
    assert faults("set up") < every // 20
