"""The lake: the Delta table of articles, the raw bytes as WARC, and what can be rebuilt from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.lake.store import Lake as Lake

__all__ = ["Lake"]


def __getattr__(name: str) -> Any:
    """Import the store, and with it Arrow and Delta, only when it is asked for."""
    if name == "Lake":
        from archiver.lake.store import Lake

        return Lake
    raise AttributeError(name)
