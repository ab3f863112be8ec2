"""The tables of data that rules are made of, each a file beside the module that reads it."""

from __future__ import annotations

from functools import cached_property

from archiver.common.data_files import files


class Table:
    """A data file of a package ("archiver.boilerplate", "weights.tsv"), read when it is first asked for."""

    def __init__(self, package: str, name: str) -> None:
        self._package, self._name = package, name

    @cached_property
    def text(self) -> str:
        return (files(self._package) / self._name).read_bytes().decode()

    @cached_property
    def digest(self) -> str:
        """A digest of all of it (16 hex digits)."""
        return data_digest(self.text)

    def rows(self) -> list[list[str]]:
        """The cells of each row; lines that begin with "#" are remarks."""
        return [line.split("\t") for line in self.text.splitlines() if line and not line.startswith("#")]


def data_digest(text: str) -> str:
    """Half of a SHA-256 (16 hex digits): on which data a verdict rests. Few runs ask; OpenSSL comes along with it."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:16]
