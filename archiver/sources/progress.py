"""How far a run has come, in bytes of the inputs as they lie on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from archiver.sources.naming import STDIN, name_inputs


class Progress(Struct, frozen=True):
    """A step of a run, told after each capture or error.

    path: the input being read, as named. read: bytes of all inputs read so far, as they lie on disk
    (compressed). captures, errors: how many came of them so far. stored: of `read`, the bytes of which the pages
    are decided about and stored too; 0 where nothing is stored. anew: the rules being others than when sites were
    learned, stored pages that were counted anew so far, and of how many; None but while that goes on.
    """

    path: str
    read: int
    captures: int
    errors: int
    stored: int = 0
    anew: tuple[int, int] | None = None


def measure(inputs: Iterable[str | Path]) -> int | None:
    """Total bytes of the inputs as they lie on disk; None where stdin is among them.

    Inputs that do not exist count nothing: `read` reports them.
    """
    total = 0
    for named in name_inputs(inputs):
        if named.path == STDIN:
            return None
        try:
            total += Path(named.path).stat().st_size
        except OSError:
            continue
    return total
