"""The tutorials, done as they are written: `sh` blocks run, and each line of a `text` block is in what they said."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


@pytest.mark.parametrize("path", sorted((ROOT / "docs/tutorials").glob("*.md")), ids=lambda path: path.stem)
def test_a_tutorial_does_what_it_says(path: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    said, ran = "", 0
    for kind, text in BLOCK.findall(path.read_text(encoding="utf-8")):
        if kind == "sh":
            said, ran = _run(text, tmp_path), ran + 1
        elif kind == "text":
            missing = [line for line in text.splitlines() if _spaced(line) not in said]
            assert not missing, f"{missing} not in:\n{said}"
    assert ran >= 5


def _run(commands: str, folder: Path) -> str:
    """What the commands print, white space folded. The interpreter and the command of these tests come first."""
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": tools, "COLUMNS": "200"}
    done = subprocess.run(
        ["bash", "-euc", commands], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return _spaced(done.stdout + done.stderr)


def _spaced(text: str) -> str:
    return " ".join(text.split())
