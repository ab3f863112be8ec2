"""What pyproject.toml cannot say: modules that are compiled where there is a C compiler.

A module whose first line begins with `# cython:` is Python that also runs as it is (Cython's pure Python mode).
Without a compiler the installation goes on without it, and archiver is slower, not different.
"""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

MARK = "# cython:"
SHARED = "archiver._shared"
"""The module in which Cython puts what several compiled ones need, typed arrays above all: each with its own copy takes
a tenth longer to start."""
PLAINLY: list[tuple[str, str | None]] = [("CYTHON_COMPRESS_STRINGS", "0")]
"""Texts stand in the libraries as they are, not to be unpacked at each start."""


def compiled(jobs: int) -> list[Extension]:
    """An extension for each marked module, and the one that they share; none that has to succeed."""
    modules = [path for path in sorted(Path("archiver").rglob("*.py")) if _is_marked(path)]
    sources = {".".join(path.with_suffix("").parts): path for path in modules}
    sources[SHARED] = Path(SHARED.replace(".", "/")).with_suffix(".c")
    extensions: list[Extension] = cythonize(
        [Extension(name, [str(path)], define_macros=PLAINLY) for name, path in sources.items()],
        nthreads=jobs,
        build_dir="build/cython",
        language_level=3,
        shared_utility_qualified_name=SHARED,
        compiler_directives={"binding": False},  # functions as C has them: sooner made and called, not inspected
    )
    for extension in extensions:  # new ones, for which cythonize forgets whether those that it was given were optional
        extension.optional = True
    return extensions


def _is_marked(path: Path) -> bool:
    with path.open(encoding="utf-8") as file:
        return file.readline().startswith(MARK)


if __name__ == "__main__":  # where processes are spawned, those of cythonize import this file
    jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    setup(options={"build_ext": {"parallel": jobs}}, ext_modules=compiled(jobs))
