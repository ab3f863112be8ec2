"""The parameters of judging: data (weights.tsv), each with an id and a reason."""

from __future__ import annotations

from functools import cache

from archiver.boilerplate.digests import data_digest
from archiver.common.data_files import files


@cache
def _file() -> str:
    return (files(__package__) / "weights.tsv").read_text(encoding="utf-8")


@cache
def _rows() -> dict[str, float]:
    rows = (line.split("\t") for line in _file().splitlines() if line and not line.startswith("#"))
    return {name: float(bits) for name, bits, _ in rows}


@cache
def bits(name: str) -> float:
    """The weight of that id, in bits. Raises KeyError where there is none."""
    return _rows()[name]


def names() -> tuple[str, ...]:
    """All ids, in the file's order."""
    return tuple(_rows())


@cache
def digest() -> str:
    """A digest of all weights (16 hex digits)."""
    return data_digest(_file())
