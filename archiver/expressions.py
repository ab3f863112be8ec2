"""Regular expressions that are compiled when they are first asked: all at once are a quarter of a command's start, and
most pages ask few of them. Where `make` has compiled them ahead (ahead.py), they are made of their stored code.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")

PATH = Path(__file__).parent / "__pycache__" / f"expressions.{sys.implementation.cache_tag}.ahead"
"""Patterns that were compiled ahead; there need be none."""
Coded: TypeAlias = tuple[str, int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the engine of `re` takes: pattern, flags, code in words of 32 bits, count of groups, their numbers and names."""
_WORDS = "I"
_ENGINE: Any = import_module("_sre")

_made: list[_Waiting] = []


class _Waiting:
    """Stands for a pattern; once compiled, its methods are this one's."""

    def __init__(self, written: str, flags: int) -> None:
        self.written, self.flags = written, int(flags)
        _made.append(self)

    def __getattr__(self, name: str) -> Any:
        compiled = _ahead(self.written, self.flags) or re.compile(self.written, self.flags)
        for method in _ASKED:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def made() -> list[tuple[str, int]]:
    """All expressions of the modules that were imported, with their flags."""
    return [(one.written, one.flags) for one in _made]


def _ahead(written: str, flags: int) -> re.Pattern[str] | None:
    """A pattern that was compiled ahead; None where it was not."""
    found = _stored().get((written, flags))
    if found is None:
        return None
    pattern, own, code, groups, numbers, names = found
    return cast("re.Pattern[str]", _ENGINE.compile(pattern, own, array(_WORDS, code).tolist(), groups, numbers, names))


def coded(given: tuple[Any, ...]) -> Coded:
    """What was given to the engine of `re`, as it is stored."""
    pattern, flags, code, groups, numbers, names = given
    return pattern, int(flags), array(_WORDS, map(int, code)).tobytes(), groups, dict(numbers), tuple(names)


def stored(patterns: dict[tuple[str, int], Coded]) -> bytes:
    """Patterns as they lie in a file. The engine's code is another with each version of Python."""
    return marshal.dumps((_version(), patterns))


@cache
def _stored() -> dict[tuple[str, int], Coded]:
    try:
        version, patterns = marshal.loads(PATH.read_bytes())
    except (OSError, EOFError, TypeError, ValueError):
        return {}
    return cast(dict[tuple[str, int], Coded], patterns) if version == _version() else {}


def _version() -> tuple[str, int]:
    return sys.version, _ENGINE.MAGIC


class _Heralded:
    """Stands for a pattern that finds nothing in most texts, which tell it sooner."""

    def __init__(self, pattern: Any, heralds: tuple[str, ...]) -> None:
        self._pattern, self._heralds = pattern, heralds

    def search(self, text: str) -> re.Match[str] | None:
        if text.isascii():
            lower = text.lower()
            if not any(herald in lower for herald in self._heralds):
                return None
        return cast("re.Match[str] | None", self._pattern.search(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)


def expression(written: str, flags: int = 0, *, heralds: str = "") -> re.Pattern[str]:
    """What `re.compile` gives, but later: an error in it is raised at its first use.

    heralds: words, in lower case, of which one is in all that it finds in ASCII: where none is, it is not searched for.
    """
    pattern = _Waiting(written, flags)
    return cast("re.Pattern[str]", _Heralded(pattern, tuple(heralds.split())) if heralds else pattern)
