"""What pyproject.toml cannot say: modules that are compiled where there is a C compiler.

A module whose first line begins with `# cython:` is Python that also runs as it is (Cython's pure Python mode).
Without a compiler the installation goes on without it, and archiver is slower, not different.
"""

from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

MARK = "# cython:"


def compiled() -> list[Extension]:
    """One optional extension for each marked module."""
    modules = (path for path in sorted(Path("archiver").rglob("*.py")) if _is_marked(path))
    return [Extension(".".join(path.with_suffix("").parts), [str(path)], optional=True) for path in modules]


def _is_marked(path: Path) -> bool:
    with path.open(encoding="utf-8") as file:
        return file.readline().startswith(MARK)


setup(ext_modules=cythonize(compiled(), build_dir="build/cython", language_level=3))
