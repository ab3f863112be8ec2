"""Regular expressions that are compiled when they are first asked: all at once are a quarter of a command's start, and
most pages ask few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Waiting:
    """Stands for a pattern; once compiled, its methods are this one's."""

    def __init__(self, written: str, flags: int) -> None:
        self._written, self._flags = written, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._written, self._flags)
        for method in _ASKED:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def expression(written: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but later: an error in it is raised at its first use."""
    return cast("re.Pattern[str]", _Waiting(written, flags))
