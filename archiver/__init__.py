"""archiver: news in, a clean and explained archive out.

    import archiver

    archiver.ingest(["dumps/", "pages.jsonl.gz"], "archive")   # the whole pipeline
    archiver.clean(capture)                                    # one page, no archive
    archiver.open_archive("archive").query("SELECT title FROM articles")

The names below are the public interface; everything else may change between versions. They are loaded
when first used, so that `import archiver` costs nothing.

A page goes through sources/, extract/, boilerplate/, enrich/, duplicates/ and lake/, to be looked at with explore/;
docs/architecture.md is the map of these and of what joins them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

_HOMES = {
    "Block": "archiver.records",
    "Capture": "archiver.records",
    "Document": "archiver.records",
    "JudgedDocument": "archiver.records",
    "Metadata": "archiver.records",
    "Origin": "archiver.records",
    "Verdict": "archiver.records",
    "ArchiverError": "archiver.errors",
    "InputError": "archiver.errors",
    "clean": "archiver.pipeline",
    "Archive": "archiver.api",
    "ingest": "archiver.api",
    "open_archive": "archiver.api",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        raise AttributeError(f"module 'archiver' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("archiver")
