"""setup.py where there is a C compiler and where there is none, on a small project of one marked module."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[1] / "setup.py"
MODULE = """# cython: freethreading_compatible=False
def is_compiled() -> bool:
    return not __file__.endswith(".py")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(SETUP, tmp_path)
    package = tmp_path / "archiver"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "marked.py").write_text(MODULE)
    return tmp_path


def build(project: Path, compiler: str) -> str:
    """Builds in place, with a compiler, and asks the module what it is; gives its answer."""
    environment = {**os.environ, "CC": compiler, "PYTHONPATH": str(project)}
    asking = "import archiver.marked as m; print(m.is_compiled())"
    for command in (["setup.py", "build_ext", "--inplace"], ["-c", asking]):
        done = subprocess.run(
            [sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout.strip()


@pytest.mark.parametrize("compiler", [sys.executable + " -c exit(1)", "no-such-compiler"], ids=["fails", "is-missing"])
def test_without_a_compiler_modules_stay_python(project: Path, compiler: str) -> None:
    assert build(project, compiler) == "False"


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler on this machine")
def test_with_a_compiler_marked_modules_are_compiled(project: Path) -> None:
    assert build(project, "cc") == "True"
