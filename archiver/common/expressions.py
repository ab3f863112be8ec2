"""Regular expressions that are compiled when they are first asked: all at once are a quarter of a command's start, and
most pages ask few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Waiting:
    """Stands for a pattern; once compiled, its methods are this one's."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self._written, self._flags = written, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._written, self._flags)
        for method in _ASKED:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


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


def expression(written: AnyStr, flags: int = 0, *, heralds: str = "") -> re.Pattern[AnyStr]:
    """What `re.compile` gives, but later: an error in it is raised at its first use.

    heralds: words, in lower case, of which one is in all that it finds in ASCII: where none is, it is not searched for.
    """
    pattern = _Waiting(written, flags)
    return cast("re.Pattern[AnyStr]", _Heralded(pattern, tuple(heralds.split())) if heralds else pattern)
