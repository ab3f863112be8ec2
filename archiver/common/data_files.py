"""The data files that lie beside a package's modules: `importlib.resources.files`, which brings archives and temporary
files along and takes as long to import as a page to extract."""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).parents[1]


def files(package: str) -> Path:
    """The folder of one of archiver's packages ("archiver.extract")."""
    return _HOME.joinpath(*package.split(".")[1:])
