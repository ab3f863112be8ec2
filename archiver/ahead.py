"""Compiles the expressions of expressions.py ahead, as Python's modules are: `python -m archiver.ahead`, by `make`.

To compile one takes .3 ms, to make it of its code .01 ms, and a run over some pages asks for eighty. The file lies
beside the bytecode and holds what `re` gave to its engine; the very Python that wrote it reads it, and no other.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import archiver
from archiver import expressions

PACKAGES = ("archiver.extract", "archiver.boilerplate", "archiver.duplicates", "archiver.enrich", "archiver.sources")
"""Whose expressions are compiled: those of what is done to each page."""


class _Recorder:
    """Stands for the engine of `re` while patterns are compiled, and keeps what it is given."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.given: tuple[Any, ...] = ()

    def compile(self, *given: Any) -> Any:
        self.given = given
        return self._engine.compile(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


def compiled(patterns: Sequence[tuple[str, int]]) -> dict[tuple[str, int], expressions.Coded]:
    """Patterns, each with its flags, as the engine of `re` takes them."""
    compiler: Any = import_module("re._compiler")
    engine, found = compiler._sre, {}
    compiler._sre = recorder = _Recorder(engine)
    try:
        for written, flags in patterns:
            re.purge()
            re.compile(written, flags)
            found[written, int(flags)] = expressions.coded(recorder.given)
    finally:
        compiler._sre = engine
    return found


def write(path: Path) -> int:
    """How many expressions were written to a file."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    found = compiled(sorted(set(expressions.made())))
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(expressions.stored(found))
    new.replace(path)
    return len(found)


if __name__ == "__main__":
    assert archiver.__file__
    write(expressions.PATH)
