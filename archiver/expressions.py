"""Regular expressions that are compiled when they are first asked: all at once are a quarter of a command's start, and
most pages ask few of them. Where `make` has compiled them ahead (ahead.py), they are made of their stored code.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias, cast
from zlib import compress, crc32, decompress
from zlib import error as zlib_error

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
        pattern = compiled(self.written, self.flags)
        for method in _ASKED:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def made() -> list[tuple[str, int]]:
    """All expressions of the modules that were imported, with their flags."""
    return [(one.written, one.flags) for one in _made]


def compiled(written: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, of stored code where there is some."""
    return _ahead(written, int(flags)) or re.compile(written, flags)


def _ahead(written: str, flags: int) -> re.Pattern[str] | None:
    """A pattern that was compiled ahead; None where it was not, or is damaged."""
    try:
        found = _stored().of(written, flags)
        if found is None:
            return None
        pattern, own, code, groups, numbers, names = found
        words = array(_WORDS, code).tolist()
        return cast("re.Pattern[str]", _ENGINE.compile(pattern, own, words, groups, numbers, names))
    except (OSError, EOFError, RuntimeError, TypeError, ValueError, zlib_error):
        return None


def coded(given: tuple[Any, ...]) -> Coded:
    """What was given to the engine of `re`, as it is stored."""
    pattern, flags, code, groups, numbers, names = given
    return pattern, int(flags), array(_WORDS, map(int, code)).tobytes(), groups, dict(numbers), tuple(names)


class _Stored:
    """Patterns in a file: a head, then each by itself, read when it is asked for.

    Keys are check sums of what is asked for, in order; of two patterns with one sum the file has one.
    """

    def __init__(self, path: Path) -> None:
        self._keys, self._ends, self._begin = array("I"), array("I"), 0
        try:
            self._file = os.open(path, os.O_RDONLY)
            size = int.from_bytes(os.pread(self._file, _SIZE, 0), "little")
            version, keys, ends = marshal.loads(os.pread(self._file, size, _SIZE))
        except (AttributeError, OSError, EOFError, TypeError, ValueError):  # none, damaged, a system without pread
            return
        if version == _version():
            self._keys.frombytes(keys)
            self._ends.frombytes(ends)
            self._begin = _SIZE + size

    def of(self, written: str, flags: int) -> Coded | None:
        """A pattern's code, by how it is written and the flags that it is asked with."""
        key = _key(written, flags)
        n = bisect_left(self._keys, key)
        if n == len(self._keys) or self._keys[n] != key:
            return None
        start = self._ends[n - 1] if n else 0
        asked, found = marshal.loads(decompress(os.pread(self._file, self._ends[n] - start, self._begin + start)))
        return cast(Coded, found) if asked == (written, flags) else None


@cache
def _stored() -> _Stored:
    return _Stored(PATH)


_SIZE = 8
"""Bytes in which the size of a file's head is written."""


def stored(patterns: Iterable[tuple[tuple[str, int], Coded]]) -> bytes:
    """Patterns as they lie in a file, each by how it is written and the flags that it is asked with."""
    by_key = {_key(*asked): compress(marshal.dumps((asked, found))) for asked, found in patterns}
    keys, ends, size = array("I", sorted(by_key)), array("I"), 0
    for key in keys:
        size += len(by_key[key])
        ends.append(size)
    head = marshal.dumps((_version(), keys.tobytes(), ends.tobytes()))
    return b"".join((len(head).to_bytes(_SIZE, "little"), head, *(by_key[key] for key in keys)))


def _key(written: str, flags: int) -> int:
    return crc32(written.encode("utf-8", "surrogatepass"), flags)


def _version() -> tuple[str, int]:
    """The engine's code is another with each version of Python."""
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
