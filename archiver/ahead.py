"""Compiles regular expressions ahead, as Python's modules are: `python -m archiver.ahead`, by `make`.

To compile one takes .3 ms, to make it of its code .02 ms, and a run over some pages asks for a hundred: those of
expressions.py, and ways of writing the lexicon's phrases. The file lies beside the bytecode and holds what `re` gave to
its engine; the very Python that wrote it reads it, and no other. It is made in some five seconds and has 9 MB.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from archiver import expressions
from archiver.boilerplate.lexicon.entries import entries
from archiver.boilerplate.lexicon.template import FLAGS, variants

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


def coded(patterns: Sequence[tuple[str, int]]) -> list[tuple[tuple[str, int], expressions.Coded]]:
    """Patterns, each with its flags, as the engine of `re` takes them."""
    compiler: Any = import_module("re._compiler")
    engine, found = compiler._sre, []
    compiler._sre = recorder = _Recorder(engine)
    try:
        for written, flags in patterns:
            compiler.compile(written, flags)  # what `re.compile` does where it remembers nothing
            found.append(((written, flags), expressions.coded(recorder.given)))
    finally:
        compiler._sre = engine
    return found


def with_slots() -> set[tuple[str, int]]:
    """The ways of writing the lexicon's phrases that have slots, which take longest to compile."""
    every = (one for entry in entries() for template in entry.templates for one in variants(template, entry.scope))
    return {(one.written(), int(FLAGS)) for one in every if any(token[0] == "{" for token in one.tokens)}


def write(path: Path) -> int:
    """How many expressions were written to a file."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    found = coded(sorted({*expressions.made(), *with_slots()}))
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(expressions.stored(found))
    new.replace(path)
    return len(found)


if __name__ == "__main__":
    write(expressions.PATH)
