"""The parameters of judging: data (weights.tsv), each with an id and a reason."""

from __future__ import annotations

from functools import cache

from archiver.boilerplate.tables import Table

TABLE = Table(__package__, "weights.tsv")


@cache
def _rows() -> dict[str, float]:
    return {name: float(bits) for name, bits, _ in TABLE.rows()}


@cache
def bits(name: str) -> float:
    """The weight of that id, in bits. Raises KeyError where there is none."""
    return _rows()[name]


def names() -> tuple[str, ...]:
    """All ids, in the file's order."""
    return tuple(_rows())
